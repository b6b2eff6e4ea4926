"""Laws of attribution windows: half-open, in order, and blind to the jumps of clocks."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import example, given
from hypothesis import strategies as st

from communekit.attribution import Lookback, Lookbacks
from communekit.parties import Touch
from communekit.period import instant, start_of_day, zone
from tests.attribution.strategies import (
    ZONES,
    calendar_lookbacks,
    exact_lookbacks,
    far_instants,
    hours,
    lookbacks,
    rules_of_windows,
    touches,
)

TICK = timedelta(microseconds=1)


@given(touched=far_instants(), hours_long=st.integers(1, 10_000))
def test_half_open(touched: datetime, hours_long: int) -> None:
    """The last instant before the end is covered, the end itself belongs to what follows."""
    window = Lookback.exact(timedelta(hours=hours_long))
    end = touched + timedelta(hours=hours_long)
    assert window.covers(touched, touched)
    assert window.covers(touched, end - TICK)
    assert not window.covers(touched, end)
    closed = Lookback.exact(timedelta(hours=hours_long), end_included=True)
    assert closed.covers(touched, end)
    assert not closed.covers(touched, end + TICK)


@given(touched=far_instants(), where=st.sampled_from(ZONES), hours_long=st.integers(1, 2000))
def test_p10_p16_time_passes_alike_in_every_zone(touched: datetime, where: str, hours_long: int) -> None:
    """An exact window is so many whole seconds, in whichever zone its instants are written: clocks do not matter."""
    window = Lookback.exact(timedelta(hours=hours_long))
    there = touched.astimezone(ZoneInfo(where))
    end = (touched + timedelta(hours=hours_long)).astimezone(ZoneInfo(where))
    assert not window.covers(there, end)
    assert window.covers(there, (end.astimezone(UTC) - TICK).astimezone(ZoneInfo(where)))


def test_p16_a_day_is_24_hours() -> None:
    """A gap of a day is a day: neither nothing nor an hour more."""
    touched = instant("2026-03-01T00:00Z")
    day = Lookback.exact(timedelta(days=1))
    assert day.covers(touched, touched + timedelta(hours=23, minutes=59))
    assert not day.covers(touched, touched + timedelta(hours=24))
    assert not day.covers(touched, touched + timedelta(days=2, hours=1))


@given(touched=far_instants(), dates=st.integers(1, 60), where=st.sampled_from(ZONES))
@example(touched=instant("2006-10-29T02:31:30Z"), dates=1, where="America/St_Johns")
def test_p10_dates_of_a_named_zone_are_whole(touched: datetime, dates: int, where: str) -> None:
    """A window by dates ends where a date of the zone starts, however long its days are, and covers the touch."""
    window = Lookback.calendar(dates, where)
    assert window.covers(touched, touched)
    local = touched.astimezone(ZoneInfo(where)).date()
    # A clock may go back over midnight: then the hour before it belongs to the date that had begun.
    ends = [start_of_day(local + timedelta(days=dates + more), zone(where)) for more in (0, 1)]
    assert any(window.covers(touched, end - TICK) and not window.covers(touched, end) for end in ends)


@given(window=lookbacks(), touched=far_instants(), later=far_instants(), ordered=far_instants())
def test_later_touches_count_longer(
    window: Lookback, touched: datetime, later: datetime, ordered: datetime
) -> None:
    """What an earlier touch still covers, a later one before the order covers too."""
    touched, later = sorted((touched, later))
    if window.covers(touched, ordered) and later < ordered:
        assert window.covers(later, ordered)


@given(window=lookbacks(), touched=far_instants(), ordered=far_instants(), earlier=far_instants())
def test_once_over_a_window_stays_over(
    window: Lookback, touched: datetime, ordered: datetime, earlier: datetime
) -> None:
    """An order that is covered leaves none uncovered between the touch and itself."""
    if window.covers(touched, ordered) and touched < earlier <= ordered:
        assert window.covers(touched, earlier)


@given(window=lookbacks(), touched=far_instants(), ordered=far_instants())
def test_p8_nothing_counts_backwards(window: Lookback, touched: datetime, ordered: datetime) -> None:
    """A touch after the order is not covered; one at its very instant is as the window says."""
    if ordered < touched:
        assert not window.covers(touched, ordered)
    assert window.covers(touched, touched) is window.same_instant


@given(window=exact_lookbacks() | calendar_lookbacks(), touched=far_instants(), ordered=far_instants())
def test_what_is_missed_is_told_to_the_unit(window: Lookback, touched: datetime, ordered: datetime) -> None:
    """An order that came so much earlier would have come at the end of the window, which alone is not covered."""
    missed = window.missed_by(touched, ordered)
    assert missed >= timedelta(0)
    if ordered > touched and not window.covers(touched, ordered):
        end = ordered - missed
        assert end == touched or window.covers(touched, end - TICK) or end - TICK == touched
        assert window.end_included or not window.covers(touched, end)
    else:
        assert not missed


@given(windows=rules_of_windows(), touch=touches())
def test_most_particular_window_wins(windows: Lookbacks, touch: Touch) -> None:
    """Channel before kind before view: the same window as a plain search finds, whatever the order of statement."""
    asked = [
        (touch.channel, touch.kind, touch.is_view), (touch.channel, touch.kind, None),
        (touch.channel, None, touch.is_view), (touch.channel, None, None),
        (None, touch.kind, touch.is_view), (None, touch.kind, None), (None, None, touch.is_view),
    ]  # fmt: skip
    table = {(rule.channel, rule.kind, rule.is_view): rule.lookback for rule in windows.others}
    expected = next((table[key] for key in asked if key in table), windows.default)
    assert windows.of(touch) == expected
    assert Lookbacks(windows.default, windows.others[::-1]) == windows


@given(windows=rules_of_windows(), lifetime=exact_lookbacks(), touch=touches(), ordered=hours())
def test_smaller_of_window_and_lifetime_wins(
    windows: Lookbacks, lifetime: Lookback, touch: Touch, ordered: datetime
) -> None:
    """A touch with a lifetime counts where both cover the order, and misses by the more of both."""
    both = windows.covers(touch, ordered, lifetime)
    assert both is (windows.of(touch).covers(touch.at, ordered) and lifetime.covers(touch.at, ordered))
    if touch.at < ordered:
        assert both is not (
            windows.missed_by(touch, ordered, lifetime) > timedelta(0)
            or _at_an_end(windows, lifetime, touch, ordered)
        )


def _at_an_end(windows: Lookbacks, lifetime: Lookback, touch: Touch, ordered: datetime) -> bool:
    """Whether an order falls on the very end of a half-open window: nothing is missed but the end itself."""
    return any(
        not window.end_included and ordered - touch.at == timedelta(seconds=window.seconds or 0)
        for window in (windows.of(touch), lifetime)
    )


def test_both_sides_of_each_edge() -> None:
    """Named meanings of "30 days" differ exactly at their edges."""
    touched = instant("2026-06-01T10:00+08:00")
    dates = Lookback.calendar(30, "Asia/Shanghai")
    assert dates.covers(touched, instant("2026-06-30T23:59:59+08:00"))
    assert not dates.covers(touched, instant("2026-07-01T00:00+08:00"))
    exact = Lookback.exact(timedelta(days=30))
    assert exact.covers(touched, instant("2026-07-01T09:59:59+08:00"))
    assert not exact.covers(touched, instant("2026-07-01T10:00+08:00"))
    assert Lookback.unlimited().covers(touched, instant("2199-01-01T00:00Z"))


def test_days_of_23_and_25_hours() -> None:
    """A date in New York lasts 23 hours in March and 25 in November."""
    for day, length in ((date(2026, 3, 8), 23), (date(2026, 11, 1), 25)):
        touched = start_of_day(day, zone("America/New_York"))
        window = Lookback.calendar(1, "America/New_York")
        assert window.covers(touched, touched + timedelta(hours=length) - TICK)
        assert not window.covers(touched, touched + timedelta(hours=length))
