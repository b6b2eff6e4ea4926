"""Reading rows (读入路径): one pass, each check as seldom as it can be made.

Of a path that did not convert no more is read than that it is one, until somebody asks for it. Conversions with ages
are kept as they come and grouped by path when a model asks for that: some never do. A count and a value stand in one
whole number, as `packing` says.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import chain
from typing import Final, NoReturn, Self

import attrs

from communekit.errors import LimitExceededError
from communekit.money import MINOR_MAX

from .aged import Aged
from .errors import InvalidJourneyError
from .journey import Path, check_value
from .packing import LANE, packed, unpacked

Row = tuple[Path, tuple[int, ...] | None, bool, int | None]

COUNT_MAX: Final = 10**12
VALUE_MAX: Final = 10**18


@attrs.frozen(eq=False)
class Read:
    """What was read: conversions with ages, others with their value by path, the paths that did not convert."""

    aged: Aged
    ageless: dict[Path, int]
    others: list[Path]

    @classmethod
    def rows(cls, rows: Iterable[Row], unit: int) -> Self:
        """Return what rows hold: (channels, ages, converted, value).

        Raises:
            InvalidJourneyError: Names the row.
        """
        read = cls(Aged(unit), {}, [])
        aged, ageless = read.aged, read.ageless
        take_path, take_ages, take_value = aged.paths.append, aged.ages.append, aged.values.append
        take_other, known = read.others.append, ageless.get
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
                if ages is None or not path:
                    ageless[path] = known(path, 0) + (value << LANE | 1)
                    continue
                hash(path)  # Whether it can be; it is grouped when nobody knows the row any more.
                # As `_check_ages` says, without a call.
                if ages.__class__ is not tuple or len(ages) != len(path):
                    _check_ages(ages, len(path))
                before = ages[0]
                for age in ages:
                    if age.__class__ is not int or age > before:
                        _check_ages(ages, len(path))
                    before = age
                if before < 0:
                    _check_ages(ages, len(path))
                take_path(path)
                take_ages(ages)
                take_value(value)
            except (InvalidJourneyError, TypeError, ValueError) as stumbled:
                _refuse(row, len(read.others) + len(aged) + unpacked(sum(ageless.values()))[0], stumbled)
        return read


def counted(paths: list[Path]) -> Counter[Path]:
    """Return how often each path stands among these.

    Raises:
        InvalidJourneyError: Shows a path with a channel that cannot be hashed.
    """
    try:
        return Counter(paths)
    except TypeError:
        for path in paths:
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


def channels_among(paths: Iterable[Path]) -> set[Hashable]:
    """Return the channels of paths."""
    return set(chain.from_iterable(paths))


__all__ = [
    "Read",
    "Row",
    "channels_among",
    "counted",
    "read_groups",
]
