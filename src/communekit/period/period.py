"""Periods: the stretches that a cycle cuts time into (账期), each with its name and window."""

from bisect import bisect_right
from datetime import UTC, date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

import attrs

from .cycle import Cycle
from .instant import YEAR_MAX, YEAR_MIN
from .local import first_at, start_of_day
from .recurrence import Recurrence
from .window import Window


@attrs.frozen
class Period:
    """A period of settlement (账期): its name on statements, the window that it covers, and by whose clocks it was cut."""

    label: str
    window: Window
    zone: str = attrs.field(default="", eq=False, repr=False)


def period_at(cycle: Cycle | Recurrence, zone: ZoneInfo, at: datetime) -> Period | None:
    """Return the period that covers an instant; None before the start of a recurrence."""
    if isinstance(cycle, Recurrence):
        return _occurrence_at(cycle, zone, at)
    number = cycle.number(at.astimezone(zone).date())
    # Clocks that fall back over midnight show yesterday again: the day that has begun goes on.
    while _start(cycle, zone, number + 1) <= at:
        number += 1
    return _numbered(cycle, zone, number)


def period_named(cycle: Cycle | Recurrence, zone: ZoneInfo, label: str) -> Period | None:
    """Return the period with a name, or None where the cycle has none of that name."""
    if isinstance(cycle, Recurrence):
        day = _day_named(Cycle.DAY, label)
        clock = None if day is None else datetime.combine(day, cycle.start.time())
        period = None if clock is None else _occurrence_at(cycle, zone, first_at(clock, zone))
        return period if period is not None and period.label == label else None
    first = _day_named(cycle, label)
    number = None if first is None else cycle.number(first)
    # A day that a place skipped whole, crossing the date line, has no instant and so no window.
    is_empty = number is None or _start(cycle, zone, number) == _start(cycle, zone, number + 1)
    return None if number is None or is_empty else _numbered(cycle, zone, number)


@lru_cache(maxsize=4096)
def _start(cycle: Cycle, zone: ZoneInfo, number: int) -> datetime:
    return start_of_day(cycle.first_day(number), zone)


@lru_cache(maxsize=4096)
def _numbered(cycle: Cycle, zone: ZoneInfo, number: int) -> Period:
    window = Window(_start(cycle, zone, number), _start(cycle, zone, number + 1))
    return Period(cycle.label(number), window, zone.key)


def _day_named(cycle: Cycle, label: str) -> date | None:
    number = cycle.number_of(label)
    day = None if number is None else cycle.first_day(number)
    return None if day is None or not YEAR_MIN <= day.year <= YEAR_MAX else day


def _occurrence_at(cycle: Recurrence, zone: ZoneInfo, at: datetime) -> Period | None:
    """Look among ever more years of occurrences, so that near ones stay cheap."""
    years, last_year = 4, YEAR_MAX + 1
    while True:
        year = min(cycle.start.year + years, last_year)
        clocks, starts = _occurrences(cycle, zone, year)
        after = bisect_right(starts, at)
        if after < len(starts) or year == last_year:
            break
        years *= 2
    if after == 0:
        return None
    # Beyond the years that the library knows, the last window stays open.
    end = starts[after] if after < len(starts) else None
    return Period(clocks[after - 1].date().isoformat(), Window(starts[after - 1], end), zone.key)


@lru_cache(maxsize=64)
def _occurrences(
    cycle: Recurrence, zone: ZoneInfo, year: int
) -> tuple[tuple[datetime, ...], tuple[datetime, ...]]:
    """Return the local times of the occurrences up to a year, and the instants they fall on."""
    clocks = tuple(cycle.clocks(year))
    return clocks, tuple(first_at(clock, zone).astimezone(UTC) for clock in clocks)


__all__ = ["Period", "period_at", "period_named"]
