"""Cases: what can apply to a line together, span of amounts by span of amounts, and what it promises (情形)."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Final, NamedTuple

from communekit.commission.clause import Clause
from communekit.commission.condition import Test, tests_of
from communekit.commission.plan import Plan
from communekit.commission.rate import PerUnit
from communekit.money import Money, Rate
from communekit.orders import Value

from .along import Along
from .curve import Curve
from .domain import FactClass, FactName, answers_to, fact_of, spans_of
from .promise import Absence, Promise
from .rulebook import Matches, Rulebook, Variant

PAID: Final = ("line", "paid")
ABSENT_MAX: Final = 4
"""Roles that may be missing which are told apart; with more, what they might take off is not counted on."""


PARTS_MAX: Final = 200_000
"""Rules of all cases together that are looked at."""


class Case(NamedTuple):
    """Clauses that apply together, facts under which they do, and what they promise: shares alone, and all of it."""

    kept: tuple[Clause, ...]
    facts: dict[FactName, FactClass]
    absence: Absence
    quantity: int | Fraction
    shares: Promise
    whole: Promise


class Stretch(NamedTuple):
    """A span of amounts in which no condition changes its answer, with the cases of each part of the plan.

    The parts have no fact and no say in each other: any case of one goes with any case of another.
    """

    first: int
    last: int
    parts: tuple[tuple[Case, ...], ...]


class Undecided(NamedTuple):
    """More combinations of facts than are looked at."""

    combinations: int


def stretches_of(book: Rulebook) -> tuple[Stretch, ...] | Undecided:
    """Return all cases of a plan, or how many combinations there would be to look at."""
    made: list[Stretch] = []
    left = PARTS_MAX
    parts = independent(book)
    for first, last in paid_spans(book):
        given: dict[FactName, Value | None] = {PAID: Money(first, book.plan.currency)}
        cases: list[tuple[Case, ...]] = []
        for rule_ids in parts:
            matches = Matches(book, rule_ids, given=given)
            left -= sum(len(pattern.kept) for pattern in matches.patterns)
            if left < 0 or not matches.is_decided:
                return Undecided(matches.space.size)
            cases.append(tuple(_cases(book.plan, matches, first, last)))
        made.append(Stretch(first, last, tuple(cases)))
    return tuple(made)


def paid_spans(book: Rulebook) -> list[tuple[int, int]]:
    """Return the spans of the amount paid, in minor units, in which no condition of the plan changes its answer."""
    tests = [test for variant in book.every for test in tests_of(variant.rule.when) if fact_of(test) == PAID]
    merged: list[tuple[int, int]] = []
    before: tuple[bool | None, ...] | None = None
    for first, last in spans_of(tests, book.plan.currency):
        answers = answers_to(tests, Money(last, book.plan.currency))
        if answers == before:
            merged[-1] = (merged[-1][0], last)
        else:
            merged.append((first, last))
        before = answers
    return merged


def independent(book: Rulebook) -> tuple[tuple[str, ...], ...]:
    """Part the rules so that rules of different parts share no fact and have no say in each other."""
    part_of: dict[str, set[str]] = {rule_id: {rule_id} for rule_id in book.variants}
    marked: dict[object, str] = {}
    for rule_id, variants in book.variants.items():
        for mark in _marks(book.plan, variants):
            one, other = part_of[marked.setdefault(mark, rule_id)], part_of[rule_id]
            if one is not other:
                one |= other
                for member in other:
                    part_of[member] = one
    parts = {id(part): part for part in part_of.values()}
    return tuple(tuple(rule_id for rule_id in book.variants if rule_id in part) for part in parts.values())


def most_of(parts: Iterable[Sequence[Curve]]) -> Curve | None:
    """Return the sum over parts of the most that a case of each comes to; None for no parts."""
    total: Curve | None = None
    for curves in parts:
        most: Curve | None = None
        for curve in curves:
            most = curve if most is None else most.max(curve)
        if most is not None:
            total = most if total is None else total + most
    return total


def _cases(plan: Plan, matches: Matches, first: int, last: int) -> Iterator[Case]:
    known: set[tuple[object, ...]] = set()
    for pattern in matches.patterns:
        facts = matches.space.values(pattern.mask)
        quantity = _quantity(facts, pattern.kept)
        key = (tuple(clause.index for clause in pattern.kept), quantity)
        if key not in known:
            known.add(key)
            for absence in absences(pattern.kept):
                shares = Promise(plan, pattern.kept, Along.plain(first, last, fixed=False), absence=absence)
                whole = shares
                if _has_fixed(plan, pattern.kept):
                    along = Along.plain(first, last, quantity=quantity)
                    whole = Promise(plan, pattern.kept, along, absence=absence)
                yield Case(pattern.kept, facts, absence, quantity, shares, whole)


def _has_fixed(plan: Plan, kept: Sequence[Clause]) -> bool:
    """Whether anything is promised that does not grow with the line."""
    return any(not isinstance(clause.rule.rate, Rate) for clause in kept) or any(
        isinstance(bound.at_least, Money) for bound in plan.bounds
    )


def _quantity(facts: dict[FactName, FactClass], kept: Sequence[Clause]) -> int | Fraction:
    """Return the quantity that the facts say, else the least for which an amount per unit is paid."""
    said = facts.get(("line", "quantity"))
    if said is not None and isinstance(said.value, int | Fraction):
        return said.value
    return min((c.rule.rate.free + 1 for c in kept if isinstance(c.rule.rate, PerUnit)), default=1)


def absences(kept: Sequence[Clause]) -> Iterator[Absence]:
    """Yield which roles may be missing, nobody first: what a missing party does not get is not taken off a base."""
    taken_off = {rule for clause in kept for rule in clause.rule.base.without}
    roles = sorted({clause.role for clause in kept if clause.rule.id in taken_off})
    if len(roles) > ABSENT_MAX:
        yield Absence(unsure=frozenset(roles))
        return
    for count in range(len(roles) + 1):
        yield from (Absence(frozenset(missing)) for missing in combinations(roles, count))


def _marks(plan: Plan, variants: Sequence[Variant]) -> Iterator[object]:
    """Yield what a rule has in common with those that it depends on, or that depend on it."""
    if any(not (bound.rule or bound.role) for bound in plan.bounds):
        yield "budget"
    for variant in variants:
        rule = variant.rule
        yield ("role", rule.pays)
        for chain in plan.chains:
            if rule.pays in chain.roles:
                yield ("chain", chain.roles)
        yield ("rule", rule.id)
        yield from (("rule", other) for other in (*rule.replaces, *rule.base.rests_on))
        if rule.base.role:
            yield ("role", rule.base.role)
        conditions = [rule.when, *([] if variant.where is None else [variant.where])]
        if variant is variants[-1]:
            conditions += variant.unless
        for condition in conditions:
            yield from (("fact", fact_of(test)) for test in _asked(tests_of(condition)))


def _asked(tests: Iterable[Test]) -> Iterator[Test]:
    return (test for test in tests if fact_of(test) != PAID)
