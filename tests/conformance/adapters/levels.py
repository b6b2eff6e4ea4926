"""Levels above the seller: overrides, uplines, cascades, waterfalls (层级分佣)."""

import re

from communekit.commission import Base, Chain, Composition, Flat, Rule
from communekit.money import Money
from communekit.orders import Credits
from communekit.parties import Role

from ..answer import Answer
from ..case import UnsupportedError
from ..given import Given, amount, percent, unit
from ..trade import HOUSE, line_of, rule, sold, taken_back

BUYER = re.compile(
    r"(?:(?P<how>direct child|grandchild) of )?(?:the )?(?P<whom>staff|agent|division)( (him|her|it)self)?"
)


def hierarchy_override(given: Given) -> Answer:
    """Pay each level its rate of what those below it have left; a credit note takes the same back."""
    places, base = given.count("places", 2), given.amount("base", given.count("places", 2))
    rules: list[Rule] = []
    for place, rate in enumerate(given.values("levels_percent_from_bottom")):
        below = [each.id for each in rules] if given.flag("subtract_lower_levels") else []
        rules.append(rule(percent(rate), f"level {place}", pays=f"level{place}", base=Base.PAID.less(*below)))
    made = sold(rules, line_of(abs(base)))
    levels = [made.earned(each.pays) for each in rules]
    if base < Money(0, unit(places)):
        levels = [-back.taken_from(each.pays) for each in rules for back in taken_back(made)]
    return {"levels": levels, "total": Money.total(levels, unit(places))}


def upline_levels(given: Given) -> Answer:
    """Pay those above the seller, each level its own rate of the sale."""
    rules = [
        rule(percent(rate), f"level {place}", pays=f"level{place}")
        for place, rate in enumerate(given.values("level_percents"))
    ]
    chain = {
        each.pays: str(name) for each, name in zip(rules, given.values("chain_from_seller"), strict=False)
    }
    made = sold(
        rules, line_of(given.amount("sale")), credits_=Credits.single(**chain), parties={HOUSE: HOUSE}
    )
    amounts = {name: made.earned_by(name) for name in chain.values()}
    return {"amounts": amounts, "total": Money.total(amounts.values(), unit())}


def cascade(given: Given) -> Answer:
    """Pay promoters, staff, agent and division, each his rate less what those below him got (级差)."""
    found = BUYER.fullmatch(given.word("buyer"))
    if found is None:
        raise UnsupportedError(f"no such place in the cascade: {given.word('buyer')}")
    first, second, upwards = places(found["how"] or "", found["whom"], given.flag("self_purchase_rebate"))
    chain = ("level1", "level2", *upwards)
    rates = {"level1": first, "level2": second} | {role: (role,) for role in upwards}
    rules = [
        rule(given.percent(f"{whose}_percent"), f"{role} {whose}", pays=role)
        for role, parts in rates.items()
        for whose in parts
        if f"{whose}_percent" in given
    ]
    for role in ("level1", "level2", "staff", "agent", "division"):
        given.passed_over(f"{role}_percent")
    made = sold(rules, line_of(amount("100.00")), chains=[Composition(Chain.DIFFERENTIAL, chain)])
    nets = {role: made.earned(Role(role)) for role in ("level1", "level2", "staff", "agent", "division")}
    return {role: net.major for role, net in nets.items()} | {"sum": Money.total(nets.values(), unit()).major}


def places(how: str, whom: str, himself: bool) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return whose rates make up the first and the second level, and which roles are paid above them.

    In CRMEB staff who brought the buyer are paid in the place of the promoter; agents and divisions in their own.
    """
    upwards = ("staff", "agent", "division")
    above = upwards[upwards.index(whom) :]
    match how, whom, himself:
        case "", _, _:
            return (("level1",) if himself else ()), (), above[1:]
        case "direct child", "staff", _:
            return (("level1",), ("staff",), above[1:]) if himself else (("staff",), (), above[1:])
        case "direct child", _, _:
            return (("level1",) if himself else ()), (), above
        case _, "staff", True:
            return ("level1",), ("level1", "level2"), above[1:]
        case _:
            return ("level1",), ("level1", "level2") if himself else (), above


def waterfall(given: Given) -> Answer:
    """Let each party pass on a part of what it gets: what they keep adds up to what was paid (逐级下发)."""
    given.passed_over("unit", "roles")
    gross = given.amounts("gross_received")
    rules = [rule(Flat(each), f"party {place}", pays=f"party{place}") for place, each in enumerate(gross)]
    chains = [Composition(Chain.WATERFALL, [each.pays for each in rules])] if len(rules) > 1 else []
    made = sold(rules, line_of(gross[0]), chains=chains)
    nets = [made.earned(each.pays) for each in rules]
    return {"net": nets, "sum": Money.total(nets, unit())}
