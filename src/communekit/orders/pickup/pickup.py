"""Pick-ups (自提单): what one order has to be handed out at one point."""

from collections.abc import Iterable
from enum import Enum
from typing import Self

import attrs

from communekit.ids import LineId, OrderId, PartyId, ProductId, derived_id, identifier
from communekit.orders.order import Order
from communekit.orders.quantity import Quantity, quantity_of

from .errors import InvalidPickupError
from .point import PickupPoint
from .terms import PickupTerms
from .value_check import (
    check_kind,
    check_once,
    kinds,
    line_id,
    order_id,
    party,
    party_or_none,
    pickup_id,
    store,
    stores,
)


class Awaited(Enum):
    """What has to be before goods are handed out (待满足条件), in the order in which it is asked."""

    PAYMENT = "payment"
    """The order is paid (付款)."""
    GROUP = "group"
    """The group has formed (成团)."""
    ARRIVAL = "arrival"
    """The goods have arrived (到货)."""


def _awaited(given: Iterable[Awaited]) -> tuple[Awaited, ...]:
    found = set(kinds("conditions", given, Awaited))
    return tuple(one for one in Awaited if one in found)


def _product(text: str) -> ProductId:
    return ProductId(identifier(text, what="product id"))


def _quantity(value: Quantity) -> Quantity:
    return quantity_of(value)


@attrs.frozen
class PickupLine:
    """A line of an order that is collected (自提行): its id, its product, and how much was sold.

    Errors: `InvalidIdError`, `InvalidQuantityError`.
    """

    line: LineId = attrs.field(converter=line_id)
    product: ProductId = attrs.field(converter=_product)
    quantity: Quantity = attrs.field(converter=_quantity)


def _lines(given: Iterable[PickupLine]) -> tuple[PickupLine, ...]:
    return kinds("lines", given, PickupLine)


@attrs.frozen(kw_only=True)
class Pickup:
    """What one order has to be handed out at one point (自提单). It does not change; what happens to it does.

    Args:
        id: Unique in the community.
        order: Whose goods.
        store: The store of the order.
        point: Where they are handed out.
        lines: At least one, each line of the order at most once.
        terms: By which rules.
        served: All stores that the point serves, frozen here with the terms.
        member: Who bought; None for a passer-by.
        leader: The leader who may bring it (团长配送); None where nobody does.
        awaits: What has to be first; the arrival alone, unless said otherwise.

    Errors: `InvalidIdError`, `InvalidPickupError` "no_lines", "twice", "unlike".
    """

    id: str = attrs.field(converter=pickup_id)
    order: OrderId = attrs.field(converter=order_id)
    store: PartyId = attrs.field(converter=store)
    point: PartyId = attrs.field(converter=party)
    lines: tuple[PickupLine, ...] = attrs.field(converter=_lines)
    terms: PickupTerms = attrs.field(factory=PickupTerms)
    served: tuple[PartyId, ...] = attrs.field(default=(), converter=stores)
    member: PartyId | None = attrs.field(default=None, converter=party_or_none)
    leader: PartyId | None = attrs.field(default=None, converter=party_or_none)
    awaits: tuple[Awaited, ...] = attrs.field(default=(Awaited.ARRIVAL,), converter=_awaited)

    def __attrs_post_init__(self) -> None:
        check_kind("terms", self.terms, PickupTerms)
        if not self.lines:
            raise InvalidPickupError("pick-up", self.id, "no_lines")
        check_once("lines", [one.line for one in self.lines])

    @classmethod
    def of(
        cls,
        order: Order,
        point: PickupPoint,
        terms: PickupTerms | None = None,
        *,
        leader: str | None = None,
        lines: Iterable[str] | None = None,
        awaits: Iterable[Awaited] = (Awaited.ARRIVAL,),
    ) -> Self:
        """Return the pick-up of an order at a point (生成自提单); its id follows from both.

        Args:
            order: What was sold.
            point: Where it is handed out; it accepts the order's store.
            terms: By which rules.
            leader: The leader who may bring it.
            lines: Which lines are collected there; all of them unless said otherwise.
            awaits: What has to be first.

        Raises:
            InvalidPickupError: "elsewhere": the point does not serve the order's store; "no_lines".
            UnknownSubjectError: The order has no such line.

        >>> from communekit.orders import Line
        >>> order = Order("O1", "S1", [Line.of("1", "milk", "19.80", quantity=3)],
        ...     "2026-03-06T09:00:00Z", "2026-03-06T09:00:00Z", member="M1")
        >>> Pickup.of(order, PickupPoint("gate_2", "S1")).lines
        (PickupLine(line='1', product='milk', quantity=3),)
        """
        if not point.accepts(order.store):
            raise InvalidPickupError("store", order.store, "elsewhere")
        sold = order.lines if lines is None else [order.line(line) for line in lines]
        return cls(
            id=derived_id("pickup", order.id, point.id),
            order=order.id,
            store=order.store,
            point=point.id,
            lines=tuple(PickupLine(line.id, line.product.id, line.quantity) for line in sold),
            terms=PickupTerms() if terms is None else terms,
            served=point.stores,
            member=order.member,
            leader=leader,
            awaits=awaits,
        )


__all__ = ["Awaited", "Pickup", "PickupLine"]
