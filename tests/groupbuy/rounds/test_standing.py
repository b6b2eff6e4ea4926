"""Standing orders worked out: what a member says and until when, rhythms, start and end."""

from datetime import timedelta

import pytest

from communekit.groupbuy.rounds import (
    EveryNth,
    OnWeekdays,
    Outcome,
    RoundClosedError,
    RoundPlan,
    StandingLine,
    StandingOrder,
    StoreTerms,
    preview_rounds,
    standing_bookings,
)
from communekit.period import Calendar, Duration
from tests.groupbuy.rounds.farm import CUT_OFF, FIRST, PLAN, SECOND, THIRD, TICK, eggs, placed, starting
from tests.groupbuy.rounds.worlds import ZONE, at


def outcomes(plan: RoundPlan, order: StandingOrder, count: int = 6) -> list[str]:
    """Return what becomes of an order in the next rounds."""
    return [
        one.placements[0].outcome.value
        for one in preview_rounds(plan, [order], at=at("01T10:00"), count=count)
    ]


def test_a_change_counts_until_just_before_the_cut_off() -> None:
    """At the cut-off it is too late, and says until when it was not."""
    order = starting("li", eggs(2))
    assert (
        placed(SECOND, [order.skipped(SECOND, at=CUT_OFF - TICK)])[0].outcome is Outcome.PLACED
    )  # not said yet
    late = standing_bookings(
        SECOND, [order.skipped(SECOND, at=CUT_OFF - TICK)], {"eggs": 9}, at=CUT_OFF - TICK
    )
    assert late[0].outcome is Outcome.SKIPPED
    for say in (order.skipped, order.paused, order.resumed):
        with pytest.raises(RoundClosedError) as refused:
            say(SECOND, at=CUT_OFF)
        assert refused.value.cut_off_at == CUT_OFF
    with pytest.raises(RoundClosedError):
        order.revised(SECOND, eggs(3), at=CUT_OFF)
    with pytest.raises(RoundClosedError):
        StandingOrder.starting("wang", SECOND, "wang", "east", eggs(1), at=CUT_OFF)


def test_a_cut_off_that_was_brought_forward_to_what_was_said() -> None:
    """What was said at the very cut-off does not reach the round; a moment later than that, it does."""
    said = CUT_OFF - timedelta(hours=1)
    skipped = starting("li", eggs(2)).skipped(SECOND, at=said)
    for until, outcome in ((said, Outcome.MISSED), (said + TICK, Outcome.SKIPPED)):
        earlier = SECOND.reopened("east", until=until)
        assert standing_bookings(earlier, [skipped], {"eggs": 9}, at=said)[0].outcome is outcome


def test_skip_pause_cancel_resume() -> None:
    """The last word that reaches a round holds; the end of a pause is the first round that runs again."""
    order = starting("li", eggs(2))
    said = at("01T09:30")
    assert outcomes(PLAN, order.skipped(SECOND, at=said), 3) == ["placed", "skipped", "placed"]
    paused = order.paused(SECOND, at=said, until="2026-03-26")
    assert outcomes(PLAN, paused) == ["placed", "paused", "paused", "placed", "placed", "placed"]
    assert outcomes(PLAN, paused.resumed(THIRD, at=said), 4) == ["placed", "paused", "placed", "placed"]
    cancelled = order.paused(SECOND, at=said)
    assert outcomes(PLAN, cancelled, 3) == ["placed", "cancelled", "cancelled"]
    assert outcomes(PLAN, cancelled.resumed(THIRD, at=said, until="2026-03-20"), 4) == [
        "placed", "cancelled", "placed", "cancelled",
    ]  # fmt: skip


def test_rhythms() -> None:
    """Every second round is counted from the first; a cancelled or moved round shifts nobody's."""
    second = starting("li", eggs(2), rhythm=EveryNth(2))
    assert outcomes(PLAN, second, 4) == ["placed", "not_due", "placed", "not_due"]
    assert outcomes(PLAN.cancelled("2026-03-12"), second, 4) == ["placed", "not_due", "placed", "not_due"]
    assert outcomes(PLAN.cancelled("2026-03-19"), second, 4) == [
        "placed",
        "not_due",
        "round_cancelled",
        "not_due",
    ]
    calendar = Calendar.rrule("FREQ=WEEKLY;BYDAY=TU,FR", ZONE, "2026-03-03T06:00")
    twice = RoundPlan("bakery", "brand", calendar, Duration.days(3), [StoreTerms("east", Duration.days(1))])
    fridays = StandingOrder.starting(
        "li", twice.round("2026-03-06"), "li", "east", eggs(1), at=at("01T09:00"), rhythm=OnWeekdays(["FR"])
    )
    found = preview_rounds(twice, [fridays], at=at("01T10:00"), count=4)
    assert [one.placements[0].outcome.value for one in found] == ["not_begun", "placed", "not_due", "placed"]


def test_start_and_end() -> None:
    """Before the first round nothing, from the end on nothing: both edges."""
    order = StandingOrder.starting("li", SECOND, "li", "east", eggs(2), at=at("01T09:00"), until="2026-03-26")
    assert outcomes(PLAN, order, 4) == ["not_begun", "placed", "placed", "ended"]


def test_other_quantities_from_a_round_on_or_for_one() -> None:
    """More queues anew; what was asked before keeps its place; what is not named is not wanted any more."""
    order = starting("li", [*eggs(2, 1), StandingLine("milk", 1)])
    said = at("08T20:00")
    more = order.revised(SECOND, eggs(5), at=said)
    then = at("09T00:00")
    assert [(one.product, one.firm, one.tolerance, one.at) for one in more.bookings_in(SECOND, at=then)] == [
        ("eggs", 2, 0, at("01T09:00")),
        ("eggs", 3, 0, said),
    ]
    assert [one.product for one in more.bookings_in(FIRST, at=then)] == ["eggs", "milk"]
    once = order.revised(SECOND, eggs(5), at=said, until="2026-03-13")
    assert sum(one.firm for one in once.bookings_in(SECOND, at=then)) == 5
    assert [one.product for one in once.bookings_in(THIRD, at=then)] == ["eggs", "milk"]
    back = more.revised(SECOND, [*eggs(5), StandingLine("milk", 1)], at=then)
    assert [one.at for one in back.bookings_in(SECOND, at=then)] == [at("01T09:00"), said, then]
