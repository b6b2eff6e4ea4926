"""Many journeys (路径汇总), grouped once: equal paths are counted, in whole numbers.

How rows are read and checked is in `intake`, how paths are changed before they count in `transform`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from functools import cached_property
from typing import Final, NamedTuple, TypeVar

import attrs

from .aged import Aged
from .errors import InvalidJourneyError
from .intake import Read, Row, channels_among, counted, read_groups
from .journey import Channel, Journey, Path
from .order import in_order
from .packing import packed, unpacked
from .transform import Transform, changed, changed_row

MICROSECOND: Final = timedelta(microseconds=1)
SECOND: Final = timedelta(seconds=1)

AnyPath = TypeVar("AnyPath", bound=Path)


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

    _aged: Aged
    _ageless: Mapping[Path, int]
    _others: list[Path]
    _counted_others: Mapping[Path, int]

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
            rows = (changed_row(row, steps, unit, number) for number, row in enumerate(rows))
        read = Read.rows(rows, unit)
        return cls(read.aged, read.ageless, read.others, {})

    @classmethod
    def grouped(cls, groups: Mapping[AnyPath, tuple[int, int, int]]) -> "Journeys":
        """Return journeys that were counted already: {path: (conversions, others, value in minor units)}.

        Raises:
            InvalidJourneyError: Counts below zero or no whole numbers; a value without conversions.

        >>> Journeys.grouped({("qr",): (6, 10, 60_000)}).conversions
        6
        """
        converted, others = read_groups(groups)
        return cls(Aged(1), converted, [], others)

    @classmethod
    def each(cls, journeys: Iterable[Journey], *, through: Iterable[Transform] = ()) -> "Journeys":
        """Return the journeys of single values."""
        return cls.of(map(_row, journeys), age_unit=MICROSECOND, through=through)

    def through(self, *transforms: Transform) -> "Journeys":
        """Return these journeys with every path changed, transform by transform; none is lost.

        Raises:
            InvalidModelError: A transform asks for ages: those are handed to `of(rows, through=...)`.
        """
        ageless: Counter[Path] = Counter()
        targets = {path: changed(path, None, transforms)[0] for path in self.converted}
        for path, both in self._ageless.items():
            ageless[targets[path]] += both
        aged = Aged(self._aged.unit)
        for path, ages, value in self._aged:
            target, left = changed(path, ages, transforms)
            if target and left is not None:
                aged.take(target, left, value)
            else:
                ageless[target] += packed(1, value)
        others: Counter[Path] = Counter()
        for path, count in self.others.items():
            others[changed(path, None, transforms)[0]] += count
        return Journeys(aged, ageless, [], others)

    @cached_property
    def converted(self) -> Mapping[Path, int]:
        """Conversions and their value by path, packed in one number as `packing` says."""
        return self._aged.added_to(self._ageless)

    @property
    def converting(self) -> Mapping[Path, int]:
        """How often each path was walked with a conversion."""
        counts = Counter(self._aged.paths)
        for path, both in self._ageless.items():
            counts[path] += unpacked(both)[0]
        return counts

    @cached_property
    def others(self) -> Mapping[Path, int]:
        """How often each path was walked without a conversion."""
        counts = counted(self._others)
        for path, count in self._counted_others.items():
            counts[path] += count
        return counts

    @cached_property
    def groups(self) -> Mapping[Path, Counts]:
        """How often each path was walked, journeys without touches too."""
        return {path: Counts(*counts) for path, *counts in self._each_path()}

    @cached_property
    def channels(self) -> tuple[Channel, ...]:
        """The channels of all paths, by name."""
        return tuple(in_order(channels_among(self.converted) | channels_among(self.others)))

    @property
    def conversions(self) -> int:
        """The conversions, those without touches too."""
        return unpacked(self.both)[0]

    @property
    def value(self) -> int:
        """The value of all conversions in minor units."""
        return unpacked(self.both)[1]

    @cached_property
    def untouched(self) -> Counts:
        """The journeys without touches: no model can say whose they are (无触点)."""
        conversions, value = unpacked(self.bare)
        return Counts(conversions, self.others.get((), 0), value)

    @property
    def touched(self) -> Counts:
        """The journeys that have touches: what models share out."""
        untouched, others = self.untouched, sum(self.others.values())
        conversions, value = unpacked(self.both)
        return Counts(conversions - untouched.conversions, others - untouched.others, value - untouched.value)

    def counted(self) -> Iterator[tuple[Path, int, int, int]]:
        """Yield every path that has touches: path, conversions, others, value."""
        return (row for row in self._each_path() if row[0])

    @property
    def aged(self) -> Aged | None:
        """The conversions one by one with the ages of their touches; None where some have no ages."""
        return None if any(self._ageless) else self._aged  # A path without touches needs none.

    @property
    def bare(self) -> int:
        """The conversions without touches and their value, packed in one number."""
        return self._ageless.get((), 0)

    @cached_property
    def both(self) -> int:
        """All conversions and their value, packed in one number."""
        return self._aged.both + sum(self._ageless.values())

    def _each_path(self) -> Iterator[tuple[Path, int, int, int]]:
        converted, others = self.converted, self.others
        for path, count in others.items():
            conversions, value = unpacked(converted.get(path, 0))
            yield path, conversions, count, value
        for path, both in converted.items():
            if path not in others:
                conversions, value = unpacked(both)
                yield path, conversions, 0, value

    def __add__(self, other: "Journeys") -> "Journeys":
        if not isinstance(other, Journeys):
            return NotImplemented
        ageless, others = Counter(self._ageless), Counter(self.others)
        ageless.update(other._ageless)
        others.update(other.others)
        return Journeys(self._aged.joined(other._aged), ageless, [], others)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Journeys):
            return NotImplemented
        return self.groups == other.groups and self._aged.counted == other._aged.counted

    __hash__ = None  # type: ignore[assignment]  # it holds mappings, like a dict

    def __len__(self) -> int:
        """Return how many journeys there are."""
        return self.conversions + len(self._others) + sum(self._counted_others.values())


def _microseconds(unit: object) -> int:
    if not isinstance(unit, timedelta) or unit <= timedelta(0):
        raise InvalidJourneyError("age_unit", unit)
    return unit // MICROSECOND


def _row(journey: object) -> Row:
    if not isinstance(journey, Journey):
        raise InvalidJourneyError("row", journey)
    ages = None if journey.ages is None else tuple(age // MICROSECOND for age in journey.ages)
    return journey.channels, ages, journey.converted, journey.value


__all__ = ["MICROSECOND", "Counts", "Journeys"]
