"""Promises: what clauses that apply together promise on a line, as curves over its amount (承诺金额).

This is the order of operations of `assess`, with a curve in the place of each amount and nothing rounded. Where the
engine needs to know more than a line says (what a period has measured, which lines an order has besides), the curve
is what it comes to at most. What is taken off a base, or off the next role of a chain, is counted at the least.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Final, NamedTuple

import attrs

from communekit.commission.bound import Bound
from communekit.commission.clause import Clause, Kind
from communekit.commission.composition import Chain, Composition, Stacking
from communekit.commission.plan import Plan
from communekit.commission.rate import Flat, PerUnit
from communekit.money import Money, Rate
from communekit.parties import Role

from .along import Along
from .curve import Curve
from .table_curve import Range, jump_of_base, range_of_table


@attrs.define(eq=False)
class Part:
    """What one clause promises by itself."""

    clause: Clause
    most: Curve
    least: Curve

    @property
    def is_certain(self) -> bool:
        """Whether the clause comes to anything at all, whatever else is unknown: costs, parties, measures."""
        table = self.clause.table
        return self.clause.rule.base.of != "margin" and (
            table is None or (table.measure.total != "margin" and not table.measure.period)
        )


class Absence(NamedTuple):
    """Roles that nobody stands in, and roles of which that is not known: those take nothing off for sure."""

    missing: frozenset[str] = frozenset()
    unsure: frozenset[str] = frozenset()


NOBODY_MISSING: Final = Absence()


class Promise:
    """What clauses that apply together promise on a line: by rule, by role and in all.

    Bounds in `without` are left out of account.
    """

    def __init__(
        self,
        plan: Plan,
        clauses: Sequence[Clause],
        along: Along,
        *,
        absence: Absence = NOBODY_MISSING,
        without: Collection[Bound] = (),
    ) -> None:
        self._plan = plan
        self._along = along
        self._absence = absence
        self._bounds = [bound for bound in plan.bounds if bound not in without]
        self._floors = sum(bound.at_least is not None for bound in self._bounds)
        self._nothing = along.there.flat(0)
        self._none = Range(self._nothing, self._nothing)
        self.unbounded: set[str] = set()
        self.parts: list[Part] = []
        self.rules: dict[str, Range] = {}
        self.gross: dict[Role, Range] = {}
        self.roles: dict[Role, Range] = {}
        self._chained: dict[Composition, Curve] = {}
        self._needed = {rule for clause in clauses for rule in clause.rule.base.rests_on}
        self._needed |= {bound.rule for bound in plan.bounds}
        for generation in sorted({clause.generation for clause in clauses}):
            made = [self._part(clause) for clause in clauses if clause.generation == generation]
            self.parts += made
            self._close(made)
        self.total = self._through(self._covering(), self.before_plan)

    @property
    def before_plan(self) -> Curve:
        """What all roles get together, before the bounds of the plan as a whole."""
        total = self._nothing
        for chain, most in self._chained.items():
            total += self._sum(self.roles[role].most for role in chain.roles if role in self.roles).min(most)
        chained = {role for chain in self._chained for role in chain.roles}
        return total + self._sum(range_.most for role, range_ in self.roles.items() if role not in chained)

    def covered(self, bound: Bound) -> Range:
        """Return what a bound covers, before it is applied."""
        if bound.rule:
            return self.rules.get(bound.rule, self._none)
        if bound.role:
            return self.gross.get(bound.role, self._none)
        return Range(self.before_plan, self._sum(range_.least for range_ in self.roles.values()))

    # Base and rate ----------------------------------------------------------------------------------------

    def _part(self, clause: Clause) -> Part:
        rate = clause.rule.rate
        match rate:
            case Rate(share):
                base = self._base(clause)
                return Part(clause, base.most.times(share), base.least.times(share))
            case Flat(amount=amount):
                flat = self._along.flat(amount.minor)
                return Part(clause, flat, self._nothing if clause.kind is Kind.ORDER_FLAT else flat)
            case PerUnit(amount=amount):
                units = self._along.flat(rate.blocks(self._along.quantity) * amount.minor)
                return Part(clause, units, units)
            case _:
                return self._tabled(clause)

    def _tabled(self, clause: Clause) -> Part:
        if clause.table is None:
            return Part(clause, *self._none)
        if jump_of_base(clause.table):
            self.unbounded.add(f"rule {clause.rule.id}")
        return Part(
            clause, *range_of_table(clause, clause.table, self._base(clause), self._along, clause.ticks)
        )

    def _base(self, clause: Clause) -> Range:
        base = clause.rule.base
        if base.rule:
            most, least = self.rules.get(base.rule, self._none)
        elif base.role:
            most, least = self.roles.get(Role(base.role), self._none)
            most = self._lifted(self._covering(), most)
        else:
            most = self._along.bases[base.of]
            least = self._nothing if base.of in ("net", "margin") else most
        off_most = self._sum(self.rules[rule].most for rule in base.without if rule in self.rules)
        off_least = self._sum(self.rules[rule].least for rule in base.without if rule in self.rules)
        return Range(most.minus(off_least), least.minus(off_most))

    # Stack, compose, bound --------------------------------------------------------------------------------

    def _close(self, parts: Sequence[Part]) -> None:
        """Take the parts of a generation through stacking, chains and bounds; note what others may rest on."""
        by_role: dict[Role, list[Part]] = {}
        for part in parts:
            by_role.setdefault(part.clause.role, []).append(part)
        net: dict[Role, Curve] = {}
        for chain in self._plan.chains:
            if chain.kind is not Chain.ADDITIVE and any(role in by_role for role in chain.roles):
                net.update(self._compose(chain, by_role))
        for role, own in by_role.items():
            bounded = self._together(
                own, [self._through(self._covering(rule=p.clause.rule.id), p.most) for p in own]
            )
            if role in net and not self._lifts_rules(own):
                bounded = bounded.min(net[role])
            if role in self._absence.missing:
                continue
            known = self.gross.get(role, self._none)
            least = self._sum(self._surely(part) for part in own)
            gross = self.gross[role] = Range(known.most + bounded, known.least + least)
            self.roles[role] = Range(self._through(self._covering(role=role), gross.most), gross.least)
            for part in own:
                if part.clause.rule.id in self._needed:
                    self._note(part)

    def _note(self, part: Part) -> None:
        """Remember the most and the least that a rule books."""
        rule, role = part.clause.rule.id, part.clause.role
        most = self._through(self._covering(rule=rule), part.most)
        most = self._lifted((*self._covering(role=role), *self._covering()), most)
        known = self.rules.get(rule, self._none)
        self.rules[rule] = Range(known.most + most, known.least + self._surely(part))

    def _surely(self, part: Part) -> Curve:
        """Return what a part comes to at least: nothing is sure where another rule, a chain or a cap may cut it."""
        clause = part.clause
        over = (*self._covering(rule=clause.rule.id), *self._covering(role=clause.role), *self._covering())
        cut = any(bound.at_most is not None for bound in over)
        chained = clause.chain is not None and clause.chain.kind is not Chain.ADDITIVE
        unsure = cut or chained or clause.stacking is Stacking.BEST or clause.role in self._absence.unsure
        return part.least.min(self._nothing) if unsure else part.least

    def _together(self, parts: Sequence[Part], curves: Sequence[Curve]) -> Curve:
        """Return what the parts of a role come to together: all of a sum, the best of a group."""
        total = self._nothing
        best: dict[str, Curve] = {}
        for part, curve in zip(parts, curves, strict=True):
            if part.clause.stacking is Stacking.BEST:
                group = part.clause.rule.group
                best[group] = best[group].max(curve) if group in best else curve
            else:
                total += curve
        return total + self._sum(best.values())

    def _compose(self, chain: Composition, by_role: dict[Role, list[Part]]) -> dict[Role, Curve]:
        """Return what each role of a chain keeps at most, and note what the chain comes to at most."""
        roles = [role for role in chain.roles if role in by_role]
        most = {role: self._together(by_role[role], [part.most for part in by_role[role]]) for role in roles}
        least = {
            role: self._sum(part.least for part in by_role[role] if part.clause.stacking is not Stacking.BEST)
            for role in roles
        }
        whole = self._nothing
        kept: dict[Role, Curve] = {}
        if chain.kind is Chain.DIFFERENTIAL:
            taken = self._nothing
            for role in roles:
                kept[role] = most[role].minus(taken)
                taken = taken.max(least[role])
                whole = whole.max(most[role])
        else:
            held: Range | None = None
            for role, after in zip(roles, (*roles[1:], None), strict=True):
                if held is None:
                    whole = whole.max(most[role])
                holds = Range(
                    most[role] if held is None else most[role].min(held.most),
                    least[role] if held is None else least[role].min(held.least),
                )
                onward = self._nothing if after is None else holds.least.min(least[after])
                kept[role] = holds.most.minus(onward)
                if any(part.is_certain for part in by_role[role]):
                    held = holds
        if not any(self._lifts_rules(by_role[role]) or self._lifts(role=role) for role in roles):
            self._chained[chain] = self._chained.get(chain, self._nothing) + whole
        return kept

    def _through(self, bounds: Iterable[Bound], curve: Curve) -> Curve:
        """Return a curve after bounds, as far as they hold for every single line."""
        there = self._along.bases["paid"] + self._along.bases["freight"]
        for bound in bounds:
            floor, cap = bound.at_least, bound.at_most
            if isinstance(floor, Rate) or (floor is not None and self._along.fixed):
                least = there.flat(floor.minor) if isinstance(floor, Money) else there.times(floor.share)
                curve = curve.lifted(least) if self._floors == 1 else curve + least
                if isinstance(floor, Rate) and bound.per == "order":
                    self.unbounded.add(f"bound {bound.text}")
            if isinstance(cap, Money) and not (bound.is_period and (bound.rule or bound.role)):
                curve = curve.min(
                    there.flat(cap.minor)
                )  # Over a period each of several parties has a cap of its own.
            elif isinstance(cap, Rate) and bound.per == "line":
                curve = curve.min(there.times(cap.share))  # One of an order lets a single line have more.
        return curve

    def _lifted(self, bounds: Iterable[Bound], curve: Curve) -> Curve:
        """Return a curve after those bounds that lift it: what rests on a lifted amount rests on the whole of it."""
        for bound in bounds:
            curve = self._through([bound], curve) if bound.at_least is not None else curve
        return curve

    def _covering(self, *, rule: str = "", role: str = "") -> list[Bound]:
        return [bound for bound in self._bounds if bound.rule == rule and (bound.role or "") == role]

    def _lifts(self, *, rule: str = "", role: str = "") -> bool:
        return any(bound.at_least is not None for bound in self._covering(rule=rule, role=role))

    def _lifts_rules(self, parts: Iterable[Part]) -> bool:
        return any(self._lifts(rule=part.clause.rule.id) for part in parts)

    def _sum(self, curves: Iterable[Curve]) -> Curve:
        total = self._nothing
        for curve in curves:
            total += curve
        return total
