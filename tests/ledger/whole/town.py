"""The community of these tests: two leaders, a store, a supplier, a platform that funds discounts; its plan and its terms."""

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Final

from hypothesis import strategies as st

from communekit.commission import Assessment, Plan, Rule, assess
from communekit.ids import PartyId
from communekit.ledger.claims import HoldPolicy, Liability, Ruling
from communekit.ledger.payout import ChannelLimits, Fee, Payee, PayoutParties, PayoutTerms
from communekit.money import CNY, Money, Rate
from communekit.orders import Credit, Credits, Discount, Line, Order, Product, Refund, RefundLine
from communekit.parties import Role
from communekit.period import Calendar, Period
from tests.ledger.whole.model import (
    CLUB,
    FEE,
    LEADERS_PERCENT,
    LEAST,
    MOST,
    PARTIES,
    PLATFORM,
    STORE,
    SUPPLIER,
    SUPPLIER_PERCENT,
)

START: Final = datetime(2026, 1, 1, tzinfo=UTC)
DAY: Final = timedelta(days=1)
COMMUNITY: Final = PartyId(CLUB)
PLAN: Final = Plan(
    "whole",
    1,
    "CNY",
    residual="store",
    rules=[
        Rule("leader", Role.LEADER, Rate.percent(LEADERS_PERCENT)),
        Rule("supplier", Role.SUPPLIER, Rate.percent(SUPPLIER_PERCENT)),
    ],
    parties={"platform": PLATFORM},
)
HOLD: Final = HoldPolicy(days=7, zone="UTC")
LIABILITY: Final = Liability(at_most={"store": Rate.percent(40)})
GUARANTORS: Final = {"store": STORE, "supplier": SUPPLIER}
RULING: Final = Ruling("looked into", actor=PartyId("ops-1"), approver=PartyId("ops-2"))
AROUND: Final = PayoutParties(community=CLUB, fees="bank", tax="tax_office")
PAYEES: Final = {party: Payee(f"tok-{party}") for party in PARTIES}
CALENDAR: Final = Calendar.monthly("UTC")


def fen(minor: int) -> Money:
    """Return so many fen."""
    return Money(minor, CNY)


TERMS: Final = PayoutTerms("bank", fen(LEAST), fee=Fee(fen(FEE)), limits=ChannelLimits(per_payment=fen(MOST)))


def month_of(at: datetime) -> int:
    """Return the number of the month in which a moment lies."""
    return (at.year - START.year) * 12 + at.month - START.month


@cache
def period_of(month: int) -> Period:
    """Return a month."""
    return CALENDAR.period_at(datetime(START.year + month // 12, month % 12 + 1, 15, tzinfo=UTC))


def end_of(month: int) -> datetime:
    """Return the first moment of the next month."""
    end = period_of(month).window.end
    assert end is not None
    return end


Basket = tuple[tuple[tuple[int, int], ...], tuple[str, ...]]
"""Of each line what was paid and what the platform funds; and whose order it is."""


def baskets() -> st.SearchStrategy[Basket]:
    """Draw what is ordered, one line or two, and which leaders share it."""
    paid = st.integers(1, 60) | st.integers(1_200, 6_000) | st.integers(1_200, 6_000)
    lines = st.tuples(paid, st.sampled_from((0, 0, 1, 150)))
    return st.tuples(
        st.lists(lines, min_size=1, max_size=2).map(tuple),
        st.sampled_from((("L1",), ("L2",), ("L1", "L2"))),
    )


def sold(order_id: str, basket: Basket, at: datetime) -> Assessment:
    """Return an order as it is shared out."""
    lines, leaders = basket
    made = [
        Line(
            str(number),
            Product("tea"),
            1,
            fen(paid + funded),
            discounts=[Discount(Role.PLATFORM, fen(funded))] if funded else [],
        )
        for number, (paid, funded) in enumerate(lines, 1)
    ]
    share = Rate.fraction(1, len(leaders))
    credits_ = Credits(
        [
            *(Credit(Role.LEADER, leader, share=share) for leader in leaders),
            Credit(Role.SUPPLIER, SUPPLIER),
        ]
    )
    return assess(PLAN, Order(order_id, STORE, made, at, at), credits_)


def refund(refund_id: str, order_id: str, amounts: dict[str, int], at: datetime) -> Refund:
    """Return a refund of so many fen of each line."""
    return Refund(refund_id, order_id, at, [RefundLine(line, fen(minor)) for line, minor in amounts.items()])
