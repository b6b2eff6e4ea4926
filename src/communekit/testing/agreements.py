"""Agreements for engines to be held against (样板方案): few, and with all that goes wrong between them."""

from datetime import timedelta
from typing import Final

from communekit.commission import (
    Base,
    Bound,
    Flat,
    Measure,
    Per,
    PerUnit,
    Plan,
    Rule,
    Scope,
    Stacking,
    Tier,
    TierMode,
    Tiers,
    leader,
    line,
)
from communekit.money import CNY, Money, Rate, Rounding
from communekit.orders import Credits, Line, Order, Product
from communekit.parties import Role

from .trade import SALE_AT, Sale

SHARES: Final = Plan(
    "shares",
    1,
    "CNY",
    residual=Role.STORE,
    rules=[
        Rule("base", Role.LEADER, Rate.percent("29")),
        Rule("live", Role.HOST, Rate.percent("7"), when=line.channel == "live"),
        Rule("named", Role.SPONSOR, Rate.percent("0")),
        Rule(
            "commons", Role.FUND, Rate.of("1/3"), base=Base.of_role(Role.LEADER), rounding=Rounding.HALF_EVEN
        ),
        Rule("growers", Role.SUPPLIER, Rate.of("2/7"), rounding=Rounding.UP, scope=Scope.ORDER),
    ],
    parties={Role.FUND: "F1"},
)
"""Shares that do not divide, rounded in several ways, one of nothing, one that rests on another."""

CAPS: Final = Plan(
    "caps",
    1,
    "CNY",
    residual=Role.STORE,
    rules=[
        Rule("base", Role.LEADER, Rate.percent("20")),
        Rule("fresh", Role.LEADER, Rate.percent("5"), when=line.category.under("fresh")),
        Rule("host", Role.HOST, Rate.percent("11"), when=leader.grade == "super"),
    ],
    bounds=[
        Bound(role=Role.LEADER, per="order", at_most=Money.cny("9.01")),
        Bound(role=Role.LEADER, per="month", at_most=Money.cny("11.00")),
        Bound(per="line", at_most=Rate.percent("25")),
    ],
)
"""Caps on lines, orders and months."""

MONTHS: Final = Plan(
    "months",
    1,
    "CNY",
    residual=Role.PLATFORM,
    rules=[
        Rule(
            "month",
            Role.LEADER,
            Tiers(
                TierMode.GRADUATED,
                Measure("paid", period="month"),
                [
                    Tier(Money.cny("0")),
                    Tier(Money.cny("50"), Rate.percent("3")),
                    Tier(Money.cny("99.99"), Rate.percent("8")),
                ],
            ),
        ),
        Rule("drop", Role.KEEPER, Flat(Money.cny("1.50"), Per.ORDER), kept_on_refund=True),
        Rule("piece", Role.HOST, PerUnit(Money.cny("0.31"))),
    ],
    bearer=Role.PLATFORM,
    parties={Role.PLATFORM: "PF"},
)
"""Tiers over a month, amounts per piece and order, one that is kept on a refund, and a bearer."""


def _first(*names: str) -> Plan:
    rates = zip(names, ("9", "5"), strict=True)
    return Plan(
        "first",
        1,
        "CNY",
        residual=Role.STORE,
        rules=[Rule(name, Role.LEADER, Rate.percent(rate), group="one") for name, rate in rates],
        stacking={"one": Stacking.FIRST},
    )


FIRST_OF_TWO: Final = (_first("a", "b"), _first("b", "a"))
"""The same two rules under each other's names: the first that is stated counts."""


def _busy_days() -> list[Sale]:
    """Return two orders of one month and of the kind that shows odd units: so much is asked of every engine."""
    veg, tea = Product("veg", category="fresh/veg", supplier="G1"), Product("tea", supplier="G2")
    sales = []
    for number, minors in enumerate(((2_900, 100, 1_701), (3_333, 9_999)), 1):
        lines = [
            Line(
                str(place),
                (veg, tea)[place % 2],
                place,
                Money(minor, CNY),
                freight=Money.cny("5.00") if place == 2 else None,
                channel="live",
            )
            for place, minor in enumerate(minors, 1)
        ]
        at = SALE_AT + timedelta(hours=number)
        order = Order(f"busy-{number}", "S1", lines, at, at, about={"leader": {"grade": "super"}})
        sales.append((order, Credits.single(leader="L1", host="B1", sponsor="U1", keeper="K1")))
    return sales


BUSY_DAYS: Final = _busy_days()

AGREEMENTS: Final = (SHARES, CAPS, MONTHS)

__all__ = ["AGREEMENTS", "BUSY_DAYS", "CAPS", "FIRST_OF_TWO", "MONTHS", "SHARES"]
