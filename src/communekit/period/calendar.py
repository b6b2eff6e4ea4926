"""Calendars: how time is cut into the periods of settlement (结算日历), by the clocks of a place.

The windows of a calendar tile time: every instant lies in exactly one. A period starts with the first
instant of its first local day, also where the clocks skip midnight or show it twice.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Self
from zoneinfo import ZoneInfo

import attrs

from .cycle import Cycle
from .errors import InvalidTimeError
from .instant import YEAR_MAX, YEAR_MIN, instant
from .local import read_local
from .period import Period, period_at, period_named
from .recurrence import Recurrence
from .window import Window
from .zone import zone as named_zone

_FIRST = datetime(YEAR_MIN, 1, 1, tzinfo=UTC)
_BEYOND = datetime(YEAR_MAX + 1, 1, 1, tzinfo=UTC)

_Told = tuple[datetime, datetime, Period]


@attrs.frozen
class Calendar:
    """A calendar of settlement (结算日历): a cycle, and the time zone whose days it counts.

    Errors: `InvalidTimeError` "unknown_cycle", "unknown_zone"; when asked: those of `instant`, and
    "before_start" for an instant before the start of a recurrence.

    >>> calendar = Calendar.monthly("Asia/Shanghai")
    >>> calendar.label_at(instant("2026-02-28T16:00:00Z"))
    '2026-03'
    >>> calendar.window_at(instant("2026-02-28T16:00:00Z"))
    Window.parse("2026-02-28T16:00:00Z/2026-03-31T16:00:00Z")
    """

    cycle: Cycle | Recurrence = attrs.field()
    zone: ZoneInfo = attrs.field(converter=named_zone)
    # The period last told: orders come mostly in the order of time. Speed only; no answer depends on it.
    _last: list[_Told] = attrs.field(init=False, repr=False, eq=False, factory=list)

    @cycle.validator
    def _check_cycle(self, _: object, cycle: object) -> None:
        if not isinstance(cycle, Cycle | Recurrence):
            raise InvalidTimeError("unknown_cycle", cycle)

    @classmethod
    def of(cls, word: str, zone: str | ZoneInfo) -> Self:
        """Return the calendar of a cycle's word: day week half_month month quarter half_year year."""
        if word not in set(Cycle):
            raise InvalidTimeError("unknown_cycle", word)
        return cls(Cycle(word), zone)

    @classmethod
    def daily(cls, zone: str | ZoneInfo) -> Self:
        """Return the calendar of days (日结), labelled "2026-03-15"."""
        return cls(Cycle.DAY, zone)

    @classmethod
    def weekly(cls, zone: str | ZoneInfo) -> Self:
        """Return the calendar of ISO weeks (周结), Monday to Sunday, labelled "2026-W14"."""
        return cls(Cycle.WEEK, zone)

    @classmethod
    def semi_monthly(cls, zone: str | ZoneInfo) -> Self:
        """Return the calendar of half months (半月结), from the 1st and the 16th, labelled "2026-03-H1"."""
        return cls(Cycle.HALF_MONTH, zone)

    @classmethod
    def monthly(cls, zone: str | ZoneInfo) -> Self:
        """Return the calendar of months (月结), labelled "2026-03"."""
        return cls(Cycle.MONTH, zone)

    @classmethod
    def quarterly(cls, zone: str | ZoneInfo) -> Self:
        """Return the calendar of quarters (季结), labelled "2026-Q2"."""
        return cls(Cycle.QUARTER, zone)

    @classmethod
    def half_yearly(cls, zone: str | ZoneInfo) -> Self:
        """Return the calendar of half years (半年结), labelled "2026-H1"."""
        return cls(Cycle.HALF_YEAR, zone)

    @classmethod
    def yearly(cls, zone: str | ZoneInfo) -> Self:
        """Return the calendar of years (年结), labelled "2026"."""
        return cls(Cycle.YEAR, zone)

    @classmethod
    def rrule(cls, text: str, zone: str | ZoneInfo, start: date | str) -> Self:
        """Return the calendar of a rule of RFC 5545, labelled by the local day a period starts on.

        Args:
            text: The rule, as `Recurrence` takes it.
            zone: The place's time zone.
            start: The local date or time at which the first period starts.

        >>> calendar = Calendar.rrule("FREQ=MONTHLY;BYMONTHDAY=26", "Asia/Shanghai", "2026-01-26")
        >>> calendar.label_at(instant("2026-03-25T15:59:59Z"))
        '2026-02-26'
        """
        clock = read_local(start)
        if not isinstance(clock, datetime):
            clock = datetime(clock.year, clock.month, clock.day)  # noqa: DTZ001  # A wall clock has no zone.
        return cls(Recurrence(text, clock), zone)

    def period_at(self, at: datetime) -> Period:
        """Return the period that covers an instant, name and window in one."""
        return self._told(at)[2]

    def window_at(self, at: datetime) -> Window:
        """Return the one window of the calendar that covers an instant."""
        return self.period_at(at).window

    def label_at(self, at: datetime) -> str:
        """Return the name of the period that covers an instant."""
        return self.period_at(at).label

    def window_of(self, label: str) -> Window:
        """Return the window of a period by its name.

        Errors: `InvalidTimeError` "no_such_period".

        >>> Calendar.quarterly("Asia/Shanghai").window_of("2026-Q1")
        Window.parse("2025-12-31T16:00:00Z/2026-03-31T16:00:00Z")
        """
        period = period_named(self.cycle, self.zone, label)
        if period is None:
            raise InvalidTimeError("no_such_period", label)
        return period.window

    def windows(self, span: Window) -> Iterator[Window]:
        """Return the windows that overlap a span, in order.

        Errors: `InvalidTimeError` "open_window": an open span has no last one.

        >>> calendar = Calendar.monthly("UTC")
        >>> [calendar.label_at(w.start) for w in calendar.windows(Window.parse("2026-01-15/2026-03-01", zone="UTC"))]
        ['2026-01', '2026-02']
        """
        if span.end is None:
            raise InvalidTimeError("open_window", span.text)
        return self._windows(span.start, min(span.end, _BEYOND))

    def _windows(self, start: datetime, end: datetime) -> Iterator[Window]:
        at: datetime | None = start
        while at is not None and at < end:
            window = self.window_at(at)
            yield window
            at = window.end

    def _told(self, at: datetime) -> _Told:
        told = self._last[0] if self._last else None
        if told is not None and type(at) is datetime and at.tzinfo is UTC and told[0] <= at < told[1]:
            return told
        moment = instant(at)
        period = period_at(self.cycle, self.zone, moment)
        if period is None:
            raise InvalidTimeError("before_start", at)
        window = period.window
        # Cut to the range of years, so that an instant outside is refused whatever was asked before.
        told = (max(window.start, _FIRST), min(window.end or _BEYOND, _BEYOND), period)
        self._last[:] = [told]
        return told


__all__ = ["Calendar"]
