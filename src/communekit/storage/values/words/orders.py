"""Words of orders, refunds and credits (订单)."""

from collections.abc import Mapping
from typing import Final

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
    Refund,
    Refunded,
    RefundLine,
    RefundsSoFar,
    ReturnWindow,
)

ORDERS: Final[Mapping[str, type]] = {
    "orders.about": About,
    "orders.attributes": Attributes,
    "orders.credit": Credit,
    "orders.credits": Credits,
    "orders.discount": Discount,
    "orders.line": Line,
    "orders.match": Match,
    "orders.matching": Matching,
    "orders.order": Order,
    "orders.product": Product,
    "orders.refund": Refund,
    "orders.refund_line": RefundLine,
    "orders.refunded": Refunded,
    "orders.refunds_so_far": RefundsSoFar,
    "orders.return_window": ReturnWindow,
}

__all__ = ["ORDERS"]
