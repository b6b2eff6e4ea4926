"""Vendors and the platform that they sell on: shares, coupons by who bears them, shipping, refunds (商家与平台)."""

from communekit.commission import Base, Bound, Flat, Per, PerUnit, Rule
from communekit.commission import line as line_fact
from communekit.ledger import Book
from communekit.money import Currency, Money, Rate, Rounding
from communekit.orders import Discount, Line, Product
from communekit.parties import Role

from ..answer import Answer
from ..given import Given, amount, unit
from ..trade import SHOP, balance, booked, earned, line_of, rule, sold, taken_back
from .fees import bounds_of
from .splits import shares_of_items, transfer

WHOLE_LINE = Bound(role=Role.PLATFORM, per="line", at_most=Rate.of(1))


def vendor_split(given: Given) -> Answer:
    """Share an order between platform and vendors, in one of the forms that the sources have."""
    forms = {"transfer": transfer, "shares": shares_of_items, "order": platform_and_seller}
    return given.choice("op", forms, "order")(given)


def platform_and_seller(given: Given) -> Answer:
    """Share an order between platform and seller: coupons by who bears them, shipping, refunds."""
    rules = [rule(given.percent("percent"), "share", pays=Role.PLATFORM)]
    for name, per in (("flat_per_line", Per.LINE), ("flat_per_order", Per.ORDER)):
        if name in given:
            flat = Flat(given.amount(name), per)
            rules.append(rule(flat, name, pays=Role.PLATFORM, when=line_fact.kind == "goods"))
    lines = [vendor_line(row, str(place)) for place, row in enumerate(given.each("lines"))]
    sale = sold(rules, *lines, bounds=[WHOLE_LINE])
    answer = two_sides(booked(sale), "{}")
    if "shipping" in given:
        if given.choice("shipping_to", {"seller": False, "platform": True, "admin": True}):
            rules.append(rule(Rate.of(1), "shipping", pays=Role.PLATFORM, base=Base.FREIGHT))
        carried = Product("shipping", kind="service")
        shipping = line_of(Money(0, unit()), id="shipping", freight=given.amount("shipping"), product=carried)
        answer |= two_sides(booked(sold(rules, *lines, shipping, bounds=[WHOLE_LINE])), "{}_with_shipping")
    if "refunds" in given:
        refunds = [(str(place), amount(refunded)) for place, refunded in given.values("refunds")]
        back = two_sides(booked(*taken_back(sale, refunds)), "{}_in_refund")
        answer |= {name: -amount for name, amount in back.items()}
    return answer


def vendor_line(row: Given, id: str) -> Line:  # noqa: A002 - the field's own name
    """Return a line with its coupons: the seller's own lower what is shared out, any other's is money to the seller."""
    coupons = {name: row.amount(name) for name in row if name.endswith("_coupon")}
    discounts = [
        Discount(Role.STORE if name in ("seller_coupon", "vendor_coupon") else Role.PLATFORM, coupon)
        for name, coupon in coupons.items()
    ]
    return line_of(row.amount("gross"), row.count("quantity", 1), id=id, discounts=discounts)


def two_sides(book: Book, name: str) -> dict[str, Money]:
    """Return what platform and seller may claim."""
    return {
        name.format("platform"): balance(book, Role.PLATFORM, unit()),
        name.format("seller"): balance(book, SHOP, unit()),
    }


def seller_net(given: Given) -> Answer:
    """Say what is left to a seller after platform and gateway, shipping included, refunds of goods taken back."""
    share = rule(given.percent("platform_percent"), "share", pays=Role.PLATFORM)
    gateway = rule(Flat(given.amount("gateway_fee")), "gateway", pays="gateway", kept_on_refund=True)
    refunds = [("1", given.amount("refunded_product"))] if "refunded_product" in given else []

    def kept(*rules: Rule) -> Money:
        sale = sold(rules, line_of(given.amount("product"), freight=given.amount_or_zero("shipping")))
        return balance(booked(sale, *taken_back(sale, refunds)), SHOP, unit())

    return {"seller_gross": kept(share), "seller_net": kept(share, gateway)}


def marketplace_commission(given: Given) -> Answer:
    """Charge a seller on what the buyer paid, net of tax unless the rate asks for gross, with tax on the fee itself."""
    quantity = given.count("quantity", 1)
    places = given.count("places", Currency.of(given.word("currency", "USD")).digits)
    sale = given.amount("price", places) * quantity + given.amount_or_zero("additional_tax", places)
    off = min(abs(given.amount_or_zero("discount", places)), sale)
    tax = given.amount_or_zero("included_tax", places) + given.amount_or_zero("additional_tax", places)
    discounts = [Discount(Role.STORE, off)] if off else []
    goods = line_of(sale, quantity, discounts=discounts, tax=min(tax, sale - off))
    rules: list[Rule] = []
    if "rate_percent" in given:
        base = Base.PAID if given.flag("gross_base") else Base.NET
        rules.append(rule(given.percent("rate_percent"), "share", base=base))
    if "fixed_per_unit" in given:
        rules.append(rule(PerUnit(given.amount("fixed_per_unit", places)), "per unit"))
    fee = earned(rules, goods, bounds=bounds_of(given, "min", "max", places))
    on_top = Rate(given.number("fee_tax_rate", 0)).take(fee, rounding=Rounding.HALF_UP)
    return {"amount": fee, "tax": on_top, "total": fee + on_top}


def settlement_line(given: Given) -> Answer:
    """Leave the merchant what platform and promoter do not take (商家结算)."""
    given.passed_over("unit")
    rules = [rule(given.percent("platform_percent"), "fee", pays=Role.PLATFORM)]
    rules.append(rule(Flat(given.amount_or_zero("distribution")), "promoter", pays="promoter"))
    made = sold(rules, line_of(given.amount("flow")))
    return {"platform": made.earned(Role.PLATFORM), "merchant": made.residual}


def settlement_refund(given: Given) -> Answer:
    """Take back from the merchant what fee and commission do not give back, the mirror of the sale (商家退款结算)."""
    given.passed_over("unit")
    fee, commission = given.amount_or_zero("fee_returned"), given.amount_or_zero("commission_returned")
    rules = [
        rule(Flat(fee), "fee", pays=Role.PLATFORM),
        rule(Flat(commission), "promoter", pays="promoter"),
    ]
    refunded, coupon = given.amount("refund"), given.amount_or_zero("site_coupon_returned")
    discounts = [Discount(Role.PLATFORM, coupon)] if coupon else []
    made = sold(rules, line_of(refunded + coupon, discounts=discounts))
    return {"merchant_reversal": -balance(booked(*taken_back(made)), SHOP, unit())}
