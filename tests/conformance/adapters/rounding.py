"""Rounding: the modes, and where in a reckoning they are applied (舍入)."""

from communekit.commission import Scope
from communekit.money import Factor, Money, Rate, Rounding

from ..answer import Answer
from ..given import FINE, Given, amount, decimal, number, unit
from ..trade import earned, line_of, rule


def rounding(given: Given) -> Answer:
    """Round a number to places."""
    return {"value": mode(given).to_places(decimal(given["value"]), given.count("places"))}


def multiply_round(given: Given) -> Answer:
    """Multiply or divide an amount, rounded once."""
    value, places = decimal(given["amount"]), given.count("places")
    if "factor" in given:
        return {"value": mode(given).multiply(value, decimal(given["factor"]), places=places)}
    return {"value": mode(given).divide(value, decimal(given["divisor"]), places=places)}


def rounding_scope(given: Given) -> Answer:
    """Take a share of lines, rounded per unit, per line, or over the whole order."""
    rate, places = given.percent("rate_percent"), given.count("places", 2)
    lines = [
        line_of(amount(price, places) * int(quantity), int(quantity), id=str(place))
        for place, (price, quantity) in enumerate(given.values("lines"))
    ]
    scopes = {"per_unit": Scope.UNIT, "per_line": Scope.LINE, "per_total": Scope.ORDER}
    how = mode(given)
    return {name: earned(rule(rate, scope=scope, rounding=how), *lines) for name, scope in scopes.items()}


def weight_rounding_scope(given: Given) -> Answer:
    """Price goods by weight, rounded for each unit or for the whole weight."""
    price, quantity = given.amount("per_kg"), given.count("quantity")
    weight = Factor.per_mille(decimal(given["unit_grams"]))
    return {
        "per_unit_first": weight.apply(price, rounding=mode(given)) * quantity,
        "on_total_weight": weight.apply(price * quantity, rounding=mode(given)),
    }


def fx_scope(given: Given) -> Answer:
    """Exchange a price per unit, or the total."""
    price, quantity, rate = given.amount("unit_price"), given.count("quantity"), Factor(given.number("rate"))
    converted = rate.convert(price, to=unit(), rounding=mode(given))
    return {
        "converted_unit": converted,
        "sum_of_converted_units": converted * quantity,
        "converted_total": rate.convert(price * quantity, to=unit(), rounding=mode(given)),
    }


def tax_inclusive_scope(given: Given) -> Answer:
    """Find the tax inside prices, per component or on their total."""
    rate, parts = Rate(number(given["tax_rate"])), given.amounts("components")
    taxes = [rate.take_contained(part, rounding=mode(given)) for part in parts]
    return {
        "component_taxes": taxes,
        "sum_of_components": Money.total(taxes, unit()),
        "on_total": rate.take_contained(Money.total(parts, unit()), rounding=mode(given)),
    }


def percent(given: Given) -> Answer:
    """Take a percentage, which may be above a hundred, of an amount."""
    base, places = given.amount("base", FINE), given.count("places", 2)
    rate = Factor.percent(decimal(given["rate_percent"]))
    taken = rate.convert(base, to=unit(places), rounding=mode(given))
    if given.flag("cap_at_base"):
        taken = min(taken, Factor.of(1).convert(base, to=unit(places), rounding=Rounding.DOWN))
    return {"amount": taken}


def mode(given: Given) -> Rounding:
    """Return the rounding that a case names, half up where it names none."""
    return given.choice("mode", {known.value: known for known in Rounding}, "half_up")
