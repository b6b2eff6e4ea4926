"""Reading rows (读入路径): one pass, each check as seldom as it can be made.

What a path is made of is checked once for each distinct path that converted, ages for each conversion, the rest for
each row; of a path that did not convert no more is read than that it is one, until somebody asks for it. A count and a value stand in one whole number, so that both are added at once.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Final, NoReturn, Self

import attrs

from communekit.errors import LimitExceededError
from communekit.money import MINOR_MAX

from .errors import InvalidJourneyError
from .journey import Path, check_value

Row = tuple[Path, tuple[int, ...] | None, bool, int | None]

COUNT_MAX: Final = 10**12
VALUE_MAX: Final = 10**18

LANE: Final = 192
"""Bits in which a count stands below its value: 64 for the count, 128 for the numerator of a share."""

_COUNT: Final = (1 << LANE) - 1


def packed(conversions: int, value: int) -> int:
    """Return conversions and their value in one number."""
    return value << LANE | conversions


def unpacked(both: int) -> tuple[int, int]:
    """Return conversions and value that stand in one number, or sums of such.

    >>> unpacked(packed(3, 900) + 2 * packed(1, 50))
    (5, 1000)
    """
    return both & _COUNT, both >> LANE


@attrs.frozen(eq=False)
class Aged:
    """Conversions one by one, as rows, with ages in a unit of so many microseconds."""

    unit: int
    rows: list[Row]

    def joined(self, other: "Aged") -> "Aged":
        """Return these and others, in a unit that both have."""
        if not other or not self:
            return self or other
        if self.unit == other.unit:
            return Aged(self.unit, self.rows + other.rows)
        return self.fine().joined(other.fine())

    def fine(self) -> "Aged":
        """Return these with ages in microseconds."""
        rows: list[Row] = [
            (path, tuple(age * self.unit for age in ages), True, value) for path, ages, value in self
        ]
        return Aged(1, rows)

    @property
    def counted(self) -> Counter[Hashable]:
        """How often there is each, in microseconds."""
        return Counter(iter(self.fine()))

    def __iter__(self) -> Iterator[tuple[Path, tuple[int, ...], int]]:
        return ((path, ages or (), value or 0) for path, ages, _, value in self.rows)

    def __len__(self) -> int:
        return len(self.rows)


@attrs.frozen(eq=False)
class Read:
    """What was read: conversions and value by path, the paths that did not convert, conversions with ages."""

    converted: dict[Path, int]
    others: list[Path]
    aged: Aged

    @classmethod
    def rows(cls, rows: Iterable[Row], unit: int) -> Self:  # noqa: PLR0912 - one pass, no call that can be spared
        """Return what rows hold: (channels, ages, converted, value).

        Raises:
            InvalidJourneyError: Names the row.
        """
        read = cls({}, [], Aged(unit, []))
        converted, aged, others, without_ages = read.converted, read.aged.rows, read.others, 0
        known, take_aged, take_other = converted.get, aged.append, others.append
        for row in rows:
            try:
                path, ages, is_converted, value = row
                if is_converted is False and path.__class__ is tuple:
                    if value or value.__class__ is not int:
                        check_value(value, converted=False)
                    take_other(path)
                    continue
                if is_converted is not True or path.__class__ is not tuple:
                    _refuse(row)
                if value.__class__ is not int or value < 0 or value > MINOR_MAX:
                    check_value(value, converted=True)
                    value = value or 0
                both = known(path, 0)
                if ages is None or not path:
                    without_ages += 1
                else:  # As `_check_ages` says, without a call.
                    if ages.__class__ is not tuple or len(ages) != len(path):
                        _check_ages(ages, len(path))
                    before = ages[0]
                    for age in ages:
                        if age.__class__ is not int or age > before:
                            _check_ages(ages, len(path))
                        before = age
                    if before < 0:
                        _check_ages(ages, len(path))
                    take_aged(row)
                converted[path] = both + (value << LANE | 1)
            except (InvalidJourneyError, TypeError, ValueError) as stumbled:
                _refuse(row, len(others) + len(aged) + without_ages, stumbled)
        if set(map(type, aged)) - {tuple}:
            aged[:] = map(tuple, aged)  # type: ignore[arg-type]  # they were taken apart as such
        return read


def counted(paths: Iterable[Path]) -> Counter[Path]:
    """Return how often each path stands among these.

    Raises:
        InvalidJourneyError: Shows a path with a channel that cannot be hashed.
    """
    listed = list(paths)
    try:
        return Counter(listed)
    except TypeError:
        for path in listed:
            _check_hash(path)
        raise


def _check_hash(path: Path) -> None:
    try:
        hash(path)
    except TypeError:
        raise InvalidJourneyError("channel", path) from None


def _check_ages(ages: tuple[int, ...], touches: int) -> None:
    """Refuse ages that are not one for each touch, whole, zero or more, oldest first."""
    if ages.__class__ is not tuple or len(ages) != touches:
        raise InvalidJourneyError("ages", ages)
    before = ages[0]
    for age in ages:
        if age.__class__ is not int:
            raise InvalidJourneyError("ages", ages)
        if age > before:
            raise InvalidJourneyError("order", ages)
        before = age
    if before < 0:
        raise InvalidJourneyError("after_conversion", before)


def _refuse(row: object, number: int | None = None, stumbled: Exception | None = None) -> NoReturn:
    """Say what is wrong with a row, and where it stands."""
    if isinstance(stumbled, InvalidJourneyError):
        raise InvalidJourneyError(stumbled.problem, stumbled.value, number) from None
    if not isinstance(row, Sequence) or isinstance(row, (str, bytes)) or len(row) != 4:
        raise InvalidJourneyError("row", row, number) from None
    path, _, is_converted, _ = row
    if type(path) is not tuple:
        raise InvalidJourneyError("channels", path, number) from None
    if type(is_converted) is not bool:
        raise InvalidJourneyError("converted", is_converted, number) from None
    raise InvalidJourneyError("channel", path, number) from None


def read_groups(given: object) -> tuple[dict[Path, int], Counter[Path]]:
    """Return conversions with value, and other journeys, by path: {path: (conversions, others, value)}.

    Raises:
        InvalidJourneyError: Names the path.
        LimitExceededError: More than 10^12 journeys of one path, or more than 10^18 minor units.
    """
    if not isinstance(given, Mapping):
        raise InvalidJourneyError("counts", given)
    converted: dict[Path, int] = {}
    others: Counter[Path] = Counter()
    for path, counts in given.items():
        if type(path) is not tuple:
            raise InvalidJourneyError("channels", path, path)
        if not isinstance(counts, (tuple, list)) or len(counts) != 3:
            raise InvalidJourneyError("counts", counts, path)
        if any(type(count) is not int for count in counts) or min(counts) < 0:
            raise InvalidJourneyError("counts", counts, path)
        conversions, unconverted, value = counts
        if max(conversions, unconverted) > COUNT_MAX:
            raise LimitExceededError("journeys of one path", max(conversions, unconverted), COUNT_MAX)
        if value > VALUE_MAX:
            raise LimitExceededError("value of one path", value, VALUE_MAX)
        if value and not conversions:
            raise InvalidJourneyError("value_unconverted", value, path)
        if conversions:
            converted[path] = packed(conversions, value)
        if unconverted:
            others[path] = unconverted
    return converted, others


def counts_of(converted: Mapping[Path, int]) -> dict[Path, int]:
    """Return how many conversions of each path there are, without their value."""
    return {path: both & _COUNT for path, both in converted.items()}


def channels_among(paths: Iterable[Path]) -> set[Hashable]:
    """Return the channels of paths."""
    return set(chain.from_iterable(paths))


__all__ = [
    "LANE",
    "Aged",
    "Read",
    "Row",
    "channels_among",
    "counted",
    "counts_of",
    "packed",
    "read_groups",
    "unpacked",
]
