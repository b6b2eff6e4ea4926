"""Durations in the terms of a calendar (时长): "a month", "7 days", "36 hours".

A month is not a number of days, and a day is not always 24 hours: months and days are counted on the
calendar of a place, hours on the clock that never jumps.
"""

import re
from datetime import UTC, datetime, timedelta
from typing import Self
from zoneinfo import ZoneInfo

import attrs
from dateutil.relativedelta import relativedelta

from .errors import InvalidTimeError
from .instant import instant
from .local import first_at
from .reading import whole_match
from .zone import zone as named_zone

_TEXT = re.compile(
    r"P(?=[0-9T])((?P<Y>[0-9]{1,3})Y)?((?P<M>[0-9]{1,4})M)?((?P<W>[0-9]{1,5})W)?((?P<D>[0-9]{1,6})D)?"
    r"(T(?=[0-9])((?P<h>[0-9]{1,7})H)?((?P<m>[0-9]{1,9})M)?((?P<s>[0-9]{1,10})S)?)?"
)
_TEXT_CHARACTERS = 50
_YEARS_MAX = 300
_SECONDS_A_DAY = 86_400


@attrs.frozen(repr=False)
class Duration:
    """A length of time in calendar terms (时长): months, then days, then seconds; none below zero.

    Added up on a calendar: months first, the day cut to the month's last where it has too few; then days,
    at the same time on the local clock; then seconds as they pass. A local time which the clocks skip
    becomes the first instant after the jump; one which they show twice, the earlier of the two.

    Errors: `InvalidTimeError` "not_a_duration", "out_of_range" (more than 300 years).

    >>> Duration.parse("P1M").add_to(instant("2026-01-31T04:00:00Z"), "Asia/Shanghai")
    datetime.datetime(2026, 2, 28, 4, 0, tzinfo=datetime.timezone.utc)
    >>> Duration.days(7)
    Duration.parse("P7D")
    """

    calendar_months: int = 0
    calendar_days: int = 0
    clock_seconds: int = 0

    def __attrs_post_init__(self) -> None:
        for count, limit in (
            (self.calendar_months, _YEARS_MAX * 12),
            (self.calendar_days, _YEARS_MAX * 366),
            (self.clock_seconds, _YEARS_MAX * 366 * _SECONDS_A_DAY),
        ):
            if type(count) is not int or count < 0:
                raise InvalidTimeError("not_a_duration", count)
            if count > limit:
                raise InvalidTimeError("out_of_range", count)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the duration an ISO 8601 text names: "P1M", "P7D", "P2W", "P1Y6M", "PT36H"; no fractions.

        Errors: `InvalidTimeError` "malformed".
        """
        found = whole_match(_TEXT, text, longest=_TEXT_CHARACTERS)
        if found is None:
            raise InvalidTimeError("malformed", text)
        of = {unit: int(count or 0) for unit, count in found.groupdict().items()}
        seconds = of["h"] * 3600 + of["m"] * 60 + of["s"]
        return cls(of["Y"] * 12 + of["M"], of["W"] * 7 + of["D"], seconds)

    @classmethod
    def years(cls, count: int) -> Self:
        """Return so many years: 12 months each."""
        return cls(calendar_months=_times(count, 12))

    @classmethod
    def months(cls, count: int) -> Self:
        """Return so many calendar months."""
        return cls(calendar_months=count)

    @classmethod
    def weeks(cls, count: int) -> Self:
        """Return so many weeks: 7 calendar days each."""
        return cls(calendar_days=_times(count, 7))

    @classmethod
    def days(cls, count: int) -> Self:
        """Return so many calendar days (自然日)."""
        return cls(calendar_days=count)

    @classmethod
    def hours(cls, count: int) -> Self:
        """Return so many hours as they pass."""
        return cls(clock_seconds=_times(count, 3600))

    @classmethod
    def minutes(cls, count: int) -> Self:
        """Return so many minutes as they pass."""
        return cls(clock_seconds=_times(count, 60))

    @classmethod
    def seconds(cls, count: int) -> Self:
        """Return so many seconds as they pass."""
        return cls(clock_seconds=count)

    @property
    def text(self) -> str:
        """The one ISO 8601 text of the duration, which `parse` reads back; "P0D" for none.

        >>> Duration.parse("P1Y14M2WT90M").text
        'P2Y2M14DT1H30M'
        """
        minutes, seconds = divmod(self.clock_seconds, 60)
        dates = (
            (self.calendar_months // 12, "Y"),
            (self.calendar_months % 12, "M"),
            (self.calendar_days, "D"),
        )
        times = ((minutes // 60, "H"), (minutes % 60, "M"), (seconds, "S"))
        day, clock = ("".join(f"{count}{unit}" for count, unit in part if count) for part in (dates, times))
        return f"P{day}{'T' if clock else ''}{clock}" if day or clock else "P0D"

    def __bool__(self) -> bool:
        return bool(self.calendar_months or self.calendar_days or self.clock_seconds)

    def add_to(self, at: datetime, zone: str | ZoneInfo) -> datetime:
        """Return the instant this long after another, by the calendar of a zone, in UTC.

        Adding nothing changes nothing. Otherwise later local times never give earlier answers.

        Errors: `InvalidTimeError`: those of `instant`, for what is given and for the answer.
        """
        return self._moved(at, named_zone(zone), 1)

    def subtract_from(self, at: datetime, zone: str | ZoneInfo) -> datetime:
        """Return the instant this long before another, by the calendar of a zone, in UTC.

        Not the undoing of `add_to`: a month before 31 March is the end of February.

        >>> Duration.months(1).subtract_from(instant("2026-03-31T04:00:00Z"), "Asia/Shanghai")
        datetime.datetime(2026, 2, 28, 4, 0, tzinfo=datetime.timezone.utc)
        """
        return self._moved(at, named_zone(zone), -1)

    def _moved(self, at: datetime, zone: ZoneInfo, sign: int) -> datetime:
        moment = instant(at)
        if self.calendar_months or self.calendar_days:
            clock = moment.astimezone(zone).replace(tzinfo=None, fold=0)
            if self.calendar_months:
                clock += relativedelta(months=sign * self.calendar_months)
            moment = first_at(clock + timedelta(days=sign * self.calendar_days), zone)
        return instant((moment + timedelta(seconds=sign * self.clock_seconds)).astimezone(UTC))

    def __repr__(self) -> str:
        return f'Duration.parse("{self.text}")'


def _times(count: int, units: int) -> int:
    """Multiply a count of units, once it is a count at all."""
    if type(count) is not int:
        raise InvalidTimeError("not_a_duration", count)
    return count * units


__all__ = ["Duration"]
