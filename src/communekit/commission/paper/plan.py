"""A plan version on paper (分佣方案): its own table, and the tables around it."""

from collections.abc import Callable, Mapping
from typing import Any, Final  # Any: arguments of a plan by their names

import attrs

from communekit.codec import Plain
from communekit.commission.bound import Bound
from communekit.commission.composition import Chain, Composition, Missing, Stacking
from communekit.commission.guarantee import Draw, Guarantee
from communekit.commission.override import Override
from communekit.commission.plan import Enrolment, Plan, Tax
from communekit.ids import PartyId
from communekit.parties import Role
from communekit.period import zone

from .amount import Setting, currency_from, currency_written
from .errors import UnreadablePlanError
from .form import Form, at, one_or_list
from .rule import missing_from, missing_written, rule_from, rule_written

PLAN_KEYS: Final = (
    "id", "version", "currency", "effective", "residual", "bearer", "missing", "tax", "zone", "hold",
    "referral", "depth_reason",
)  # fmt: skip
SECTIONS: Final = (
    "parties", "stacking", "enrolment", "rule", "chain", "bound", "override", "guarantee", "draw",
)  # fmt: skip
PLAN_MEANT: Final = {
    "rest": "residual", "from": "effective", "valid": "effective", "timezone": "zone", "name": "id",
    "rules": "rule", "bounds": "bound", "cap": "bound", "role": "parties",
}  # fmt: skip


def plan_from(data: Mapping[str, Plain], prefix: str = "") -> Plan:
    """Return the plan version that a table stands for, with the tables around it as keys of it.

    Where a file holds several versions, `prefix` says in every refusal which: "version 2, ".
    """
    form = Form.of(data, prefix.removesuffix(", ") or "plan", (*PLAN_KEYS, *SECTIONS), PLAN_MEANT)
    setting = _setting(form)
    more: dict[str, Any] = {}
    for field, key, read in _LISTS:
        tables = enumerate(form.tables(key), start=1)
        more[field] = [read(table, f"{prefix}{key} {number}", setting) for number, table in tables]
    if "effective" in form:
        more["effective"] = setting.window(form.text("effective"), form.place("effective"))
    if "missing" in form:
        more["missing"] = missing_from(form.value("missing"), form.place("missing"))
    if "bearer" in form:
        more["bearer"] = form.role("bearer")
    if "referral" in form:
        more["referral"] = form.roles("referral")
    if "enrolment" in form:
        more["enrolment"] = _enrolment(form.value("enrolment"), f"{prefix}enrolment", setting)
    for key in ("hold", "depth_reason"):
        more[key] = form.text(key, "")
    plan_id, version, residual = form.text("id"), form.whole("version"), form.role("residual")
    stacking = _stacking(form.table.get("stacking", {}), f"{prefix}stacking")
    parties = _parties(form.table.get("parties", {}), f"{prefix}parties")
    tax = form.choice("tax", Tax, Tax.SHARED)
    with at(prefix.removesuffix(", "), plan_id):
        return Plan(
            plan_id,
            version,
            setting.currency,
            residual=residual,
            stacking=stacking,
            parties=parties,
            tax=tax,
            zone=setting.zone,
            **more,
        )


def _setting(form: Form) -> Setting:
    name = form.text("zone", attrs.fields(Plan).zone.default)
    with at(form.place("zone"), name):
        zone(name)
    return Setting(currency_from(form.value("currency"), form.place("currency")), name)


def _stacking(given: Plain, place: str) -> dict[str, Stacking]:
    """Return how groups stack; a word by itself is meant for the rules that are in no group."""
    if not isinstance(given, str | Mapping):
        raise UnreadablePlanError(place, "not_a_table", given)
    table = Form({"": given} if isinstance(given, str) else given, place)
    return {group: table.choice(group, Stacking) for group in table.table}


def _parties(given: Plain, place: str) -> dict[Role, PartyId]:
    if not isinstance(given, Mapping):
        raise UnreadablePlanError(place, "not_a_table", given)
    table = Form(given, place)
    with at(place, given):
        return {Role(role): PartyId(table.text(role)) for role in given}


def _enrolment(given: Plain, place: str, setting: Setting) -> Enrolment:
    table = Form.of(given, place, ("fee", "purchase_required"))
    fee = setting.money(table.value("fee"), table.place("fee")) if "fee" in table else None
    return Enrolment(fee, table.flag("purchase_required"))


def _chain(data: Plain, place: str, _: Setting) -> Composition:
    form = Form.of(data, place, ("kind", "roles"))
    with at(place, data):
        return Composition(form.choice("kind", Chain), form.roles("roles"))


def _bound(data: Plain, place: str, setting: Setting) -> Bound:
    form = Form.of(data, place, ("rule", "role", "per", "at_most", "at_least"), _BOUND_MEANT)
    with at(place, data):
        return Bound(
            per=form.text("per"),
            rule=form.text("rule", ""),
            role=form.role("role") if "role" in form else None,
            at_most=setting.limit(form.value("at_most"), form.place("at_most"))
            if "at_most" in form
            else None,
            at_least=setting.limit(form.value("at_least"), form.place("at_least"))
            if "at_least" in form
            else None,
        )


_BOUND_MEANT: Final = {
    "max": "at_most",
    "cap": "at_most",
    "min": "at_least",
    "floor": "at_least",
    "pays": "role",
}


def _override(data: Plain, place: str, setting: Setting) -> Override:
    form = Form.of(data, place, ("stores", "leaders", "products", "rules", "drops"), {"rule": "rules"})
    with at(place, data):
        return Override(
            stores=form.words("stores"),
            leaders=form.words("leaders"),
            products=form.words("products"),
            rules=[
                rule_from(rule, f"{place}, rule {number}", setting)
                for number, rule in enumerate(form.tables("rules"), start=1)
            ],
            drops=form.words("drops"),
        )


def _guarantee(data: Plain, place: str, setting: Setting) -> Guarantee:
    form = Form.of(data, place, ("role", "at_least", "per"))
    with at(place, data):
        amount = setting.money(form.value("at_least"), form.place("at_least"))
        return Guarantee(form.role("role"), amount, per=form.text("per", "month"))


def _draw(data: Plain, place: str, setting: Setting) -> Draw:
    form = Form.of(data, place, ("role", "amount", "per", "recoverable"))
    with at(place, data):
        amount = setting.money(form.value("amount"), form.place("amount"))
        recoverable = form.flag("recoverable", default=True)
        return Draw(form.role("role"), amount, per=form.text("per", "month"), recoverable=recoverable)


_LISTS: Final[tuple[tuple[str, str, Callable[[Plain, str, Setting], object]], ...]] = (
    ("rules", "rule", rule_from),
    ("chains", "chain", _chain),
    ("bounds", "bound", _bound),
    ("overrides", "override", _override),
    ("guarantees", "guarantee", _guarantee),
    ("draws", "draw", _draw),
)
"""Lists of tables: the plan's field, the key on paper, and how one table is read (its place counted from 1)."""


def plan_written(plan: Plan) -> dict[str, Plain]:
    """Return a plan version as the table that `plan_from` reads as the same plan; what is as usual is left out."""
    setting = Setting(plan.currency, plan.zone)
    usual = {field.name: field.default for field in attrs.fields(Plan)}
    table: dict[str, Plain] = {
        "id": str(plan.id),
        "version": plan.version,
        "currency": currency_written(plan.currency),
    }
    if plan.effective is not None:
        table["effective"] = setting.window_written(plan.effective)
    table["residual"] = str(plan.residual)
    if plan.bearer is not None:
        table["bearer"] = str(plan.bearer)
    if plan.missing != Missing():
        table["missing"] = missing_written(plan.missing)
    if plan.tax is not usual["tax"]:
        table["tax"] = plan.tax.value
    if plan.zone != usual["zone"]:
        table["zone"] = plan.zone
    if plan.hold:
        table["hold"] = plan.hold
    if plan.referral != usual["referral"]:
        table["referral"] = one_or_list(plan.referral)
    if plan.depth_reason:
        table["depth_reason"] = plan.depth_reason
    return table | {key: value for key, value in _sections(plan, setting).items() if value}


def _sections(plan: Plan, setting: Setting) -> dict[str, Plain]:
    """Return the tables around a plan, empty ones too."""
    stacking = {group: plan.stacking[group].value for group in sorted(plan.stacking)}
    return {
        "parties": {str(role): str(plan.parties[role]) for role in sorted(plan.parties)},
        "stacking": stacking[""] if set(stacking) == {""} else stacking,
        "enrolment": _enrolment_written(plan.enrolment, setting),
        "rule": [rule_written(rule, setting) for rule in plan.rules],
        "chain": [
            {"kind": chain.kind.value, "roles": [str(role) for role in chain.roles]} for chain in plan.chains
        ],
        "bound": [_bound_written(bound, setting) for bound in plan.bounds],
        "override": [_override_written(override, setting) for override in plan.overrides],
        "guarantee": [
            {"role": str(given.role), "at_least": setting.money_written(given.at_least), "per": given.per}
            for given in plan.guarantees
        ],
        "draw": [_draw_written(draw, setting) for draw in plan.draws],
    }


def _enrolment_written(enrolment: Enrolment, setting: Setting) -> dict[str, Plain]:
    table: dict[str, Plain] = {}
    if enrolment.fee is not None:
        table["fee"] = setting.money_written(enrolment.fee)
    if enrolment.purchase_required:
        table["purchase_required"] = True
    return table


def _bound_written(bound: Bound, setting: Setting) -> dict[str, Plain]:
    table: dict[str, Plain] = {}
    if bound.rule:
        table["rule"] = str(bound.rule)
    if bound.role:
        table["role"] = str(bound.role)
    table["per"] = bound.per
    for key, limit in (("at_most", bound.at_most), ("at_least", bound.at_least)):
        if limit is not None:
            table[key] = setting.limit_written(limit)
    return table


def _override_written(override: Override, setting: Setting) -> dict[str, Plain]:
    words = {"stores": override.stores, "leaders": override.leaders, "products": override.products}
    table: dict[str, Plain] = {key: one_or_list(ids) for key, ids in words.items() if ids}
    if override.rules:
        table["rules"] = [rule_written(rule, setting) for rule in override.rules]
    if override.drops:
        table["drops"] = one_or_list(override.drops)
    return table


def _draw_written(draw: Draw, setting: Setting) -> dict[str, Plain]:
    table = {"role": str(draw.role), "amount": setting.money_written(draw.amount), "per": draw.per}
    return table if draw.recoverable else {**table, "recoverable": False}


__all__ = ["PLAN_KEYS", "PLAN_MEANT", "SECTIONS", "plan_from", "plan_written"]
