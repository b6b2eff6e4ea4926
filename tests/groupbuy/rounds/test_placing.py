"""Placing worked out: who goes short, what is kept, changed and withdrawn, the edges of windows, the sentences."""

from datetime import timedelta

import pytest

from communekit.groupbuy.allocation import Booking, Measure, Proportional
from communekit.groupbuy.rounds import (
    Act,
    EveryNth,
    LineReason,
    Outcome,
    Placement,
    StandingOrder,
    StoreTerms,
    standing_bookings,
)
from communekit.period import Duration
from tests.groupbuy.rounds.farm import CUT_OFF, FIRST, PLAN, SECOND, TICK, eggs, placed, starting
from tests.groupbuy.rounds.worlds import at, ordered, weekly


def test_the_older_order_is_served_first() -> None:
    """Nine eggs for twelve: 4, 4, 1; or in proportion 3, 3, 3. A sentence for each."""
    three = [starting(name, eggs(4), hour=hour) for hour, name in ((9, "li"), (10, "wang"), (8, "ann"))]
    first = placed(SECOND, three, {"eggs": 9})
    assert {one.standing.member: one.lines[0].quantity for one in first} == {"ann": 4, "li": 4, "wang": 1}
    assert [one.outcome.value for one in first] == ["placed", "placed", "cut"]
    assert (
        first[2].text()
        == "wang, round of 2026-03-12: ordered, less than was asked: eggs 1 of 4 (not enough for all)."
    )
    pieces = first[2].text("zh", measures={"eggs": Measure.PIECE})
    assert pieces == "wang，2026-03-12 这一期：已下单，有减量：eggs 要 4 件 给 1 件（库存不足）。"
    assert first[2].text("zh") == "wang，2026-03-12 这一期：已下单，有减量：eggs 要 4 给 1（库存不足）。"
    middle = SECOND.at("east").cut_off_at - timedelta(hours=1)
    even = standing_bookings(SECOND, three, {"eggs": 9}, at=middle, policy=Proportional())
    assert [one.lines[0].quantity for one in even] == [3, 3, 3]


def test_orders_that_grow_are_cut_to_the_stock() -> None:
    """3, then 6 more, then 3 more, of 8: 3, 8, 8. Source: cagette, `TestOrders.hx`, testStocks, read at b38ab3b."""
    order, when = starting("li", eggs(3)), SECOND.window.start
    held, states = ordered([]), []
    for more in (3, 9, 12):
        when += timedelta(hours=1)
        order = order.revised(SECOND, eggs(more), at=when)
        one = standing_bookings(SECOND, [order], {"eggs": 8}, at=when, placed=held)[0]
        held = ordered([one])
        states.append((one.lines[0].quantity, 8 - one.lines[0].quantity))
    assert states == [(3, 5), (8, 0), (8, 0)]


def test_firm_parts_before_any_tolerance() -> None:
    """Of 6 eggs: 3 and 2 firmly, the last one to the older order's tolerance."""
    two = [starting("li", eggs(3, 2)), starting("wang", eggs(2, 2), hour=10)]
    first = placed(SECOND, two, {"eggs": 6})
    assert [(one.lines[0].firm, one.lines[0].tolerance) for one in first] == [(3, 1), (2, 0)]
    assert (
        first[0].text()
        == "li, round of 2026-03-12: ordered, less than was asked: eggs 3+1 of 3+2 (not enough for all)."
    )


def test_exactly_enough_and_one_too_few() -> None:
    """Both sides of the edge."""
    order = starting("li", eggs(2))
    assert placed(SECOND, [order], {"eggs": 2})[0].outcome is Outcome.PLACED
    assert placed(SECOND, [order], {"eggs": 1})[0].outcome is Outcome.CUT
    empty = placed(SECOND, [order], {"eggs": 0})[0]
    assert (empty.outcome, empty.bookings, empty.act) == (Outcome.EMPTY, (), Act.NOTHING)
    assert empty.lines[0].reason is LineReason.STOCK
    absent = placed(SECOND, [order], {})[0]
    assert absent.lines[0].reason is LineReason.NOT_OFFERED
    assert (
        absent.text()
        == "li, round of 2026-03-12: not ordered, nothing could be given: eggs 0 of 2 (not in this round)."
    )


def test_what_is_ordered_follows_the_member_until_the_cut_off() -> None:
    """Skipped: withdrawn. Revised: changed. After the cut-off: left alone."""
    order = starting("li", eggs(2))
    middle = SECOND.at("east").cut_off_at - timedelta(hours=12)
    held = ordered(standing_bookings(SECOND, [order], {"eggs": 9}, at=middle))

    def again(changed: StandingOrder, hours: int) -> Placement:
        moment = middle + timedelta(hours=hours)
        return standing_bookings(SECOND, [changed], {"eggs": 9}, at=moment, placed=held)[0]

    skipped = order.skipped(SECOND, at=middle + timedelta(hours=1))
    assert again(skipped, 2).act is Act.WITHDRAW
    assert again(order.revised(SECOND, eggs(1), at=middle), 2).act is Act.CHANGE
    assert again(order, 2).act is Act.KEEP
    closed = again(order, 12)
    assert (closed.act, closed.outcome) == (Act.KEEP, Outcome.PLACED)


def test_a_firm_part_that_is_ordered_is_not_taken_by_an_older_order() -> None:
    """Whoever resumes later asks anew; tolerances make room for firm parts."""
    li, wang = starting("li", eggs(4)), starting("wang", eggs(4, 2), hour=10)
    middle = SECOND.at("east").cut_off_at - timedelta(hours=12)
    paused = li.skipped(SECOND, at=at("01T11:00"))
    held = ordered(standing_bookings(SECOND, [paused, wang], {"eggs": 6}, at=middle))
    back = paused.resumed(SECOND, at=middle)
    both = standing_bookings(SECOND, [back, wang], {"eggs": 6}, at=middle, placed=held)
    assert [(one.lines[0].firm, one.lines[0].tolerance) for one in both] == [(2, 0), (4, 0)]
    assert [one.act for one in both] == [Act.PLACE, Act.CHANGE]


def test_a_smaller_stock_takes_nothing_away_from_what_is_ordered() -> None:
    """The receiving shares what is short; here the firm part stands."""
    order = starting("li", eggs(4))
    middle = SECOND.at("east").cut_off_at - timedelta(hours=12)
    held = ordered(standing_bookings(SECOND, [order], {"eggs": 6}, at=middle))
    for less in ({"eggs": 1}, {}):
        assert standing_bookings(SECOND, [order], less, at=middle, placed=held)[0].act is Act.KEEP


def test_missed_and_not_open_yet() -> None:
    """Neither is silent; the opening belongs to the round, the cut-off does not."""
    order = starting("li", eggs(2))
    window = SECOND.at("east").window
    for moment, outcome in (
        (window.start - TICK, Outcome.NOT_OPEN),
        (window.start, Outcome.PLACED),
        (CUT_OFF - TICK, Outcome.PLACED),
        (CUT_OFF, Outcome.MISSED),
    ):
        assert standing_bookings(SECOND, [order], {"eggs": 9}, at=moment)[0].outcome is outcome


def test_a_round_cancelled_after_its_cut_off_withdraws() -> None:
    """Whatever the hour: there is no van. Brought back, what was not ordered before stays missed."""
    order = starting("li", eggs(2))
    held = ordered(standing_bookings(SECOND, [order], {"eggs": 9}, at=CUT_OFF - TICK))
    off = PLAN.cancelled("2026-03-12").round("2026-03-12")
    gone = standing_bookings(off, [order], {"eggs": 9}, at=CUT_OFF, placed=held)[0]
    assert (gone.outcome, gone.act) == (Outcome.ROUND_CANCELLED, Act.WITHDRAW)
    assert standing_bookings(SECOND, [order], {"eggs": 9}, at=CUT_OFF)[0].outcome is Outcome.MISSED


def test_before_it_was_asked_for_there_is_nothing() -> None:
    """As of a moment before, it had not begun; from that moment on it had."""
    late = StandingOrder.starting("li", SECOND, "li", "east", eggs(2), at=CUT_OFF - timedelta(hours=1))
    for moment, outcome in ((late.since - TICK, Outcome.NOT_BEGUN), (late.since, Outcome.PLACED)):
        assert standing_bookings(SECOND, [late], {"eggs": 9}, at=moment)[0].outcome is outcome


def test_stores_cut_off_by_themselves() -> None:
    """After east is closed and before west is, west's are placed and east's left alone."""
    west = StandingOrder.starting("west", FIRST, "wang", "west", eggs(2), at=at("01T09:00"))
    between = standing_bookings(SECOND, [starting("east", eggs(2)), west], {"eggs": 9}, at=CUT_OFF)
    assert [one.outcome for one in between] == [Outcome.MISSED, Outcome.PLACED]


def test_a_closed_store_holds_what_it_has_and_asks_for_nothing_more() -> None:
    """Tolerances that are ordered there count; what it was short of is not kept back for it."""
    west = StandingOrder.starting("west", FIRST, "wang", "west", eggs(3), at=at("01T12:00"))

    def after_the_cut_off(east: StandingOrder, before: int, stock: int) -> list[int]:
        held = ordered(standing_bookings(SECOND, [east], {"eggs": before}, at=CUT_OFF - TICK))
        both = standing_bookings(SECOND, [east, west], {"eggs": stock}, at=CUT_OFF, placed=held)
        return [one.lines[0].quantity for one in both]

    assert after_the_cut_off(starting("east", eggs(2, 2)), 5, 5) == [4, 1]
    assert after_the_cut_off(starting("east", eggs(4)), 2, 3) == [2, 1]


def test_what_is_held_is_counted_once_over_all_places_of_a_product() -> None:
    """Asked for in two goes, held in part: the part is kept once, the oldest place first."""
    order = starting("li", eggs(2)).revised(SECOND, eggs(5), at=at("08T20:00"))
    first = placed(SECOND, [order], {"eggs": 3})
    assert [one.firm for one in first[0].bookings] == [2, 1]
    middle = SECOND.at("east").cut_off_at - timedelta(hours=1)
    again = standing_bookings(SECOND, [order], {"eggs": 3}, at=middle, placed=ordered(first))[0]
    assert again.act is Act.KEEP


def test_a_store_that_left_the_round_withdraws() -> None:
    """And says so; an order of another plan says that."""
    order = starting("li", eggs(2))
    middle = SECOND.at("east").cut_off_at - timedelta(hours=12)
    held = ordered(standing_bookings(SECOND, [order], {"eggs": 9}, at=middle))
    west_only = weekly(stores=[StoreTerms("west", Duration.days(1))]).round("2026-03-12")
    gone = standing_bookings(west_only, [order], {"eggs": 9}, at=middle, placed=held)[0]
    assert (gone.outcome, gone.act) == (Outcome.NO_STORE, Act.WITHDRAW)
    other = standing_bookings(weekly(id="ranch").round("2026-03-12"), [order], {"eggs": 9}, at=middle)[0]
    assert other.outcome is Outcome.OTHER_PLAN


def test_orders_of_members_count_against_the_stock() -> None:
    """Five of six eggs are ordered: one is left."""
    theirs = {"o-1": (Booking("b1", "dai", "eggs", at("07T09:00"), 4, tolerance=1),)}
    middle = SECOND.at("east").cut_off_at - timedelta(hours=12)
    one = standing_bookings(SECOND, [starting("li", eggs(2))], {"eggs": 6}, at=middle, placed=theirs)[0]
    assert one.lines[0].quantity == 1


SENTENCES = [
    (Outcome.NOT_DUE, "not ordered, it is due every 2 rounds", "不下单，每 2 期一次，本期不在其内"),
    (Outcome.SKIPPED, "not ordered, skipped on 2026-03-08", "不下单，2026-03-08 已选择跳过"),
    (
        Outcome.PAUSED,
        "not ordered, paused from 2026-03-12 until 2026-04-02",
        "不下单，2026-03-12 起暂停，2026-04-02 恢复",
    ),
    (Outcome.CANCELLED, "not ordered, cancelled from 2026-03-12 on", "不下单，2026-03-12 起已取消"),
    (Outcome.MISSED, "not ordered, it had not been placed by the cut-off", "没有下单：截单前没有处理"),
]


@pytest.mark.parametrize(("outcome", "english", "chinese"), SENTENCES)
def test_every_reason_is_said(outcome: Outcome, english: str, chinese: str) -> None:
    """In both languages, with the dates."""
    said, order = at("08T09:00"), starting("li", eggs(2))
    changed = {
        Outcome.NOT_DUE: lambda: starting("li", eggs(2), rhythm=EveryNth(2)),
        Outcome.SKIPPED: lambda: order.skipped(SECOND, at=said),
        Outcome.PAUSED: lambda: order.paused(SECOND, at=said, until="2026-04-02"),
        Outcome.CANCELLED: lambda: order.paused(SECOND, at=said),
        Outcome.MISSED: lambda: order,
    }[outcome]()
    moment = CUT_OFF if outcome is Outcome.MISSED else CUT_OFF - TICK
    one = standing_bookings(SECOND, [changed], {"eggs": 9}, at=moment)[0]
    assert one.outcome is outcome
    assert one.text() == f"li, round of 2026-03-12: {english}."
    assert one.text("zh_CN") == f"li，2026-03-12 这一期：{chinese}。"
