"""Laws of durations."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from communekit.period import Duration, InvalidTimeError
from tests.period.strategies import durations, middle_instants, places_and_instants, zones


@given(duration=durations())
def test_round_trip(duration: Duration) -> None:
    """What is written is read back the same."""
    assert Duration.parse(duration.text) == duration


@given(text=st.from_regex(r"P[0-9YMWDT]{0,8}[0-9HMS]{0,6}", fullmatch=True))
def test_any_text_is_a_duration_or_refused(text: str) -> None:
    """No text brings another error than the one of the area; what is read is written in one way."""
    try:
        duration = Duration.parse(text)
    except InvalidTimeError:
        return
    assert Duration.parse(duration.text) == duration


@given(duration=durations(), place=zones(), one=middle_instants(), other=middle_instants())
def test_monotone(duration: Duration, place: ZoneInfo, one: datetime, other: datetime) -> None:
    """Of two local times the later never gets the earlier answer."""
    early, late = sorted((one, other), key=lambda at: (at.astimezone(place).replace(tzinfo=None), at))
    whole_days = Duration(duration.calendar_months, duration.calendar_days)
    if whole_days:
        assert whole_days.add_to(early, place) <= whole_days.add_to(late, place)
        assert whole_days.subtract_from(early, place) <= whole_days.subtract_from(late, place)


@given(drawn=places_and_instants(), seconds=st.integers(0, 10_000_000))
def test_seconds_pass_everywhere_alike(drawn: tuple[ZoneInfo, datetime], seconds: int) -> None:
    """Hours, minutes and seconds do not ask the clock."""
    place, at = drawn
    if at.year < 2199:
        assert Duration.seconds(seconds).add_to(at, place) == at + timedelta(seconds=seconds)


@given(at=middle_instants(), days=st.integers(0, 10_000))
def test_days_undo_where_clocks_do_not_jump(at: datetime, days: int) -> None:
    """In UTC a day forth and a day back is no change."""
    duration = Duration.days(days)
    assert duration.subtract_from(duration.add_to(at, "UTC"), "UTC") == at


@given(at=middle_instants(), months=st.integers(0, 240), place=zones())
def test_months_land_in_their_month(at: datetime, months: int, place: ZoneInfo) -> None:
    """So many months later is in that month, never the one after (a gap at its end aside)."""
    start = at.astimezone(place)
    target = start.year * 12 + start.month + months
    reached = Duration.months(months).add_to(at, place).astimezone(place)
    assert (reached.year * 12 + reached.month, reached.day <= start.day) in {
        (target, True),
        (target + 1, True),
    }
