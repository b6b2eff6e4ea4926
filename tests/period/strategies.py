"""Times to test with: instants of the whole range, and those where clocks do odd things."""

from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from communekit.period import Calendar, Cycle, Duration, Window, instant, zone

FIRST = datetime(1900, 1, 1, tzinfo=UTC)
MARCH = instant("2026-03-01T00:00:00Z")
LAST = datetime(2199, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)

ZONES = (
    "UTC",
    "Asia/Shanghai",  # DST from 1986 to 1991, and an odd offset before 1901
    "Europe/Berlin",
    "America/New_York",
    "America/Sao_Paulo",  # midnight skipped
    "America/Havana",  # midnight twice
    "America/St_Johns",  # jumped at 00:01, back into yesterday
    "Atlantic/Azores",
    "Australia/Lord_Howe",  # half an hour
    "Africa/Casablanca",
    "Asia/Kathmandu",
    "Pacific/Apia",  # 30 December 2011 never was
    "Pacific/Kiritimati",
)


@cache
def jumps(name: str) -> tuple[datetime, ...]:
    """Return the instants, to the hour before, at which a zone's clocks jumped between 1985 and 2030."""
    place, hour = zone(name), timedelta(hours=1)
    at, found = datetime(1985, 1, 1, tzinfo=UTC), []
    while at.year < 2030:
        after = at + timedelta(days=1)
        if at.astimezone(place).utcoffset() != after.astimezone(place).utcoffset():
            while at.astimezone(place).utcoffset() == (at + hour).astimezone(place).utcoffset():
                at += hour
            found.append(at)
        at = after.replace(hour=0)
    return tuple(found) or (MARCH,)


def instants() -> st.SearchStrategy[datetime]:
    """Instants in UTC, of the whole range."""
    return st.datetimes(FIRST.replace(tzinfo=None), LAST.replace(tzinfo=None), timezones=st.just(UTC))


def zones() -> st.SearchStrategy[ZoneInfo]:
    """Time zones, odd ones among them."""
    return st.sampled_from(ZONES).map(zone)


@st.composite
def places_and_instants(draw: st.DrawFn) -> tuple[ZoneInfo, datetime]:
    """A zone, and an instant: anywhere, or within two days of a jump of that zone's clocks."""
    place = draw(zones())
    near = st.builds(
        lambda at, seconds: at + timedelta(seconds=seconds),
        st.sampled_from(jumps(place.key)),
        st.integers(-172_800, 172_800) | st.integers(0, 7_200),
    )
    return place, draw(st.one_of(near, instants()))


def windows() -> st.SearchStrategy[Window]:
    """Windows, some of them open."""
    return st.builds(
        lambda start, seconds: Window(start, None if seconds is None else start + timedelta(seconds=seconds)),
        instants(),
        st.none() | st.integers(1, 10_000_000),
    )


def calendars() -> st.SearchStrategy[Calendar]:
    """Calendars of each named cycle."""
    return st.builds(Calendar, st.sampled_from(Cycle), zones())


RULES = (
    "FREQ=MONTHLY;BYMONTHDAY=26",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR",
    "FREQ=MONTHLY;BYDAY=-1FR",
    "FREQ=MONTHLY;BYMONTHDAY=1,11,21",
    "FREQ=MONTHLY;BYMONTHDAY=31",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "FREQ=DAILY;INTERVAL=10",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
    "FREQ=YEARLY;INTERVAL=10",
)


def recurring() -> st.SearchStrategy[Calendar]:
    """Calendars of rules, which start in 1990 at odd times of the day."""
    return st.builds(
        Calendar.rrule,
        st.sampled_from(RULES),
        zones(),
        st.sampled_from(("1990-01-01", "1990-01-26", "1990-03-04T02:30", "1990-05-31T23:59:59")),
    )


def durations() -> st.SearchStrategy[Duration]:
    """Durations of up to some years."""
    return st.builds(Duration, st.integers(0, 40), st.integers(0, 400), st.integers(0, 1_000_000))


def middle_instants() -> st.SearchStrategy[datetime]:
    """Instants from which years may be added or taken away without leaving the range."""
    return instants().filter(lambda at: 1950 < at.year < 2150)
