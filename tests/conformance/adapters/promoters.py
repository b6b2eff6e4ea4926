"""Promoters: what one line of an order pays them, on one level or two, and what they are shown beforehand (分销佣金)."""

import re

from communekit.commission import ALWAYS, Fact, Flat, Override, PerUnit, Rule, Scope, Stacking
from communekit.money import Money, Rate, Rounding
from communekit.orders import Credit, Credits, Product
from communekit.parties import Role

from ..answer import Answer
from ..case import UnsupportedError
from ..given import Given, amount, unit
from ..trade import earned, line_of, rule, sold

NOTHING = Money(0, unit())
RATE_FIELD = re.compile(r"(?:(?P<whose>\w+)_)?(?P<per>percent|ratio_per_million)")


def commission_line(given: Given) -> Answer:
    """Pay on one line: a fixed amount before a share of the base, rounded per line or per piece (单行佣金)."""
    given.passed_over("unit")
    quantity = given.count("qty", 1)
    if "unit_price" in given:
        base = given.amount("unit_price") * quantity
    else:
        base = given.amount_or_zero("base") + given.amount_or_zero("actual_payment")
    words = given.word("rounding", "floor").lower()
    terms = {"rounding": mode_of(words), "scope": Scope.UNIT if "per unit" in words else Scope.LINE}
    rules: list[Rule] = []
    if "fixed" in given:
        rules.append(rule(PerUnit(given.amount("fixed")), "fixed", pays="amount"))
    for name in given:
        found = RATE_FIELD.fullmatch(name)
        if found is not None:
            per_million = found["per"] == "ratio_per_million"
            rate = Rate.ppm(given.count(name)) if per_million else given.percent(name)
            role = found["whose"] or ("talent" if per_million else "amount")
            rules.append(rule(rate, name, pays=role, **terms))
    made = sold(rules, line_of(base, quantity), stacking={"": Stacking.FIRST} if rules else {})
    return {"amount": made.earned(Role("amount"))} | {each.pays: made.earned(each.pays) for each in rules}


def mode_of(words: str) -> Rounding:
    """Return the rounding that a case puts in words."""
    if "half up" in words or "half_up" in words:
        return Rounding.HALF_UP
    if "floor" in words or "trunc" in words or "down" in words:
        return Rounding.DOWN
    raise UnsupportedError(f"no such rounding: {words}")


def two_level(given: Given) -> Answer:
    """Pay two levels of promoters, of whom one may not earn now (一二级分销)."""
    given.passed_over("unit")
    # In ruoyi the second level is found through the first: where the first may not earn, neither is paid.
    through_first = given.source.startswith("YunaiV/ruoyi")
    rules = [
        rule(Flat(given.amount_or_zero("one_brokerage")), "one", pays="level1"),
        rule(
            Flat(given.amount_or_zero("two_brokerage")),
            "two",
            pays="level2",
            when=Fact("level1", "id").known() if through_first else ALWAYS,
        ),
    ]
    parties = Credits(
        tuple(
            Credit(each.pays, f"promoter {each.pays}", active=given.flag(f"{each.pays}_enabled"))
            for each in rules
        )
    )
    made = sold(rules, line_of(NOTHING), credits_=parties)
    return {f"{each.pays}_total": made.earned(each.pays) for each in rules}


def preview(given: Given) -> Answer:
    """Show the least and the most that a promoter earns on a product, whichever variant is bought (佣金预览)."""
    given.passed_over("unit")
    prices, fixed = given.values("sku_prices"), given.values("sku_fixed")
    general = rule(given.percent("global_percent"), rounding=Rounding.DOWN)
    own_terms: list[Override] = []
    if given.flag("sub_commission"):
        for place, value in enumerate(fixed):
            rules = [] if value is None else [rule(Flat(amount(value)), general.id)]
            drops = (general.id,) if value is None else ()
            own_terms.append(Override(products=f"sku {place}", rules=rules, drops=drops))
    earnings = [
        earned(
            general,
            line_of(amount(prices[place]) if prices else NOTHING, product=Product(f"sku {place}")),
            overrides=own_terms,
        )
        for place in range(max(len(prices), len(fixed)))
    ]
    return {"min": min(earnings, default=NOTHING), "max": max(earnings, default=NOTHING)}
