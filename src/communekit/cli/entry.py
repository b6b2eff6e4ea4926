"""Entries (入账明细): what assessments and reversals come to, one row for each amount of each party.

The rows of a line add up to what the member paid for it: a sale is shared out whole, a return is taken back whole.
"""

from collections.abc import Iterator
from datetime import datetime
from fractions import Fraction
from typing import Final, NamedTuple

import attrs

from communekit.commission import (
    Accrual,
    AssessedLine,
    Assessment,
    Flat,
    PerUnit,
    Plan,
    Reversal,
    ReversedLine,
    Terms,
    Tiers,
)
from communekit.money import Rate
from communekit.period import zone

from .amount import exact_text, minor_text

SALE: Final = "sale"
REVERSAL: Final = "reversal"
RESIDUAL: Final = "residual"
TAX: Final = "tax"
SHORTFALL: Final = "shortfall"
DISCOUNT: Final = "discount"
"""Rows that are of no rule: what the residual party keeps, tax set aside, what a bearer or a funder puts in."""


_PLAIN: Final = attrs.fields(Accrual).working.default
"""The working of an amount that is its base x rate."""

Pay = Rate | PerUnit | Flat | Tiers


class Entry(NamedTuple):
    """One amount of one party: minor units, below zero where it is taken back or put in.

    `note` says why an amount is not its base x rate, in a word or two: "capped", "share 70%", "across tiers", "chain",
    "for sponsor"; the whole working is told by `explain`.
    """

    order: str
    line: str
    rule: str
    role: str
    party: str
    base: str
    rate: str
    minor: int
    kind: str
    at: str
    refund: str
    note: str = ""


class Entries:
    """The entries of assessments and reversals under a plan."""

    def __init__(self, plan: Plan) -> None:
        self._zone = zone(plan.zone)
        self._rates: dict[tuple[int, int], tuple[Terms, str]] = {}

    def of_sale(self, assessment: Assessment) -> list[Entry]:
        """Return the entries of an assessed order, line by line; what the residual party keeps stands last."""
        order, at = assessment.order, self.local_text(assessment.order.paid_at)
        made: list[Entry] = []
        for one in assessment.lines:
            line = one.line.id
            for accrual in one.accruals:
                rule, base, rate = accrual.terms.rule, _base_text(accrual), self._rate_text(accrual)
                made.append(
                    Entry(
                        order.id,
                        line,
                        rule.id,
                        rule.pays,
                        accrual.party,
                        base,
                        rate,
                        accrual.amount_minor,
                        SALE,
                        at,
                        "",
                        _note(accrual),
                    )
                )
            for name, role, party, minor in _other_of_sale(assessment, one):
                made.append(Entry(order.id, line, name, role, party, "", "", minor, SALE, at, ""))
        return made

    def of_return(self, reversal: Reversal) -> list[Entry]:
        """Return the entries of a reversal: the rows of the sale, with what is taken back below zero."""
        assessment, refund = reversal.assessment, reversal.refund
        order, at = assessment.order, self.local_text(refund.at)
        made: list[Entry] = []
        for one in reversal.lines:
            line = one.assessed.line.id
            for taken in one.taken:
                accrual, minor = taken.accrual, -taken.amount_minor
                rule, base, rate = accrual.terms.rule, _base_text(accrual), self._rate_text(accrual)
                made.append(
                    Entry(
                        order.id,
                        line,
                        rule.id,
                        rule.pays,
                        accrual.party,
                        base,
                        rate,
                        minor,
                        REVERSAL,
                        at,
                        refund.id,
                        _note(accrual),
                    )
                )
            for name, role, party, minor in _other_of_return(assessment, one):
                made.append(Entry(order.id, line, name, role, party, "", "", minor, REVERSAL, at, refund.id))
        return made

    def local_text(self, at: datetime) -> str:
        """Return an instant as the clocks of the plan's zone show it, with the offset."""
        return at.astimezone(self._zone).isoformat(" ", "seconds")

    def _rate_text(self, accrual: Accrual) -> str:
        """Return the rate in a word; of a table that of the tier that was reached."""
        terms, measured = accrual.terms, accrual.working.measured
        rate = terms.rule.rate
        tier = rate.reached(measured.after) if isinstance(rate, Tiers) and measured is not None else -1
        known = self._rates.get((id(terms), tier))
        if known is None or known[0] is not terms:
            known = self._rates[id(terms), tier] = (terms, _rate_words(rate, tier))
        return known[1]


def _rate_words(rate: Pay, tier: int) -> str:
    match rate:
        case Rate():
            return rate.text
        case PerUnit(amount=amount, block=block):
            return f"{amount.text} per {block} units" if block else f"{amount.text} per unit"
        case Flat(amount=amount, per=per):
            return f"{amount.text} per {per.value}"
        case Tiers(steps=steps):
            if tier < 0:
                return "tiers"
            step = steps[tier]
            parts = [step.share.text] if step.share is not None else []
            parts += [f"{step.per_unit.text} per unit"] if step.per_unit is not None else []
            parts += [f"{step.flat.text} once"] if step.flat is not None else []
            return " and ".join(parts) or "0%"


_Other = tuple[str, str, str, int]


def _other_of_sale(assessment: Assessment, one: AssessedLine) -> Iterator[_Other]:
    plan = assessment.plan
    if one.line.funded:
        for discount in one.line.funded:
            yield DISCOUNT, discount.funder, _funder(assessment, discount.funder), -discount.amount.minor
    if one.tax_minor:
        yield TAX, plan.residual, one.residual_party, one.tax_minor
    if one.shortfall_minor:
        yield SHORTFALL, plan.bearer or plan.residual, one.bearer_party, -one.shortfall_minor
    yield RESIDUAL, plan.residual, one.residual_party, one.residual_minor


def _other_of_return(assessment: Assessment, one: ReversedLine) -> Iterator[_Other]:
    plan, sale = assessment.plan, one.assessed
    for funder, minor in one.funded:
        yield DISCOUNT, funder, _funder(assessment, funder), minor
    if one.tax_minor:
        yield TAX, plan.residual, sale.residual_party, -one.tax_minor
    if one.shortfall_minor:
        yield SHORTFALL, plan.bearer or plan.residual, sale.bearer_party, one.shortfall_minor
    yield RESIDUAL, plan.residual, sale.residual_party, -one.residual_minor


def _funder(assessment: Assessment, role: str) -> str:
    """Return who funds a discount: the credited party of the role, the plan's, or the role's own word."""
    credited = assessment.credits.of(role, "")
    if credited:
        return credited[0].party
    parties: dict[str, str] = {str(known): str(party) for known, party in assessment.plan.parties.items()}
    return parties.get(role, role)


def _note(accrual: Accrual) -> str:
    """Return why an amount is not its base x rate, in a word or two; "" where it is."""
    working = accrual.working
    if working is _PLAIN:
        return ""
    words = [] if working.share == 1 else [f"share {Rate(working.share).text}"]
    words += [f"for {working.rolled_from}"] if working.rolled_from is not None else []
    words += ["chain"] if working.composed_from is not None else []
    words += ["capped"] if working.cuts else []
    rate, how = accrual.terms.rule.rate, working.measured
    if (
        how is not None
        and isinstance(rate, Tiers)
        and rate.reached(how.before or 0) != rate.reached(how.after)
    ):
        words.append("across tiers")
    return "; ".join(words)


def _base_text(accrual: Accrual) -> str:
    """Return what the rate was applied to: an amount in major units, or units sold."""
    base, terms = accrual.base, accrual.terms
    if isinstance(terms.rule.rate, Flat):
        return ""
    if isinstance(terms.rule.rate, PerUnit) or type(base) is not int:
        return exact_text(
            base if isinstance(terms.rule.rate, PerUnit) else Fraction(base) / 10**terms.currency.digits
        )
    return minor_text(base, terms.currency)


__all__ = ["DISCOUNT", "RESIDUAL", "REVERSAL", "SALE", "SHORTFALL", "TAX", "Entries", "Entry"]
