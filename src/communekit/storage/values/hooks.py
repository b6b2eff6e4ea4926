"""Forms of their own (专用写法): amounts, moments, spans of time, zones, open attributes, as one text or table each."""

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from communekit.codec import Hook, InvalidDocumentError, Plain
from communekit.money import Currency, Money
from communekit.period import instant_text, zone

_AMOUNT: Final = re.compile(
    r"(?P<sign>-?)(?P<whole>0|[1-9][0-9]{0,15})(\.(?P<part>[0-9]{1,12}))? (?P<code>\S{2,24})"
)
_SPAN: Final = re.compile(
    r"(?P<sign>-?)PT((?P<hours>[0-9]{1,11})H)?((?P<minutes>[0-9]{1,2})M)?((?P<seconds>[0-9]{1,2})(\.(?P<part>[0-9]{6}))?S)?"
)
_INSTANT: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T([0-9]{2}:){2}[0-9]{2}(\.[0-9]{6})?Z?")


def money_text(amount: Money) -> str:
    """Return an amount with all digits of its minor unit, and its code: the digits say what the unit is.

    >>> money_text(Money.cny("12.3")), money_text(Money(5, Currency.commodity("POINTS")))
    ('12.30 CNY', '5 POINTS')
    """
    return f"{amount.text} {amount.currency.code}"


def money_from(data: Plain) -> Money:
    """Return the amount of a text.

    >>> money_from("12.30 CNY")
    Money.cny("12.30")
    """
    return _money(_text(data))


@lru_cache(4_096)
def _money(text: str) -> Money:
    """Read an amount; the same prices come again and again."""
    found = _AMOUNT.fullmatch(text)
    if found is None:
        raise ValueError("an amount such as 12.30 CNY")
    part = found["part"] or ""
    amount = Money(int(f"{found['sign']}{found['whole']}{part}"), Currency(found["code"], len(part)))
    if money_text(amount) != text:
        raise ValueError("an amount such as 12.30 CNY")
    return amount


def moment_text(at: datetime) -> str:
    """Return a moment in UTC with "Z", or a local time (of a recurrence) without.

    >>> moment_text(datetime(2026, 3, 1, 8, tzinfo=UTC)), moment_text(datetime(2026, 3, 1, 8))
    ('2026-03-01T08:00:00Z', '2026-03-01T08:00:00')
    """
    return at.isoformat() if at.tzinfo is None else instant_text(at)


def moment_from(data: Plain) -> datetime:
    """Return the moment, or the local time, of a text."""
    if _INSTANT.fullmatch(_text(data)) is None:
        raise ValueError("a time such as 2026-03-01T08:00:00Z")
    local = datetime.fromisoformat(data.removesuffix("Z"))
    return local.replace(tzinfo=UTC) if data.endswith("Z") else local


def span_text(span: timedelta) -> str:
    """Return how much time passes on a clock that never jumps, in hours, minutes and seconds; a day is 24 hours.

    >>> span_text(timedelta(days=1, minutes=15)), span_text(timedelta(milliseconds=1500))
    ('PT24H15M', 'PT1.500000S')
    """
    whole, part = divmod(abs(span), timedelta(seconds=1))
    minutes, seconds = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    said = f"{hours}H" if hours else ""
    said += f"{minutes}M" if minutes else ""
    said += f"{seconds}.{part.microseconds:06}S" if part else f"{seconds}S" if seconds or not said else ""
    return f"{'-' if span < timedelta(0) else ''}PT{said}"


def span_from(data: Plain) -> timedelta:
    """Return how much time a text says.

    >>> span_from("PT24H15M")
    datetime.timedelta(days=1, seconds=900)
    """
    found = _SPAN.fullmatch(_text(data))
    if found is not None:
        hours, minutes, seconds, part = (
            int(found[name] or 0) for name in ("hours", "minutes", "seconds", "part")
        )
        passed = timedelta(hours=hours, minutes=minutes, seconds=seconds, microseconds=part)
        span = -passed if found["sign"] else passed
        if span_text(span) == data:
            return span
    raise ValueError("a span of time such as PT24H15M")


def zone_text(place: ZoneInfo) -> str:
    """Return the name of a time zone."""
    return zone(place).key


def zone_from(data: Plain) -> ZoneInfo:
    """Return the time zone of a name."""
    return zone(_text(data))


def _text(data: Plain) -> str:
    if not isinstance(data, str):
        raise InvalidDocumentError("not_text", "", data)
    return data


HOOKS: Final[tuple[Hook, ...]] = (
    (Money, money_text, money_from),
    (datetime, moment_text, moment_from),
    (timedelta, span_text, span_from),
    (ZoneInfo, zone_text, zone_from),
)

__all__ = [
    "HOOKS",
    "moment_from",
    "moment_text",
    "money_from",
    "money_text",
    "span_from",
    "span_text",
    "zone_from",
    "zone_text",
]
