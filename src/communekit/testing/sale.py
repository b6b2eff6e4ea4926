"""Strategies of all that is told of a sale (销售测试策略), one for each class of orders."""

from collections.abc import Mapping
from typing import Final

import attrs
from hypothesis import strategies as st

from communekit.orders import (
    About,
    Attributes,
    Credit,
    Credits,
    Discount,
    Line,
    Match,
    Matching,
    Order,
    Product,
    Quantity,
    Refund,
    Refunded,
    RefundLine,
    RefundsSoFar,
    ReturnWindow,
)

from .ground import amounts, ids, instants, minors, said, shares, texts, yuan, zones
from .order import credits_of, lines, orders, quantities
from .parties import roles
from .refund import refunds_of

NAMES: Final = ("organic", "origin", "grade", "level", "weighed_at", "deposit")


def attributes() -> st.SearchStrategy[Attributes]:
    """Draw open facts of every kind that is allowed."""
    values = st.one_of(
        said(),
        st.booleans(),
        st.integers(-(10**18), 10**18),
        quantities(),
        st.fractions(-5, 5, max_denominator=97),
        amounts(),
        shares(),
        instants(),
        st.lists(texts(), max_size=3).map(tuple),
    )
    return st.dictionaries(st.sampled_from(NAMES), values, max_size=4).map(Attributes)


def abouts() -> st.SearchStrategy[About]:
    """Draw what was known of leader and store."""
    return st.dictionaries(st.sampled_from(("leader", "store")), attributes()).map(About)


@st.composite
def told_lines(draw: st.DrawFn) -> Line:
    """Draw a line with any attributes."""
    return attrs.evolve(draw(lines(draw(ids()))), attributes=draw(attributes()))


@st.composite
def told_orders(draw: st.DrawFn) -> Order:
    """Draw an order with all that may be told of it."""
    order = draw(orders())
    told = [attrs.evolve(line, attributes=draw(attributes())) for line in order.lines]
    received = draw(st.none() | st.just(order.paid_at))
    total = draw(st.none() | st.just(order.paid + order.freight))
    return attrs.evolve(
        order, id=draw(ids()), lines=told, about=draw(abouts()), received_at=received, total=total
    )


def all_refunds() -> st.SearchStrategy[list[Refund]]:
    """Draw refunds of one order, one or more, the whole in the end."""
    return orders().flatmap(lambda order: refunds_of(order, whole=True))


def all_credits() -> st.SearchStrategy[Credits]:
    """Draw who is credited with an order."""
    return orders().flatmap(credits_of)


def credit() -> st.SearchStrategy[Credit]:
    """Draw one credit by itself."""
    return st.builds(
        Credit,
        roles(),
        ids(),
        share=shares(),
        line=st.none() | ids(),
        active=st.booleans(),
        why=said(),
    )


def _quantities() -> st.SearchStrategy[Quantity]:
    return st.just(0) | quantities()


def products() -> st.SearchStrategy[Product]:
    """Draw a product."""
    categories = st.sampled_from(("", "fresh", "fresh/veg"))
    tags = st.lists(texts(), max_size=2, unique=True).map(tuple)
    kinds = st.sampled_from(("goods", "service"))
    return st.builds(Product, ids(), category=categories, supplier=st.none() | ids(), tags=tags, kind=kinds)


def matches() -> st.SearchStrategy[Match]:
    """Draw a quantity of a purchase that a return is taken from."""
    return st.builds(Match, ids(), ids(), quantities())


SALES: Final[Mapping[type, st.SearchStrategy[object]]] = {
    About: abouts(),
    Attributes: attributes(),
    Credit: credit(),
    Credits: all_credits(),
    Discount: st.builds(Discount, roles(), yuan()),
    Line: told_lines(),
    Match: matches(),
    Matching: st.builds(Matching, st.lists(matches(), max_size=3).map(tuple), _quantities()),
    Order: told_orders(),
    Product: products(),
    Refund: st.builds(lambda made, order: attrs.evolve(made[0], order=order), all_refunds(), ids()),
    Refunded: st.builds(Refunded, minors(0), _quantities(), minors(0), minors(0)),
    RefundLine: st.builds(RefundLine, ids(), yuan(1), quantity=_quantities(), freight=yuan()),
    RefundsSoFar: all_refunds().map(lambda made: RefundsSoFar(tuple(made))),
    ReturnWindow: st.builds(
        ReturnWindow, days=st.integers(0, 60), excepted=st.lists(texts(), max_size=2).map(tuple), zone=zones()
    ),
}

__all__ = [
    "NAMES",
    "SALES",
    "abouts",
    "all_credits",
    "all_refunds",
    "attributes",
    "credit",
    "matches",
    "products",
    "told_lines",
    "told_orders",
]
