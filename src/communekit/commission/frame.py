"""A plan made ready for orders: its clauses, its table, and what in it looks beyond a single line."""

from collections.abc import Sequence
from datetime import datetime

from communekit.money import Money, Rate
from communekit.parties import Role
from communekit.period import Calendar

from .bound import Bound
from .clause import Clause, Kind
from .composition import Chain, Stacking
from .decision import DecisionTable
from .exact import Exact
from .plan import Plan, Tax
from .rule import Rule, Scope


class Frame:
    """What every order under a plan needs: its table, its clauses, who watches whom."""

    def __init__(self, plan: Plan, table: DecisionTable, clauses: Sequence[Clause], ticks: int) -> None:
        self.plan = plan
        self.table = table
        self.ticks = ticks
        self.generations = 1 + max((clause.generation for clause in clauses), default=0)
        self.follows = any(not clause.has_own_base for clause in clauses)
        self.over_order = any(clause.kind in (Kind.ORDER_FLAT, Kind.ORDER_TIERS) for clause in clauses)
        self.composed = tuple(chain for chain in plan.chains if chain.kind is not Chain.ADDITIVE)
        self.has_best = any(clause.stacking is Stacking.BEST for clause in clauses)
        ordered = sorted(
            enumerate(plan.bounds), key=lambda one: 0 if one[1].rule else 1 if one[1].role else 2
        )
        self.line_bounds = tuple(one for one in ordered if one[1].per == "line")
        self.order_bounds = tuple(one for one in ordered if one[1].per == "order")
        self.period_bounds = tuple(one for one in ordered if one[1].is_period)
        self.residual_by_supplier = plan.residual == Role.SUPPLIER
        self.sets_tax_aside = plan.tax is Tax.SET_ASIDE
        self.payee_slots = 1 + max((clause.payee_slot for clause in clauses), default=0)
        self.all_plain = all(clause.plain for clause in clauses)
        lifts = any(bound.at_least is not None for bound in plan.bounds)  # lifts what later rules rest on
        self.runs_express = (
            not self.period_bounds
            and not (lifts and self.generations > 1)
            and all(map(_is_plain_enough, clauses))
        )
        self._calendars: dict[str, Calendar] = {}
        self._clauses = {id(clause.rule): clause for clause in clauses}

    def clause_for(self, rule: Rule) -> Clause:
        """Return the clause made of a rule of this plan."""
        known = self._clauses.get(id(rule))
        return known or next(clause for clause in self._clauses.values() if clause.rule == rule)

    def label_at(self, period: str, at: datetime) -> str:
        """Return the name of the period of a kind ("month") that covers a moment, in the plan's time zone."""
        calendar = self._calendars.get(period)
        if calendar is None:
            calendar = self._calendars[period] = Calendar.of(period, self.plan.zone)
        return calendar.label_at(at)

    def name_of(self, bound: Bound) -> str:
        """Return the name under which a bound of a period counts: the same in every version that states it alike."""
        return f"{self.plan.id}: {bound.text}"

    def bites(self, bound: Bound, total: Exact, shared: int) -> bool:
        """Whether a bound of a line or order changes a sum, in ticks, where so many minor units are shared."""
        if total <= 0:
            return False
        least, most = bound.at_least, bound.at_most
        return (most is not None and total > self.limit(most, shared)) or (
            least is not None and total < self.limit(least, shared)
        )

    def limit(self, limit: Money | Rate, shared: int) -> int:
        """Return a cap or floor in ticks: an amount, or a share of so many minor units."""
        if isinstance(limit, Rate):
            return int(limit.share * self.ticks) * shared
        return limit.minor * self.ticks


def _is_plain_enough(clause: Clause) -> bool:
    """Whether the express lane knows all that a clause asks for."""
    if clause.stacking is Stacking.BEST or (
        clause.chain is not None and clause.chain.kind is not Chain.ADDITIVE
    ):
        return False
    if clause.kind is Kind.LINEAR:
        return clause.scope is Scope.LINE
    table = clause.table
    if clause.kind is not Kind.PERIOD_TIERS or table is None or clause.scope is not Scope.PERIOD:
        return False
    return table.counts_each_payee and table.measure.total not in ("orders", "members")
