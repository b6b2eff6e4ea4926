"""Laws of local time."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from communekit.period import local, start_of_day
from communekit.period.local import first_at
from tests.period.strategies import places_and_instants


@given(drawn=places_and_instants())
def test_what_clocks_show_leads_back(drawn: tuple[ZoneInfo, datetime]) -> None:
    """An instant, shown on a clock, is found again by the clock and its fold."""
    place, at = drawn
    shown = at.astimezone(place)
    assert local(shown.replace(tzinfo=None), place, fold=1 if shown.fold else 0) == at


@given(drawn=places_and_instants(), seconds=st.integers(0, 200_000))
def test_first_instants_keep_the_order_of_the_clock(drawn: tuple[ZoneInfo, datetime], seconds: int) -> None:
    """A later local time never comes first, through gaps and folds."""
    place, at = drawn
    clock = at.astimezone(place).replace(tzinfo=None)
    assert first_at(clock, place) <= first_at(clock + timedelta(seconds=seconds), place)


@given(drawn=places_and_instants())
def test_no_earlier_instant_shows_the_day(drawn: tuple[ZoneInfo, datetime]) -> None:
    """Just before the start of a day the clocks show an earlier one."""
    place, at = drawn
    day = at.astimezone(place).date()
    start = start_of_day(day, place)
    assert start <= at
    assert (start - timedelta(microseconds=1)).astimezone(place).date() < day
