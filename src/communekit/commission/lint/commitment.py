"""Over-commitment: rules that promise more than there is (超额承诺), with the worst case shown."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from communekit.commission.rate import Flat, PerUnit
from communekit.commission.tier import Tiers
from communekit.money import Rate

from .conditions import not_decided
from .figures import amount_text, percent
from .finding import Finding, Plain, Severity
from .rulebook import Rulebook, Variant
from .table_curve import greatest_jump
from .worst_case import WorstCase

TAX_CONTAINED_MAX: Final = Fraction(27, 127)
"""The greatest standard rate of value added tax, Hungary's 27 %, as a share of a price that contains it."""


def commitment(book: Rulebook, worst: WorstCase, limit: Rate | None) -> Iterator[Finding]:
    """Hold the worst case of a plan against what there is, and against the limit of whoever asks."""
    if worst.combinations is not None:
        yield not_decided("worst_case", "plan", worst.combinations)
        return
    refused = book.plan.bearer is None  # Whoever bears the rest makes it a matter of price, not of refusal.
    shown: dict[str, Plain] = {
        "parts": [f"{rule} {percent(share)}" for rule, share in worst.parts if share],
        "facts": dict(worst.facts),
        "proof": "by_order" if worst.is_reached else "at_most",
    }
    if worst.share > 1:
        severity = Severity.ERROR if refused and worst.is_reached else Severity.WARNING
        yield Finding("lint.over_commitment", severity, "plan", {"share": percent(worst.share), **shown})
    elif worst.break_even is not None or worst.always_over:
        yield _break_even(book, worst, refused)
    if limit is not None and worst.order_share(book.plan) > limit.share:
        share = percent(worst.order_share(book.plan))
        yield Finding(
            "lint.over_limit", Severity.ERROR, "plan", {"share": share, "limit": limit.text, **shown}
        )
    yield from _exposures(book, worst)


def _break_even(book: Rulebook, worst: WorstCase, refused: bool) -> Finding:
    fixed: list[str] = [text for variant in book.every if (text := _fixed(book, variant))]
    severity = Severity.WARNING if refused else Severity.NOTE
    if worst.break_even is None:
        return Finding("lint.always_over", severity, "plan", {"fixed": list(fixed)})
    return Finding(
        "lint.break_even",
        severity,
        "plan",
        {"amount": worst.break_even.text, "quantity": str(worst.quantity), "fixed": list(fixed)},
    )


def _fixed(book: Rulebook, variant: Variant) -> str:
    """Return what a rule pays that does not shrink with the amount of a line, with its greatest figure."""
    rate = variant.rule.rate
    match rate:
        case Flat(amount=amount) | PerUnit(amount=amount):
            return f"{variant.name} {amount.text}"
        case Tiers(steps=steps) if variant.clause.table is not None:
            per_unit = [step.per_unit.minor for step in steps if step.per_unit is not None]
            flats = [step.flat.minor for step in steps if step.flat is not None]
            jump = Fraction(greatest_jump(variant.clause.table)) / book.ticks if rate.measure.period else 0
            most = max((*per_unit, *flats, jump), default=0)
            return f"{variant.name} {amount_text(most, book.plan.currency)}" if most else ""
        case _:
            return ""


def _exposures(book: Rulebook, worst: WorstCase) -> Iterator[Finding]:
    if worst.freight_share > 1:
        data: dict[str, Plain] = {"share": percent(worst.freight_share)}
        yield Finding("lint.over_freight", Severity.ERROR, "plan", data)
    if worst.discount is not None and worst.share <= 1:
        rules = list(dict.fromkeys(v.name for v in book.every if v.rule.base.of == "listed"))
        yield Finding(
            "lint.break_even_discount",
            Severity.NOTE,
            "plan",
            {"discount": percent(worst.discount, up=False), "rules": list(rules)},
        )
    if worst.tax_share is not None and worst.tax_share < TAX_CONTAINED_MAX and worst.share <= 1:
        tax = percent(worst.tax_share, up=False)
        yield Finding("lint.break_even_tax", Severity.WARNING, "plan", {"tax": tax})
    for where in worst.unbounded:
        yield Finding("lint.unbounded", Severity.WARNING, where, {"where": where})
