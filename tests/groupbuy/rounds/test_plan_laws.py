"""Laws of plans: a round's id for ever, half-open windows, spans that tile, the clocks of the place."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.groupbuy.rounds import Round, RoundPlan, StoreTerms
from communekit.period import Calendar, Duration, Window, instant
from tests.groupbuy.rounds.worlds import (
    LEADS,
    SPRING,
    STORES,
    YEAR,
    ZONE,
    days_of,
    moments,
    plans,
    redated,
    weekly,
)


@given(plans(), st.data())
def test_p12_a_round_keeps_its_id_whatever_becomes_of_its_dates(plan: RoundPlan, data: st.DataObject) -> None:
    """Re-dated, cancelled, restored, opened again, with other terms, other stores: each day is the round that it was."""
    before = {round_.occurrence: round_.id for round_ in plan.rounds(SPRING)}
    changed = data.draw(redated(plan))
    changed = attrs.evolve(changed, leader="another", stores=[StoreTerms("new", data.draw(LEADS))])
    assert {round_.occurrence: round_.id for round_ in changed.rounds(SPRING)} == before
    assert len(set(before.values())) == len(before)
    some = data.draw(st.sampled_from(plan.rounds(SPRING)))
    again = some.reopened(some.stores[0].store, until=some.ships_at)
    assert attrs.evolve(again, supplier="farmer", is_cancelled=True).id == some.id


@given(plans(), st.data())
def test_p12_numbers_count_the_days_of_the_rule_and_nothing_else(
    plan: RoundPlan, data: st.DataObject
) -> None:
    """From 1, without a gap, also where rounds are cancelled or move past one another."""
    changed = data.draw(redated(plan))
    assert [round_.number for round_ in changed.rounds(SPRING)] == list(
        range(1, len(plan.rounds(SPRING)) + 1)
    )
    for round_ in changed.rounds(SPRING)[:5]:
        assert changed.round(round_.occurrence) == round_


@given(plans(), st.data())
def test_half_open_spans_that_tile_hold_every_round_once(plan: RoundPlan, data: st.DataObject) -> None:
    """However a year is cut up, at the very instants of rounds too."""
    changed = data.draw(redated(plan))
    instants = [round_.ships_at for round_ in plan.rounds(SPRING)]
    seconds = st.integers(1, 120 * 86_400).map(lambda second: SPRING.start + timedelta(seconds=second))
    cuts = sorted(set(data.draw(st.lists(st.sampled_from(instants) | seconds, max_size=6))) - {SPRING.start})
    edges = [SPRING.start, *cuts, instant("2026-05-01T00:00:00Z")]
    parts = [changed.rounds(Window(start, end)) for start, end in pairwise(edges) if start < end]
    assert [round_ for part in parts for round_ in part] == list(changed.rounds(SPRING))


@given(plans(), st.data())
def test_half_open_orders_run_from_the_opening_up_to_the_cut_off(
    plan: RoundPlan, data: st.DataObject
) -> None:
    """And opening, cut-off, shipping and pick-up are in this order; the supplier's order goes at the last cut-off."""
    round_ = data.draw(st.sampled_from(data.draw(redated(plan)).rounds(SPRING)))
    for one in round_.stores:
        assert (
            one.window.start < one.cut_off_at <= round_.supplier_order_at <= round_.ships_at <= one.pick_up_at
        )
        assert one.window.covers(one.window.start)
        assert not one.window.covers(one.cut_off_at)
        at = data.draw(moments(round_))
        assert one.window.covers(at) == (one.window.start <= at < one.cut_off_at)


@pytest.mark.parametrize("zone", [ZONE, "Europe/Berlin", "America/New_York"])
@pytest.mark.parametrize("hour", ["00:00", "01:30", "02:30", "06:00"])
@pytest.mark.parametrize("hours", [0, 36])
def test_half_open_a_week_of_orders_leaves_no_instant_out(zone: str, hour: str, hours: int) -> None:
    """Opening a week before the cut-off: one round's cut-off is the next one's opening, also when the clocks change."""
    calendar = Calendar.rrule("FREQ=WEEKLY;BYDAY=SU", zone, f"2026-01-04T{hour}")
    lead = Duration(0, 2, hours * 3_600)
    plan = RoundPlan("farm", "brand", calendar, Duration(0, 9, hours * 3_600), [StoreTerms("east", lead)])
    skipped = {date(2026, 3, 8), date(2026, 3, 29)}
    for before, after in pairwise(plan.rounds(YEAR)):
        if skipped.isdisjoint({before.occurrence, after.occurrence}) or hour != "02:30":
            assert before.at("east").cut_off_at == after.at("east").window.start


@given(plans(), st.data())
def test_upcoming_agrees_with_a_plain_search(plan: RoundPlan, data: st.DataObject) -> None:
    """All rounds of the spring, those left whose last cut-off is to come, by shipping."""
    changed = data.draw(redated(plan))
    some = data.draw(st.sampled_from(changed.rounds(SPRING)[:4]))
    at, count = data.draw(moments(some)), data.draw(st.integers(1, 3))
    left = [round_ for round_ in changed.rounds(SPRING) if round_.supplier_order_at > at]
    left.sort(key=lambda round_: (round_.ships_at, round_.occurrence))
    assert list(changed.upcoming(at, count)) == left[:count]


@given(plans(), st.data())
def test_changes_of_dates_undo(plan: RoundPlan, data: st.DataObject) -> None:
    """Restored, a plan is what it was; the order of changes does not matter."""
    one, other = data.draw(st.lists(st.sampled_from(days_of(plan)), min_size=2, max_size=2, unique=True))
    at = plan.round(one).ships_at + timedelta(hours=5)
    assert plan.redated(one, at).cancelled(other) == plan.cancelled(other).redated(one, at)
    assert plan.redated(one, at).cancelled(one) == plan.cancelled(one)
    assert plan.redated(one, at).cancelled(other).restored(one).restored(other) == plan


def dates(round_: Round, store: str) -> tuple[str, ...]:
    """Return opening, cut-off, shipping and pick-up by the clocks of the place."""
    one = round_.at(store)
    moments: list[datetime] = [one.window.start, one.cut_off_at, round_.ships_at, one.pick_up_at]
    return tuple(f"{moment.astimezone(round_.zone):%a %m-%d %H:%M}" for moment in moments)


def test_a_week_worked_out() -> None:
    """A farm ships on Thursday at six; east is a day's drive away, its orders close two days before."""
    stores = (
        StoreTerms("east", Duration.days(2), Duration.hours(10)),
        StoreTerms("west", Duration.hours(12), Duration.hours(4)),
    )
    round_ = weekly(stores=stores).round("2026-03-12")
    assert dates(round_, "east") == (
        "Fri 03-06 06:00",
        "Tue 03-10 06:00",
        "Thu 03-12 06:00",
        "Thu 03-12 16:00",
    )
    assert dates(round_, "west") == (
        "Fri 03-06 06:00",
        "Wed 03-11 18:00",
        "Thu 03-12 06:00",
        "Thu 03-12 10:00",
    )
    assert round_.number == 2
    assert round_.supplier_order_at == round_.at("west").cut_off_at
    assert round_.pick_up_day("east") == date(2026, 3, 12)


def test_clocks_that_change() -> None:
    """Days keep the local time, hours pass: 02:30 does not exist in Berlin on 29 March 2026, and twice on 25 October."""
    calendar = Calendar.rrule("FREQ=WEEKLY;BYDAY=SU", "Europe/Berlin", "2026-03-01T02:30")
    stores = (StoreTerms("east", Duration.days(1)), StoreTerms("west", Duration.hours(24)))
    plan = RoundPlan("farm", "brand", calendar, Duration.days(6), stores)
    spring, autumn = plan.round("2026-03-29"), plan.round("2026-10-25")
    assert dates(spring, "east")[1:3] == ("Sat 03-28 03:00", "Sun 03-29 03:00")
    assert dates(spring, "west")[1] == "Sat 03-28 02:00"
    assert dates(autumn, "east")[1:3] == ("Sat 10-24 02:30", "Sun 10-25 02:30")
    assert autumn.ships_at == instant("2026-10-25T00:30:00Z")  # the earlier of the two


def test_a_holiday_moves_one_round_and_cancels_another() -> None:
    """Cut-offs move along; what was moved past its neighbour comes after it; the cancelled one stays in sight."""
    plan = weekly().redated("2026-03-12", "2026-03-20T06:00+08:00").cancelled("2026-03-26")
    assert [round_.occurrence.day for round_ in plan.upcoming("2026-03-01T00:00Z")] == [5, 19, 12, 26]
    assert dates(plan.round("2026-03-12"), "east")[1] == "Wed 03-18 06:00"
    assert [round_.is_cancelled for round_ in plan.upcoming("2026-03-01T00:00Z")] == [
        False,
        False,
        False,
        True,
    ]
    assert not plan.restored("2026-03-26").round("2026-03-26").is_cancelled


def test_upcoming_at_the_edge_of_a_cut_off() -> None:
    """Until the last cut-off a round is to come, at it no longer."""
    last = weekly().round("2026-03-05").supplier_order_at
    assert weekly().upcoming(last - timedelta(microseconds=1), 1)[0].occurrence == date(2026, 3, 5)
    assert weekly().upcoming(last, 1)[0].occurrence == date(2026, 3, 12)


def test_years_end() -> None:
    """A rule runs for ever, and the library's years end: what is asked beyond them is nothing."""
    assert len(weekly().upcoming("2199-12-01T00:00Z", 10)) < 10


def test_stores_in_any_order() -> None:
    """A plan is the same however its stores are listed."""
    terms = [StoreTerms(name) for name in STORES]
    assert weekly(stores=terms) == weekly(stores=terms[::-1])
