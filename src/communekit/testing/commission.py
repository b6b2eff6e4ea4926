"""Strategies of what plans are made of, and of what came of them (分佣测试策略)."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Final

import attrs
from hypothesis import strategies as st

from communekit.commission import (
    Accrual,
    Base,
    Bound,
    Chain,
    Change,
    Composition,
    Cut,
    Draw,
    Drawn,
    Enrolment,
    Flat,
    Guarantee,
    Key,
    LeftOutCount,
    Lost,
    Measure,
    Measured,
    Missing,
    OrderChange,
    Override,
    PerUnit,
    Plan,
    Plans,
    Position,
    Row,
    Rule,
    Simulation,
    Slice,
    Standing,
    Taken,
    Terms,
    Tier,
    Tiers,
    Unknown,
    Working,
)
from communekit.commission.condition import All, Any_, Not, Test
from communekit.parties import Role
from communekit.period import Window

from .condition import atoms, conditions
from .figures import CHAINED
from .ground import counts, currencies, fractions, ids, instants, minors, said, texts, yuan
from .parties import roles
from .plan import bounds, plans
from .rule import LINE_BASES, flats, measures, missings, rules, tables, units

_COUNTED: Final = minors(-(10**9), 10**9)


def exacts() -> st.SearchStrategy[int | Fraction]:
    """Draw an exact amount as the engine keeps it: whole ones as integers."""
    return fractions().map(lambda one: one.numerator if one.denominator == 1 else one)


def bases() -> st.SearchStrategy[Base]:
    """Draw what a share is taken of."""
    named = st.just(Base.of_rule("base")) | st.just(Base.of_role(Role.LEADER))
    return st.sampled_from(LINE_BASES) | named | named.map(lambda base: base.less("fee", "other"))


def some_bounds() -> st.SearchStrategy[Bound]:
    """Draw a bound on a rule, a role or the plan."""
    return bounds(("base", "month"), (Role.LEADER, Role.HOST))


def some_rules() -> st.SearchStrategy[Rule]:
    """Draw a rule by itself, sometimes with a title."""
    rule = st.sampled_from(LINE_BASES).flatmap(lambda base: rules("base", Role.LEADER, base))
    return st.builds(lambda one, title: attrs.evolve(one, title=title), rule, said())


def overrides() -> st.SearchStrategy[Override]:
    """Draw an override of some stores, leaders or products."""
    named = st.lists(ids(), min_size=1, max_size=2, unique=True)
    some = st.lists(some_rules(), min_size=1, max_size=1)
    drops = st.just(()) | st.just(("old",))
    return st.builds(Override, stores=named, products=st.just(()) | named, rules=some, drops=drops)


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
    paid = sorted({rule.pays for rule in plan.every_rule})
    role = draw(st.sampled_from(paid))
    two = draw(st.booleans())
    return attrs.evolve(
        plan,
        effective=draw(st.none() | instants().map(Window)),
        guarantees=[attrs.evolve(one, role=role) for one in draw(st.lists(guarantees(), max_size=1))],
        draws=[attrs.evolve(one, role=role) for one in draw(st.lists(draws(), max_size=1))],
        hold=draw(st.sampled_from(("", "7 days"))),
        referral=(Role.SPONSOR, Role.HOST) if two else (Role.SPONSOR,),
        depth_reason=draw(texts()) if two else "",
        enrolment=draw(enrolments()),
    )


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


def terms() -> st.SearchStrategy[Terms]:
    """Draw the terms under which an amount was promised."""
    return st.builds(Terms, ids(), counts(), currencies(), counts(10_000), some_rules())


def measured() -> st.SearchStrategy[Measured]:
    """Draw what a line added to a measure."""
    return st.builds(Measured, ids(), texts(), st.none() | exacts(), exacts(), exacts(), exacts())


def workings() -> st.SearchStrategy[Working]:
    """Draw the trace of an amount."""
    cuts = st.lists(st.builds(Cut, some_bounds(), exacts(), exacts()), max_size=2).map(tuple)
    return st.builds(
        Working,
        st.fractions(0, 1, max_denominator=97),
        st.none() | roles(),
        st.none() | measured(),
        cuts,
        st.none() | exacts(),
    )


def accruals() -> st.SearchStrategy[Accrual]:
    """Draw what one party earns by one rule on one line."""
    return st.builds(Accrual, terms(), ids(), exacts(), exacts(), exacts(), _COUNTED, workings())


def keys() -> st.SearchStrategy[Key]:
    """Draw what a row of a standing counts."""
    return st.builds(Key, st.sampled_from(("measure", "member", "exact", "bound")), texts(), ids(), texts())


def rows() -> st.SearchStrategy[Row]:
    """Draw totals of one key."""
    return st.builds(Row, exacts(), exacts(), st.booleans())


def changes() -> st.SearchStrategy[Change]:
    """Draw an amount under two plans."""
    return st.builds(Change, ids(), _COUNTED, _COUNTED)


def _some(of: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(of, max_size=2).map(tuple)


def _positions() -> st.SearchStrategy[Position]:
    return st.builds(Position, ids(), roles(), _COUNTED, _COUNTED)


def _order_changes() -> st.SearchStrategy[OrderChange]:
    return st.builds(OrderChange, ids(), counts(), _some(changes()))


def _counted_out() -> st.SearchStrategy[LeftOutCount]:
    plan = st.sampled_from(("before", "after"))
    return st.builds(LeftOutCount, plan, texts(), counts(), _some(ids()), texts(), texts())


def simulations() -> st.SearchStrategy[Simulation]:
    """Draw two plans side by side."""
    return st.builds(
        Simulation,
        texts(),
        texts(),
        currencies(),
        counts(),
        counts(),
        _some(_counted_out()),
        _some(_positions()),
        _some(changes()),
        changes(),
        changes(),
        changes(),
        _some(_order_changes()),
        titles=st.dictionaries(ids(), texts(), max_size=2),
    )


def _of(kind: type) -> st.SearchStrategy[Any]:
    """Draw a condition of one form."""
    return (conditions() | atoms() | atoms().map(lambda one: ~one)).filter(lambda one: isinstance(one, kind))


COMMISSION: Final[Mapping[type, st.SearchStrategy[Any]]] = {
    Accrual: accruals(),
    All: st.builds(lambda one, other: one & other, atoms(), atoms()),
    Any_: st.builds(lambda one, other: one | other, atoms(), conditions()).filter(
        lambda one: isinstance(one, Any_)
    ),
    Base: bases(),
    Bound: some_bounds(),
    Change: changes(),
    Composition: st.builds(Composition, st.sampled_from(Chain), st.permutations(CHAINED)),
    Cut: st.builds(Cut, some_bounds(), exacts(), exacts()),
    Draw: draws(),
    Drawn: st.builds(Drawn, yuan(), yuan(-1_000_000, 0)),
    Enrolment: enrolments(),
    Flat: flats(),
    Guarantee: guarantees(),
    Key: keys(),
    LeftOutCount: _counted_out(),
    Lost: st.builds(Lost, ids(), texts(), said()),
    Measure: measures(),
    Measured: measured(),
    Missing: missings() | st.just(Missing.roll_up()),
    Not: atoms().map(Not),
    OrderChange: _order_changes(),
    Override: overrides(),
    PerUnit: units(),
    Plan: told_plans(),
    Plans: plan_versions(),
    Position: _positions(),
    Row: rows(),
    Rule: some_rules(),
    Simulation: simulations(),
    Slice: st.builds(Slice, st.integers(0, 5), exacts(), exacts()),
    Standing: st.builds(Standing, st.dictionaries(keys(), rows(), max_size=3)),
    Taken: st.builds(Taken, accruals(), _COUNTED),
    Terms: terms(),
    Test: atoms().filter(lambda one: isinstance(one, Test)),
    Tier: tables().map(lambda table: table.steps[-1]),
    Tiers: tables(),
    Unknown: st.builds(Unknown, ids(), texts(), st.booleans()),
    Working: workings(),
}
