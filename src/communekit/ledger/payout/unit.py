"""Units: ranges of what was earned, in minor units; what a payout pays (可付单元)."""

from collections.abc import Iterable

import attrs

from communekit.ids import EntryId, identifier
from communekit.money import MINOR_MAX

from .errors import InvalidPayoutError


@attrs.frozen
class Unit:
    """The minor units `[start, end)` of the lot that an entry opened (可付单元): a lot is what it made available.

    Errors: `InvalidIdError`, `InvalidPayoutError` "not_a_range".

    >>> Unit("release-1", 0, 800).minor
    800
    """

    entry: EntryId
    start: int
    end: int

    def __attrs_post_init__(self) -> None:
        identifier(self.entry, what="entry id")
        ends = (self.start, self.end)
        if any(type(end) is not int for end in ends) or not 0 <= self.start < self.end <= MINOR_MAX:
            raise InvalidPayoutError("unit", ends, "not_a_range")

    @property
    def minor(self) -> int:
        """How many minor units it holds."""
        return self.end - self.start


def in_place(units: Iterable[Unit]) -> tuple[Unit, ...]:
    """Return units in the order of their entries' ids and of their places: one order for one set."""
    return tuple(sorted(units, key=lambda unit: (unit.entry, unit.start, unit.end)))


def joined(units: Iterable[Unit]) -> tuple[Unit, ...]:
    """Return units of which neighbours in one lot are one unit, in the order given.

    >>> joined([Unit("a", 0, 5), Unit("a", 5, 9)])
    (Unit(entry='a', start=0, end=9),)
    """
    found: list[Unit] = []
    for unit in units:
        if found and found[-1].entry == unit.entry and found[-1].end == unit.start:
            found[-1] = Unit(unit.entry, found[-1].start, unit.end)
        else:
            found.append(unit)
    return tuple(found)


def minor_of(units: Iterable[Unit]) -> int:
    """Return how many minor units some units hold together."""
    return sum(unit.minor for unit in units)


def first_of(units: Iterable[Unit], minor: int) -> tuple[Unit, ...]:
    """Return the first so many minor units; the last unit may be cut (先进先出).

    >>> first_of([Unit("a", 0, 5), Unit("b", 0, 9)], 7)
    (Unit(entry='a', start=0, end=5), Unit(entry='b', start=0, end=2))
    """
    taken: list[Unit] = []
    for unit in units:
        if minor <= 0:
            break
        part = unit if unit.minor <= minor else Unit(unit.entry, unit.start, unit.start + minor)
        taken.append(part)
        minor -= part.minor
    return tuple(taken)


__all__ = ["Unit", "first_of", "in_place", "joined", "minor_of"]
