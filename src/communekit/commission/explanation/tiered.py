"""The working of a table of tiers (阶梯的计算过程): which part of a total fell into which tier, and what it earned."""

from fractions import Fraction

import attrs

from communekit.commission.accrual import Accrual, Measured
from communekit.commission.assessment import AssessedLine, Assessment
from communekit.commission.clause import READERS
from communekit.commission.ladder import Ladder, slope_ticks
from communekit.commission.rule import Rule
from communekit.commission.table import Table
from communekit.commission.tier import TierMode, Tiers

from .step import Exact, Laid, OfTiers, Portion, Step


@attrs.frozen
class Tiering:
    """The table of an accrual, and the amounts that it was applied to."""

    assessment: Assessment
    assessed: AssessedLine
    accrual: Accrual
    tiers: Tiers

    @property
    def table(self) -> Table:
        """The table, as the engine reads it."""
        terms = self.accrual.terms
        return Table.of(
            terms.rule, self.tiers, terms.ticks, READERS.get(self.tiers.measure.total, READERS["one"])
        )

    def steps(self) -> list[Step]:
        """Return the steps to what the role earns, or to what the payee earns where each counts for himself."""
        measured = self.accrual.working.measured
        if measured is not None:
            return [self._over_period(measured)]
        if self.tiers.measure.per == "line":
            total = self.table.read(self.assessed.line) or 0
            return [self._over_one(self.accrual.base, total)]
        return self._over_order()

    def _over_order(self) -> list[Step]:
        """Return what the table earns on the whole order, and this line's part of it."""
        table, rule = self.table, self.accrual.terms.rule
        bases: dict[str, Exact] = {}
        total: Exact = 0
        for one in self.assessment.lines:
            base, measured = base_on(one, rule), table.read(one.line)
            if self._applies(one) and base is not None and measured is not None:
                total += measured
                bases[one.line.id] = measured if table.by_measure else base
        whole = sum(bases.values())
        step = self._over_one(whole, total)
        own = bases[self.assessed.line.id]
        part, of = (own, whole) if whole else (1, len(bases))
        return [step, Laid(part, of, step.result * part / of)]

    def _applies(self, one: AssessedLine) -> bool:
        """Whether the rule, this very variant of it, applied to a line of the order."""
        terms = self.accrual.terms
        return any(
            clause.terms is terms or clause.terms == terms
            for generation in one.decision.generations
            for clause in generation
        )

    def _over_one(self, base: Exact, total: Exact) -> OfTiers:
        """Return what a line or an order earns by itself."""
        table, ladder = self.table, self.table.ladder
        portions: tuple[Portion, ...]
        scale: Fraction | None = None
        if self.tiers.mode is TierMode.VOLUME:
            portions = (self._whole(ladder, ladder.reached(total), total if table.by_measure else base),)
        elif table.by_measure or total:
            portions = self._slices(ladder, None, total)
            scale = None if table.by_measure else Fraction(base) / total
        else:
            portions = (self._plain(0, base),)
        return self._step(base, None, total, portions, scale, ())

    def _over_period(self, how: Measured) -> OfTiers:
        """Return what the move of a period's measure earns."""
        table, ladder, mode = self.table, self.table.ladder, self.tiers.mode
        before, added = how.before or 0, how.after - (how.before or 0)
        base = how.base_after - how.base_before
        portions: tuple[Portion, ...]
        already: tuple[Portion, ...] = ()
        scale: Fraction | None = None
        if mode is TierMode.VOLUME:
            k = ladder.reached(how.after)
            units = _units(ladder.block[k], before, how.after, 0) if table.by_measure else base
            portions = (self._plain(k, units),)
        elif mode is TierMode.RETROACTIVE:
            own = (how.after, how.before) if table.by_measure else (how.base_after, how.base_before)
            portions = (self._whole(ladder, ladder.reached(how.after), own[0]),)
            if how.before is not None:
                already = (self._whole(ladder, ladder.reached(how.before), own[1] or 0),)
        elif table.by_measure:
            portions = self._slices(ladder, how.before, how.after)
        elif added:
            portions = self._slices(ladder, before, how.after)
            scale = Fraction(base) / added
        else:
            portions = (self._plain(ladder.reached(how.after), base),)
        return self._step(base, how, how.after, portions, scale, already)

    def _step(
        self,
        base: Exact,
        how: Measured | None,
        after: Exact,
        portions: tuple[Portion, ...],
        scale: Fraction | None,
        already: tuple[Portion, ...],
    ) -> OfTiers:
        factor = Fraction(1) if scale is None else scale
        earned = sum((portion.amount for portion in portions), Fraction(0))
        result = factor * earned - sum((portion.amount for portion in already), Fraction(0))
        each = how is not None and self.table.counts_each_payee
        return OfTiers(
            self.tiers,
            self.accrual.terms.rule.base,
            base,
            "" if how is None else how.who,
            "" if how is None else how.label,
            0 if how is None or how.before is None else how.before,
            after,
            self.accrual.working.share if each else Fraction(1),
            portions,
            factor,
            scale is not None,
            already,
            result,
        )

    def _slices(self, ladder: Ladder, before: Exact | None, after: Exact) -> tuple[Portion, ...]:
        """Return the portions of a graduated table; what a tier pays for being reached stands in its portion."""
        made: list[Portion] = []
        start: Exact = 0 if before is None else before
        for index, part, ticks in ladder.slices(before, after):
            units = _units(ladder.block[index], start, start + part, ladder.begin[index])
            made.append(self._portion(index, units, Fraction(ticks)))
            start += part
        return tuple(made)

    def _whole(self, ladder: Ladder, index: int, total: Exact) -> Portion:
        """Return all of a total at the rate of one tier, with its flat amount."""
        units = _units(ladder.block[index], 0, total, 0)
        return self._portion(index, units, Fraction(ladder.slope[index] * units + ladder.flat[index]))

    def _plain(self, index: int, units: Exact) -> Portion:
        """Return an amount at the rate of one tier, and nothing else."""
        slope = slope_ticks(self.tiers.steps[index], self.accrual.terms.ticks)
        return self._portion(index, units, Fraction(slope * units))

    def _portion(self, index: int, units: Exact, ticks: Fraction) -> Portion:
        tier, whole = self.tiers.steps[index], self.accrual.terms.ticks
        amount = ticks / whole
        return Portion(
            index + 1, tier, units, amount - units * Fraction(slope_ticks(tier, whole), whole), amount
        )


def _units(block: int, start: Exact, stop: Exact, begin: Exact) -> Exact:
    """Return what counts between two totals: units, or the blocks started between them, counted from `begin`."""
    if not block:
        return stop - start
    return -(-(stop - begin) // block) + -(start - begin) // block


def base_on(assessed: AssessedLine, rule: Rule) -> Exact | None:
    """Return the base of a rule on a line, from the line and from what other rules booked on it."""
    base = rule.base
    start: Exact | None
    if base.rule:
        start = sum(one.amount_minor for one in assessed.accruals if one.rule == base.rule)
    elif base.role:
        start = sum(one.amount_minor for one in assessed.accruals if one.role == base.role)
    else:
        start = READERS[base.of](assessed.line)
    if start is None or not (base.rests_on or base.role):
        return start
    return max(start - sum(one.amount_minor for one in assessed.accruals if one.rule in base.without), 0)


__all__ = ["Tiering", "base_on"]
