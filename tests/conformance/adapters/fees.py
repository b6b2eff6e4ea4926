"""Fee calculators: per unit, first and further units, thresholds, weights, packages (收费计算)."""

from fractions import Fraction
from typing import Any

from communekit.commission import Begins, Bound, Flat, Measure, PerUnit, Rule, Tier, TierMode, Tiers
from communekit.commission import line as line_fact
from communekit.money import Factor, Money, Rate, Rounding

from ..answer import Answer
from ..case import UnsupportedError
from ..given import FINE, Given, decimal, number, unit
from ..trade import PAYEE, earned, earned_in_turn, line_of, rounded, rule

NOTHING = Money(0, unit())
FINE_NOTHING = Money(0, unit(FINE))
GRAMS = {"g": Fraction(1), "kg": Fraction(1000), "lb": Fraction("453.6")}
"""What the systems reckon a unit of weight at."""

BY_LINE = Measure("quantity", per="line")
BY_MONTH = Measure("quantity", per="payee", period="month")


def per_unit(given: Given) -> Answer:
    """Pay an amount for each unit."""
    rate = PerUnit(given.amount("amount_per_unit", FINE))
    return {"amount": rounded(earned(rule(rate), line_of(FINE_NOTHING, given.number("quantity"))))}


def percentage_charge(given: Given) -> Answer:
    """Charge a percentage and a fixed amount on each transaction, within a minimum and a maximum."""
    rules = [rule(given.percent("rate_percent"), "percent")]
    if "fixed" in given:
        rules.append(rule(Flat(given.amount("fixed", FINE)), "fixed"))
    bounds = bounds_of(given, "per_transaction_min", "per_transaction_max")
    lines = [line_of(paid, id=str(place)) for place, paid in enumerate(given.amounts("transactions", FINE))]
    return {"total": earned(rules, *lines, bounds=bounds) if lines else FINE_NOTHING}


def bounds_of(given: Given, least: str, most: str, places: int = FINE) -> tuple[Bound, ...]:
    """Return the bounds per line that a case names for what the payee earns."""
    at_least, at_most = given.amount_or_none(least, places), given.amount_or_none(most, places)
    if at_least is None and at_most is None:
        return ()
    return (Bound(role=PAYEE, per="line", at_least=at_least, at_most=at_most),)


def first_and_further(given: Given, measure: Measure) -> Tiers:
    """Return the table of one amount for the first unit and another for each further one, up to so many."""
    first, further = Tier(0, per_unit=given.amount("first")), Tier(1, per_unit=given.amount("additional"))
    most = given.count("max_units", 0)
    if most:
        steps = [first, Tier(1)] if most == 1 else [first, further, Tier(most)]
    else:
        steps = given.choice(
            "zero_max_means", {"unlimited": [first, further], "free": [Tier(0)]}, "unlimited"
        )
    given.passed_over("zero_max_means")
    return Tiers(TierMode.GRADUATED, measure, steps, begins=Begins.ABOVE)


def first_additional(given: Given) -> Answer:
    """Charge one amount for the first unit and another for each further one."""
    quantity = given.number("quantity")
    table = rule(first_and_further(given, BY_LINE))
    return {"amount": earned(table, line_of(NOTHING, quantity)) if quantity else NOTHING}


def first_additional_marginal(given: Given) -> Answer:
    """Say what each further unit costs on average, some having been bought already."""
    table = rule(first_and_further(given, BY_MONTH))
    return {"per_unit": average_of_last(given, [table], NOTHING)}


def capped_amount_marginal(given: Given) -> Answer:
    """Say what is left of a capped amount for each further unit, some having been bought already."""
    cap = Bound(role=PAYEE, per="month", at_most=given.amount("cap"))
    return {"per_unit": average_of_last(given, [rule(Rate.of(1))], given.amount("unit_price"), bounds=[cap])}


def average_of_last(given: Given, rules: list[Rule], price: Money, **more: Any) -> Fraction:
    """Return what the units that are wanted come to, each on average, after those bought already."""
    already, wanted = given.count("already", 0), given.count("wanted")
    lines = [line_of(price * units, units) if units else None for units in (already, wanted)]
    last = earned_in_turn(rules, lines, **more)[-1]
    return Rounding.HALF_UP.to_places(last.per(wanted), 2) if wanted else Fraction(0)


def threshold_switch(given: Given) -> Answer:
    """Charge one amount below a threshold of the order, another from it on."""
    steps = [
        Tier(NOTHING, flat=given.amount("below")),
        Tier(given.amount("threshold"), flat=given.amount("at_or_above")),
    ]
    table = Tiers(TierMode.VOLUME, Measure("paid", per="order"), steps)
    return {"amount": earned(rule(table), line_of(given.amount("order_total")))}


def weight_fee(given: Given) -> Answer:
    """Charge by the weight of goods."""
    unit_word = given.word("unit", "kg")
    items = [
        (in_unit(weight, "kg", unit_word), number(quantity)) for weight, quantity in given.values("items_kg")
    ]
    return {"amount": by_weight(given.amount("per_unit", FINE), items)}


def in_unit(weight: object, one: str, other: str) -> Fraction:
    """Return a weight that is given in one unit in another one."""
    for word in (one, other):
        if word not in GRAMS:
            raise UnsupportedError(f"no such unit of weight: {word}")
    return number(weight) * GRAMS[one] / GRAMS[other]


def by_weight(price: Money, items: list[tuple[Fraction, Fraction]]) -> Money:
    """Return what goods cost by weight: each has its price per piece, which is its weight times the price."""
    rules = [
        rule(
            PerUnit(Factor(weight).apply(price, rounding=Rounding.HALF_UP)),
            f"item {place}",
            when=line_fact.id == str(place),
        )
        for place, (weight, _) in enumerate(items)
    ]
    lines = [
        line_of(FINE_NOTHING, quantity, id=str(place))
        for place, (_, quantity) in enumerate(items)
        if quantity
    ]
    return rounded(earned(rules, *lines)) if lines else NOTHING


def implied_quantity_fee(given: Given) -> Answer:
    """Charge by weight for as many pieces as what was measured amounts to, in three places."""
    implied = Rounding.HALF_UP.divide(
        decimal(given["actual_measure"]), decimal(given["unit_measure"]), places=3
    )
    price = given.amount("per_kg", FINE)
    return {
        "implied_quantity": implied,
        "amount": by_weight(price, [(given.number("weight_per_unit"), implied)]),
    }


def package(given: Given) -> Answer:
    """Charge for started packages of units, some of which are free."""
    rate = PerUnit(
        given.amount("amount_per_package", FINE),
        block=given.count("package_size"),
        free=given.count("free_units", 0),
    )
    quantity = given.number("quantity")
    total = earned(rule(rate), line_of(FINE_NOTHING, quantity)) if quantity else FINE_NOTHING
    return {"packages": rate.blocks(quantity), "total": total}
