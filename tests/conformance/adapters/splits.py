"""Amounts laid over parties: allocation, discounts over lines, payments against what is owed (分摊)."""

from collections.abc import Sequence
from fractions import Fraction

from communekit.money import (
    Factor,
    Money,
    Outstanding,
    Rounding,
    SplitMethod,
    split,
    split_discount,
    split_even,
)

from ..answer import Answer
from ..case import UnsupportedError
from ..given import Given, decimal, unit

LAST_TAKES_THE_REST = "truncate, last line takes the remainder"
METHODS = {known.value: known for known in SplitMethod} | {LAST_TAKES_THE_REST: SplitMethod.FLOOR_THEN_LAST}


def allocation(given: Given) -> Answer:
    """Lay a whole number of units over weights, by a named method."""
    weights = [decimal(weight) for weight in given.values("weights")]
    laid = split(given.amount("amount", 0), weights, method=method(given))
    return {"parts": laid.amounts, "remainder": laid.remainder}


def allocation_blocks(given: Given) -> Answer:
    """Hand out whole multiples of the weights only."""
    weights = [decimal(weight) for weight in given.values("weights")]
    laid = split(given.amount("amount", 0), weights, method=SplitMethod.BLOCKS)
    return {"parts": laid.amounts, "remainder": laid.remainder}


def allocation_multi_payment(given: Given) -> Answer:
    """Lay several payments over several totals, each against what is still owed."""
    owed = Outstanding(dict(enumerate(given.amounts("totals", 0))))
    how = method(given)
    shares: list[Sequence[Money]] = []
    for payment in given.amounts("payments", 0):
        paid, owed = owed.pay(payment, method=how)
        shares.append(paid.amounts)
    return {
        "shares_per_payment": shares,
        "per_order": [Money.total(parts, unit(0)) for parts in zip(*shares, strict=True)],
    }


def line_credit_cap(given: Given) -> Answer:
    """Lay a capped refund over lines, none above its own amount."""
    lines = dict(enumerate(given.amounts("line_amounts")))
    return {"credits": split(given.amount("refund_cap"), outstanding=lines).amounts}


def refund_unit_share(given: Given) -> Answer:
    """Say what one unit of a line is worth after an adjustment, exactly and in whole cents."""
    quantity = given.count("quantity")
    total = given.amount("unit_price") * quantity + given.amount_or_zero("order_adjustment")
    return {"exact_per_unit": total.per(quantity), "conserved_parts": split_even(total, quantity).amounts}


def discount_split(given: Given) -> Answer:
    """Lay a discount over goods and shipping, never more than they come to."""
    lines = [given.amount("subtotal"), given.amount("shipping")]
    match given.word("type"):
        case "fixed":
            discount = given.amount("value")
        case "percent" | "percentage":
            discount = given.percent("value").take(Money.total(lines, unit()), rounding=Rounding.HALF_UP)
        case other:
            raise UnsupportedError(f"no such type of discount: {other}")
    off_goods, off_shipping = split_discount(discount, lines)
    return {"subtotal_share": off_goods, "shipping_share": off_shipping}


def min_price_distribution(given: Given) -> Answer:
    """Lay a discount over lines with minimum prices, as Sylius does."""
    lines = given.amounts("line_totals", 0)
    minimums = {
        place: Money(least, unit(0))
        for place, least in enumerate(given.values("line_minimums"))
        if least is not None
    }
    how = method(given, "half_down_then_first")
    laid = split_discount(given.amount("amount", 0), lines, minimums=minimums, method=how)
    return {"line_discounts": laid.amounts, "applied": laid.whole - laid.remainder}


def percent_with_shared_cap(given: Given) -> Answer:
    """Lay a cap over lines, none above its own percentage, as Solidus does."""
    lines, rate = given.amounts("line_amounts"), given.percent("rate_percent")
    laid = split(
        given.amount("cap"),
        lines,
        method=method(given, "sequential_from_last"),
        at_most=[rate.take(line, rounding=Rounding.HALF_UP) for line in lines],
        redistribute=False,
    )
    return {"line_amounts": laid.amounts, "total": laid.whole - laid.remainder}


def stacked_line_discounts(given: Given) -> Answer:
    """Take promotions off lines one after another, each from what those before it have left."""
    items = [(given_amount(total), int(quantity)) for total, quantity in given.values("items")]
    left = [total for total, _ in items]
    taken: list[Sequence[Money]] = []
    for promotion in given.each("promotions"):
        if promotion.word("allocation") == "across":
            off = split_discount(promotion_value(promotion, Money.total(left, unit())), left).amounts
        else:
            off = tuple(
                off_each(promotion, total, quantity, rest)
                for (total, quantity), rest in zip(items, left, strict=True)
            )
        left = [rest - part for rest, part in zip(left, off, strict=True)]
        taken.append(off)
    return {"per_promotion": taken}


def given_amount(value: object) -> Money:
    """Return an amount of an item, which stands in a pair with its quantity."""
    return Money.of(decimal(value), unit())


def promotion_value(promotion: Given, of: Money) -> Money:
    """Return what a promotion is worth: a fixed amount, or a percentage of an amount."""
    if promotion.word("type") == "fixed":
        return promotion.amount("value")
    return promotion.percent("value").take(of, rounding=Rounding.HALF_UP)


def off_each(promotion: Given, total: Money, quantity: int, left: Money) -> Money:
    """Return what a promotion for each item takes off one: at most the part of the line that it covers, and what is left."""
    pieces = min(quantity, promotion.count("max_quantity", quantity))
    covered = min(left, Factor(Fraction(pieces, quantity)).apply(total, rounding=Rounding.HALF_UP))
    value = promotion_value(promotion, covered)
    return min(value * pieces if promotion.word("type") == "fixed" else value, covered)


def transfer(given: Given) -> Answer:
    """Share what is left of an order after the fee among its vendors."""
    left = given.amount("order_total", 0) - given.amount("fee_total", 0)
    shares = {name: decimal(share) for name, share in given.table("shares").items()}
    return {"transfers": split(left, shares).parts}


def shares_of_items(given: Given) -> Answer:
    """Say which share of an order each vendor's items make, in four places."""
    totals = {
        vendor: Money.total((Money(item, unit(0)) for item in items), unit(0))
        for vendor, items in given.table("items").items()
    }
    whole = Money.total(totals.values(), unit(0))
    return {
        "shares": {
            vendor: Rounding.HALF_UP.divide(total.minor, whole.minor, places=4)
            for vendor, total in totals.items()
        }
    }


def apportion(given: Given) -> Answer:
    """Lay an order's discount over its lines; the odd units go to the last one (截断，最后一行取余数)."""
    given.passed_over("unit")
    lines = given.amounts("lines")
    if "discount" in given:
        discount = given.amount("discount")
    else:
        discount = given.percent("coupon_percent_off").take(
            Money.total(lines, unit()), rounding=Rounding.DOWN
        )
        discount = min(discount, given.amount("coupon_cap")) if "coupon_cap" in given else discount
    laid = split_discount(discount, lines, method=method(given, LAST_TAKES_THE_REST))
    return {"shares": laid.amounts, "pay": [line - part for line, part in zip(lines, laid, strict=True)]}


def method(given: Given, default: str = "largest_remainder") -> SplitMethod:
    """Return the method of splitting that a case names."""
    return given.choice("method", METHODS, default)
