"""Attribution windows (归因窗口): how long a touch counts.

"30 days" has three meanings in use: 30 times 24 hours, 30 dates with that of the touch, and 30 dates after it. So
nothing is implicit here: `Lookback.exact` counts time as it passes, `Lookback.calendar` dates of a named zone.
"""

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final, Self
from zoneinfo import ZoneInfo

import attrs

from communekit.period import Calendar, Duration, instant, start_of_day
from communekit.period import zone as named_zone

from .errors import InvalidLookbackError

SECONDS_MAX: Final = 300 * 366 * 86_400
DATES_MAX: Final = 300 * 366


def _count(given: int | None, longest: int) -> int | None:
    if given is None:
        return None
    if type(given) is not int:
        raise InvalidLookbackError("kind", given)
    if given <= 0:
        raise InvalidLookbackError("empty", given)
    if given > longest:
        raise InvalidLookbackError("too_long", given)
    return given


def _seconds(given: int | None) -> int | None:
    return _count(given, SECONDS_MAX)


def _dates(given: int | None) -> int | None:
    return _count(given, DATES_MAX)


@attrs.frozen
class Lookback:
    """How long a touch counts (归因窗口): from the touch on, its end not included, `[touch, touch + length)`.

    Made by `exact`, `calendar` or `unlimited`. The clocks of a zone may jump: time as it passes does not notice, and
    a date lasts as long as it lasts there, 23 hours or 25.

    Args:
        seconds: The length in seconds as they pass.
        dates: The length in dates, that of the touch counted as the first.
        zone: Whose dates.
        end_included: Whether an order at exactly `touch + length` is still covered, as at W3C and Tencent.
        same_instant: Whether a touch at the very instant of the order counts, as at W3C and Snowplow.

    Errors: `InvalidLookbackError`; `InvalidTimeError` "unknown_zone".

    >>> week = Lookback.exact(Duration.hours(7 * 24))
    >>> at = instant("2026-03-01T04:00:00Z")
    >>> week.covers(at, at + timedelta(days=7) - timedelta(seconds=1)), week.covers(at, at + timedelta(days=7))
    (True, False)
    """

    seconds: int | None = attrs.field(default=None, converter=_seconds)
    dates: int | None = attrs.field(default=None, converter=_dates)
    zone: str | None = None
    end_included: bool = attrs.field(default=False, kw_only=True)
    same_instant: bool = attrs.field(default=True, kw_only=True)

    def __attrs_post_init__(self) -> None:
        for flag in (self.end_included, self.same_instant):
            if type(flag) is not bool:
                raise InvalidLookbackError("kind", flag)
        if (self.dates is None) != (self.zone is None) or None not in (self.seconds, self.dates):
            raise InvalidLookbackError("two_lengths", (self.seconds, self.dates, self.zone))
        if self.zone is not None:
            named_zone(self.zone)
        if self.end_included and self.seconds is None:
            raise InvalidLookbackError("end_of_dates", self.dates)

    @classmethod
    def exact(
        cls, length: timedelta | Duration, *, end_included: bool = False, same_instant: bool = True
    ) -> Self:
        """Return a window of time as it passes: 30 days are 30 times 24 hours, whatever the clocks show.

        Args:
            length: A `timedelta`, or a `Duration` in hours, minutes and seconds; whole seconds.
            end_included: Whether the very end is covered.
            same_instant: Whether the touch may be at the instant of the order.

        >>> Lookback.exact(timedelta(days=30)) == Lookback.exact(Duration.hours(720))
        True
        """
        if isinstance(length, Duration):
            if length.calendar_months or length.calendar_days:
                raise InvalidLookbackError("not_elapsed", length.text)
            seconds = length.clock_seconds
        elif isinstance(length, timedelta):
            if length.microseconds:
                raise InvalidLookbackError("not_seconds", length)
            seconds = length.days * 86_400 + length.seconds
        else:
            raise InvalidLookbackError("kind", length)
        return cls(seconds, end_included=end_included, same_instant=same_instant)

    @classmethod
    def calendar(cls, dates: int, zone: str | ZoneInfo, *, same_instant: bool = True) -> Self:
        """Return a window of so many dates of a zone (自然日); the date of the touch is the first of them.

        A touch of 1 June counts for 30 dates up to the end of 30 June. Where "30 days" means 30 dates after that of
        the touch, ask for 31.

        >>> june = Lookback.calendar(30, "Asia/Shanghai")
        >>> june.covers(instant("2026-06-01T23:59+08:00"), instant("2026-06-30T23:59+08:00"))
        True
        """
        return cls(None, dates, named_zone(zone).key, same_instant=same_instant)

    @classmethod
    def unlimited(cls, *, same_instant: bool = True) -> Self:
        """Return the window without an end (长期有效)."""
        return cls(same_instant=same_instant)

    @property
    def text(self) -> str:
        """Its length, for people and programs: "PT168H", "30 dates in Asia/Shanghai", "unlimited"."""
        if self.seconds is not None:
            return Duration.seconds(self.seconds).text
        return "unlimited" if self.dates is None else f"{self.dates} dates in {self.zone}"

    def covers(self, touched_at: datetime, ordered_at: datetime) -> bool:
        """Whether a touch at one instant counts for an order at another; never for an earlier one.

        Errors: `InvalidTimeError`.
        """
        touched, ordered = instant(touched_at), instant(ordered_at)
        if touched >= ordered:
            return touched == ordered and self.same_instant
        if self.seconds is not None:
            length = timedelta(seconds=self.seconds)
            return ordered - touched < length or (self.end_included and ordered - touched == length)
        if self.dates is None or self.zone is None:
            return True
        return (_date(ordered, self.zone) - _date(touched, self.zone)).days < self.dates

    def missed_by(self, touched_at: datetime, ordered_at: datetime) -> timedelta:
        """Return how long after the end of the window an order came; nothing for one that came in time.

        >>> Lookback.exact(timedelta(hours=1)).missed_by(instant("2026-03-01T04:00Z"), instant("2026-03-01T06:00Z"))
        datetime.timedelta(seconds=3600)
        """
        touched, ordered = instant(touched_at), instant(ordered_at)
        if touched >= ordered or self.covers(touched, ordered):
            return timedelta(0)
        if self.dates is None or self.zone is None:
            return ordered - touched - timedelta(seconds=self.seconds or 0)
        first_after = _date(touched, self.zone) + timedelta(days=self.dates)
        return ordered - start_of_day(first_after, named_zone(self.zone))


@lru_cache(maxsize=64)
def _days(zone: str) -> Calendar:
    return Calendar.daily(zone)


def _date(at: datetime, zone: str) -> date:
    """Return the date that an instant belongs to: a date has one window, also where clocks go back over midnight."""
    return date.fromisoformat(_days(zone).label_at(at))


__all__ = ["DATES_MAX", "SECONDS_MAX", "Lookback"]
