"""Instants: points on the one time line (时刻), kept in UTC.

Why UTC: Python compares two times of one zone by their wall clocks, so that inside a repeated hour the
later may seem the earlier. In UTC equal instants are equal, sort and hash alike, and print alike.
Local times, and what the clocks do to them, are said in `communekit.period.local`.
"""

import re
from datetime import UTC, date, datetime, timezone

from .errors import InvalidTimeError
from .reading import whole_match

YEAR_MIN = 1900
YEAR_MAX = 2199

_TEXT = re.compile(
    r"(?P<local>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:(?P<second>[0-9]{2})(\.[0-9]{1,6})?)?)"
    r"(?P<offset>Z|(?!-00:00)[+-][0-9]{2}:[0-9]{2})?"
)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TEXT_CHARACTERS = 40


def instant(value: datetime | str) -> datetime:
    """Return a point in time (时刻) as a plain datetime in UTC.

    Takes a datetime with a time zone, or a text as `parse_instant` reads it. A datetime inside a repeated
    hour is read by its own `fold`. Years 1900 to 2199, in UTC.

    Errors: `InvalidTimeError` "naive", "date_only", "gap" (a wall clock never showed it), "out_of_range",
    "not_an_instant", and those of `parse_instant`.

    >>> instant("2026-03-01T08:00+08:00")
    datetime.datetime(2026, 3, 1, 0, 0, tzinfo=datetime.timezone.utc)
    """
    if (
        type(value) is datetime
        and value.tzinfo is UTC
        and not value.fold
        and YEAR_MIN <= value.year <= YEAR_MAX
    ):
        return value
    return _utc(value, slack=0)


def edge(value: datetime | str) -> datetime:
    """Return the edge of a window: an instant, or up to a year outside the range of years.

    So that the calendar window of every instant can be told, that of the first and last year included.
    """
    return _utc(value, slack=1)


def parse_instant(text: str) -> datetime:
    """Return the instant which an ISO 8601 text names: calendar date, "T", time, "Z" or offset.

    Seconds may be left out; fractions go down to the microsecond. Week dates, ordinal dates, 24:00 and
    leap seconds are refused.

    Errors: `InvalidTimeError` "malformed", "naive", "date_only", "leap_second", "out_of_range".

    >>> parse_instant("2026-03-01T00:00:00Z")
    datetime.datetime(2026, 3, 1, 0, 0, tzinfo=datetime.timezone.utc)
    """
    if not isinstance(text, str):
        raise InvalidTimeError("not_an_instant", text)
    return _utc(text, slack=0)


def instant_text(at: datetime) -> str:
    """Return the one text of an instant: UTC, seconds always, fractions only where there are any.

    >>> instant_text(instant("2026-03-01T08:00+08:00"))
    '2026-03-01T00:00:00Z'
    """
    return f"{edge(at).replace(tzinfo=None).isoformat()}Z"


def read_clock(text: str) -> datetime:
    """Return what an ISO 8601 text says, with or without an offset; range and zone are not judged."""
    found = whole_match(_TEXT, text, longest=_TEXT_CHARACTERS)
    if found is None:
        raise InvalidTimeError("date_only" if _DATE.fullmatch(text) else "malformed", text)
    if found["second"] == "60":
        raise InvalidTimeError("leap_second", text)
    if found["local"][11:13] == "24":
        raise InvalidTimeError("malformed", text)
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise InvalidTimeError("out_of_range" if text.startswith("0000") else "malformed", text) from None


def _utc(value: object, *, slack: int) -> datetime:
    """Bring a value to UTC, or say why not."""
    read = read_clock(value) if isinstance(value, str) else value
    if not isinstance(read, datetime):
        raise InvalidTimeError("date_only" if isinstance(read, date) else "not_an_instant", value)
    if read.tzinfo is None or read.utcoffset() is None:
        raise InvalidTimeError("naive", value)
    # A day of margin keeps the conversion itself inside Python's years; the exact test follows.
    if not YEAR_MIN - slack - 1 <= read.year <= YEAR_MAX + slack + 1:
        raise InvalidTimeError("out_of_range", value)
    at = _plain(read).astimezone(UTC)
    if not YEAR_MIN - slack <= at.year <= YEAR_MAX + slack:
        raise InvalidTimeError("out_of_range", value)
    if not isinstance(read.tzinfo, timezone) and _clock(at.astimezone(read.tzinfo)) != _clock(read):
        raise InvalidTimeError("gap", value)
    return at.replace(fold=0)


def _plain(value: datetime) -> datetime:
    """Return a subclass's time (a data frame's stamp) as Python's own datetime."""
    if type(value) is datetime:
        return value
    return datetime(
        value.year,
        value.month,
        value.day,
        value.hour,
        value.minute,
        value.second,
        value.microsecond,
        tzinfo=value.tzinfo,
        fold=value.fold,
    )


def _clock(value: datetime) -> datetime:
    return _plain(value).replace(tzinfo=None, fold=0)


__all__ = ["YEAR_MAX", "YEAR_MIN", "edge", "instant", "instant_text", "parse_instant", "read_clock"]
