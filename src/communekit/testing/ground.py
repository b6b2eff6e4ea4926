"""Strategies of amounts and of time (金额与时间测试策略)."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Final
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from communekit.money import (
    CNY,
    EUR,
    JPY,
    MINOR_MAX,
    Currency,
    Factor,
    Money,
    Outstanding,
    Rate,
    Rounding,
    Split,
    split,
)
from communekit.period import Calendar, Cycle, Duration, Period, Recurrence, Window, zone

IDS: Final = ("L1", "L2", "S1", "M 1", "阿姨-7", "20260301-0007", 'a"b')
TEXTS: Final = ("paid", "已付款", 'says "yes"', "阿姨的菜篮子 🥬", "a, b; c")
CURRENCIES: Final = (
    CNY,
    EUR,
    JPY,
    Currency.of("KWD"),
    Currency.commodity("POINTS"),
    Currency.commodity("HOURS", digits=2),
)
ZONES: Final = ("Asia/Shanghai", "America/New_York", "Europe/Berlin", "Asia/Kathmandu", "UTC")
RULES: Final = (
    "FREQ=MONTHLY;BYMONTHDAY=26",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "FREQ=DAILY;INTERVAL=10",
)
FIRST: Final = datetime(1900, 1, 1)  # noqa: DTZ001 - hypothesis adds the zone
LAST: Final = datetime(2199, 12, 31)  # noqa: DTZ001 - likewise


def ids() -> st.SearchStrategy[str]:
    """Draw an id: one of few, so that some are equal, or any of letters and digits."""
    return st.sampled_from(IDS) | st.from_regex("[A-Za-z0-9][A-Za-z0-9_-]{0,11}", fullmatch=True)


def texts() -> st.SearchStrategy[str]:
    """Draw what people write."""
    return st.sampled_from(TEXTS)


def said() -> st.SearchStrategy[str]:
    """Draw what people write, or nothing."""
    return st.just("") | texts()


def words() -> st.SearchStrategy[str]:
    """Draw dotted words."""
    return st.sampled_from(("order.paid", "commission.accrued", "bank", "live.hosting"))


def instants() -> st.SearchStrategy[datetime]:
    """Draw an instant of the whole range, in UTC, to the microsecond."""
    whole = st.datetimes(FIRST, LAST, timezones=st.just(UTC))
    return whole | whole.map(lambda at: at.replace(microsecond=0))


def zones() -> st.SearchStrategy[ZoneInfo]:
    """Draw a time zone."""
    return st.sampled_from(ZONES).map(zone)


def minors(smallest: int = -MINOR_MAX, largest: int = MINOR_MAX) -> st.SearchStrategy[int]:
    """Draw minor units: small ones often, and up to the limit."""
    return st.integers(max(smallest, -200), min(largest, 200)) | st.integers(smallest, largest)


def counts(largest: int = 40) -> st.SearchStrategy[int]:
    """Draw a count from 1."""
    return st.integers(1, largest)


def currencies() -> st.SearchStrategy[Currency]:
    """Draw a currency of 0, 2 or 3 digits, or a commodity."""
    return st.sampled_from(CURRENCIES)


def amounts(smallest: int = -MINOR_MAX, largest: int = MINOR_MAX) -> st.SearchStrategy[Money]:
    """Draw an amount of any currency."""
    return st.builds(Money, minors(smallest, largest), currencies())


def yuan(smallest: int = 0, largest: int = 1_000_000) -> st.SearchStrategy[Money]:
    """Draw an amount of yuan, zero or more."""
    return st.builds(Money, minors(smallest, largest), st.just(CNY))


def shares() -> st.SearchStrategy[Rate]:
    """Draw a share from 0 to 1."""
    return st.fractions(0, 1, max_denominator=10**6).map(Rate)


def factors() -> st.SearchStrategy[Factor]:
    """Draw a multiplier up to 10^12."""
    return st.fractions(0, 10**12, max_denominator=10**6).map(Factor)


def fractions() -> st.SearchStrategy[Fraction]:
    """Draw an exact number, whole ones often."""
    return st.integers(-100, 100).map(Fraction) | st.fractions(max_denominator=10**9)


def roundings() -> st.SearchStrategy[Rounding]:
    """Draw a mode."""
    return st.sampled_from(Rounding)


def splits() -> st.SearchStrategy[Split[str] | Split[int]]:
    """Draw a split, by names or by positions."""
    parts = st.integers(1, 10**6)
    named = st.dictionaries(ids(), parts, min_size=1, max_size=4)
    plain = st.lists(parts, min_size=1, max_size=12)
    amount = amounts(0, 10**9)
    return st.builds(split, amount, named) | st.builds(split, amount, plain)


@st.composite
def outstandings(draw: st.DrawFn) -> Outstanding[str]:
    """Draw what is still owed to some parties, in one currency."""
    currency = draw(currencies())
    owed = draw(st.dictionaries(ids(), minors(0, 10**9), min_size=1, max_size=4))
    return Outstanding({party: Money(minor, currency) for party, minor in owed.items()})


def windows() -> st.SearchStrategy[Window]:
    """Draw a window, sometimes open."""
    return st.builds(
        lambda start, seconds: Window(start, None if seconds is None else start + timedelta(seconds=seconds)),
        instants().filter(lambda at: at.year < LAST.year),
        st.none() | st.integers(1, 10_000_000),
    )


def recurrences() -> st.SearchStrategy[Recurrence]:
    """Draw a recurrence, which starts at a local time."""
    starts = st.datetimes(datetime(1990, 1, 1), datetime(2030, 1, 1))  # noqa: DTZ001 - local times
    return st.builds(Recurrence, st.sampled_from(RULES), starts.map(lambda at: at.replace(microsecond=0)))


def calendars() -> st.SearchStrategy[Calendar]:
    """Draw a calendar of a named cycle, or of a rule."""
    return st.builds(Calendar, st.sampled_from(Cycle) | recurrences(), zones())


def periods() -> st.SearchStrategy[Period]:
    """Draw a period of a calendar."""
    modern = st.datetimes(datetime(2031, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - given its zone
    return st.builds(lambda calendar, at: calendar.period_at(at), calendars(), modern)


def durations() -> st.SearchStrategy[Duration]:
    """Draw a duration of up to some years."""
    return st.builds(Duration, st.integers(0, 40), st.integers(0, 400), st.integers(0, 1_000_000))


GROUND: Final[Mapping[type, st.SearchStrategy[object]]] = {
    Currency: currencies(),
    Factor: factors(),
    Money: amounts(),
    Outstanding: outstandings(),
    Rate: shares(),
    Split: splits(),
    Calendar: calendars(),
    Cycle: st.sampled_from(Cycle),
    Duration: durations(),
    Period: periods(),
    Recurrence: recurrences(),
    Window: windows(),
}

__all__ = [
    "CURRENCIES",
    "FIRST",
    "GROUND",
    "IDS",
    "LAST",
    "RULES",
    "TEXTS",
    "ZONES",
    "amounts",
    "calendars",
    "counts",
    "currencies",
    "durations",
    "factors",
    "fractions",
    "ids",
    "instants",
    "minors",
    "outstandings",
    "periods",
    "recurrences",
    "roundings",
    "said",
    "shares",
    "splits",
    "texts",
    "windows",
    "words",
    "yuan",
    "zones",
]
