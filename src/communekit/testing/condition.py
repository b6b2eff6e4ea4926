"""Strategies of conditions (适用条件测试策略): questions about facts that are known, missing, or of another kind."""

from datetime import UTC, datetime
from fractions import Fraction
from functools import cache

from hypothesis import strategies as st

from communekit.commission import ALWAYS, Condition, Fact, leader, line, member, order, session, store
from communekit.money import Money

from .figures import cny


@cache
def atoms() -> st.SearchStrategy[Condition]:
    """Draw a question about one fact: known, missing on some lines, never there, of the wrong kind, in another currency."""
    return st.sampled_from(
        (
            line.category.under("fresh"),
            line.category == "fresh/veg",
            line.product.in_("P1", "P2"),
            line.tags.has("gift"),
            line.supplier == "G1",
            line.supplier.known(),
            line.quantity >= 2,
            line.quantity < Fraction(7, 2),
            line.paid > cny(1_500),
            line.paid <= Money.of("15.00", "USD"),
            line.cost <= cny(500),
            line.channel == "live",
            line.organic == True,  # noqa: E712 - a condition
            line.organic == 1,
            line.organic.known(),
            line.nowhere == "x",
            order.channel == "live",
            order.paid_at >= datetime(2026, 3, 31, 16, tzinfo=UTC),
            session.id == "LIVE1",
            leader.grade == "super",
            leader.level >= 2,
            leader.id == "L1",
            store.id == "S1",
            member.id.known(),
            Fact("agent", "id") == "A1",
        )
    )


@cache
def conditions() -> st.SearchStrategy[Condition]:
    """Draw a condition: mostly always, else atoms under `&`, `|` and `~`."""
    some = st.recursive(
        atoms(),
        lambda inner: (
            inner.map(lambda one: ~one)
            | st.tuples(inner, inner).map(lambda pair: pair[0] & pair[1])
            | st.tuples(inner, inner).map(lambda pair: pair[0] | pair[1])
        ),
        max_leaves=4,
    )
    return st.just(ALWAYS) | st.just(ALWAYS) | some


__all__ = ["atoms", "conditions"]
