"""Orders as hypothesis draws them: lines with discounts, orders of several lines, refunds that an order bears."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Final

from hypothesis import strategies as st

from communekit.money import CNY, Money
from communekit.orders import Discount, Line, Order, Product, Quantity, Refund, RefundLine, RefundsSoFar
from communekit.parties import Role

PAID_AT: Final = datetime(2026, 3, 1, 9, tzinfo=UTC)

ROLES: Final = (Role.STORE, Role.BRAND, Role.SUPPLIER, Role.PLATFORM, Role.LEADER, Role.FUND)


def quantities() -> st.SearchStrategy[Quantity]:
    """Draw pieces, and weights in thousandths."""
    return st.integers(1, 50) | st.fractions(Fraction(1, 1000), 20, max_denominator=1000)


@st.composite
def lines(draw: st.DrawFn, line_id: str = "1", *, longest: int = 4) -> Line:
    """Draw a line with up to four discounts that it can bear, often free of charge."""
    listed = left = draw(st.integers(0, 10_000))
    discounts = []
    for funder in draw(st.lists(st.sampled_from(ROLES), max_size=longest)):
        taken = draw(st.integers(0, left) | st.just(left))
        left -= taken
        discounts.append(Discount(funder, Money(taken, CNY)))
    return Line(
        line_id,
        Product(f"P {line_id}", category=draw(st.sampled_from(("", "fresh", "fresh/veg")))),
        draw(quantities()),
        Money(listed, CNY),
        discounts=discounts,
        freight=draw(st.none() | st.integers(0, 900).map(lambda minor: Money(minor, CNY))),
        tax=draw(st.none() | st.integers(0, left).map(lambda minor: Money(minor, CNY))),
        cost=draw(st.none() | st.integers(0, 9_000).map(lambda minor: Money(minor, CNY))),
        attributes=draw(st.just({}) | st.just({"organic": True})),
    )


@st.composite
def orders(draw: st.DrawFn) -> Order:
    """Draw a paid order of one to four lines."""
    count = draw(st.integers(1, 4))
    return Order(
        "O1",
        "S1",
        [draw(lines(str(number))) for number in range(1, count + 1)],
        PAID_AT,
        PAID_AT,
        received_at=draw(st.none() | st.just(PAID_AT + timedelta(days=1))),
        member=draw(st.none() | st.just("M1")),
        about=draw(st.just({}) | st.just({"leader": {"grade": "super"}})),
    )


@st.composite
def refund_rows(draw: st.DrawFn, order: Order) -> list[Refund]:
    """Draw refunds one after the other, each of no more than what is left."""
    refunds: list[Refund] = []
    for number in range(draw(st.integers(1, 5))):
        so_far = RefundsSoFar(tuple(refunds))
        parts = []
        for line in order.lines:
            done = so_far.of(line.id)
            amount = draw(st.integers(0, line.paid.minor - done.amount_minor))
            freight = draw(st.integers(0, line.freight.minor - done.freight_minor))
            left = line.quantity - done.quantity
            quantity = draw(st.sampled_from((0, left, left / 2 if isinstance(left, Fraction) else left // 2)))
            if amount or freight or quantity:
                given = Money(amount, CNY)
                parts.append(RefundLine(line.id, given, quantity=quantity, freight=Money(freight, CNY)))
        if parts:
            refunds.append(Refund(f"R{number}", order.id, PAID_AT + timedelta(days=number), tuple(parts)))
    return refunds
