"""Strategies of what plans are made of (分佣方案各部分测试策略)."""

from collections.abc import Mapping
from typing import Any, Final

import attrs
from hypothesis import strategies as st

from communekit.commission import (
    Base,
    Bound,
    Chain,
    Composition,
    Draw,
    Enrolment,
    Flat,
    Guarantee,
    Measure,
    Missing,
    Override,
    PerUnit,
    Plan,
    Plans,
    Rule,
    Tier,
    TierMode,
    Tiers,
)
from communekit.commission.condition import All, Any_, Not, Test
from communekit.money import Factor, Rate
from communekit.parties import Role
from communekit.period import Window

from .condition import atoms, conditions
from .figures import CHAINED, RARELY
from .ground import counts, ids, instants, said, shares, texts, yuan
from .parties import roles
from .plan import bounds, plans
from .rule import LINE_BASES, flats, measures, missings, rules, tables, units


def bases() -> st.SearchStrategy[Base]:
    """Draw what a share is taken of."""
    named = st.just(Base.of_rule("base")) | st.just(Base.of_role(Role.LEADER))
    return st.sampled_from(LINE_BASES) | named | named.map(lambda base: base.less("fee", "other"))


def some_bounds() -> st.SearchStrategy[Bound]:
    """Draw a bound on a rule, a role or the plan."""
    return bounds(("base", "month"), (Role.LEADER, Role.HOST))


def some_rules() -> st.SearchStrategy[Rule]:
    """Draw a rule by itself, sometimes with a title."""
    rule = st.builds(
        lambda id_, role, base, group, others: rules(id_, role, base, group=group, replaces=others),
        st.sampled_from(("base", "live")),
        roles(),
        st.sampled_from(LINE_BASES),
        st.sampled_from(("", "a")),
        st.sampled_from(((), ("old",))),
    ).flatmap(lambda drawn: drawn)
    return st.builds(lambda one, title: attrs.evolve(one, title=title), rule, said())


def some_tables() -> st.SearchStrategy[Tiers]:
    """Draw a table of tiers, or accelerators of a quota."""
    month = Measure("paid", period="month")
    restated = tables(measure=month, mode=TierMode.GRADUATED)
    steps = st.tuples(shares(), shares())
    of_quota = st.builds(
        lambda quota, pair: Tiers.of_quota(
            quota,
            month,
            (Factor.of("0"), Tier(quota, pair[0])),
            (Factor.of("1"), Tier(quota, pair[1], lifts=True)),
        ),
        yuan(1),
        steps,
    )
    return tables() | restated | of_quota


def overrides() -> st.SearchStrategy[Override]:
    """Draw an override of some stores, leaders or products."""
    named = st.lists(ids(), min_size=1, max_size=2, unique=True)
    some = st.lists(some_rules(), min_size=1, max_size=1)
    drops = st.just(()) | st.just(("old",))
    return st.builds(
        Override,
        stores=named,
        leaders=st.just(()) | named,
        products=st.just(()) | named,
        rules=some,
        drops=drops,
    )


def guarantees() -> st.SearchStrategy[Guarantee]:
    """Draw a minimum over a period."""
    return st.builds(Guarantee, roles(), yuan(), per=st.sampled_from(("day", "month")))


def draws() -> st.SearchStrategy[Draw]:
    """Draw an advance per period."""
    per = st.sampled_from(("day", "month"))
    return st.builds(Draw, roles(), yuan(), per=per, recoverable=st.booleans())


def enrolments() -> st.SearchStrategy[Enrolment]:
    """Draw what a person must bring."""
    return st.builds(Enrolment, st.none() | yuan(), st.booleans())


@st.composite
def told_plans(draw: st.DrawFn, *, version: int = 1) -> Plan:
    """Draw a plan with everything that a plan can say."""
    plan = draw(plans(version=version))
    if draw(RARELY):
        return _dollar_plan(draw(ids()), draw(counts()), draw(shares()))
    paid = sorted({rule.pays for rule in plan.every_rule})
    role = draw(st.sampled_from(paid))
    two = draw(st.booleans())
    return attrs.evolve(
        plan,
        id=draw(ids()),
        parties=dict.fromkeys((Role.PLATFORM, Role.FUND), draw(ids())),
        effective=draw(st.none() | instants().map(Window)),
        guarantees=[attrs.evolve(one, role=role) for one in draw(st.lists(guarantees(), max_size=1))],
        draws=[attrs.evolve(one, role=role) for one in draw(st.lists(draws(), max_size=1))],
        hold=draw(st.sampled_from(("", "7 days"))),
        referral=(Role.SPONSOR, Role.HOST) if two else (Role.SPONSOR,),
        depth_reason=draw(texts()) if two else "",
        enrolment=draw(enrolments()),
    )


def _dollar_plan(id_: str, version: int, share: Rate) -> Plan:
    """Return a plan of another currency, whose rest the platform keeps."""
    return Plan(id_, version, "USD", residual=Role.PLATFORM, rules=[Rule("base", Role.LEADER, share)])


def plan_versions() -> st.SearchStrategy[Plans]:
    """Draw up to three versions of one plan, each in force after the other."""
    edges = st.lists(instants(), min_size=4, max_size=4, unique=True).map(sorted)
    return st.builds(
        lambda plan, at, many: Plans(
            [
                attrs.evolve(plan, version=number + 1, effective=Window(at[number], at[number + 1]))
                for number in range(many)
            ]
        ),
        plans(),
        edges,
        counts(3),
    )


COMMISSION: Final[Mapping[type, st.SearchStrategy[Any]]] = {
    All: st.builds(lambda one, other: one & other, atoms(), atoms()),
    Any_: st.builds(lambda one, other: one | other, atoms(), conditions()).filter(
        lambda one: isinstance(one, Any_)
    ),
    Base: bases(),
    Bound: some_bounds(),
    Composition: st.builds(Composition, st.sampled_from(Chain), st.permutations(CHAINED)),
    Draw: draws(),
    Enrolment: enrolments(),
    Flat: flats(),
    Guarantee: guarantees(),
    Measure: measures(),
    Missing: missings() | st.just(Missing.roll_up()),
    Not: atoms().map(Not),
    Override: overrides(),
    PerUnit: units(),
    Plan: told_plans(),
    Plans: plan_versions(),
    Rule: some_rules(),
    Test: atoms().filter(lambda one: isinstance(one, Test)),
    Tier: some_tables().flatmap(lambda table: st.sampled_from(table.steps)),
    Tiers: some_tables(),
}

__all__ = ["COMMISSION", "some_bounds", "some_rules", "told_plans"]
