"""Platform fees: of an order, in whole units of a currency, of another fee (平台服务费)."""

from communekit.commission import Base, Flat
from communekit.money import Currency, Factor, Money, Rate, Rounding
from communekit.orders import Discount
from communekit.parties import Role

from ..answer import Answer
from ..given import Given, decimal, unit
from ..trade import balance, booked, line_of, rule, sold


def platform_fee(given: Given) -> Answer:
    """Charge a platform's fee, in one of the forms that the sources have."""
    forms = {"order": fee_of_order, "percent_of_amount": fee_in_currency, "host_fee_share": fee_of_fee}
    return given.choice("op", forms, "order")(given)


def fee_of_order(given: Given) -> Answer:
    """Charge a share of the goods, and for a delivered order the courier's price and the tip; discounts it bears come off."""
    given.passed_over("minor_units", "customer_delivery")
    rules = [rule(Rate(given.number("fee_rate")), "share", pays=Role.PLATFORM, rounding=Rounding.DOWN)]
    passed_on = {name: given.amount_or_zero(name, 0) for name in ("flat_delivery_price", "tip")}
    if not given.flag("takeaway"):
        rules += [rule(Flat(each), name, pays=Role.PLATFORM) for name, each in passed_on.items()]
    borne = [Discount(Role.PLATFORM, abs(each)) for each in given.amounts("platform_borne_adjustments", 0)]
    sale = sold(rules, line_of(given.amount("items_total", 0), discounts=borne))
    return {"fee": max(balance(booked(sale), Role.PLATFORM, unit(0)), Money(0, unit(0)))}


def fee_in_currency(given: Given) -> Answer:
    """Charge a percentage in whole units of a currency, whatever units the source keeps its books in."""
    given.passed_over("zero_decimal_currency")
    kept_in = unit(str(given.count("internal_scale", 100)).count("0"))  # A scale of 100 is two digits.
    rate = Factor.percent(decimal(given["percent"]))
    paid = Money(given.count("amount"), kept_in)
    fee = rate.convert(paid, to=Currency.of(given.word("currency")), rounding=Rounding.HALF_UP)
    return {"fee": Factor.of(1).convert(fee, to=kept_in, rounding=Rounding.HALF_UP)}


def fee_of_fee(given: Given) -> Answer:
    """Charge a platform's share of the host's fee."""
    host = rule(given.percent("host_fee_percent"), "host fee", pays=Role.HOST)
    share = rule(given.percent("share_percent"), "share", pays=Role.PLATFORM, base=Base.of_rule("host fee"))
    made = sold([host, share], line_of(given.amount("amount", 0)))
    return {"host_fee": made.earned(Role.HOST), "host_fee_share": made.earned(Role.PLATFORM)}
