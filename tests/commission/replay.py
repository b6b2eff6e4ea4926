"""A busy month under a plan with nearly everything in it, replayed and printed: the same bytes wherever it runs.

Run as `python -m tests.commission.replay`; the law is in `test_replay_laws`.
"""

from datetime import timedelta
from fractions import Fraction
from typing import Final

from communekit.commission import (
    Assessment,
    Base,
    Begins,
    Bound,
    Chain,
    Composition,
    Flat,
    LeftOut,
    Measure,
    Missing,
    OnRefund,
    Override,
    Per,
    PerUnit,
    Plan,
    PlanCycleError,
    Scope,
    Stacking,
    Tier,
    TierMode,
    Tiers,
    assess_all,
    journal,
    leader,
    line,
    reverse,
)
from communekit.ids import PartyId
from communekit.money import Rate, Rounding
from communekit.orders import Credit, Credits, Discount, Line, Order, Product, Refund
from communekit.parties import Role
from tests.commission.shop import NOON, cny, pay, plan

COMMUNITY: Final = PartyId("commons")
PRODUCTS: Final = (
    Product("veg", category="fresh/veg", supplier="G1", tags=("gift", "organic")),
    Product("tea", supplier="G2"),
    Product("rice", category="grain"),
)


def busy_plan() -> Plan:
    """Return a plan with every kind of rate, base, group, chain and bound."""
    month = Measure("paid", period="month")
    graduated = [
        Tier(cny(0)),
        Tier(cny(3_000), Rate.percent(2)),
        Tier(cny(9_000), Rate.percent(3), lifts=True),
    ]
    retroactive = [Tier(0, per_unit=cny(3)), Tier(5, per_unit=cny(5)), Tier(9, per_unit=cny(8), flat=cny(20))]
    return plan(
        pay(Rate.percent(8)),
        pay(Rate.percent(5), "fresh", when=line.category.under("fresh"), replaces="base"),
        pay(Tiers(TierMode.GRADUATED, month, graduated, on_refund=OnRefund.RESTATE), "month", "creator"),
        pay(
            Tiers(TierMode.RETROACTIVE, Measure("orders", period="week"), retroactive, begins=Begins.ABOVE),
            "week",
            scope=Scope.ORDER,
            rounding=Rounding.HALF_EVEN,
        ),
        pay(PerUnit(cny(11), block=2, free=1), "piece", "keeper", missing=Missing.house("head_office")),
        pay(Flat(cny(100), Per.ORDER), "drop", "courier", kept_on_refund=True),
        pay(Rate.of("1/3"), "freight", "courier", base=Base.FREIGHT),
        pay(Rate.percent(4), "seller", "promoter", group="tree"),
        pay(Rate.percent(6), "agent", "agent", group="tree", missing=Missing.roll_up()),
        pay(Rate.percent(9), "division", "division", group="tree"),
        pay(Rate.percent(7), "best one", "host", group="best"),
        pay(Flat(cny(70)), "best two", "host", group="best"),
        pay(Rate.percent(10), "sponsor", "sponsor", base=Base.of_role(Role.LEADER)),
        pay(Rate.percent(60), "grow", "supplier", base=Base.PAID.less("base", "fresh", "month")),
        pay(Rate.percent(50), "super", when=(leader.grade == "super") & ~(line.channel == "live"), group="x"),
        stacking={"best": Stacking.BEST, "x": Stacking.FIRST},
        chains=[Composition(Chain.DIFFERENTIAL, ("promoter", "agent", "division"))],
        bounds=[
            Bound(role=Role.LEADER, per="order", at_most=cny(400)),
            Bound(rule="grow", per="line", at_most=Rate.percent(45)),
            Bound(per="month", role=Role.HOST, at_most=cny(150)),
        ],
        overrides=[Override(stores="S1", products="tea", rules=[pay(Rate.percent(9))], drops="freight")],
        bearer="platform",
        parties={"platform": "PF", "fund": "F1"},
    )


def busy_month() -> list[tuple[Order, Credits]]:
    """Return orders of a month, with their credits."""
    sales = []
    for number in range(12):
        lines = [
            Line(
                f"{number}-{place}",
                product,
                Fraction(number + place + 1, 2) if place else number + 1,
                cny(733 * (number + 1) + 91 * place),
                discounts=[Discount(Role.PLATFORM, cny(37)), Discount(Role.STORE, cny(11 * place))],
                freight=cny(250),
                cost=cny(300),
                channel="live" if place == 2 else "",
            )
            for place, product in enumerate(PRODUCTS)
        ]
        at = NOON + timedelta(days=2 * number)
        about = {"leader": {"grade": "super" if number % 3 == 0 else "plain"}}
        order = Order(f"O{number}", "S1", lines, at, at, member=f"M{number % 4}", about=about)
        credits_ = [
            Credit("leader", "L1", share=Rate.of("2/3")),
            Credit("leader", "L2", share=Rate.of("1/3"), active=number % 2 == 0),
            *(
                Credit(role, f"{role}-{number % 3}")
                for role in ("courier", "creator", "promoter", "division", "host", "sponsor")
            ),
            Credit("agent", "A1", active=number % 4 != 0),
        ]
        sales.append((order, Credits(credits_)))
    return sales


def refund_of(assessment: Assessment) -> Refund:
    """Return a refund of one piece of each line."""
    sold = assessment.order
    pieces: dict[str, int | Fraction] = {each.id: Fraction(1, 2) for each in sold.lines}
    return Refund.by_quantity(
        f"R-{sold.id}", sold, sold.paid_at + timedelta(days=3), pieces, with_freight=True
    )


def told() -> list[str]:
    """Return the month as lines of text: what was booked, what moved, what was taken back, and a refusal."""
    said: list[str] = []
    run = assess_all(busy_plan(), busy_month())
    sold: list[Assessment] = []
    for result in run:
        assert not isinstance(result, LeftOut), result
        sold.append(result)
        said += [repr(result.lines), repr(dict(result.moved)), repr(journal(result, community=COMMUNITY))]
    standing = run.standing
    for assessment in sold:
        reversal = reverse(assessment, refund_of(assessment), standing=standing)
        standing = standing.moved(reversal.moved)
        said += [repr(reversal.lines), repr(journal(reversal, community=COMMUNITY))]
    said.append(repr(list(standing)))
    names = [f"rule {number}" for number in range(6)]
    circle = [pay(Rate.percent(1), name, base=Base.of_rule(names[n - 1])) for n, name in enumerate(names)]
    try:
        plan(*circle)
    except PlanCycleError as refused:
        said.append(str(refused))
    return said


if __name__ == "__main__":
    print("\n".join(told()))  # noqa: T201 - what the test reads
