"""Whether a refund may be: it is of this order, after the sale, in time, and of what is left."""

from collections.abc import Iterable

from communekit.money import CurrencyMismatchError, Money
from communekit.period import InvalidTimeError, Window

from .errors import RefundExceedsPaymentError, RefundWindowClosedError, UnknownSubjectError
from .line import Line
from .order import Order
from .refund import Refund, RefundsSoFar, refunded_so_far
from .refund_line import RefundLine


def check_refund(
    order: Order,
    refund: Refund,
    earlier: Iterable[Refund] | RefundsSoFar = (),
    *,
    window: Window | None = None,
) -> None:
    """Refuse a refund (退款) that the order does not bear.

    Goods, pieces and freight are looked at apart, line by line: of each no more may be given back than what
    the earlier refunds have left. A refund that is among the earlier ones already is not counted again.

    Args:
        order: What was sold.
        refund: What is asked for.
        earlier: The refunds of the order before it, in any order.
        window: When refunds are taken (售后期), if anything closes them; only its end counts, since goods
            that never came are refunded before they are received.

    Raises:
        UnknownSubjectError: The refund is of another order, or of a line that is not there.
        CurrencyMismatchError: It is in another currency.
        InvalidTimeError: It is older than the payment.
        RefundWindowClosedError: It comes at or after the end of the window.
        RefundExceedsPaymentError: It gives back more than what is left.
        InvalidOrderError: Its id stands for another refund already, or the earlier ones are of several orders.

    >>> order = Order("O1", "S1", (Line.of("1", "tea", "10.00"),), "2026-03-01T09:00:00Z", "2026-03-01T09:00:00Z")
    >>> refund = Refund.whole("R1", order, "2026-03-02T09:00:00Z")
    >>> check_refund(order, refund)
    >>> check_refund(order, Refund("R2", "O1", "2026-03-03T09:00:00Z", refund.lines), [refund])
    Traceback (most recent call last):
        ...
    communekit.orders.errors.RefundExceedsPaymentError: order O1, line 1: cannot refund the amount 10.00 CNY, only 0.00 CNY is left
    """
    if refund.order != order.id:
        raise UnknownSubjectError("order", refund.order, refund.id)
    if refund.currency != order.currency:
        raise CurrencyMismatchError(order.currency.code, refund.currency.code)
    if refund.at < order.paid_at:
        raise InvalidTimeError("before_its_cause", refund.at)
    if window is not None and window.end is not None and refund.at >= window.end:
        raise RefundWindowClosedError(refund.id, refund.at, window.end)
    before = refunded_so_far(earlier)
    before.require_order(order)
    lines = {line.id: line for line in order.lines}
    for asked in refund.lines:
        if asked.line not in lines:
            raise UnknownSubjectError("line", asked.line, refund.id)
    if len(before.plus(refund)) == len(before):
        return
    for asked in refund.lines:
        _check_line(order, lines[asked.line], asked, before)


def _check_line(order: Order, line: Line, asked: RefundLine, before: RefundsSoFar) -> None:
    done, currency = before.of(line.id), order.currency
    amount_left = Money(line.paid.minor - done.amount_minor, currency)
    quantity_left = line.quantity - done.quantity
    freight_left = Money(line.freight.minor - done.freight_minor, currency)
    if asked.amount > amount_left:
        raise RefundExceedsPaymentError(order.id, line.id, "amount", asked.amount, amount_left)
    if asked.quantity > quantity_left:
        raise RefundExceedsPaymentError(order.id, line.id, "quantity", asked.quantity, quantity_left)
    if asked.freight > freight_left:
        raise RefundExceedsPaymentError(order.id, line.id, "freight", asked.freight, freight_left)


__all__ = ["check_refund"]
