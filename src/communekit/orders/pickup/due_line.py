"""What is due (应提明细): line by line what members are to get, from orders, their refunds and their pick-ups."""

from collections.abc import Iterable
from typing import Final

import attrs

from communekit.ids import LineId, OrderId, PartyId, ProductId
from communekit.orders.line import Line
from communekit.orders.order import Order
from communekit.orders.quantity import Quantity
from communekit.orders.refund import Refund, Refunded, RefundsSoFar

from .state import NotOpened, PickupState
from .value_check import check_once, kinds

_NONE: Final = RefundsSoFar()


@attrs.frozen
class DueLine:
    """So much of a product is to be handed out for a line of an order (应提行); above zero, ids only."""

    order: OrderId
    store: PartyId
    member: PartyId | None
    line: LineId
    product: ProductId
    supplier: PartyId | None
    quantity: Quantity


def due_lines(
    orders: Iterable[Order], refunds: Iterable[Refund] = (), *, states: Iterable[PickupState] = ()
) -> tuple[DueLine, ...]:
    """Return what is due of orders (应提明细), order by order as they are handed in; lines of nothing are left out.

    A line counts by its pieces: what was sold less the pieces that were refunded; all of it is gone once its goods are
    refunded whole. Money alone (仅退款) takes no piece away. Where a pick-up of the line is handed in, that says what is
    still due: less what did not arrive and what was handed out.

    Args:
        orders: Each once.
        refunds: Of any of them, in any order.
        states: Pick-ups of any of them; from the arrival on they know better.

    Errors: `InvalidPickupError` "twice", "unlike"; `InvalidOrderError` for two refunds under one id.
    """
    given = kinds("orders", orders, Order)
    check_once("orders", [order.id for order in given])
    so_far: dict[str, list[Refund]] = {}
    for refund in refunds:
        so_far.setdefault(refund.order, []).append(refund)
    known: dict[tuple[str, str], Quantity] = {}
    for state in states:
        if not isinstance(state, NotOpened):
            known.update(((state.pickup.order, line), quantity) for line, quantity in state.due.items())
    found = []
    for order in given:
        refunded = RefundsSoFar(tuple(so_far[order.id])) if order.id in so_far else _NONE
        for line in order.lines:
            quantity = known.get((order.id, line.id))
            if quantity is None:
                quantity = _left(line, refunded.of(line.id))
            if quantity:
                product = line.product
                found.append(
                    DueLine(
                        order.id, order.store, order.member, line.id, product.id, product.supplier, quantity
                    )
                )
    return tuple(found)


def _left(line: Line, refunded: Refunded) -> Quantity:
    if refunded.part_of(line) == 1:
        return 0
    return max(line.quantity - refunded.quantity, 0)


__all__ = ["DueLine", "due_lines"]
