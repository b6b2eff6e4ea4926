"""Movements: what changed a party's claim in a period, by kind of fact and what it was for (发生额)."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

import attrs

from communekit.ids import EntryId

from .errors import StatementError
from .nature import Nature, nature_of


class Line(NamedTuple):
    """One entry's part in a movement (明细行).

    `at` is the moment at which it counts, `happened_at` when the fact happened if it was booked late (补记), `about`
    the entry that it undoes or follows, `note` the reason that people gave.
    """

    entry: EntryId
    at: datetime
    minor: int
    happened_at: datetime | None = None
    about: EntryId | None = None
    note: str = ""


def _lines(given: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(given)


@attrs.frozen
class Movement:
    """All lines of one kind and source in a period (发生额): "commission.accrued" by rule "base".

    `source` and `title` are what the room said that made the entry (see `Item`); empty where it said nothing. What
    leaves with a payout is told apart by where it went: sources "outside.payout", "withheld" and "fees".

    >>> from communekit.period import parse_instant
    >>> line = Line(EntryId("e1"), parse_instant("2026-03-01T08:00:00+08:00"), 800)
    >>> moved = Movement("commission.accrued", "base", "Base share", [line])
    >>> moved.minor, moved.count, moved.nature
    (800, 1, <Nature.EARNED: 'earned'>)
    """

    kind: str
    source: str
    title: str
    lines: tuple[Line, ...] = attrs.field(converter=_lines)
    minor: int = attrs.field(init=False, eq=False, repr=False)
    """By how much the claim changed, in minor units."""

    @minor.default
    def _sum(self) -> int:
        return sum(line.minor for line in self.lines)

    def __attrs_post_init__(self) -> None:
        if not self.lines:
            raise StatementError("", "", "nothing", self.kind)

    @property
    def key(self) -> tuple[str, str, str]:
        """Kind, source and title: a statement has one movement of each."""
        return (self.kind, self.source, self.title)

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self.lines)

    @property
    def first_at(self) -> datetime:
        """When the first of them counts."""
        return self.lines[0].at

    @property
    def last_at(self) -> datetime:
        """When the last of them counts."""
        return self.lines[-1].at

    @property
    def nature(self) -> Nature:
        """Where it stands on a statement."""
        return nature_of(self.kind, self.source, self.minor)

    def then(self, later: "Movement") -> "Movement":
        """Return the movement of this period and the next."""
        return attrs.evolve(self, lines=(*self.lines, *later.lines))


__all__ = ["Line", "Movement"]
