"""Reading rows (读入路径): one pass, each check as seldom as it can be made.

What a path is made of is checked once for each distinct path, ages for each conversion, the rest for each row.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Final, NoReturn, Self

import attrs

from communekit.money import MINOR_MAX

from .errors import InvalidJourneyError
from .journey import Path, check_ages, check_value

Row = tuple[Path, tuple[int, ...] | None, bool, int | None]
Groups = dict[Path, list[int]]

COUNT_MAX: Final = 10**18


@attrs.frozen(eq=False)
class Aged:
    """Conversions one by one: path, ages in a unit of so many microseconds, value."""

    unit: int
    paths: list[Path]
    ages: list[tuple[int, ...]]
    values: list[int]

    @classmethod
    def none(cls) -> Self:
        """Return that there are none."""
        return cls(1, [], [], [])

    def append(self, path: Path, ages: tuple[int, ...] | None, value: int) -> None:
        """Take one more; one without touches or ages is not of these."""
        if path and ages is not None:
            self.paths.append(path)
            self.ages.append(ages)
            self.values.append(value)

    def joined(self, other: "Aged") -> "Aged":
        """Return these and others, in a unit that both have."""
        if not other or not self:
            return self or other
        if self.unit == other.unit:
            ages = self.ages + other.ages
            return Aged(self.unit, self.paths + other.paths, ages, self.values + other.values)
        return self.fine().joined(other.fine())

    @property
    def counted(self) -> Counter[tuple[Path, tuple[int, ...], int]]:
        """How often there is each, in microseconds."""
        return Counter(zip(self.paths, self.fine().ages, self.values, strict=True))

    def __iter__(self) -> Iterator[tuple[Path, tuple[int, ...], int]]:
        return zip(self.paths, self.ages, self.values, strict=True)

    def __len__(self) -> int:
        return len(self.paths)

    def fine(self) -> "Aged":
        """Return these with ages in microseconds."""
        ages = [tuple(age * self.unit for age in each) for each in self.ages]
        return Aged(1, self.paths, ages, self.values)


def read_rows(
    rows: Iterable[Row], unit: int, *, first: int = 0, all_ages: bool = False
) -> tuple[Groups, Aged]:
    """Return rows counted by path, and the conversions that have ages.

    Args:
        rows: (channels, ages, converted, value).
        unit: Microseconds in the unit of ages.
        first: The number of the first row, for messages.
        all_ages: Whether ages of journeys that did not convert are read too.

    Raises:
        InvalidJourneyError: Names the row.
    """
    groups: Groups = {}
    aged = Aged(unit, [], [], [])
    places: list[int] = []
    known, add_path, add_ages, add_value = groups.get, aged.paths.append, aged.ages.append, aged.values.append
    add_place = places.append
    for number, row in enumerate(rows, first):
        try:
            path, ages, converted, value = row
            counts = known(path)
        except (TypeError, ValueError):
            _refuse(row, number)
        if counts is None:
            if path.__class__ is not tuple:
                raise InvalidJourneyError("channels", path, number)
            counts = groups[path] = [0, 0, 0]
        if converted is False:
            counts[1] += 1
            if value or value.__class__ is not int:
                check_value(value, converted=False, row=number)
            if not all_ages:
                continue
        elif converted is True:
            counts[0] += 1
            if value.__class__ is not int or not 0 <= value <= MINOR_MAX:
                check_value(value, converted=True, row=number)
            counts[2] += value or 0
        else:
            raise InvalidJourneyError("converted", converted, number)
        if ages is not None and path:
            add_path(path)
            add_ages(ages)
            add_value(value or 0)
            add_place(number)
    _check_ages(aged, places)
    return groups, aged


def _refuse(row: object, number: int) -> NoReturn:
    """Say what is wrong with a row that could not be taken apart or counted."""
    if not isinstance(row, Sequence) or isinstance(row, (str, bytes)) or len(row) != 4:
        raise InvalidJourneyError("row", row, number)
    raise InvalidJourneyError("channel" if type(row[0]) is tuple else "channels", row[0], number)


def _check_ages(aged: Aged, places: list[int]) -> None:
    """Check the ages of all conversions together; only where something is wrong are they gone through one by one."""
    ages = aged.ages
    if (
        set(map(type, ages)) <= {tuple}
        and list(map(len, ages)) == list(map(len, aged.paths))
        and set(map(type, chain.from_iterable(ages))) <= {int}
        and min(chain.from_iterable(ages), default=0) >= 0
        and all(len(each) < 2 or sorted(each, reverse=True) == [*each] for each in ages)
    ):
        return
    for path, each, number in zip(aged.paths, ages, places, strict=True):
        if type(each) is not tuple or set(map(type, each)) - {int}:
            raise InvalidJourneyError("ages", each, number)
        check_ages(each, len(path), 0, number)


def read_groups(given: object) -> Groups:
    """Return counts by path as they are kept.

    Raises:
        InvalidJourneyError: Names the path.
    """
    if not isinstance(given, Mapping):
        raise InvalidJourneyError("counts", given)
    groups: Groups = {}
    for path, counts in given.items():
        if type(path) is not tuple:
            raise InvalidJourneyError("channels", path, path)
        if not isinstance(counts, (tuple, list)) or len(counts) != 3:
            raise InvalidJourneyError("counts", counts, path)
        if any(type(count) is not int or not 0 <= count <= COUNT_MAX for count in counts):
            raise InvalidJourneyError("counts", counts, path)
        if counts[2] and not counts[0]:
            raise InvalidJourneyError("value_unconverted", counts[2], path)
        groups[path] = list(counts)
    return groups


__all__ = ["Aged", "Groups", "Row", "read_groups", "read_rows"]
