"""Strategies of plans (分佣方案测试策略), built from the ground up, so that nearly all are valid.

A plan has two layers. Rules of the first rest on the line alone; rules of the second on what the first booked.
Roles of chains and groups that are weighed against each other live in the first layer, so no circle can arise.
"""

from fractions import Fraction
from functools import cache

import attrs
from hypothesis import strategies as st

from communekit.commission import (
    Base,
    Bound,
    Chain,
    Composition,
    Flat,
    Measure,
    Missing,
    OnRefund,
    Override,
    PerUnit,
    Plan,
    Rule,
    Stacking,
    Tax,
    Tiers,
)
from communekit.commission.rule import Pay
from communekit.money import CNY, Money
from communekit.parties import Role

from .condition import conditions
from .figures import CHAINED, EVENLY, FIRST_LAYER, RARELY, SECOND_LAYER, SOMETIMES, moneys, rates
from .rule import LINE_BASES, missings, roundings, rules, tables


@cache
def money_bounds() -> st.SearchStrategy[dict[str, Money]]:
    """Draw a cap, a floor, or both."""
    return st.one_of(
        moneys(400).map(lambda most: {"at_most": most}),
        moneys(80).map(lambda least: {"at_least": least}),
        st.tuples(moneys(60), moneys(300)).map(
            lambda pair: {"at_least": pair[0], "at_most": pair[0] + pair[1]}
        ),
    )


@st.composite
def bounds(
    draw: st.DrawFn, rule_ids: tuple[str, ...], roles: tuple[Role, ...], *, period: bool = True
) -> Bound:
    """Draw a bound on a rule, a role or the budget, per line, order or period."""
    kind = draw(st.sampled_from(("rule", "role", "plan")))
    covers: dict[str, str | Role] = {}
    if kind == "rule":
        covers = {"rule": draw(st.sampled_from(rule_ids))}
    elif kind == "role":
        covers = {"role": draw(st.sampled_from(roles))}
    per = draw(st.sampled_from(("line", "order", "period") if period else ("line", "order")))
    if per == "period":
        return Bound(per=draw(st.sampled_from(("month", "day"))), at_most=draw(moneys(600)), **covers)  # type: ignore[arg-type]  # one key, of its kind
    if draw(EVENLY):
        return Bound(per=per, **covers, **draw(money_bounds()))  # type: ignore[arg-type]  # likewise
    return Bound(per=per, at_most=draw(rates(Fraction(1, 2))), **covers)  # type: ignore[arg-type]  # likewise


@st.composite
def plans(
    draw: st.DrawFn,
    *,
    version: int = 1,
    rules_max: int = 4,
    bounded: bool | None = None,
    tiers: bool = True,
) -> Plan:
    """Draw a plan with any of the features; the platform bears what the rules promise too much, mostly."""
    made: list[Rule] = []
    roles = draw(st.sampled_from(((Role.LEADER,), (Role.LEADER, Role.HOST), CHAINED, CHAINED, FIRST_LAYER)))
    groups = draw(st.sampled_from((("",), ("a",), ("", "a"), ("", "a", "b"))))
    for number in range(draw(st.integers(1, rules_max))):
        role = draw(st.sampled_from(roles))
        made.append(
            draw(
                rules(
                    f"first {number}",
                    role,
                    draw(st.sampled_from(LINE_BASES)),
                    group=draw(st.sampled_from(groups)),
                    replaces=tuple(rule.id for rule in made if draw(RARELY)),
                    tiers=tiers,
                )
            )
        )
    first = tuple(made)
    resting = [Base.of_rule(rule.id) for rule in first] + [Base.of_role(rule.pays) for rule in first]
    resting += [Base.PAID.less(first[0].id), Base.of_role(first[-1].pays).less(first[0].id)]
    for number in range(draw(st.integers(0, 2))):
        base = draw(st.sampled_from((*resting, Base.PAID)))
        role = draw(st.sampled_from(SECOND_LAYER))
        made.append(
            draw(rules(f"second {number}", role, base, group=draw(st.sampled_from(("", "c"))), tiers=tiers))
        )
    overrides = draw(st.lists(_overrides(first), max_size=2))
    every = (*made, *(rule for override in overrides for rule in override.rules))
    stacked = sorted({rule.group for rule in made})
    chains = draw(
        st.sampled_from(((), *((Composition(kind, CHAINED),) for kind in Chain)))
        | st.just((Composition(Chain.ADDITIVE, (Role.LEADER, Role.SPONSOR)),))
    )
    chained = {role for chain in chains for role in chain.roles}
    some_bounds = draw(
        st.lists(
            bounds(tuple(sorted({rule.id for rule in every})), tuple(sorted({rule.pays for rule in made}))),
            max_size=3,
            unique_by=lambda bound: bound.text,
        )
        if bounded is not False
        else st.just([])
    )
    weighed = {role for chain in chains if chain.kind is not Chain.ADDITIVE for role in chain.roles}

    made = [keeping(rule, some_bounds, weighed) for rule in made]
    overrides = [
        attrs.evolve(one, rules=[keeping(rule, some_bounds, weighed) for rule in one.rules])
        for one in overrides
    ]
    return Plan(
        "basket",
        version,
        CNY,
        residual=Role.STORE,
        rules=[_rolling(draw, rule, chained) for rule in made],
        stacking=draw(
            st.fixed_dictionaries({}, optional={group: st.sampled_from(Stacking) for group in stacked})
        ),
        chains=chains,
        bounds=some_bounds,
        overrides=overrides,
        missing=draw(missings() | st.just(Missing.roll_up())),
        bearer=draw(st.sampled_from((Role.PLATFORM, Role.STORE, None))),
        parties={Role.PLATFORM: "PF", Role.FUND: "F1"},
        tax=draw(st.sampled_from(Tax)),
        zone=draw(st.sampled_from(("Asia/Shanghai", "America/New_York"))),
    )


def keeping(rule: Rule, bounds_: list[Bound], weighed: set[Role]) -> Rule:
    """Return the rule, not restated where a bound or a chain may cut it."""
    cut = rule.pays in weighed or any(bound.covers_rule(rule) for bound in bounds_)
    if cut and isinstance(rule.rate, Tiers):
        return attrs.evolve(rule, rate=attrs.evolve(rule.rate, on_refund=OnRefund.KEEP))
    return rule


def _rolling(draw: st.DrawFn, rule: Rule, chained: set[Role]) -> Rule:
    """Return the rule, sometimes rolling up where its role stands in a chain."""
    rolls = rule.pays in chained and draw(EVENLY)
    return attrs.evolve(rule, missing=Missing.roll_up()) if rolls else rule


@st.composite
def _overrides(draw: st.DrawFn, first: tuple[Rule, ...]) -> Override:
    """Draw an override: some rules by id, sometimes a new one, sometimes one less."""
    where = draw(
        st.sampled_from(
            (
                {"stores": ("S1",)},
                {"leaders": ("L1",)},
                {"products": ("P1",)},
                {"stores": ("S1", "S2"), "products": ("P2",)},
            )
        )
    )
    chosen = draw(st.lists(st.sampled_from(first), max_size=2, unique_by=lambda rule: rule.id))
    made = [
        draw(rules(rule.id, rule.pays, Base.PAID, group=rule.group, tiers=False, counts=_counted_by(rule)))
        for rule in chosen
    ]
    drops = tuple(rule.id for rule in first if rule not in chosen and draw(SOMETIMES))
    if draw(EVENLY) or not (made or drops):
        month = Measure("paid", period="month")
        made.append(draw(rules("extra", Role.HOST, Base.PAID, group=first[0].group, counts=month)))
    return Override(**where, rules=made, drops=drops)  # type: ignore[arg-type]  # tuples of words


@st.composite
def plain_plans(draw: st.DrawFn, *, version: int = 1) -> Plan:
    """Draw a plan of the common kind: shares, amounts per unit and per line, months of each payee, a few bounds.

    These are the plans that the engine may take on its express lane; here a role may be paid in both layers, so that
    bounds run over what rests on what they have bound.
    """
    roles = (Role.LEADER, Role.HOST, Role.SUPPLIER, Role.SPONSOR)
    made: list[Rule] = []
    for number in range(draw(st.integers(1, 4))):
        bases = [
            *LINE_BASES,
            *(Base.of_rule(rule.id) for rule in made),
            *(Base.PAID.less(rule.id) for rule in made),
        ]
        base = draw(st.sampled_from(bases))
        month = Measure(
            draw(st.sampled_from(("paid", "net", "margin", "quantity", "lines"))),
            period=draw(st.sampled_from(("month", "day"))),
        )
        table = tables(base=base, measure=month)
        simple: st.SearchStrategy[Pay] = rates()
        if base == Base.PAID:
            simple |= st.builds(PerUnit, moneys(120)) | st.builds(Flat, moneys(150))
        rate = draw(simple | table)
        made.append(
            Rule(
                f"rule {number}",
                draw(st.sampled_from(roles)),
                rate,
                base=base,
                when=draw(conditions()),
                group=draw(st.sampled_from(("", "a"))),
                rounding=draw(roundings()),
                missing=draw(st.none() | missings()),
            )
        )
    some = draw(
        st.lists(
            bounds(
                tuple(rule.id for rule in made), tuple(sorted({rule.pays for rule in made})), period=False
            ),
            max_size=2,
            unique_by=lambda bound: bound.text,
        )
    )
    first = draw(st.sampled_from((Stacking.SUM, Stacking.FIRST)))
    return Plan(
        "basket",
        version,
        CNY,
        residual=draw(st.sampled_from((Role.STORE, Role.PLATFORM))),
        rules=[keeping(rule, some, set()) for rule in made],
        bounds=some,
        stacking={made[0].group: first},
        parties={Role.PLATFORM: "PF"},
        bearer=draw(st.sampled_from((None, Role.FUND, Role.STORE))),
        tax=draw(st.sampled_from(Tax)),
    )


def _counted_by(rule: Rule) -> Measure | None:
    """Return what a rule's table counts over a period: who takes its place must count the same."""
    return rule.rate.measure if isinstance(rule.rate, Tiers) and rule.rate.measure.period else None


__all__ = ["bounds", "keeping", "money_bounds", "plain_plans", "plans"]
