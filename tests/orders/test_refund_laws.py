"""Laws of refunds: however they are sliced, no more comes back than was paid, and all of it can."""

from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from communekit.money import CNY, Money
from communekit.orders import (
    Line,
    Order,
    Product,
    Refund,
    RefundExceedsPaymentError,
    RefundLine,
    check_refund,
    refunded_so_far,
)
from tests.orders.strategies import PAID_AT, orders, quantities, refund_rows

LATER = PAID_AT + timedelta(days=30)


@given(data=st.data(), order=orders())
def test_refunded_is_at_most_paid(data: st.DataObject, order: Order) -> None:
    """Refunds that were let through never add up to more than was paid, for goods, pieces and freight."""
    taken: list[Refund] = []
    for number in range(data.draw(st.integers(1, 6))):
        line = data.draw(st.sampled_from(order.lines))
        amount = Money(data.draw(st.integers(0, line.paid.minor + 1)), CNY)
        quantity = data.draw(st.sampled_from((0, 1, line.quantity)))
        freight = Money(data.draw(st.integers(0, line.freight.minor)), CNY)
        if not (amount or quantity or freight):
            continue
        asked = RefundLine(line.id, amount, quantity=quantity, freight=freight)
        back = Refund(f"R{number}", order.id, LATER, (asked,))
        try:
            check_refund(order, back, taken)
        except RefundExceedsPaymentError:
            continue
        taken.append(back)
    so_far = refunded_so_far(taken)
    for line in order.lines:
        done = so_far.of(line.id)
        assert done.amount_minor <= line.paid.minor
        assert done.quantity <= line.quantity
        assert done.freight_minor <= line.freight.minor
        assert 0 <= done.part_of(line) <= 1
        assert 0 <= done.freight_part_of(line) <= 1


@given(data=st.data(), order=orders())
def test_refunds_then_the_rest_give_back_everything(data: st.DataObject, order: Order) -> None:
    """After any refunds the rest brings the sum to what was paid, to the fen; then nothing is left."""
    earlier = data.draw(refund_rows(order))
    for number, back in enumerate(earlier):
        check_refund(order, back, earlier[:number])
    try:
        rest = Refund.whole("rest", order, LATER, earlier=earlier)
    except RefundExceedsPaymentError:
        pass
    else:
        check_refund(order, rest, earlier)
        earlier = [*earlier, rest]
    so_far = refunded_so_far(earlier)
    for line in order.lines:
        done = so_far.of(line.id)
        assert (done.amount_minor, done.freight_minor) == (line.paid.minor, line.freight.minor)
        assert done.quantity == line.quantity
        assert done.part_of(line) == 1
    with pytest.raises(RefundExceedsPaymentError):
        Refund.whole("again", order, LATER, earlier=earlier)


@given(data=st.data(), order=orders())
def test_sums_ignore_order_and_repetition(data: st.DataObject, order: Order) -> None:
    """Refunds may arrive late, twice and in any order."""
    earlier = data.draw(refund_rows(order))
    shuffled = data.draw(st.permutations(earlier))
    plain, other = refunded_so_far(earlier), refunded_so_far([*shuffled, *earlier])
    assert all(plain.of(line.id) == other.of(line.id) for line in order.lines)


@given(data=st.data(), paid=st.integers(0, 100_000), freight=st.integers(0, 900), quantity=quantities())
def test_pieces_add_up_to_what_was_paid(
    data: st.DataObject, paid: int, freight: int, quantity: int | Fraction
) -> None:
    """However the pieces are sliced, their worth is what was paid, and no step is off by a fen or more."""
    line = Line("1", Product("tea"), quantity, Money(paid, CNY), freight=Money(freight, CNY))
    order = Order("O1", "S1", (line,), PAID_AT, PAID_AT)
    earlier: list[Refund] = []
    left = line.quantity
    while left:
        part = left if len(earlier) == 5 else left * Fraction(data.draw(st.integers(1, 6)), 6)
        assume(part.denominator <= 10**9)
        back = Refund.by_quantity(
            f"R{len(earlier)}", order, LATER, {"1": part}, earlier=earlier, with_freight=True
        )
        check_refund(order, back, earlier)
        assert abs(back.amount.minor - paid * part / line.quantity) < 1
        earlier.append(back)
        left -= part
    done = refunded_so_far(earlier).of("1")
    assert (done.amount_minor, done.quantity, done.freight_minor) == (paid, quantity, freight)


@given(data=st.data(), order=orders())
def test_pieces_after_refunds_of_money_stay_within_what_was_paid(data: st.DataObject, order: Order) -> None:
    """Money given back without goods is never given back twice with them."""
    line = order.lines[0]
    earlier = []
    if line.paid:
        given_back = Money(data.draw(st.integers(1, line.paid.minor)), CNY)
        earlier.append(Refund("R0", order.id, LATER, (RefundLine(line.id, given_back),)))
    back = Refund.by_quantity("R1", order, LATER, {line.id: line.quantity}, earlier=earlier)
    check_refund(order, back, earlier)
    assert refunded_so_far([*earlier, back]).of(line.id).amount_minor == line.paid.minor
