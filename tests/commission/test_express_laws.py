"""The express lane and the lane that knows all cases come to the same, wherever the first takes an order at all."""

from hypothesis import event, given

from communekit.commission import (
    Base,
    Bound,
    Measure,
    Plan,
    Scope,
    Standing,
    Tier,
    TierMode,
    Tiers,
)
from communekit.commission.assess import frame_of
from communekit.commission.express import express
from communekit.commission.moves import Moves
from communekit.commission.sale import Sale as GeneralLane
from communekit.commission.standing import Key, Row
from communekit.money import Rate
from communekit.orders import Credits
from communekit.testing.order import Sale, streams
from communekit.testing.plan import plain_plans, plans
from tests.commission import shop


def by_rule(line: object) -> object:
    """Return a line's amounts in one order; the lanes may book them in different ones."""
    return sorted(line.accruals, key=lambda accrual: (accrual.rule, accrual.party))  # type: ignore[attr-defined]


def check(plan: Plan, sales: list[Sale]) -> None:
    """Run both lanes over a stream and compare what they make."""
    frame = frame_of(plan)
    rows: dict[Key, Row] = dict(Standing().rows)
    for order, credits_ in sales:
        if order.currency != plan.currency:
            continue
        moves = Moves(frame, rows, order.paid_at)
        quick = express(frame, order, credits_, moves)
        event(f"taken by the express lane: {quick is not None}")
        if quick is None:
            continue
        full = GeneralLane(frame, order, credits_, Moves(frame, rows, order.paid_at)).assess()
        assert [by_rule(line) for line in quick.lines] == [by_rule(line) for line in full.lines]
        assert [line.residual_minor for line in quick.lines] == [line.residual_minor for line in full.lines]
        assert [sorted(line.lost) for line in quick.lines] == [sorted(line.lost) for line in full.lines]
        assert quick.moved == full.moved
        rows.update(quick.moved)


@given(plan=plain_plans(), sales=streams())
def test_engines_agree_on_plain_plans(plan: Plan, sales: list[Sale]) -> None:
    """On plans of the plain kind both lanes make the same amounts, residuals, reasons and standing."""
    check(plan, sales)


@given(plan=plans(), sales=streams())
def test_engines_agree_on_any_plan(plan: Plan, sales: list[Sale]) -> None:
    """On any plan the express lane either gives an order back or makes what the other lane makes."""
    check(plan, sales)


def test_an_amount_below_zero_goes_the_long_way() -> None:
    """A month that falls back takes from its host: what the leader earned before is capped all the same."""
    steps = [Tier(shop.cny(0), Rate.percent(20)), Tier(shop.cny(1_000), Rate.percent(0))]
    falling = Tiers(TierMode.RETROACTIVE, Measure(period="month"), steps)
    of = shop.plan(
        shop.share("10"),
        shop.pay(falling, "month", "host", base=Base.PAID.less("base"), scope=Scope.PERIOD),
        bounds=[Bound(per="order", at_most=shop.cny(40))],
    )
    both = Credits.single(leader="L1", host="B1")
    sold = [shop.order(minor, order_id=f"O{n}") for n, minor in enumerate((100, 100, 100, 100, 100, 600))]
    made, _ = shop.run(of, sold, both)
    assert [one.earned_by("L1").minor for one in made] == [10, 10, 10, 10, 10, 40]
    assert [one.earned_by("B1").minor for one in made] == [18, 18, 18, 18, 18, -70]
