"""Purchasing totals (采购汇总): how much of each product to order, from whom."""

from collections.abc import Iterable

import attrs

from communekit.ids import PartyId, ProductId
from communekit.orders.quantity import Quantity

from .due_line import DueLine
from .value_check import kinds


@attrs.frozen
class PurchaseTotal:
    """How much of a product is wanted in all (采购汇总行): from which supplier, for how many orders."""

    supplier: PartyId | None
    product: ProductId
    quantity: Quantity
    orders: int


def purchasing(due: Iterable[DueLine]) -> tuple[PurchaseTotal, ...]:
    """Return what to order (采购汇总): a total for each supplier and product, by their ids, those without supplier first.

    >>> from communekit.orders import Line, Order
    >>> from communekit.orders.pickup import due_lines
    >>> at = "2026-03-06T09:00:00Z"
    >>> orders = [Order(f"O{n}", "S1", [Line.of("1", "milk", "6.60", quantity=n)], at, at) for n in (1, 2)]
    >>> purchasing(due_lines(orders))
    (PurchaseTotal(supplier=None, product='milk', quantity=3, orders=2),)
    """
    sums: dict[tuple[str, str], Quantity] = {}
    orders: dict[tuple[str, str], set[str]] = {}
    for line in kinds("due lines", due, DueLine):
        key = (line.supplier or "", line.product)
        sums[key] = sums.get(key, 0) + line.quantity
        orders.setdefault(key, set()).add(line.order)
    return tuple(
        PurchaseTotal(
            PartyId(supplier) if supplier else None,
            ProductId(product),
            quantity,
            len(orders[supplier, product]),
        )
        for (supplier, product), quantity in sorted(sums.items())
    )


__all__ = ["PurchaseTotal", "purchasing"]
