"""Shortages (缺货与损耗): what was paid for and did not come, or came spoilt; data that a refund is made from."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import Enum

import attrs

from communekit.ids import LineId, OrderId, ProductId, derived_id
from communekit.orders.order import Order
from communekit.orders.quantity import Quantity
from communekit.orders.refund import Refund, RefundsSoFar

from .counted import Loss
from .errors import InvalidPickupError
from .hand_over import Arrival, HandOver
from .pickup import Pickup
from .state import NoShow, PickupState, Standing
from .terms import WhenMissed
from .value_check import check_kind, kinds, line_id, order_id, pieces


class Lack(Enum):
    """What is wrong with goods (缺损原因)."""

    MISSING = "missing"
    """They did not come (缺货)."""
    DAMAGED = "damaged"
    """They came spoilt or broken (损耗)."""


@attrs.frozen(kw_only=True)
class Shortage:
    """So much of a line was paid for and cannot be used (缺损申报).

    Who pays for it is not said here: the guarantor's order of liability stands in the ledger; never the leader.

    Args:
        id: Follows from the pick-up, from where it was noticed, from the line and the reason: the same one is found
            again under the same id.
        pickup: Of which pick-up.
        order: Of which order.
        line: Of which line.
        product: What it is.
        lack: Missing or damaged.
        quantity: How much.
        at: When it was noticed.
        at_arrival: Whether on arrival, or else when it was handed out.
    """

    id: str
    pickup: str
    order: OrderId = attrs.field(converter=order_id)
    line: LineId = attrs.field(converter=line_id)
    product: ProductId
    lack: Lack
    quantity: Quantity = attrs.field(converter=pieces)
    at: datetime
    at_arrival: bool

    def __attrs_post_init__(self) -> None:
        check_kind("lack", self.lack, Lack)


def shortages(state: PickupState, *, settled: bool = False) -> tuple[Shortage, ...]:
    """Return what of a pick-up is to be made good (待处理缺损): noticed on arrival, then hand-over by hand-over.

    Args:
        state: The pick-up.
        settled: Whether those count too that were paid for.
    """
    if not isinstance(state, Standing):
        return ()
    paid = set() if settled else {one.shortage for one in state.settled}
    sources = (*(() if state.arrival is None else (state.arrival,)), *state.standing)
    found = (shortage for source in sources for shortage in shortages_of(state.pickup, source))
    return tuple(shortage for shortage in found if shortage.id not in paid)


def shortages_of(pickup: Pickup, source: Arrival | HandOver) -> Iterator[Shortage]:
    """Yield what was noticed on one occasion."""
    at_arrival = isinstance(source, Arrival)
    occasion = source.receipt if isinstance(source, Arrival) else source.key
    products = {line.line: line.product for line in pickup.lines}
    for loss in source.losses:
        for lack, quantity in _parts(loss):
            yield Shortage(
                id=derived_id("shortage", pickup.id, int(at_arrival), occasion, loss.line, lack.value),
                pickup=pickup.id,
                order=pickup.order,
                line=loss.line,
                product=products[loss.line],
                lack=lack,
                quantity=quantity,
                at=source.at,
                at_arrival=at_arrival,
            )


def shortage_refund(
    given: Iterable[Shortage],
    order: Order,
    at: datetime | str,
    *,
    earlier: Iterable[Refund] | RefundsSoFar = (),
) -> Refund:
    """Return the refund of shortages of one order (缺损退款); its id follows from theirs.

    Each line by the pieces, as `Refund.by_quantity` says: a line's parts add up to what was paid for it, however they
    are cut. Freight is not touched.

    Args:
        given: At least one, each once.
        order: Whose they are.
        at: When it is decided.
        earlier: The refunds of the order before it.

    Raises:
        InvalidPickupError: "nothing", "other_order", "twice", "unlike".
        RefundExceedsPaymentError: More pieces than are left.
    """
    wanted = kinds("shortages", given, Shortage)
    if not wanted:
        raise InvalidPickupError("shortages", (), "nothing")
    quantities: dict[str, Quantity] = {}
    seen: set[str] = set()
    for one in wanted:
        if one.order != order.id:
            raise InvalidPickupError("shortage", one.order, "other_order")
        if one.id in seen:
            raise InvalidPickupError("shortages", one.id, "twice")
        seen.add(one.id)
        quantities[one.line] = quantities.get(one.line, 0) + one.quantity
    refund = derived_id("shortage refund", *sorted(seen))
    return Refund.by_quantity(refund, order, at, dict(sorted(quantities.items())), earlier=earlier)


def missed_refund(
    state: PickupState, order: Order, at: datetime | str, *, earlier: Iterable[Refund] | RefundsSoFar = ()
) -> Refund | None:
    """Return the refund of what nobody collected in time, where the terms say so (逾期退款); None elsewhere.

    Raises:
        InvalidPickupError: "other_order".
        RefundExceedsPaymentError: More pieces than are left.
    """
    if not isinstance(state, NoShow) or state.pickup.terms.missed is not WhenMissed.REFUND:
        return None
    if state.pickup.order != order.id:
        raise InvalidPickupError("pick-up", state.pickup.order, "other_order")
    left = {line: quantity for line, quantity in state.due.items() if quantity}
    return Refund.by_quantity(derived_id("missed", state.id), order, at, left, earlier=earlier)


def _parts(loss: Loss) -> Iterator[tuple[Lack, Quantity]]:
    if loss.missing:
        yield Lack.MISSING, loss.missing
    if loss.damaged:
        yield Lack.DAMAGED, loss.damaged


__all__ = ["Lack", "Shortage", "missed_refund", "shortage_refund", "shortages", "shortages_of"]
