"""Laws of calendars: their windows tile time."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.period import Calendar, Cycle, InvalidTimeError, Recurrence, start_of_day
from communekit.period.local import first_at
from tests.period.strategies import calendars, instants, places_and_instants, recurring

TICK = timedelta(microseconds=1)


def neighbours_meet(calendar: Calendar, at: datetime) -> None:
    """Check that an instant lies in one window, and that the windows around meet it."""
    window = calendar.window_at(at)
    assert window.covers(at)
    assert calendar.window_of(calendar.label_at(at)) == window
    if window.end is not None and window.end.year < 2200:
        assert calendar.window_at(window.end - TICK) == window
        assert calendar.window_at(window.end).start == window.end
        assert calendar.label_at(window.end) != calendar.label_at(at)
    if window.start.year >= 1900:
        assert calendar.window_at(window.start) == window


@given(cycle=st.sampled_from(Cycle), drawn=places_and_instants())
def test_half_open(cycle: Cycle, drawn: tuple[ZoneInfo, datetime]) -> None:
    """Every instant lies in exactly one window of a calendar, whatever the clocks do."""
    place, at = drawn
    if 1900 < at.year < 2199:
        neighbours_meet(Calendar(cycle, place), at)


@given(calendar=recurring(), at=instants())
def test_half_open_for_rules(calendar: Calendar, at: datetime) -> None:
    """From its start on, the windows of a rule tile time too; before it there is none."""
    assert isinstance(calendar.cycle, Recurrence)
    if at >= first_at(calendar.cycle.start, calendar.zone):
        neighbours_meet(calendar, at)
    else:
        with pytest.raises(InvalidTimeError, match="had not started"):
            calendar.window_at(at)


@given(calendar=calendars(), asked=st.lists(instants(), min_size=2, max_size=6))
def test_answers_do_not_depend_on_what_was_asked_before(calendar: Calendar, asked: list[datetime]) -> None:
    """A calendar that remembers answers as one that is new."""
    for at in [*asked, *asked[::-1]]:
        assert calendar.period_at(at) == Calendar(calendar.cycle, calendar.zone).period_at(at)


@given(calendar=calendars(), one=instants(), other=instants())
def test_later_instants_have_later_windows(calendar: Calendar, one: datetime, other: datetime) -> None:
    """The order of windows is the order of time; labels sort likewise."""
    early, late = sorted((one, other))
    first, second = calendar.period_at(early), calendar.period_at(late)
    assert first.window.start <= second.window.start
    assert first.label <= second.label
    assert (first == second) == (first.label == second.label)


@given(cycle=st.sampled_from(Cycle), day=st.dates(date(1901, 1, 1), date(2199, 12, 1)))
def test_cycles_number_without_a_gap(cycle: Cycle, day: date) -> None:
    """A day lies in a period, and the next period starts where it ends."""
    number = cycle.number(day)
    assert cycle.first_day(number) <= day < cycle.first_day(number + 1)
    assert cycle.number(cycle.first_day(number + 1) - timedelta(days=1)) == number
    assert cycle.number_of(cycle.label(number)) == number


@given(drawn=places_and_instants())
def test_longer_cycles_are_made_of_shorter_ones(drawn: tuple[ZoneInfo, datetime]) -> None:
    """Day within half month within month within quarter within half year within year; day within week."""
    place, at = drawn
    if not 1900 < at.year < 2199:
        return
    chain = ("day", "half_month", "month", "quarter", "half_year", "year")
    for inner, outer in [*pairwise(chain), ("day", "week")]:
        small, large = (Calendar.of(word, place).window_at(at) for word in (inner, outer))
        assert large.common(small) == small


@given(drawn=places_and_instants())
def test_agrees_with_a_plainer_model(drawn: tuple[ZoneInfo, datetime]) -> None:
    """The day of an instant is the last day that has started."""
    place, at = drawn
    shown = at.astimezone(place).date()
    days = [shown + timedelta(days=offset) for offset in range(-3, 4)]
    started = [day for day in days if start_of_day(day, place) <= at]
    if 1900 < at.year < 2199:
        assert Calendar.daily(place).label_at(at) == started[-1].isoformat()
