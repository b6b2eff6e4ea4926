"""Local time (当地时间): what the clocks of a place show, and which instant is meant.

Twice a year clocks may jump. A time that they skip (gap) never was, and is refused; a time that they show
twice (fold) has two answers, and the caller names which. A day always has a start: the first instant that
the day's date stands for, even where midnight itself was skipped.
"""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from .errors import InvalidTimeError
from .instant import YEAR_MAX, YEAR_MIN, edge, instant, read_clock
from .zone import zone as named_zone

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SECOND = timedelta(seconds=1)


def local(value: date | str, zone: str | ZoneInfo, *, fold: Literal[0, 1] | None = None) -> datetime:
    """Return the instant at which the clocks of a zone show a local time (当地时间).

    Args:
        value: A datetime or ISO 8601 text without offset, or a date: the start of that day.
        zone: The place's time zone.
        fold: Which of two, where the clocks show the time twice: 0 the earlier, 1 the later. Elsewhere it
            says nothing.

    Errors: `InvalidTimeError` "gap", "fold" (twice, and not said which), "not_local", "malformed",
    "out_of_range", "unknown_zone".

    >>> local("2026-03-01T08:00", "Asia/Shanghai")
    datetime.datetime(2026, 3, 1, 0, 0, tzinfo=datetime.timezone.utc)
    """
    place = named_zone(zone)
    clock = read_local(value)
    if not isinstance(clock, datetime):
        return instant(start_of_day(clock, place))
    earlier, later = _both(clock, place)
    if later < earlier:
        raise InvalidTimeError("gap", f"{clock.isoformat()} {place.key}")
    if earlier < later and fold is None:
        raise InvalidTimeError("fold", f"{clock.isoformat()} {place.key}")
    return instant(later if fold else earlier)


def first_at(clock: datetime, zone: ZoneInfo) -> datetime:
    """Return the first instant at which a zone's clocks show a local time, or have jumped over it.

    Never refuses for a gap or a fold: what calendars and durations need to be total and in order.
    """
    earlier, later = _both(clock, zone)
    if later >= earlier:
        return earlier
    # A gap: before it `later` (read by the new offset), after it `earlier`. Find the jump, to the second.
    before, after = later.replace(microsecond=0), earlier
    offset = before.astimezone(zone).utcoffset()
    while after - before > _SECOND:
        middle = before + (after - before) // (2 * _SECOND) * _SECOND
        before, after = (middle, after) if middle.astimezone(zone).utcoffset() == offset else (before, middle)
    return after.replace(microsecond=0, fold=0)


def start_of_day(day: date, zone: ZoneInfo) -> datetime:
    """Return the first instant of a local day, in UTC.

    >>> start_of_day(date(2018, 11, 4), named_zone("America/Sao_Paulo"))  # midnight was skipped
    datetime.datetime(2018, 11, 4, 3, 0, tzinfo=datetime.timezone.utc)
    """
    return edge(first_at(datetime(day.year, day.month, day.day), zone))  # noqa: DTZ001  # wall clock


def read_local(value: date | str) -> date:
    """Return a local time as a naive datetime, or a date where only a date was given."""
    if isinstance(value, str):
        clock: object = _read_date(value) if _DATE.fullmatch(value) else read_clock(value)
    else:
        clock = value
    if not isinstance(clock, date):
        raise InvalidTimeError("not_an_instant", value)
    if isinstance(clock, datetime) and clock.tzinfo is not None:
        raise InvalidTimeError("not_local", value)
    # One year of slack: the zone decides in which year the instant falls.
    if not YEAR_MIN - 1 <= clock.year <= YEAR_MAX + 1:
        raise InvalidTimeError("out_of_range", value)
    return clock.replace(fold=0) if isinstance(clock, datetime) else clock


def _both(clock: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Read a local time by the offset before a jump of the clocks, and by the one after it.

    One instant where there is no jump; in a fold the two in their order; in a gap the wrong way round.
    """
    one, other = clock.replace(tzinfo=zone, fold=0), clock.replace(tzinfo=zone, fold=1)
    before = one.astimezone(UTC)
    return before, before if one.utcoffset() == other.utcoffset() else other.astimezone(UTC)


def _read_date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidTimeError("out_of_range" if text.startswith("0000") else "malformed", text) from None


__all__ = ["first_at", "local", "read_local", "start_of_day"]
