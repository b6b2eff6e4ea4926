"""Tables of tiers: graduated, volume, blocks, true-ups over a period, accelerators (阶梯)."""

from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise

from communekit.commission import Begins, Bound, Guarantee, Ladder, Measure, Slice, Tier, TierMode, Tiers
from communekit.commission import line as line_fact
from communekit.money import Factor, Money
from communekit.orders import Line

from ..answer import Answer
from ..case import UnsupportedError
from ..given import FINE, Given, amount, number, percent, unit
from ..trade import PAYEE, earned, earned_in_turn, line_of, rounded, rule

NOTHING = Money(0, unit(FINE))
COUNT_OF_LINE = Measure("quantity", per="line")
COUNT_OF_MONTH = Measure("quantity", per="payee", period="month")
PAID_OF_LINE = Measure("paid", per="line")
PAID_OF_MONTH = Measure("paid", per="payee", period="month")
MODES = {"graduated": TierMode.GRADUATED, "volume": TierMode.VOLUME}


def graduated_tier(given: Given) -> Answer:
    """Charge each slice of a quantity at the price of its tier."""
    table = Tiers(TierMode.GRADUATED, COUNT_OF_LINE, steps_of(given), begins=Begins.ABOVE)
    return {"total": of_quantity(table, given.number("quantity"))}


def volume_tier(given: Given) -> Answer:
    """Charge a whole quantity at the price of the tier reached."""
    table = Tiers(TierMode.VOLUME, COUNT_OF_LINE, steps_of(given), begins=Begins.ABOVE)
    return {"total": of_quantity(table, given.number("quantity"))}


def graduated_percent(given: Given) -> Answer:
    """Pay each slice of an amount at the rate of its tier."""
    table = Tiers(TierMode.GRADUATED, PAID_OF_LINE, steps_of(given, money=True), begins=Begins.ABOVE)
    return {"total": earned(rule(table), line_of(given.amount("base", FINE)))}


def steps_of(given: Given, *, money: bool = False) -> list[Tier]:
    """Return the steps of a table that states upper bounds: each begins above the one before it."""
    steps: list[Tier] = []
    lower: Money | Fraction = NOTHING if money else Fraction(0)
    for row in given.each("tiers"):
        share = row.percent("rate_percent") if "rate_percent" in row else None
        unit_price, flat = row.amount_or_none("unit", FINE), row.amount_or_none("flat", FINE)
        steps.append(Tier(lower, share, per_unit=unit_price, flat=flat))
        if "up_to" in row:
            lower = row.amount("up_to", FINE) if money else row.number("up_to")
    return steps


def of_quantity(table: Tiers, quantity: Fraction) -> Money:
    """Return what a quantity comes to; nothing at all has no line, so that the table itself is asked."""
    if not quantity:
        return Money(int(Ladder.of(table, 1).total(0)), unit(FINE))
    return earned(rule(table), line_of(NOTHING, quantity))


def tier_commitment(given: Given) -> Answer:
    """Charge by a table, at least a minimum and at most a maximum."""
    table = Tiers(given.choice("mode", MODES), COUNT_OF_LINE, steps_of(given), begins=Begins.ABOVE)
    quantity, most = given.number("quantity"), given.amount_or_none("maximum", FINE)
    caps = [] if most is None else [Bound(role=PAYEE, per="order", at_most=most)]
    capped = (
        earned(rule(table), line_of(NOTHING, quantity), bounds=caps)
        if quantity
        else of_quantity(table, quantity)
    )
    least = Guarantee(PAYEE, given.amount_or_zero("minimum", FINE))
    return {"before": of_quantity(table, quantity), "total": capped + least.top_up(capped)}


def tier_trueup(given: Given) -> Answer:
    """Charge by a table over a period: each reading books the difference to the one before it."""
    modes = {"graduated": TierMode.GRADUATED, "volume": TierMode.RETROACTIVE}
    table = Tiers(given.choice("mode", modes), COUNT_OF_MONTH, steps_of(given), begins=Begins.ABOVE)
    deltas = earned_in_turn(rule(table), sales_between(given.values("cumulative_quantities")))
    return {"deltas": deltas, "final_total": Money.total(deltas, unit(FINE))}


def sales_between(readings: Iterable[object]) -> list[Line | None]:
    """Return what was sold between readings of a meter; None where it stood still."""
    sold_between: list[Line | None] = []
    for before, after in pairwise((Fraction(0), *map(number, readings))):
        if after < before:
            raise UnsupportedError("a reading falls: a return that names no sale")
        sold_between.append(line_of(NOTHING, after - before) if after > before else None)
    return sold_between


def package_trueup(given: Given) -> Answer:
    """Charge for started packages over a period, not per sale."""
    package = Tier(
        given.number("free_units", 0),
        per_unit=given.amount("amount_per_package", FINE),
        block=given.count("package_size"),
    )
    steps = [Tier(0), package] if package.bound else [package]
    table = Tiers(TierMode.GRADUATED, COUNT_OF_MONTH, steps, begins=Begins.ABOVE)
    deltas = earned_in_turn(rule(table), sales_between(given.values("cumulative_quantities")))
    return {"deltas": deltas, "final_total": Money.total(deltas, unit(FINE))}


def block_tier(given: Given) -> Answer:
    """Charge for started blocks, each tier with its own size of block, all tiers in turn or the one reached alone."""
    steps: list[Tier] = []
    lower = 0
    for row in given.each("tiers"):
        size = row.count("size")
        steps.append(Tier(lower, per_unit=row.amount("price", FINE), block=size))
        lower += size * row.count("max_blocks", 0)
    policies = {"all_tiers": TierMode.GRADUATED, "top_tier": TierMode.VOLUME}
    table = Tiers(given.choice("policy", policies), COUNT_OF_LINE, steps, begins=Begins.ABOVE)
    quantity = given.number("quantity")
    slices: tuple[Slice, ...] = Ladder.of(table, 1).slices(None, quantity)
    return {
        "tier": table.reached(quantity) + 1,
        "per_tier": [Money(int(part.ticks), unit(FINE)) for part in slices],
        "total": of_quantity(table, quantity),
    }


def volume_percent(given: Given) -> Answer:
    """Pay on an amount the rate that a measure of its order has reached."""
    steps = [Tier(0, given.percent("base_percent"))]
    steps += [Tier(number(lower), percent(rate)) for lower, rate in given.values("tiers")]
    table = Tiers(TierMode.VOLUME, COUNT_OF_LINE, steps)
    measure = given.number("measure")
    if not measure:
        raise UnsupportedError("a measure of nothing: a line has a quantity above zero")
    exact = earned(rule(table), line_of(given.amount("base", FINE), measure))
    return {
        "rate_percent": table.steps[table.reached(measure)].share,
        "amount": rounded(exact, given.count("places", 2)),
    }


def volume_flat(given: Given) -> Answer:
    """Pay the fixed amount of the tier that a measure has reached."""
    steps = [Tier(NOTHING, flat=given.amount("base_amount", FINE))]
    steps += [Tier(amount(lower, FINE), flat=amount(flat, FINE)) for lower, flat in given.values("tiers")]
    table = Tiers(TierMode.VOLUME, PAID_OF_LINE, steps)
    return {"amount": earned(rule(table), line_of(given.amount("measure", FINE)))}


def incremental_graduated_percent(given: Given) -> Answer:
    """Pay transactions of a period in turn, each from where the one before it has left the table."""
    table = Tiers(TierMode.GRADUATED, PAID_OF_MONTH, steps_of(given, money=True), begins=Begins.ABOVE)
    return in_turn(table, given.amounts("transactions", FINE))


def cumulative_band_rate(given: Given) -> Answer:
    """Pay each transaction whole, at the rate of the band that the period has reached with it."""
    bands = [Tier(amount(lower, FINE), percent(rate)) for lower, rate in given.values("bands")]
    below = [Tier(NOTHING)] if bands[0].bound else []
    table = Tiers(TierMode.VOLUME, PAID_OF_MONTH, [*below, *bands])
    return in_turn(table, given.amounts("transactions", FINE))


def in_turn(table: Tiers, paid: list[Money]) -> Answer:
    """Return what transactions come to, one after another."""
    each = earned_in_turn(rule(table), [line_of(amount) for amount in paid])
    return {"per_transaction": each, "total": Money.total(each, unit(FINE))}


def retroactive_then_accelerated(given: Given) -> Answer:
    """Pay deals by attainment of a quota: a part of it lifts the rate of all before, the quota's own rate follows."""
    table = Tiers.of_quota(
        given.amount("quota", FINE),
        PAID_OF_MONTH,
        (Factor.of(0), Tier(0, given.percent("low_percent"))),
        (
            Factor.percent(given.word("unlock_attainment_percent")),
            Tier(0, given.percent("base_percent"), lifts=True),
        ),
    )
    accelerated = line_fact.channel == "beyond"
    rules = [
        rule(table, "up to the quota", when=~accelerated),
        rule(given.percent("accelerated_percent"), "beyond the quota", when=accelerated),
    ]
    deals = [line_of(paid, channel="within") for paid in given.amounts("before_quota", FINE)]
    deals += [line_of(paid, channel="beyond") for paid in given.amounts("after_quota", FINE)]
    return {"total": Money.total(earned_in_turn(rules, deals), unit(FINE))}
