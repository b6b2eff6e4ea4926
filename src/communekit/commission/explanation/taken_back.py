"""What a refund took back (佣金追回), and what is left, from the trace of what was booked."""

from enum import Enum
from fractions import Fraction

import attrs

from communekit.commission.accrual import Accrual
from communekit.commission.assessment import AssessedLine
from communekit.commission.reverse import Reversal, ReversedLine, _follows_freight, kept_minor
from communekit.commission.rule import Rule, Scope
from communekit.commission.tier import OnRefund, Tiers
from communekit.ids import PartyId
from communekit.money import Money
from communekit.orders import RefundsSoFar
from communekit.parties import Role

from .errors import UnexplainedError
from .step import Rounded


class How(Enum):
    """How an amount follows a refund; the words are for ever."""

    SHARE = "share"
    """It follows the refunded part of what it was a share of."""
    KEPT = "kept"
    """The plan names it as kept."""
    RESTATED = "restated"
    """The period's table was read anew, and the difference booked."""


@attrs.frozen
class TakenBack:
    """What was taken back of one amount (追回明细).

    `refunded_before` and `refunded_after` are the parts r (0 to 1) of the whole that were refunded before this refund
    and with it. What is `left` is round(running + exact x (1 - r)) - round(running), in minor units; of an amount
    rounded per unit, what was booked x (1 - r), rounded. Where the period's table is read anew, what is left is the
    period's and not told here (None).
    """

    rule: Rule
    party: PartyId
    how: How
    booked: Money
    taken: Money
    left: Money | None
    refunded_before: Fraction
    refunded_after: Fraction
    exact: Fraction
    running: Fraction

    @property
    def role(self) -> Role:
        """The role that the rule pays."""
        return self.rule.pays

    @property
    def whole(self) -> Fraction:
        """The amount that the refunded part is a part of, in minor units: exact, or as booked where units are rounded."""
        return Fraction(self.booked.minor) if self.rule.scope is Scope.UNIT else self.exact

    @property
    def exact_left(self) -> Fraction:
        """What is left before rounding, in minor units."""
        return self.whole * (1 - self.refunded_after)

    @property
    def taken_before(self) -> Money | None:
        """What earlier refunds had taken back; None where that is not told here."""
        return None if self.left is None else self.booked - self.left - self.taken

    @property
    def rounded(self) -> Rounded | None:
        """The rounding of what is left."""
        if self.left is None:
            return None
        scope = Scope.LINE if self.rule.scope is Scope.UNIT else self.rule.scope
        return Rounded(self.rule.rounding, scope, self.running, 1, Fraction(self.left.minor))


def taken_back_on(reversal: Reversal, one: ReversedLine, earlier: RefundsSoFar) -> tuple[TakenBack, ...]:
    """Return what a refund of a line took back of each amount booked on it, in their order.

    Raises:
        UnexplainedError: The earlier refunds are not those of the reversal.
    """
    taken = {id(back.accrual): back.amount_minor for back in one.taken}
    return tuple(
        _taken_back(reversal, one.assessed, accrual, taken.get(id(accrual)), earlier)
        for accrual in one.assessed.accruals
    )


def _taken_back(
    reversal: Reversal,
    assessed: AssessedLine,
    accrual: Accrual,
    taken_minor: int | None,
    earlier: RefundsSoFar,
) -> TakenBack:
    line, currency = assessed.line, accrual.terms.currency
    before, now = earlier.of(line.id), earlier.plus(reversal.refund).of(line.id)
    if _follows_freight(assessed, accrual):
        was, part = before.freight_part_of(line), now.freight_part_of(line)
    else:
        was, part = before.part_of(line), now.part_of(line)
    how = _how(accrual)
    left = {
        How.KEPT: accrual.amount_minor,
        How.SHARE: kept_minor(accrual, part),
        How.RESTATED: None,
    }[how]
    if how is How.SHARE and taken_minor != kept_minor(accrual, was) - kept_minor(accrual, part):
        raise UnexplainedError(reversal.refund.order, line.id, accrual.rule, accrual.party)
    return TakenBack(
        accrual.terms.rule,
        accrual.party,
        how,
        accrual.amount,
        Money(taken_minor or 0, currency),
        None if left is None else Money(left, currency),
        was,
        part,
        accrual.exact_minor,
        Fraction(accrual.before) / accrual.terms.ticks,
    )


def _how(accrual: Accrual) -> How:
    rule = accrual.terms.rule
    if rule.kept_on_refund:
        return How.KEPT
    restates = isinstance(rule.rate, Tiers) and rule.rate.on_refund is OnRefund.RESTATE
    return How.RESTATED if restates and accrual.working.measured is not None else How.SHARE


__all__ = ["How", "TakenBack", "taken_back_on"]
