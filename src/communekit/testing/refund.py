"""Strategies of refunds (退款测试策略): such as an order bears, one after the other."""

from datetime import timedelta
from fractions import Fraction

from hypothesis import strategies as st

from communekit.orders import Order, Refund, RefundLine, RefundsSoFar

from .figures import cny


@st.composite
def refunds_of(draw: st.DrawFn, sold: Order, *, most: int = 4, whole: bool = False) -> list[Refund]:
    """Draw refunds one after the other, by money, by pieces and of freight; up to the whole where that is asked."""
    made: list[Refund] = []
    for number in range(draw(st.integers(0, most))):
        so_far = RefundsSoFar(tuple(made))
        parts = []
        for each in sold.lines:
            done = so_far.of(each.id)
            amount = draw(st.integers(0, each.paid.minor - done.amount_minor))
            freight = draw(st.integers(0, each.freight.minor - done.freight_minor))
            left = each.quantity - done.quantity
            quantity = draw(st.sampled_from((0, left, left / 2 if isinstance(left, Fraction) else left // 2)))
            if amount or freight or quantity:
                parts.append(RefundLine(each.id, cny(amount), quantity=quantity, freight=cny(freight)))
        if parts:
            made.append(Refund(f"R{number}", sold.id, sold.paid_at + timedelta(days=number + 1), parts))
    if whole and not _is_all(sold, made):
        made.append(Refund.whole("R last", sold, sold.paid_at + timedelta(days=most + 2), earlier=made))
    return made


def _is_all(sold: Order, made: list[Refund]) -> bool:
    so_far = RefundsSoFar(tuple(made))
    return all(
        (done.amount_minor, done.quantity, done.freight_minor)
        == (each.paid.minor, each.quantity, each.freight.minor)
        for each in sold.lines
        for done in (so_far.of(each.id),)
    )


__all__ = ["refunds_of"]
