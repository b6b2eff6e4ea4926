"""Strategies of orders and credits (订单与归属测试策略)."""

from datetime import datetime, timedelta
from fractions import Fraction
from functools import cache
from typing import Final

from hypothesis import strategies as st

from communekit.money import Rate
from communekit.orders import Credit, Credits, Discount, Line, Order, Product
from communekit.parties import Role

from .figures import AGENT, DIVISION, EVENLY, PROMOTER, RARELY, SALE_AT, cny, moneys, rates

PRODUCTS: Final = (
    Product("P1", category="fresh/veg", supplier="G1", tags=("gift",)),
    Product("P2", category="fresh", supplier="G2"),
    Product("P3"),
)
FUNDERS: Final = (Role.STORE, Role.SUPPLIER, Role.PLATFORM, Role.LEADER, Role.FUND)


@cache
def quantities() -> st.SearchStrategy[int | Fraction]:
    """Draw pieces, and weights in quarters and thirds."""
    return st.integers(1, 5) | st.sampled_from((Fraction(1, 2), Fraction(7, 4), Fraction(10, 3)))


@st.composite
def lines(draw: st.DrawFn, line_id: str, *, most: int = 3_000) -> Line:
    """Draw a line with up to two discounts that it can bear, sometimes free of charge."""
    listed = left = draw(st.integers(0, most) | st.just(1_000))
    discounts = []
    for funder in draw(st.lists(st.sampled_from(FUNDERS), max_size=2)):
        taken = draw(st.integers(0, left) | st.just(left // 3))
        left -= taken
        discounts.append(Discount(funder, cny(taken)))
    return Line(
        line_id,
        draw(st.sampled_from(PRODUCTS)),
        draw(quantities()),
        cny(listed),
        discounts=discounts,
        freight=draw(st.none() | moneys(300)),
        tax=draw(st.none() | st.integers(0, left).map(cny)),
        cost=draw(st.none() | moneys(1_500)),
        channel=draw(st.sampled_from(("", "live"))),
        attributes=draw(st.sampled_from(({}, {"organic": True}, {"organic": 1}, {"organic": "yes"}))),
    )


@st.composite
def orders(draw: st.DrawFn, order_id: str = "O1", *, at: datetime = SALE_AT, lines_max: int = 3) -> Order:
    """Draw a paid order of one to three lines."""
    placed = at + timedelta(hours=draw(st.integers(0, 60)))
    return Order(
        order_id,
        draw(st.sampled_from(("S1", "S2"))),
        [draw(lines(str(number))) for number in range(1, draw(st.integers(1, lines_max)) + 1)],
        placed,
        placed + timedelta(minutes=draw(st.sampled_from((0, 30)))),
        member=draw(st.sampled_from((None, "M1", "M2"))),
        channel=draw(st.sampled_from(("", "live"))),
        session=draw(st.sampled_from((None, "LIVE1"))),
        about=draw(
            st.sampled_from(
                (
                    {},
                    {"leader": {"grade": "super", "level": 3, "team": "T1"}},
                    {"leader": {"grade": "super", "team": "T2"}},
                    {"leader": {"level": "three"}},
                )
            )
        ),
    )


PARTIES: Final = {
    Role.LEADER: "L",
    Role.HOST: "B",
    Role.SPONSOR: "U",
    PROMOTER: "P",
    AGENT: "A",
    DIVISION: "D",
}
"""The letter of each role's parties: leaders are L1 and L2."""


@st.composite
def credits_of(draw: st.DrawFn, sold: Order) -> Credits:
    """Draw who is credited: nobody, one, several with shares up to the whole, active or not, of the order or a line.

    Half of the orders are of the common kind: one active party in each role.
    """
    if draw(EVENLY):
        return Credits(
            [Credit(role, f"{letter}{draw(st.sampled_from('12'))}") for role, letter in PARTIES.items()]
        )
    given: list[Credit] = []
    for role, letter in PARTIES.items():
        for at_line in (None, *(each.id for each in sold.lines)):
            if at_line is not None and not draw(RARELY):
                continue
            kind = draw(st.sampled_from(("one", "one", "one", "none", "some", "two")))
            active = draw(st.sampled_from((True, True, True, False)))
            if kind == "one":
                given.append(Credit(role, f"{letter}1", line=at_line, active=active))
            elif kind == "some":
                given.append(
                    Credit(role, f"{letter}1", share=draw(rates(Fraction(1, 3))), line=at_line, active=active)
                )
            elif kind == "two":
                share = draw(st.fractions(0, 1, max_denominator=7))
                given.append(Credit(role, f"{letter}1", share=Rate(share), line=at_line, active=active))
                given.append(Credit(role, f"{letter}2", share=Rate(1 - share), line=at_line))
    return Credits(given)


Sale = tuple[Order, Credits]


@st.composite
def sales(draw: st.DrawFn, order_id: str = "O1", *, lines_max: int = 3) -> Sale:
    """Draw an order with its credits."""
    sold = draw(orders(order_id, lines_max=lines_max))
    return sold, draw(credits_of(sold))


@st.composite
def streams(draw: st.DrawFn, *, most: int = 3, lines_max: int = 2) -> list[Sale]:
    """Draw a stream of orders, each of its own id."""
    return [
        draw(sales(f"O{number}", lines_max=lines_max)) for number in range(1, draw(st.integers(1, most)) + 1)
    ]


__all__ = [
    "FUNDERS",
    "PARTIES",
    "PRODUCTS",
    "Sale",
    "credits_of",
    "lines",
    "orders",
    "quantities",
    "sales",
    "streams",
]
