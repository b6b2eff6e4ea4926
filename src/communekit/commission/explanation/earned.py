"""What was earned (已计提): each amount with the steps that lead to it, checked against what was booked."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

import attrs

from communekit.commission.accrual import Accrual
from communekit.commission.assessment import AssessedLine, Assessment
from communekit.commission.composition import Chain
from communekit.commission.rate import Flat, Per, PerUnit
from communekit.commission.rule import Rule, Scope
from communekit.commission.tier import Tiers
from communekit.ids import PartyId
from communekit.money import Money, Rate
from communekit.parties import Role

from .bounded import bounded_steps
from .errors import UnexplainedError
from .step import Chained, Laid, OfBase, OfFlat, OfUnits, Rounded, Shared, Step
from .tiered import Tiering


@attrs.frozen
class Earned:
    """One party's amount by one rule on one line (计提明细), with its working.

    `by_override` says that the rule is one of an override, in place of the plan's own.
    """

    rule: Rule
    party: PartyId
    amount: Money
    steps: tuple[Step, ...]
    by_override: bool

    @property
    def role(self) -> Role:
        """The role that the rule pays."""
        return self.rule.pays


def earned_on(assessment: Assessment, assessed: AssessedLine) -> tuple[Earned, ...]:
    """Return the amounts of a line with their working, in the order in which they were booked.

    Raises:
        UnexplainedError: The working of an amount does not lead to it.
    """
    by_rule: dict[str, list[Accrual]] = {}
    for accrual in assessed.accruals:
        by_rule.setdefault(accrual.rule, []).append(accrual)
    steps: dict[int, tuple[Step, ...]] = {}
    for group in by_rule.values():
        for accrual, worked in zip(group, _worked(assessment, assessed, group), strict=True):
            steps[id(accrual)] = worked
    return tuple(
        Earned(
            accrual.terms.rule,
            accrual.party,
            accrual.amount,
            steps[id(accrual)],
            accrual.terms.rule not in assessment.plan.rules,
        )
        for accrual in assessed.accruals
    )


def _worked(
    assessment: Assessment, assessed: AssessedLine, group: Sequence[Accrual]
) -> Iterator[tuple[Step, ...]]:
    """Yield the steps of each payee's amount by one rule on one line."""
    starts = [_start(assessment, assessed, accrual) for accrual in group]
    found = _ahead_of_bounds(group, [steps[-1].result for steps in starts])
    if found is None:
        raise UnexplainedError(assessment.order.id, assessed.line.id, group[0].rule, group[0].party)
    for accrual, start, own, path in zip(group, starts, *found, strict=True):
        steps = [*start, *_chained(assessment, accrual, start[-1].result, own), *_shared(accrual, own), *path]
        rounded = _rounded(assessed, accrual, steps[-1].result)
        if rounded.result != accrual.amount_minor:
            raise UnexplainedError(assessment.order.id, assessed.line.id, accrual.rule, accrual.party)
        yield (*steps, rounded)


def _start(assessment: Assessment, assessed: AssessedLine, accrual: Accrual) -> list[Step]:
    """Return the steps from the base to what the role earns by itself."""
    base, rule = accrual.base, accrual.terms.rule
    match rule.rate:
        case Rate() as rate:
            return [OfBase(rule.base, base, rate, base * rate.share)]
        case PerUnit(amount=amount) as rate:
            times = rate.blocks(base)
            return [OfUnits(rate, base, times, Fraction(times * amount.minor))]
        case Flat(amount=amount, per=Per.LINE) as rate:
            return [OfFlat(rate, Fraction(amount.minor))]
        case Flat(amount=amount) as rate:
            return [OfFlat(rate, Fraction(amount.minor)), Laid(base, 0, Fraction(base))]
        case Tiers() as tiers:
            return Tiering(assessment, assessed, accrual, tiers).steps()


def _counts_for_himself(accrual: Accrual) -> bool:
    """Whether what a table earned is the payee's alone already."""
    rate = accrual.terms.rule.rate
    if accrual.working.measured is None or not isinstance(rate, Tiers):
        return False
    return rate.measure.per in ("payee", accrual.role)


def _ahead_of_bounds(
    group: Sequence[Accrual], starts: Sequence[Fraction]
) -> tuple[list[Fraction], tuple[list[Step], ...]] | None:
    """Return each payee's exact amount ahead of the bounds, and what the bounds made of it; None if nothing fits.

    A payee has his exact part of what his role has after its chain. What the chain left is not in the trace as such:
    it follows from what the bounds found, or from what was booked.
    """
    parts = [
        start if _counts_for_himself(accrual) else accrual.working.share
        for accrual, start in zip(group, starts, strict=True)
    ]
    for whole in _wholes(group, parts, starts):
        owns = [whole * part for part in parts]
        path = bounded_steps(group, owns)
        if path is not None:
            return owns, path
    return None


def _wholes(
    group: Sequence[Accrual], parts: Sequence[Fraction], starts: Sequence[Fraction]
) -> Iterator[Fraction]:
    """Yield what the payees may have had parts of, ahead of the bounds."""
    first, of = group[0], sum(parts)
    ticks, cuts = first.terms.ticks, first.working.cuts
    if first.working.composed_from is None:
        yield Fraction(1) if _counts_for_himself(first) else starts[0]
    elif not of:
        yield Fraction(0)
    elif cuts and not cuts[0].bound.is_period:
        yield Fraction(cuts[0].before) / ticks / of
    else:
        yield sum(accrual.exact_minor for accrual in group) / of
        for part in dict.fromkeys(filter(None, parts)):
            for cut in cuts:
                yield Fraction(cut.before) / ticks / part


def _chained(assessment: Assessment, accrual: Accrual, start: Fraction, own: Fraction) -> list[Step]:
    """Return what the role's chain took off, if it did."""
    chain = next(
        (
            chain
            for chain in assessment.plan.chains
            if accrual.role in chain.roles and chain.kind is not Chain.ADDITIVE
        ),
        None,
    )
    if chain is None or accrual.working.composed_from is None:
        return []
    share = accrual.working.share
    left = own if _counts_for_himself(accrual) else own / share if share else start
    return [Chained(chain, start - left, left)]


def _shared(accrual: Accrual, own: Fraction) -> list[Step]:
    """Return the payee's part, where it is not all, or where he stands in for somebody."""
    working = accrual.working
    if _counts_for_himself(accrual) or (working.share == 1 and working.rolled_from is None):
        return []
    return [Shared(working.share, working.rolled_from, own)]


def _rounded(assessed: AssessedLine, accrual: Accrual, exact: Fraction) -> Rounded:
    """Return the amount in whole minor units."""
    rule, before = accrual.terms.rule, Fraction(accrual.before) / accrual.terms.ticks
    mode, units = rule.rounding, assessed.line.quantity
    if rule.scope is Scope.UNIT:
        return Rounded(mode, rule.scope, before, units, Fraction(int(mode.of(exact / units) * units)))
    return Rounded(mode, rule.scope, before, 1, Fraction(mode.of(before + exact) - mode.of(before)))


__all__ = ["Earned", "earned_on"]
