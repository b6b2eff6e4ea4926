"""Accruals: what one party earns by one rule on one line (计提), with the trace of how it came about.

The trace is references, not text; `explain` makes the words when they are asked for.
"""

from fractions import Fraction
from typing import NamedTuple

import attrs

from communekit.ids import PartyId, PlanId
from communekit.money import Currency, Money
from communekit.parties import Role

from .bound import Bound
from .exact import Exact
from .rule import Rule


@attrs.frozen
class Terms:
    """The terms under which amounts were promised (条款): plan version and rule, frozen with each of them.

    Exact amounts are counted in ticks, `ticks` to a minor unit, so that every rate of the plan is a whole number.
    """

    plan: PlanId
    version: int
    currency: Currency
    ticks: int
    rule: Rule


class Cut(NamedTuple):
    """What a bound did to an exact amount: in ticks, before and after."""

    bound: Bound
    before: Exact
    after: Exact


class Measured(NamedTuple):
    """What a line added to a measure: for whom, in which period, and the total before and after it.

    `before` is None where nothing had been counted yet. The base totals differ from the measure only where a
    table's base is another amount.
    """

    who: str
    label: str
    before: Exact | None
    after: Exact
    base_before: Exact
    base_after: Exact


@attrs.frozen
class Working:
    """The parts of a trace that most amounts do not need.

    `share`: the party's part of the role's amount. `rolled_from`: the role whose missing party it stands in for.
    `measured`: how a tier was picked. `cuts`: what bounds did, in the order they
    were applied. `composed_from`: the party's exact amount before its chain took off what others got.
    """

    share: Fraction = Fraction(1)
    rolled_from: Role | None = None
    measured: Measured | None = None
    cuts: tuple[Cut, ...] = ()
    composed_from: Exact | None = None


PLAIN = Working()


@attrs.frozen
class Accrual:
    """What one party earns by one rule on one line (计提佣金).

    `base` is what the rate was applied to (minor units; units for an amount per unit). `exact` is the amount in
    ticks before rounding, `before` the running total of its rounding scope ahead of it: `amount_minor` is
    round(before + exact) - round(before).
    """

    terms: Terms
    party: PartyId
    base: Exact
    exact: Exact
    before: Exact
    amount_minor: int
    working: Working = PLAIN

    @property
    def rule(self) -> str:
        """The id of the rule."""
        return self.terms.rule.id

    @property
    def role(self) -> Role:
        """The role that the rule pays."""
        return self.terms.rule.pays

    @property
    def amount(self) -> Money:
        """The amount as money."""
        return Money(self.amount_minor, self.terms.currency)

    @property
    def exact_minor(self) -> Fraction:
        """The exact amount in minor units, before rounding."""
        return Fraction(self.exact) / self.terms.ticks
