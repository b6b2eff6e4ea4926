"""Rules on paper (分佣规则): one table each, and the small words that they share with the plan."""

from collections.abc import Mapping
from typing import Final

from communekit.codec import Plain
from communekit.commission.base import LINE_BASES, Base
from communekit.commission.composition import Missing, MissingWay
from communekit.commission.condition import ALWAYS
from communekit.commission.rate import Flat, Per, PerUnit
from communekit.commission.rule import Pay, Rule, Scope
from communekit.commission.tier import Tiers
from communekit.money import Rate, Rounding
from communekit.parties import Role

from .amount import Setting, rate_from, rate_written
from .condition import condition_from, condition_written
from .errors import UnreadablePlanError
from .form import Form, at, checked_text, one_or_list, shown
from .tiers import TIERS_KEYS, tiers_from, tiers_written

RULE_KEYS: Final = (
    "id", "title", "pays", "base", "of", "less", *TIERS_KEYS, "share", "per_unit", "block", "free", "flat", "per",
    "when", "group", "replaces", "rounding", "scope", "missing", "kept_on_refund",
)  # fmt: skip
_MEANT: Final = {
    "rate": "share", "percent": "share", "amount": "flat", "role": "pays", "to": "pays", "if": "when",
    "condition": "when", "instead_of": "replaces", "name": "title", "on_refund": "tier_on_refund",
    "cap": "[[bound]] at_most", "at_most": "[[bound]] at_most", "max": "[[bound]] at_most",
    "floor": "[[bound]] at_least", "at_least": "[[bound]] at_least", "min": "[[bound]] at_least",
}  # fmt: skip


def rule_from(data: Plain, place: str, setting: Setting) -> Rule:
    """Return the rule that a table stands for; refusals name it by its id, or by `place` where it has none."""
    given = data.get("id") if isinstance(data, Mapping) else None
    if isinstance(given, str) and given:
        place = f"{place.rpartition('rule')[0]}rule {shown(given)}"
    form = Form.of(data, place, RULE_KEYS, _MEANT)
    with at(place, data):
        pays = form.role("pays")
        rate = _rate_from(form, pays, setting)
        when = condition_from(form.value("when"), setting, form.place("when")) if "when" in form else ALWAYS
        scope = {"scope": form.choice("scope", Scope)} if "scope" in form else {}
        return Rule(
            form.text("id"),
            pays,
            rate,
            when=when,
            base=_base_from(form),
            group=form.text("group", ""),
            replaces=form.words("replaces"),
            rounding=form.choice("rounding", Rounding, Rounding.DOWN),
            missing=missing_from(form.value("missing"), form.place("missing")) if "missing" in form else None,
            kept_on_refund=form.flag("kept_on_refund"),
            title=form.text("title", ""),
            **scope,
        )


def _rate_from(form: Form, pays: Role, setting: Setting) -> Pay:
    key = form.only_one("share", "per_unit", "flat", "tiers")
    place = form.place(key)
    if key != "tiers":
        form.refuse_with(key, *TIERS_KEYS)
    if key != "per_unit":
        form.refuse_with(key, "block", "free")
    if key != "flat":
        form.refuse_with(key, "per")
    match key:
        case "share":
            return rate_from(form.value(key), place)
        case "per_unit":
            amount = setting.money(form.value(key), place)
            return PerUnit(amount, block=form.whole("block", 0), free=form.whole("free", 0))
        case "flat":
            return Flat(setting.money(form.value(key), place), form.choice("per", Per, Per.LINE))
        case _:
            return tiers_from(form, pays, setting)


def _base_from(form: Form) -> Base:
    """Return the base of a share: an amount of the line, or what another rule or role earned on it."""
    base = Base.PAID
    if "base" in form:
        form.refuse_with("base", "of")
        word = form.text("base")
        if word not in LINE_BASES:
            raise UnreadablePlanError(form.place("base"), "not_a_choice", word, ", ".join(LINE_BASES))
        base = Base(word)
    elif "of" in form:
        of = Form.of(form.value("of"), form.place("of"), ("rule", "role"))
        if of.only_one("rule", "role") == "rule":
            base = Base.of_rule(of.text("rule"))
        else:
            base = Base.of_role(of.role("role"))
    return base.less(*form.words("less")) if "less" in form else base


def rule_written(rule: Rule, setting: Setting) -> dict[str, Plain]:
    """Return a rule as a table; what is as usual is left out."""
    table: dict[str, Plain] = {"id": str(rule.id)}
    if rule.title:
        table["title"] = rule.title
    table["pays"] = str(rule.pays)
    table |= _base_written(rule.base)
    table |= _rate_written(rule.rate, rule.pays, setting)
    if rule.when != ALWAYS:
        table["when"] = condition_written(rule.when, setting, f"rule {rule.id}, when")
    if rule.group:
        table["group"] = rule.group
    if rule.replaces:
        table["replaces"] = one_or_list(rule.replaces)
    if rule.rounding is not Rounding.DOWN:
        table["rounding"] = rule.rounding.value
    if rule.scope is not Rule(rule.id, rule.pays, rule.rate, base=rule.base).scope:
        table["scope"] = rule.scope.value
    if rule.missing is not None:
        table["missing"] = missing_written(rule.missing)
    if rule.kept_on_refund:
        table["kept_on_refund"] = True
    return table


def _base_written(base: Base) -> dict[str, Plain]:
    table: dict[str, Plain] = {}
    if base.rule:
        table["of"] = {"rule": str(base.rule)}
    elif base.role:
        table["of"] = {"role": str(base.role)}
    elif base.of != Base.PAID.of:
        table["base"] = base.of
    if base.without:
        table["less"] = one_or_list(base.without)
    return table


def _rate_written(rate: Pay, pays: Role, setting: Setting) -> dict[str, Plain]:
    match rate:
        case Rate():
            return {"share": rate_written(rate)}
        case PerUnit(amount=amount, block=block, free=free):
            more = {key: count for key, count in (("block", block), ("free", free)) if count}
            return {"per_unit": setting.money_written(amount), **more}
        case Flat(amount=amount, per=per):
            once = {} if per is Per.LINE else {"per": per.value}
            return {"flat": setting.money_written(amount), **once}
        case Tiers():
            return tiers_written(rate, pays, setting)


def missing_from(value: Plain, where: str) -> Missing:
    """Return where a share goes that nobody takes: "lapse", "roll_up" or { house = "head_office" }."""
    if isinstance(value, Mapping):
        with at(where, value):
            return Missing.house(Form.of(value, where, ("house",)).text("house"))
    match checked_text(value, where):
        case "lapse":
            return Missing.lapse()
        case "roll_up":
            return Missing.roll_up()
        case word:
            raise UnreadablePlanError(where, "not_a_choice", word, 'lapse, roll_up, { house = "..." }')


def missing_written(missing: Missing) -> Plain:
    """Return where a share goes that nobody takes, as it is written."""
    return {"house": str(missing.party)} if missing.way is MissingWay.HOUSE else missing.way.value


__all__ = ["RULE_KEYS", "missing_from", "missing_written", "rule_from", "rule_written"]
