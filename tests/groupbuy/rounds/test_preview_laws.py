"""Laws of previews: everybody in every round, and what is foretold is what happens."""

from hypothesis import given
from hypothesis import strategies as st

from communekit.groupbuy.rounds import Outcome, RoundPlan, preview_rounds, standing_bookings
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


def test_four_weeks_ahead() -> None:
    """A cancelled round, a store that is open already, a stock that is not known."""
    plan = weekly().cancelled("2026-03-19")
    assert [one.round.is_cancelled for one in preview_rounds(plan, [], at=at("02T09:00"))] == [
        False, False, True, False,
    ]  # fmt: skip
