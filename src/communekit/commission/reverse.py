"""Reversals: what a refund takes back (佣金追回), from the trace of what was booked; the plan is never run again.

What remains of an amount after refunds is a function of the part refunded so far, so any slicing of a refund ends
at the same figures (law refund_slicing):

    keep(p) = round(before + exact x (1 - p)) - round(before)        taken back now = keep(p before) - keep(p now)
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction

import attrs

from communekit.money import Money
from communekit.orders import Refund, Refunded, RefundsSoFar, check_refund, refunded_so_far
from communekit.parties import Role
from communekit.period import Window

from .accrual import Accrual
from .assessment import AssessedLine, Assessment
from .exact import round_ticks
from .restate import Restating, restates
from .rule import Scope
from .standing import EMPTY, Key, Row, Standing


@attrs.frozen
class Taken:
    """What is taken back of one accrual, in minor units; below zero where a restated period pays more."""

    accrual: Accrual
    amount_minor: int


@attrs.frozen
class ReversedLine:
    """A refund of one line: refunded + returned to funders = taken + tax + residual - shortfall returned.

    `refunded_minor` goes back to the member (goods and freight), `funded` to those who had funded a discount;
    `residual_minor` is what the residual party gives back (below zero: what it gets).
    """

    assessed: AssessedLine
    refunded_minor: int
    funded: tuple[tuple[Role, int], ...]
    taken: tuple[Taken, ...]
    tax_minor: int
    residual_minor: int
    shortfall_minor: int


@attrs.frozen
class Reversal:
    """What one refund of an order takes back (佣金追回), line by line, and what moved in the standing."""

    assessment: Assessment = attrs.field(repr=False)
    refund: Refund
    lines: tuple[ReversedLine, ...]
    moved: Mapping[Key, Row] = attrs.field(factory=dict, repr=False)

    def taken_from(self, party: str) -> Money:
        """Return what a party gives back of what rules had paid it."""
        minor = sum(
            taken.amount_minor for line in self.lines for taken in line.taken if taken.accrual.party == party
        )
        return Money(minor, self.assessment.plan.currency)

    @property
    def taken(self) -> Money:
        """What all payees give back together, the residual party apart."""
        minor = sum(taken.amount_minor for line in self.lines for taken in line.taken)
        return Money(minor, self.assessment.plan.currency)


def reverse(
    assessment: Assessment,
    refund: Refund,
    *,
    earlier: Iterable[Refund] | RefundsSoFar = (),
    standing: Standing = EMPTY,
    window: Window | None = None,
) -> Reversal:
    """Take back what a refund undoes (退款追佣): exact over any slicing, and never more than was earned.

    Each accrual follows the refunded part of what it was a share of (goods or freight), from its own exact amount and
    rounding. Amounts of rules that are `kept_on_refund` stay, and the residual party bears them. A table with
    `on_refund` restate lowers its measure in the standing and books the difference.

    Args:
        assessment: What was booked for the order.
        refund: The refund now.
        earlier: The refunds of the order before it.
        standing: The totals of the periods that rules restate; not needed otherwise.
        window: When refunds are taken, if anything closes them.

    Raises:
        UnknownSubjectError, RefundExceedsPaymentError, RefundWindowClosedError: see `orders.check_refund`.
        MissingStandingError: A rule restates its period, and the standing lacks it.
    """
    before = refunded_so_far(earlier)
    check_refund(assessment.order, refund, before, window=window)
    after = before.plus(refund)
    restating = Restating(assessment, before, standing)
    by_id = {assessed.line.id: assessed for assessed in assessment.lines}
    lines = tuple(
        _reverse_line(by_id[asked.line], before.of(asked.line), after.of(asked.line), restating)
        for asked in refund.lines
    )
    return Reversal(assessment, refund, lines, restating.moved)


def _reverse_line(
    assessed: AssessedLine, before: Refunded, after: Refunded, restating: Restating
) -> ReversedLine:
    line = assessed.line
    goods = (before.part_of(line), after.part_of(line))
    freight = (before.freight_part_of(line), after.freight_part_of(line))
    taken: list[Taken] = []
    for accrual in assessed.accruals:
        if accrual.terms.rule.kept_on_refund:
            continue
        was, now = freight if _follows_freight(assessed, accrual) else goods
        measured = accrual.working.measured
        if measured is not None and restates(accrual):
            back = restating.taken(assessed, accrual, measured, (before, after), (was, now))
        else:
            back = kept_minor(accrual, was) - kept_minor(accrual, now)
        taken.append(Taken(accrual, back))
    restating.close(line.id, goods[1])
    refunded = after.amount_minor - before.amount_minor + after.freight_minor - before.freight_minor
    funded = tuple(
        (discount.funder, _left(discount.amount.minor, goods[0]) - _left(discount.amount.minor, goods[1]))
        for discount in line.funded
    )
    tax = _left(assessed.tax_minor, goods[0]) - _left(assessed.tax_minor, goods[1])
    was_rest = _rest(assessed, before, goods[0], freight[0])
    rest = (
        was_rest
        - refunded
        - sum(minor for _, minor in funded)
        + tax
        + sum(part.amount_minor for part in taken)
    )
    residual = _residual(assessed, was_rest) - _residual(assessed, rest)
    shortfall = residual - (was_rest - rest)
    return ReversedLine(assessed, refunded, funded, tuple(taken), tax, residual, shortfall)


def _rest(assessed: AssessedLine, refunded: Refunded, goods: Fraction, freight: Fraction) -> int:
    """Return what the rules leave of a line after refunds: the residual, or below zero what is promised too much."""
    line = assessed.line
    shared = line.paid.minor + line.freight.minor - refunded.amount_minor - refunded.freight_minor
    shared += sum(_left(discount.amount.minor, goods) for discount in line.funded)
    kept = sum(
        accrual.amount_minor
        if accrual.terms.rule.kept_on_refund
        else kept_minor(accrual, freight if _follows_freight(assessed, accrual) else goods)
        for accrual in assessed.accruals
    )
    return shared - _left(assessed.tax_minor, goods) - kept


def _residual(assessed: AssessedLine, rest: int) -> int:
    """Return what of the rest is the residual party's: below zero it is the bearer's, where the sale had one."""
    return max(rest, 0) if assessed.bearer_party else rest


def kept_minor(accrual: Accrual, part: Fraction) -> int:
    """Return what remains of an accrual when a part (0 to 1) of its whole has been refunded, in minor units."""
    terms = accrual.terms
    rounding, ticks = terms.rule.rounding, terms.ticks
    if part == 0:
        return accrual.amount_minor
    if terms.rule.scope is Scope.UNIT:
        return rounding.of(accrual.amount_minor * (1 - part))
    left = Fraction(accrual.exact) * (1 - part)
    return round_ticks(rounding, accrual.before + left, ticks) - round_ticks(rounding, accrual.before, ticks)


def _left(minor: int, part: Fraction) -> int:
    return int(minor * (1 - part) // 1)


def _follows_freight(assessed: AssessedLine, accrual: Accrual, seen: frozenset[str] = frozenset()) -> bool:
    """Whether an amount is a share of freight, at first or at second hand; a mixture follows the goods."""
    rule = accrual.terms.rule
    if rule.base.rule or rule.base.role:
        rests_on = [
            other
            for other in assessed.accruals
            if other.rule not in seen and (other.rule == rule.base.rule or other.role == rule.base.role)
        ]
        deeper = seen | {accrual.rule}
        return bool(rests_on) and all(_follows_freight(assessed, other, deeper) for other in rests_on)
    return rule.base.of == "freight" and not rule.pays_on_its_measure and bool(assessed.line.freight)
