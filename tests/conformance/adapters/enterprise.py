"""Fees of food hubs: calculators, fees along the way of a product, fees by type (集采费用)."""

from collections.abc import Callable
from fractions import Fraction

from communekit.commission import (
    ALWAYS,
    Begins,
    Condition,
    Fact,
    Flat,
    Measure,
    Per,
    PerUnit,
    Rule,
    Scope,
    Tier,
    TierMode,
    Tiers,
)
from communekit.commission import line as line_fact
from communekit.money import Money, Rounding
from communekit.orders import Discount, Line, Product

from ..answer import Answer
from ..case import UnsupportedError
from ..given import Given, amount, decimal, unit
from ..trade import booked, earned, line_of, rule, sold
from .fees import by_weight, in_unit

NOTHING = Money(0, unit())


def enterprise_fee(given: Given) -> Answer:
    """Charge the fees of a hub, by one of the operations that the source has."""
    operations: dict[str, Callable[[Given], Answer]] = {
        "calculator": calculator,
        "variant_fees": variant_fees,
        "fees_by_type": fee_stack,
    }
    return given.choice("op", operations)(given)


def calculator(given: Given) -> Answer:
    """Charge lines by one calculator."""
    terms, rows = given.inner("calculator"), given.each("lines")
    if terms.word("type") == "weight":
        weighed = [weighed_item(row, terms.word("unit", "kg")) for row in rows]
        return {"fee": by_weight(terms.amount("per_unit", 6), weighed)}
    lines = [priced_line(row, str(place)) for place, row in enumerate(rows)]
    return {"fee": earned(fee_rule(terms), *lines)}


def priced_line(row: Given, id: str) -> Line:  # noqa: A002 - the field's own name
    """Return a line of so many pieces at a price each."""
    quantity = row.count("quantity", 1)
    return line_of(row.amount_or_zero("price") * quantity, quantity, id=id)


def fee_rule(terms: Given, name: str = "fee", when: Condition = ALWAYS) -> Rule:
    """Return the rule that a calculator stands for."""
    match terms.word("type"):
        case "flat_percent_total":
            return rule(terms.percent("percent"), name, scope=Scope.ORDER, when=when)
        case "flat_percent_per_item":
            return rule(terms.percent("percent"), name, scope=Scope.UNIT, when=when)
        case "per_item":
            return rule(PerUnit(terms.amount("amount")), name, when=when)
        case "flat_rate":
            return rule(Flat(terms.amount("amount"), Per.ORDER), name, when=when)
        case "flexi_rate":
            return rule(flexible(terms), name, when=when)
        case "price_sack":
            steps = [
                Tier(NOTHING, flat=terms.amount("normal_amount")),
                Tier(terms.amount("minimal_amount"), flat=terms.amount("discount_amount")),
            ]
            return rule(Tiers(TierMode.VOLUME, Measure("paid", per="order"), steps), name, when=when)
        case other:
            raise UnsupportedError(f"no such calculator: {other}")


def flexible(terms: Given) -> Tiers:
    """Return the table of one amount for the first item of an order, another for each further one, up to so many."""
    first, further = (
        Tier(0, per_unit=terms.amount("first_item")),
        Tier(1, per_unit=terms.amount("additional_item")),
    )
    most = terms.count("max_items", 0)
    steps = [first, further, Tier(most)] if most > 1 else [first, Tier(1)] if most else [Tier(0)]
    return Tiers(TierMode.GRADUATED, Measure("quantity", per="order"), steps, begins=Begins.ABOVE)


def weighed_item(row: Given, to: str) -> tuple[Fraction, Fraction]:
    """Return the weight of a piece and how many there are: what was weighed at last counts before what was listed."""
    if "final_weight_g" in row:
        row.passed_over("unit_g", "quantity")
        return in_unit(row["final_weight_g"], "g", to), Fraction(1)
    if "weight_each" in row:
        row.passed_over("unit_kind")
        if "final_volume" not in row or not row.number("unit_volume", 0):
            return row.number("weight_each"), row.number("quantity")
        row.passed_over("quantity")
        volumes = (decimal(row["final_volume"]), decimal(row["unit_volume"]))
        return row.number("weight_each"), Rounding.HALF_UP.divide(*volumes, places=3)
    weight = in_unit(row["unit_g"], "g", to) if "unit_g" in row else Fraction(0)
    return weight, row.number("quantity")


def variant_fees(given: Given) -> Answer:
    """Charge one piece of a variant with the fees along its way that go by the item."""
    hub = given.word("distributor")
    fees = [(fee, ALWAYS) for fee in given.each("coordinator_fees")]
    for exchange in given.each("exchanges"):
        way = way_of(exchange)
        fees += [(fee, way) for fee in exchange.each("fees")]
    rules = [
        fee_rule(fee, f"fee {place}", way)
        for place, (fee, way) in enumerate(fees)
        if fee.word("type") not in ("flat_rate", "flexi_rate", "price_sack")
    ]
    for fee, _ in fees:
        fee.passed_over("id", "amount", "first_item", "additional_item", "max_items")
    piece = line_of(given.amount("price"), product=Product(given.word("variant")))
    return {"per_item_fees": earned(rules, piece, about={"order": {"hub": hub}})}


def way_of(exchange: Given) -> Condition:
    """Return the condition that a variant goes through an exchange: brought in by it, or handed to its hub."""
    carried = line_fact.product.in_(*map(str, exchange.values("variants")))
    receiver = exchange.word("receiver")
    handed = carried & (Fact("order", "hub") == receiver)
    return exchange.choice("direction", {"incoming": carried, "outgoing": handed})


def fee_stack(given: Given) -> Answer:
    """Add up fees by type; a negative one is a discount that its owner gives, and one of zero is none."""
    fees = {name: amount(value) for name, value in given.table("fees").items()}
    given.passed_over("op")
    rules = [rule(Flat(fee), name, pays=name) for name, fee in fees.items() if fee > NOTHING]
    given_off = [Discount(name, -fee) for name, fee in fees.items() if fee < NOTHING]
    listed = Money.total((abs(fee) for fee in fees.values()), unit())
    book = booked(sold(rules, line_of(listed, discounts=given_off)))
    balances = {account.party: moved for account, moved in book.balances.items() if account.party in fees}
    return {"breakdown": balances, "total": Money.total(balances.values(), unit())}
