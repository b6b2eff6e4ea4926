"""What is done to a database while it fails (负载), and how it is judged afterwards: the port between faults and work.

A fault knows nothing of the work that it interrupts. Another workload is plugged in by a line in `workloads.py`.
"""

from collections.abc import Set as AbstractSet
from typing import Protocol, Self

import attrs

from communekit.storage.sql import Database


@attrs.frozen
class Verdict:
    """What a restart found (判定), summed over restarts.

    Args:
        lost: Steps that were acknowledged and are not there.
        doubled: Effects that are there more than once.
        broken: Laws that do not hold, in words.
        unanswered: Steps that are there though nobody was told so: fair, and told again they are done once.
        redelivered: Steps that were told again.
    """

    lost: int = 0
    doubled: int = 0
    broken: tuple[str, ...] = ()
    unanswered: int = 0
    redelivered: int = 0

    @property
    def holds(self) -> bool:
        """Whether nothing was lost, doubled or broken."""
        return not (self.lost or self.doubled or self.broken)

    def __add__(self, other: Self) -> Self:
        return type(self)(
            self.lost + other.lost,
            self.doubled + other.doubled,
            self.broken + other.broken,
            self.unanswered + other.unanswered,
            self.redelivered + other.redelivered,
        )


class Workload(Protocol):
    """Numbered steps that are done in a community one after another (负载), each of them any number of times.

    Whoever does a step has seen all steps before it done, by himself or by another. What a step comes to follows from its
    number alone.
    """

    def do(self, database: Database, community: str, number: int) -> None:
        """Do the step of a number; done before, it changes nothing. What it raises was not acknowledged."""

    def check(
        self, database: Database, community: str, *, acknowledged: AbstractSet[int], begun: int
    ) -> Verdict:
        """Judge what a restart found, then tell all steps again and judge that too.

        Args:
            database: The database, after its restart.
            community: Whose work.
            acknowledged: The steps that came back without an error.
            begun: So many steps were begun, from 0 on; after the check all of them are in.
        """


__all__ = ["Verdict", "Workload"]
