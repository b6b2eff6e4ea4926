"""Laws of previews: everybody in every round, and what is foretold is what happens."""

from hypothesis import given
from hypothesis import strategies as st

from communekit.groupbuy.allocation import Booking
from communekit.groupbuy.rounds import (
    Act,
    Outcome,
    RoundPlan,
    StandingLine,
    StandingOrder,
    preview_rounds,
    standing_bookings,
)
from tests.groupbuy.rounds.worlds import STOCKS, at, moments, orders, plans, redated, season, totals, weekly


@given(plans(), st.data())
def test_preview_is_what_happens_at_the_opening(plan: RoundPlan, data: st.DataObject) -> None:
    """For each of the next rounds, nobody left out; where nothing new is said and the stock is as it was told."""
    made, changed = data.draw(orders(plan)), data.draw(redated(plan))
    now = data.draw(moments(data.draw(st.sampled_from(season(plan)[:4]))))
    stock = {round_.occurrence: data.draw(STOCKS) for round_ in season(plan)[::2]}
    previews = preview_rounds(changed, made, at=now, count=4, stock=stock)
    assert [one.round for one in previews] == list(changed.upcoming(now, 4))
    for one in previews:
        assert [placement.standing.id for placement in one.placements] == sorted(order.id for order in made)
        assert {*one.will, *one.will_not} == {*one.placements}
        assert one.is_stock_known == (one.round.occurrence in stock)
        assert one.quantities == {
            name: got for name, got in sorted(totals({p.order: p.bookings for p in one.will}).items()) if got
        }
        if one.round.window.start < now:
            continue
        if one.is_stock_known:
            there = stock[one.round.occurrence]
            happened = standing_bookings(one.round, made, there, at=one.round.window.start)
            assert [said for said in happened if said.outcome is not Outcome.MISSED] == [
                said for said in one.placements if said.outcome is not Outcome.MISSED
            ]


def test_what_is_ordered_already_counts_in_the_preview() -> None:
    """Six eggs, of which a neighbour has ordered five: one is left for the standing order; and it is kept, once it has it."""
    plan = weekly()
    first = plan.round("2026-03-05")
    order = StandingOrder.starting("s1", first, "li", "east", [StandingLine("eggs", 2)], at=at("01T09:00"))
    stock, theirs = {"2026-03-05": {"eggs": 6}}, {"o-1": [Booking("b1", "dai", "eggs", at("01T10:00"), 5)]}
    now = at("02T09:00")
    (before,) = preview_rounds(plan, [order], at=now, count=1, stock=stock, placed={"2026-03-05": theirs})
    assert [(one.act, one.lines[0].quantity) for one in before.placements] == [(Act.PLACE, 1)]
    mine = {one.order: one.bookings for one in before.placements}
    (after,) = preview_rounds(
        plan, [order], at=now, count=1, stock=stock, placed={"2026-03-05": {**theirs, **mine}}
    )
    assert [(one.act, one.lines[0].quantity) for one in after.placements] == [(Act.KEEP, 1)]


def test_four_weeks_ahead() -> None:
    """A cancelled round, a store that is open already, a stock that is not known."""
    plan = weekly().cancelled("2026-03-19")
    assert [one.round.is_cancelled for one in preview_rounds(plan, [], at=at("02T09:00"))] == [
        False, False, True, False,
    ]  # fmt: skip
