"""Changes: an amount under one plan and under another, and the difference (变化)."""

from collections.abc import Iterable
from typing import NamedTuple

from communekit.ids import OrderId, PartyId
from communekit.parties import Role


class Change(NamedTuple):
    """What someone or something comes to under the one plan and under the other, in whole minor units.

    >>> Change("L1", 800, 950).difference_minor
    150
    """

    name: str
    before_minor: int
    after_minor: int

    @property
    def difference_minor(self) -> int:
        """How much more it is under the second plan; below zero for less."""
        return self.after_minor - self.before_minor


class Position(NamedTuple):
    """What a party comes to in one role, in whole minor units.

    The residual stands in the role of the plan's residual party; what a bearer puts in is below zero, in his role.
    """

    party: PartyId
    role: Role
    before_minor: int
    after_minor: int


class OrderChange(NamedTuple):
    """How an order is shared out differently: how much changes hands, and what each party comes to."""

    order: OrderId
    moved_minor: int
    parties: tuple[Change, ...]


class LeftOutCount(NamedTuple):
    """Orders that one of the plans did not assess: which plan ("before", "after"), why, how many, the first of them.

    `text_en` and `text_zh` say the reason for the first one.
    """

    plan: str
    code: str
    orders: int
    first: tuple[OrderId, ...]
    text_en: str
    text_zh: str


def summed(name: str, changes: Iterable[Change]) -> Change:
    """Return changes as one."""
    rows = tuple(changes)
    return Change(name, sum(row.before_minor for row in rows), sum(row.after_minor for row in rows))


def by_difference(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return changes in order: who gains most first, who loses most last; equals by name."""
    return tuple(sorted(changes, key=lambda change: (-change.difference_minor, change.name)))
