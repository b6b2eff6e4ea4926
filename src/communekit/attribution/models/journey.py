"""Journeys (转化路径): the touches of one person before he bought, or before he did not.

Many of them are in `journeys`. Which touches count at all, by window and identity, is said in
`communekit.attribution`; here they have been chosen.
"""

from collections.abc import Callable, Hashable, Iterable
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Final, Self

import attrs

from communekit.money import MINOR_MAX
from communekit.parties import Touch
from communekit.period import instant

from .errors import InvalidJourneyError

Channel = Hashable
Path = tuple[Channel, ...]
Ages = tuple[timedelta, ...]

_NO_TIME: Final = timedelta(0)


def _path(given: object) -> Path:
    if isinstance(given, (str, bytes)) or not isinstance(given, Iterable):
        raise InvalidJourneyError("channels", given)
    path = tuple(given)
    try:
        hash(path)
    except TypeError:
        raise InvalidJourneyError("channel", path) from None
    return path


def _age(given: object) -> timedelta:
    if isinstance(given, timedelta):
        return given
    if type(given) is not int:
        raise InvalidJourneyError("age", given)
    try:
        return timedelta(seconds=given)
    except OverflowError:
        raise InvalidJourneyError("age", given) from None


def _ages(given: object) -> Ages | None:
    if given is None:
        return None
    if isinstance(given, (str, bytes)) or not isinstance(given, Iterable):
        raise InvalidJourneyError("ages", given)
    return tuple(_age(age) for age in given)


def _touches(given: object) -> tuple[Touch, ...]:
    if isinstance(given, (str, bytes)) or not isinstance(given, Iterable):
        raise InvalidJourneyError("touch", given)
    touches = tuple(given)
    for touch in touches:
        if not isinstance(touch, Touch):
            raise InvalidJourneyError("touch", touch)
    return touches


@attrs.frozen
class Journey:
    """The touches of one person, oldest first, and what came of them (转化路径).

    Args:
        channels: The channel of each touch, oldest first: any text, or anything hashable. Text is never taken
            apart: "Google > Ads" is one channel.
        ages: How long before the conversion each touch was, as a timedelta or in whole seconds; at least zero,
            never rising. None where no model needs them.
        converted: Whether it ended with a conversion (是否转化).
        value: What it was worth in minor units; None where that is not known, and where nothing was bought.

    Errors: `InvalidJourneyError`: a value without a conversion, a touch after it, ages that do not fit the touches.

    >>> Journey(("share", "store_qr"), ages=(172_800, 3_600), value=3_000).ages[1]
    datetime.timedelta(seconds=3600)
    """

    channels: Path = attrs.field(converter=_path)
    ages: Ages | None = attrs.field(default=None, kw_only=True, converter=_ages)
    converted: bool = attrs.field(default=True, kw_only=True)
    value: int | None = attrs.field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if type(self.converted) is not bool:
            raise InvalidJourneyError("converted", self.converted)
        check_value(self.value, converted=self.converted)
        if self.ages is not None:
            check_ages(self.ages, len(self.channels), _NO_TIME)

    @classmethod
    def from_touches(
        cls,
        touches: Iterable[Touch],
        *,
        until: datetime | str,
        converted: bool = True,
        value: int | None = None,
        channel: Callable[[Touch], Channel | None] = attrgetter("channel"),
    ) -> Self:
        """Return the journey that touches make up to an instant, in the order of their places (at, priority, id).

        A touch after `until` earns nothing and is left out; one at the very instant counts. So is a touch left out
        whose channel is None: with `channel=attrgetter("owner")` the leaders (团长) are the channels, and an ad that
        is nobody's has no part in it. The same touch given twice is one touch.

        Errors: `InvalidJourneyError` "touch", `InvalidTimeError`.

        >>> from communekit.parties import Touch
        >>> scan = Touch("t-2", "2026-03-02T12:00:00Z", "qr", "V7", "L1")
        >>> click = Touch("t-1", "2026-03-01T12:00:00Z", "link", "V7", "L2")
        >>> Journey.from_touches([scan, click], until="2026-03-02T13:00:00Z").channels
        ('link', 'qr')
        """
        end = instant(until)
        told = _touches(touches)
        ordered = sorted({touch.id: touch for touch in told}.values(), key=attrgetter("place"))
        kept = [(touch, channel(touch)) for touch in ordered if touch.at <= end]
        named = [(touch, name) for touch, name in kept if name is not None]
        return cls(
            tuple(name for _, name in named),
            ages=tuple(end - touch.at for touch, _ in named),
            converted=converted,
            value=value,
        )


def check_value(value: object, *, converted: bool, row: int | None = None) -> None:
    """Refuse a value that is none, or that stands on a journey which did not convert.

    Raises:
        InvalidJourneyError: Says which.
    """
    if value is None:
        return
    if type(value) is not int or not 0 <= value <= MINOR_MAX:
        raise InvalidJourneyError("value", value, row)
    if value and not converted:
        raise InvalidJourneyError("value_unconverted", value, row)


def check_ages(ages: tuple[object, ...], touches: int, zero: object, row: int | None = None) -> None:
    """Refuse ages that are not one for each touch, zero or more, oldest first.

    Raises:
        InvalidJourneyError: Says which.
    """
    if len(ages) != touches:
        raise InvalidJourneyError("ages", ages, row)
    if ages and ages[-1] < zero:  # type: ignore[operator]  # all are numbers, or all are spans
        raise InvalidJourneyError("after_conversion", ages[-1], row)
    if sorted(ages, reverse=True) != list(ages):  # type: ignore[type-var]  # likewise
        raise InvalidJourneyError("order", ages, row)


__all__ = ["Ages", "Channel", "Journey", "Path", "check_ages", "check_value"]
