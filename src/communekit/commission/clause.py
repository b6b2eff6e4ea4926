"""Clauses: the rules of a plan made ready to evaluate, with every constant folded.

Exact amounts are in ticks. A plan's ticks per minor unit are the least number of which every rate of the plan is
a whole number, so that nearly all of the work is on integers; where a share or a bound asks for finer parts, a
Fraction takes the integer's place and nothing else changes.
"""

from enum import Enum
from math import lcm
from operator import attrgetter
from typing import Final

import attrs

from communekit.ids import RuleId
from communekit.money import Rate, Rounding
from communekit.orders import Line
from communekit.parties import Role

from .accrual import Terms
from .composition import Chain, Composition, Missing, Stacking
from .plan import Plan
from .rate import Flat, Per, PerUnit
from .rule import Rule, Scope
from .table import Read, Table
from .tier import Tiers


class Kind(Enum):
    """How a clause comes to its exact amount."""

    LINEAR = "linear"
    BLOCKS = "blocks"
    ORDER_FLAT = "order_flat"
    LINE_TIERS = "line_tiers"
    ORDER_TIERS = "order_tiers"
    PERIOD_TIERS = "period_tiers"


def _net(line: Line) -> int:
    return line.distributed.minor - (0 if line.tax is None else line.tax.minor)


def _margin(line: Line) -> int | None:
    return None if line.cost is None else max(line.distributed.minor - line.cost.minor, 0)


def _one(_line: Line) -> int:
    return 1


READERS: Final[dict[str, Read]] = {
    "paid": attrgetter("distributed.minor"),
    "listed": attrgetter("listed.minor"),
    "net": _net,
    "margin": _margin,
    "freight": attrgetter("freight.minor"),
    "quantity": attrgetter("quantity"),
    "lines": _one,
    "one": _one,
}


@attrs.define(eq=False, kw_only=True)
class Clause:
    """A rule made ready: what to read, what to multiply it with, where its result goes."""

    index: int
    place: int
    """Where its id was first stated: an override stands where the rule stands whose place it takes."""
    terms: Terms
    rule: Rule
    role: Role
    kind: Kind
    ticks: int
    coefficient: int
    read: Read
    rests_on: tuple[str, ...]
    rests_on_role: str
    has_own_base: bool
    """Whether the base is read from the line alone."""
    missing: Missing
    payee_slot: int = -1
    """Clauses of one slot pay the same parties on a line."""
    by_supplier: bool
    """Whether who is paid may depend on the product's supplier."""
    generation: int
    stacking: Stacking
    chain: Composition | None
    bounds: frozenset[int]
    """The places, in the plan, of the bounds that cover it."""
    rounding: Rounding
    rounds_down: bool
    scope: Scope
    period: str
    """The kind of period that it measures or rounds over; empty for none."""
    table: Table | None
    measure_name: str
    """Under which it measures a period, whatever the version: plan and rule."""
    exact_name: str
    """Under which its running total is rounded over a period: plan version and rule."""
    plain: bool
    """Nothing but base x rate, rounded down by itself: no bound, chain or other rule has a say."""


def clauses_of(plan: Plan) -> tuple[dict[RuleId, Clause], tuple[dict[RuleId, Clause], ...], int]:
    """Return the plan's own clauses by rule id, those of each override, and the ticks."""
    ticks = ticks_of(plan)
    generation = {rule_id: g for g, ids in enumerate(plan.order_of_evaluation()) for rule_id in ids}
    chains = {role: composition for composition in plan.chains for role in composition.roles}
    count = iter(range(len(plan.every_rule)))
    places = {
        rule_id: place for place, rule_id in enumerate(dict.fromkeys(rule.id for rule in plan.every_rule))
    }

    slots: dict[tuple[Role, Missing], int] = {}

    def made(rule: Rule) -> Clause:
        clause = _clause(
            plan, rule, (next(count), places[rule.id]), ticks, generation[rule.id], chains.get(rule.pays)
        )
        clause.payee_slot = slots.setdefault((clause.role, clause.missing), len(slots))
        return clause

    own = {rule.id: made(rule) for rule in plan.rules}
    others = tuple({rule.id: made(rule) for rule in override.rules} for override in plan.overrides)
    return own, others, ticks


def ticks_of(plan: Plan) -> int:
    """Return the ticks per minor unit: the least common denominator of the plan's rates."""
    shares: list[Rate | None] = []
    for rule in plan.every_rule:
        if isinstance(rule.rate, Rate):
            shares.append(rule.rate)
        elif isinstance(rule.rate, Tiers):
            shares.extend(step.share for step in rule.rate.steps)
    for bound in plan.bounds:
        shares.extend(limit for limit in (bound.at_most, bound.at_least) if isinstance(limit, Rate))
    return lcm(*(share.share.denominator for share in shares if share is not None))


def _clause(
    plan: Plan, rule: Rule, index: tuple[int, int], ticks: int, generation: int, chain: Composition | None
) -> Clause:
    stacking = plan.stacking.get(rule.group, Stacking.SUM)
    composed = chain if chain is not None and chain.kind is not Chain.ADDITIVE else None
    bounds = frozenset(place for place, bound in enumerate(plan.bounds) if bound.covers_rule(rule))
    kind, coefficient, read = _pay(rule, ticks)
    tiers = rule.rate if isinstance(rule.rate, Tiers) else None
    terms = Terms(plan.id, plan.version, plan.currency, ticks, rule)
    missing = rule.missing or plan.missing
    if missing == Missing.roll_up() and chain is None:
        missing = Missing.lapse()
    return Clause(
        index=index[0],
        place=index[1],
        terms=terms,
        rule=rule,
        role=rule.pays,
        kind=kind,
        ticks=ticks,
        coefficient=coefficient,
        read=read,
        rests_on=rule.base.rests_on,
        rests_on_role=rule.base.role,
        has_own_base=not (rule.base.rests_on or rule.base.role),
        missing=missing,
        by_supplier=rule.pays == Role.SUPPLIER or (chain is not None and Role.SUPPLIER in chain.roles),
        generation=generation,
        stacking=stacking,
        chain=chain,
        bounds=bounds,
        rounding=rule.rounding,
        rounds_down=rule.rounding is Rounding.DOWN,
        period="" if tiers is None else tiers.measure.period,
        scope=rule.scope,
        table=None if tiers is None else Table.of(rule, tiers, ticks, READERS.get(tiers.measure.total, _one)),
        measure_name=f"{plan.id}: {rule.id}",
        exact_name=f"{plan.name}: {rule.id}",
        plain=(
            kind is Kind.LINEAR
            and not bounds
            and composed is None
            and stacking is not Stacking.BEST
            and rule.scope is Scope.LINE
            and rule.rounding is Rounding.DOWN
        ),
    )


def _pay(rule: Rule, ticks: int) -> tuple[Kind, int, Read]:
    match rule.rate:
        case Rate() as rate:
            return Kind.LINEAR, int(rate.share * ticks), READERS.get(rule.base.of, _one)
        case PerUnit(amount=amount, block=0, free=0):
            return Kind.LINEAR, amount.minor * ticks, READERS["quantity"]
        case PerUnit(amount=amount):
            return Kind.BLOCKS, amount.minor * ticks, READERS["quantity"]
        case Flat(amount=amount, per=Per.LINE):
            return Kind.LINEAR, amount.minor * ticks, READERS["one"]
        case Flat(amount=amount):
            return Kind.ORDER_FLAT, amount.minor, READERS["one"]
        case Tiers(measure=measure):
            kinds = {"line": Kind.LINE_TIERS, "order": Kind.ORDER_TIERS}
            return kinds.get(measure.per, Kind.PERIOD_TIERS), 0, READERS.get(rule.base.of, _one)
