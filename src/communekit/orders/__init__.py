"""Orders: what was sold, who is credited with it, and what was given back (订单、归属与退款)."""

from .attributes import About, Attributes, Value
from .credit import Credit, Credits, check_credits
from .discount import MERCHANT_SIDE, Discount
from .errors import (
    InvalidAttributeError,
    InvalidCreditsError,
    InvalidOrderError,
    InvalidQuantityError,
    RefundExceedsPaymentError,
    RefundWindowClosedError,
    UnbalancedOrderError,
    UnknownSubjectError,
)
from .line import Line
from .matching import Match, Matching, MatchingPolicy, Purchases
from .order import Order
from .product import Product
from .quantity import Quantity
from .refund import Refund, Refunded, RefundsSoFar, refunded_so_far
from .refund_check import check_refund
from .refund_line import RefundLine, freight_part, goods_part
from .return_window import ReturnWindow

__all__ = [
    "MERCHANT_SIDE",
    "About",
    "Attributes",
    "Credit",
    "Credits",
    "Discount",
    "InvalidAttributeError",
    "InvalidCreditsError",
    "InvalidOrderError",
    "InvalidQuantityError",
    "Line",
    "Match",
    "Matching",
    "MatchingPolicy",
    "Order",
    "Product",
    "Purchases",
    "Quantity",
    "Refund",
    "RefundExceedsPaymentError",
    "RefundLine",
    "RefundWindowClosedError",
    "Refunded",
    "RefundsSoFar",
    "ReturnWindow",
    "UnbalancedOrderError",
    "UnknownSubjectError",
    "Value",
    "check_credits",
    "check_refund",
    "freight_part",
    "goods_part",
    "refunded_so_far",
]
