"""Many journeys (路径汇总), grouped once: equal paths are counted, in whole numbers.

How rows are read and checked is in `intake`, how paths are changed before they count in `transform`.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from functools import cached_property
from typing import Final, NamedTuple

import attrs

from .errors import InvalidJourneyError
from .intake import Aged, Groups, Row, read_groups, read_rows
from .journey import Channel, Journey, Path
from .order import in_order
from .transform import Transform, changed

MICROSECOND: Final = timedelta(microseconds=1)
SECOND: Final = timedelta(seconds=1)


class Counts(NamedTuple):
    """How often a path was walked: with a conversion, without one, and the value of the conversions in minor units."""

    conversions: int
    others: int
    value: int


@attrs.frozen(eq=False)
class Journeys:
    """Many journeys, grouped by path (路径汇总): what every model reads.

    Made by `of` from rows, by `grouped` from counts, by `each` from `Journey` values; all give the same credits, in
    whatever order, however rows are cut in two. `one + other` adds two stores' journeys.

    Ages are kept for conversions alone: only they are shared out. Those of other journeys are read by a transform
    that asks for them, otherwise not at all.

    >>> rows = [(("share", "qr"), (48, 2), True, 3_000), (("share",), (5,), False, 0)]
    >>> Journeys.of(rows, age_unit=timedelta(hours=1)).groups[("share", "qr")]
    Counts(conversions=1, others=0, value=3000)
    """

    _groups: Groups
    _aged: Aged

    @classmethod
    def of(
        cls, rows: Iterable[Row], *, age_unit: timedelta = SECOND, through: Iterable[Transform] = ()
    ) -> "Journeys":
        """Return the journeys of plain rows: (channels, ages, converted, value).

        Args:
            rows: Channels oldest first, as a tuple; ages as a tuple of whole numbers of `age_unit` before the
                conversion, or None; whether it converted; its value in minor units, 0 or None where there is none.
            age_unit: The unit of ages, a second unless said otherwise.
            through: Transforms of each path, one after the other, before it is counted.

        Raises:
            InvalidJourneyError: Names the row.
        """
        unit = _microseconds(age_unit)
        steps = tuple(through)
        if steps:
            rows = _changed_rows(rows, steps, unit)
        groups, aged = read_rows(rows, unit)
        return cls(groups, aged)

    @classmethod
    def grouped(cls, groups: Mapping[Path, tuple[int, int, int]]) -> "Journeys":
        """Return journeys that were counted already: {path: (conversions, others, value in minor units)}.

        Raises:
            InvalidJourneyError: Counts below zero or no whole numbers; a value without conversions.

        >>> Journeys.grouped({("qr",): (6, 10, 60_000)}).conversions
        6
        """
        return cls(read_groups(groups), Aged.none())

    @classmethod
    def each(cls, journeys: Iterable[Journey], *, through: Iterable[Transform] = ()) -> "Journeys":
        """Return the journeys of single values."""
        return cls.of(map(_row, journeys), age_unit=MICROSECOND, through=through)

    def through(self, *transforms: Transform) -> "Journeys":
        """Return these journeys with every path changed, transform by transform; none is lost.

        Raises:
            InvalidModelError: A transform asks for ages: those are handed to `of(rows, through=...)`.
        """
        groups: Groups = {}
        for path, counts in self._groups.items():
            target, _ = changed(path, None, transforms)
            _add(groups, target, counts)
        aged = Aged.none()
        for path, ages, value in self._aged:
            target, left = changed(path, ages, transforms)
            aged.append(target, left, value)
        return Journeys(groups, attrs.evolve(aged, unit=self._aged.unit))

    @cached_property
    def groups(self) -> Mapping[Path, Counts]:
        """How often each path was walked, journeys without touches too."""
        return {path: Counts(*counts) for path, counts in self._groups.items()}

    @cached_property
    def channels(self) -> tuple[Channel, ...]:
        """The channels of all paths, by name."""
        return tuple(in_order(set().union(*self._groups)))

    @property
    def conversions(self) -> int:
        """The conversions, those without touches too."""
        return sum(counts[0] for counts in self._groups.values())

    @property
    def value(self) -> int:
        """The value of all conversions in minor units."""
        return sum(counts[2] for counts in self._groups.values())

    @property
    def untouched(self) -> Counts:
        """The journeys without touches: no model can say whose they are (未归因)."""
        return Counts(*self._groups.get((), (0, 0, 0)))

    @property
    def touched(self) -> Counts:
        """The journeys that have touches: what models share out."""
        untouched = self.untouched
        others = sum(counts[1] for counts in self._groups.values())
        return Counts(
            self.conversions - untouched.conversions,
            others - untouched.others,
            self.value - untouched.value,
        )

    def counted(self) -> Iterator[tuple[Path, list[int]]]:
        """Yield every path that has touches, with [conversions, others, value]."""
        return (item for item in self._groups.items() if item[0])

    @property
    def aged(self) -> Aged | None:
        """The conversions one by one with the ages of their touches; None where some have no ages."""
        return self._aged if len(self._aged) == self.touched.conversions else None

    def __add__(self, other: "Journeys") -> "Journeys":
        if not isinstance(other, Journeys):
            return NotImplemented
        groups = {path: list(counts) for path, counts in self._groups.items()}
        for path, counts in other._groups.items():
            _add(groups, path, counts)
        return Journeys(groups, self._aged.joined(other._aged))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Journeys):
            return NotImplemented
        return self.groups == other.groups and self._aged.counted == other._aged.counted

    __hash__ = None  # type: ignore[assignment]  # it holds mappings, like a dict

    def __len__(self) -> int:
        """Return how many journeys there are."""
        return sum(counts[0] + counts[1] for counts in self._groups.values())


def _add(groups: Groups, path: Path, counts: Iterable[int]) -> None:
    known = groups.get(path)
    groups[path] = list(counts) if known is None else [a + b for a, b in zip(known, counts, strict=True)]


def _microseconds(unit: object) -> int:
    if not isinstance(unit, timedelta) or unit <= timedelta(0):
        raise InvalidJourneyError("age_unit", unit)
    return unit // MICROSECOND


def _row(journey: Journey) -> Row:
    if not isinstance(journey, Journey):
        raise InvalidJourneyError("row", journey)
    ages = None if journey.ages is None else tuple(age // MICROSECOND for age in journey.ages)
    return journey.channels, ages, journey.converted, journey.value


def _changed_rows(rows: Iterable[Row], steps: tuple[Transform, ...], unit: int) -> Iterator[Row]:
    for number, row in enumerate(rows):
        groups, aged = read_rows([row], unit, first=number, all_ages=True)
        (path,) = groups
        ages = next(iter(aged))[1] if len(aged) else None
        target, left = changed(path, ages, steps, unit)
        yield target, left, row[2], row[3]


__all__ = ["MICROSECOND", "Counts", "Journeys"]
