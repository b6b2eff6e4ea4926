"""Explanations as plain data (说明数据): for JSON, for screens of the host's own, for archives.

Whole minor units stand as numbers under names that end in `_minor`; exact amounts, rates and counts as text, those
that end in `_minor_exact` in minor units.
"""

from collections.abc import Iterable
from datetime import datetime
from fractions import Fraction

from communekit.codec import Plain
from communekit.commission.plan import Plan
from communekit.money import Money, Rate
from communekit.period import instant_text

from .earned import Earned
from .explained import Explained, ExplainedLine, Subject, total_minor
from .step import (
    Bounded,
    Chained,
    Exact,
    Laid,
    OfBase,
    OfFlat,
    OfTiers,
    OfUnits,
    Portion,
    Rounded,
    Shared,
    Step,
)
from .taken_back import TakenBack
from .unearned import Asked, NotEarned

Table = dict[str, Plain]


def plain(plan: Plan, subject: Subject, lines: tuple[Explained, ...]) -> Table:
    """Return an explanation as plain data."""
    about: Table = {
        "order": str(subject.order),
        "plan": str(plan.id),
        "version": plan.version,
        "currency": plan.currency.code,
        "total_minor": total_minor(lines),
        "lines": [_line(one) for one in lines],
    }
    if subject.refund is not None:
        about["refund"] = str(subject.refund)
    if subject.party is not None:
        about["party"] = str(subject.party)
    return about


def _line(one: Explained) -> Table:
    table: Table = {
        "line": str(one.line.id),
        "product": str(one.line.product.id),
        "quantity": exact_text(one.line.quantity),
        "tax_minor": one.tax.minor,
        "residual_minor": one.residual.minor,
        "shortfall_minor": one.shortfall.minor,
        "others_minor": one.others.minor,
    }
    if one.residual_party:
        table["residual_party"] = str(one.residual_party)
    if one.bearer_party:
        table["bearer_party"] = str(one.bearer_party)
    if isinstance(one, ExplainedLine):
        return table | {
            "listed_minor": one.line.listed.minor,
            "freight_minor": one.line.freight.minor,
            "distributed_minor": one.distributed.minor,
            "earned": [_earned(part) for part in one.earned],
            "not_earned": [_not_earned(missed) for missed in one.not_earned],
        }
    return table | {
        "refunded_minor": one.refunded.minor,
        "funded": [{"funder": str(funder), "amount_minor": amount.minor} for funder, amount in one.funded],
        "taken": [_taken(back) for back in one.taken],
    }


def _earned(part: Earned) -> Table:
    return {
        "rule": str(part.rule.id),
        "title": part.rule.title,
        "role": str(part.role),
        "party": str(part.party),
        "by_override": part.by_override,
        "amount_minor": part.amount.minor,
        "steps": [_step(step) for step in part.steps],
    }


def _not_earned(missed: NotEarned) -> Table:
    return {
        "rule": str(missed.rule.id),
        "title": missed.rule.title,
        "role": str(missed.role),
        "why": missed.why.value,
        "by": list(missed.by),
        "asked": [_asked(asked) for asked in missed.asked],
        "steps": [_step(step) for step in missed.steps],
    }


def _asked(asked: Asked) -> Table:
    return {
        "fact": asked.test.fact,
        "operator": asked.test.op.value,
        "operand": _value(asked.test.operand),
        "negated": asked.negated,
        "value": None if asked.value is None else _value(asked.value),
    }


def _value(value: object) -> Plain:
    match value:
        case bool() | str():
            return value
        case int() | Fraction():
            return exact_text(value)
        case Money():
            return {"amount_minor": value.minor, "currency": value.currency.code}
        case Rate():
            return value.text
        case datetime():
            return instant_text(value)
        case tuple():
            return [str(word) for word in value]
        case _:
            return str(value)


def _taken(back: TakenBack) -> Table:
    return {
        "rule": str(back.rule.id),
        "title": back.rule.title,
        "role": str(back.role),
        "party": str(back.party),
        "how": back.how.value,
        "booked_minor": back.booked.minor,
        "taken_minor": back.taken.minor,
        "left_minor": None if back.left is None else back.left.minor,
        "refunded_before": exact_text(back.refunded_before),
        "refunded_after": exact_text(back.refunded_after),
        "left_minor_exact": exact_text(back.exact_left),
        "running_minor_exact": exact_text(back.running),
        "rounding": back.rule.rounding.value,
    }


def _step(step: Step) -> Table:
    table: Table = {}
    match step:
        case OfBase():
            of = {"base": step.base.text, "base_minor_exact": exact_text(step.amount_minor)}
            table = {"step": "base", **of, "rate": step.rate.text}
        case OfUnits():
            counts = {"quantity": exact_text(step.quantity), "times": exact_text(step.times)}
            table = {"step": "units", **counts, "per_unit_minor": step.rate.amount.minor}
        case OfFlat():
            table = {"step": "flat", "per": step.rate.per.value}
        case OfTiers():
            table = {"step": "tiers", **_tiers(step)}
        case Laid():
            table = {"step": "laid", "part": exact_text(step.part), "whole": exact_text(step.whole)}
        case Chained():
            taken = exact_text(step.taken)
            table = {"step": "chain", "kind": step.chain.kind.value, "taken_minor_exact": taken}
            table["roles"] = [str(role) for role in step.chain.roles]
        case Shared():
            table = {"step": "share", "share": exact_text(step.share)}
            if step.rolled_from is not None:
                table["rolled_from"] = str(step.rolled_from)
        case Bounded():
            table = {"step": "bound", "bound": step.bound.text}
        case Rounded():
            table = {"step": "round", "rounding": step.rounding.value, "scope": step.scope.value}
            table |= {"running_minor_exact": exact_text(step.running), "units": exact_text(step.units)}
    return {**table, "result_minor_exact": exact_text(step.result)}


def _tiers(step: OfTiers) -> Table:
    return {
        "mode": step.tiers.mode.value,
        "measure": step.tiers.measure.text,
        "who": step.who,
        "period": step.label,
        "before": exact_text(step.before),
        "after": exact_text(step.after),
        "share": exact_text(step.share),
        "base": step.base.text,
        "base_minor_exact": exact_text(step.base_minor),
        "scale": exact_text(step.scale),
        "tiers": _portions(step.portions),
        "already": _portions(step.already),
    }


def _portions(portions: Iterable[Portion]) -> list[Table]:
    return [
        {
            "tier": portion.number,
            "from": exact_text(portion.tier.bound),
            "units": exact_text(portion.units),
            "on_reaching_minor_exact": exact_text(portion.on_reaching),
            "result_minor_exact": exact_text(portion.amount),
            **_rate(portion),
        }
        for portion in portions
    ]


def _rate(portion: Portion) -> Table:
    tier = portion.tier
    if tier.per_unit is not None:
        return {"per_unit_minor": tier.per_unit.minor, "block": tier.block}
    return {"rate": "0%" if tier.share is None else tier.share.text}


def exact_text(number: Exact) -> str:
    """Return an exact number as text: in digits where it has an end within reason, else as a fraction.

    >>> exact_text(5), exact_text(Fraction(796, 5)), exact_text(Fraction(-4, 3))
    ('5', '159.2', '-4/3')
    """
    exact = Fraction(number)
    places = next((count for count in range(13) if 10**count % exact.denominator == 0), None)
    if not places:
        return str(exact)
    digits = str(abs(exact.numerator) * 10**places // exact.denominator).rjust(places + 1, "0")
    return f"{'-' if exact < 0 else ''}{digits[:-places]}.{digits[-places:]}"


__all__ = ["exact_text", "plain"]
