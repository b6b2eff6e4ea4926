"""Tables of tiers on paper (阶梯): lower bounds, each `from` (that amount included) or `above` (it excluded).

Bounds given as upper ones, `to` (excluded) or `up_to` (included), are read where the tiers meet without overlap
and gap. Under a `quota` a bound may be a part of it: `from = "50%"`.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

import attrs

from communekit.codec import Plain
from communekit.commission.tier import Begins, Measure, OnRefund, Tier, TierMode, Tiers
from communekit.money import Factor, Money
from communekit.parties import Role

from .amount import Setting, number_from, number_written, rate_from, rate_written
from .errors import UnreadablePlanError
from .form import Form, at

TIERS_KEYS: Final = ("mode", "measure", "quota", "tier_on_refund", "tiers")
_TIER_KEYS: Final = ("from", "above", "to", "up_to", "share", "per_unit", "block", "flat", "lifts")
_MEANT: Final = {
    "rate": "share",
    "percent": "share",
    "at": "from",
    "min": "from",
    "max": "up_to",
    "over": "above",
}
_OWN_WORDS: Final = ("line", "order", "payee")

Bound = Money | int | Fraction


@attrs.frozen
class _Edge:
    """Where one tier ends or begins: at a bound, the bound itself in the upper tier (AT) or in the lower one."""

    bound: Bound
    begins: Begins

    @property
    def place(self) -> tuple[Fraction, bool]:
        number = self.bound.minor if isinstance(self.bound, Money) else self.bound
        return Fraction(number), self.begins is Begins.ABOVE

    @property
    def text(self) -> str:
        return self.bound.text if isinstance(self.bound, Money) else str(self.bound)


def tiers_from(form: Form, pays: Role, setting: Setting) -> Tiers:
    """Return the table of tiers of a rule.

    Raises:
        UnreadablePlanError: Tiers overlap, leave a gap, or say nothing of the largest totals.
    """
    measure = _measure_from(form.value("measure"), pays, form.place("measure"))
    quota = _quota_from(form, measure, setting) if "quota" in form else None
    steps: list[Tier] = []
    begins: list[_Edge] = []
    end: _Edge | None = None
    for number, data in enumerate(form.tables("tiers"), start=1):
        where = f"{form.where}, tier {number}"
        step = Form.of(data, where, _TIER_KEYS, _MEANT)
        edge = _lower_edge(step, end, measure, quota, setting)
        if end is not None and end.place != edge.place:
            problem = "overlap" if end.place > edge.place else "gap"
            raise UnreadablePlanError(where, problem, end.text, edge.text)
        begins.append(edge)
        end = _upper_edge(step, measure, quota, setting)
        with at(where, data):
            steps.append(_tier_from(step, edge.bound, setting))
    if end is not None:
        raise UnreadablePlanError(form.place("tiers"), "open_end", end.text)
    with at(form.where):
        return Tiers(
            form.choice("mode", TierMode),
            measure,
            tuple(steps),
            begins=_begins(begins, form.place("tiers")),
            on_refund=form.choice("tier_on_refund", OnRefund, OnRefund.KEEP),
            quota=quota,
        )


def _measure_from(value: Plain, pays: Role, where: str) -> Measure:
    form = Form.of(value, where, ("total", "per", "period"), {"of": "total", "for": "per", "over": "period"})
    per = form.table.get("per", "payee")
    if isinstance(per, dict):
        named = str(Form.of(per, form.place("per"), ("role",)).role("role"))
    else:
        word = form.text("per", "payee")
        named = "payee" if word == pays and word not in _OWN_WORDS else word
    with at(where, value):
        return Measure(form.text("total", "paid"), per=named, period=form.text("period", ""))


def _tier_from(step: Form, bound: Bound, setting: Setting) -> Tier:
    def amount(key: str) -> Money | None:
        return setting.money(step.value(key), step.place(key)) if key in step else None

    share = rate_from(step.value("share"), step.place("share")) if "share" in step else None
    return Tier(
        bound,
        share,
        per_unit=amount("per_unit"),
        flat=amount("flat"),
        block=step.whole("block", 0),
        lifts=step.flag("lifts"),
    )


def _lower_edge(
    step: Form, end: _Edge | None, measure: Measure, quota: Money | int | None, setting: Setting
) -> _Edge:
    """Return where a tier begins: as it says, or where the one before it ends."""
    if "from" not in step and "above" not in step:
        if "to" in step or "up_to" in step or end is not None:
            return end or _Edge(Money(0, setting.currency) if measure.is_money else 0, Begins.AT)
        raise UnreadablePlanError(step.where, "missing_key", "from")
    key = step.only_one("from", "above")
    bound = _bound_from(step.value(key), measure, quota, setting, step.place(key))
    return _Edge(bound, Begins.AT if key == "from" else Begins.ABOVE)


def _upper_edge(step: Form, measure: Measure, quota: Money | int | None, setting: Setting) -> _Edge | None:
    """Return where a tier says that it ends, if it says so."""
    if "to" not in step and "up_to" not in step:
        return None
    key = step.only_one("to", "up_to")
    bound = _bound_from(step.value(key), measure, quota, setting, step.place(key))
    return _Edge(bound, Begins.AT if key == "to" else Begins.ABOVE)


def _begins(edges: list[_Edge], where: str) -> Begins:
    """Return how the tiers of a table begin; the first may say `from = "0"` whatever the others say."""
    told = {edge.begins for edge in (edges[1:] or edges)}
    if len(told) > 1 or (edges and edges[0].begins is Begins.ABOVE and Begins.AT in told):
        raise UnreadablePlanError(where, "begins", tuple(edge.text for edge in edges))
    return told.pop() if told else Begins.AT


def _quota_from(form: Form, measure: Measure, setting: Setting) -> Money | int:
    quota = _bound_from(form.value("quota"), measure, None, setting, form.place("quota"))
    if isinstance(quota, Fraction):
        raise UnreadablePlanError(form.place("quota"), "not_whole", form.value("quota"))
    return quota


def _bound_from(
    value: Plain, measure: Measure, quota: Money | int | None, setting: Setting, where: str
) -> Bound:
    """Return a bound: an amount, a count, or a part of the quota."""
    if quota is not None and isinstance(value, str) and value.endswith("%"):
        with at(where, value):
            part = Factor.of(value).multiple
        if isinstance(quota, int):
            count = quota * part
            return count.numerator if count.denominator == 1 else count
        minor = quota.minor * part
        if minor.denominator != 1:
            raise UnreadablePlanError(where, "attainment", value, quota.text)
        return Money(minor.numerator, quota.currency)
    return setting.money(value, where) if measure.is_money else number_from(value, where)


def tiers_written(tiers: Tiers, pays: Role, setting: Setting) -> dict[str, Plain]:
    """Return a table of tiers as the keys of its rule."""
    table: dict[str, Plain] = {"mode": tiers.mode.value, "measure": _measure_written(tiers.measure, pays)}
    if tiers.quota is not None:
        if isinstance(tiers.quota, Money) is not tiers.measure.is_money:
            raise UnreadablePlanError("quota", "not_on_paper", tiers.quota)
        table["quota"] = _bound_written(tiers.quota, setting)
    if tiers.on_refund is not OnRefund.KEEP:
        table["tier_on_refund"] = tiers.on_refund.value
    above = tiers.begins is Begins.ABOVE
    table["tiers"] = [
        _tier_written(step, "above" if above and (number or len(tiers.steps) == 1) else "from", setting)
        for number, step in enumerate(tiers.steps)
    ]
    return table


def _measure_written(measure: Measure, pays: Role) -> dict[str, Plain]:
    per: Plain = measure.per
    if per == "payee":
        per = str(pays) if pays not in _OWN_WORDS else "payee"
    elif per == pays and per not in _OWN_WORDS:
        per = {"role": per}
    period: Mapping[str, Plain] = {"period": measure.period} if measure.period else {}
    return {"total": measure.total, "per": per, **period}


def _tier_written(step: Tier, begins: str, setting: Setting) -> dict[str, Plain]:
    table: dict[str, Plain] = {begins: _bound_written(step.lower, setting)}
    if step.share is not None:
        table["share"] = rate_written(step.share)
    if step.per_unit is not None:
        table["per_unit"] = setting.money_written(step.per_unit)
    if step.block:
        table["block"] = step.block
    if step.flat is not None:
        table["flat"] = setting.money_written(step.flat)
    if step.lifts:
        table["lifts"] = True
    return table


def _bound_written(bound: Bound, setting: Setting) -> Plain:
    if not isinstance(bound, Money):
        return number_written(bound)
    if bound.currency == setting.currency and bound.minor % 10**bound.currency.digits == 0:
        return str(bound.minor // 10**bound.currency.digits)
    return setting.money_written(bound)


__all__ = ["TIERS_KEYS", "tiers_from", "tiers_written"]
