"""Vouchers: an amount or a share off an order, never more than it comes to (代金券)."""

from communekit.money import Rounding, split_discount

from ..answer import Answer
from ..given import Given


def voucher(given: Given) -> Answer:
    """Take a voucher off an order; where tax is on top, lay it over goods and tax."""
    total, tax = given.amount("pre_discount_total"), given.amount_or_zero("additional_tax")
    if given.choice("type", {"percent": True, "flat": False}):
        off = given.percent("amount").take(total, rounding=Rounding.HALF_UP)
    else:
        off = given.amount("amount")
    taken = split_discount(off, {"goods": total - tax, "tax": tax})
    answer: dict[str, object] = {"amount": -taken["goods"]}
    return answer | {"tax_adjustment": -taken["tax"]} if "additional_tax" in given else answer
