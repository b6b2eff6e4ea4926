"""The legal frame of pay for promoting sales in China (合规提示): what the law forbids or watches, cited; not legal advice.

Articles as in `LAWS`; the codes L01 to L05 number the checks.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from communekit.commission.base import Base
from communekit.commission.composition import Chain
from communekit.commission.plan import Plan
from communekit.commission.tier import Tiers
from communekit.parties import Role

from .finding import Finding, Plain, Severity


class Law(NamedTuple):
    """Where a rule of law is written."""

    title: str
    title_zh: str
    article: str
    article_zh: str
    since: str


_PYRAMID: Final = (
    "Regulation on Prohibiting Pyramid Selling, State Council Order 444",
    "《禁止传销条例》（国务院令第444号）",
)

LAWS: Final = {
    "L01": Law(*_PYRAMID, "art. 7(1)", "第七条第（一）项", "2005-11-01"),
    "L02": Law(*_PYRAMID, "art. 7(2)", "第七条第（二）项", "2005-11-01"),
    "L03": Law(*_PYRAMID, "art. 7(3), fines in art. 24", "第七条第（三）项，罚则见第二十四条", "2005-11-01"),
    "L04": Law(
        "Opinion on the Application of Law in Pyramid Selling Cases, Gong Tong Zi [2013] No. 37",
        "《关于办理组织领导传销活动刑事案件适用法律若干问题的意见》（公通字〔2013〕37号）",
        "item 1",
        "第一条",
        "2013-11-14",
    ),
    "L05": Law(
        "WeChat notices on multi-level distribution of 2015-02 and 2016-09-12",
        "微信公众平台 2015-02 与 2016-09-12 关于整顿多级分销的公告",
        "both",
        "",
        "2016-09-12",
    ),
}
"""The sources of the checks, by number."""

LEVELS_MAX: Final = 3
PAID_FOR_PEOPLE: Final = (Role.LEADER, Role.SPONSOR)


def legal_frame(plan: Plan) -> Iterator[Finding]:
    """Find what the legal frame forbids or watches: pay per head, entry fees, depth."""
    per_head = tuple(_pay_per_head(plan))
    yield from per_head
    yield from _entry(plan)
    yield from _depth(plan, heads=bool(per_head))


def _finding(law: str, code: str, severity: Severity, where: str, data: dict[str, Plain]) -> Finding:
    return Finding(code, severity, where, {**data, "law": law, **LAWS[law]._asdict()})


def _pay_per_head(plan: Plan) -> Iterator[Finding]:
    """L01: tables that count people and pay amounts for them, to those who bring people, also by way of another rule."""
    roles = {*PAID_FOR_PEOPLE, *plan.referral}
    counting = {
        str(rule.id) for rule in plan.every_rule if isinstance(rule.rate, Tiers) and _counts_heads(rule.rate)
    }
    for rule in plan.every_rule:
        direct = rule.id in counting
        if rule.pays in roles and (direct or _rests_on(plan, rule.base, counting)):
            severity = Severity.ERROR if rule.pays in plan.referral else Severity.WARNING
            data: dict[str, Plain] = {"rule": str(rule.id), "role": str(rule.pays)}
            yield _finding("L01", "lint.law_pay_per_head", severity, f"rule {rule.id}", data)


def _counts_heads(tiers: Tiers) -> bool:
    return tiers.measure.total == "members" and any(step.flat or step.per_unit for step in tiers.steps)


def _rests_on(plan: Plan, base: Base, counting: set[str]) -> bool:
    return base.rule in counting or any(
        rule.id in counting and rule.pays == base.role for rule in plan.every_rule
    )


def _entry(plan: Plan) -> Iterator[Finding]:
    """L02: an entry fee, or a purchase as the condition to join."""
    fee = plan.enrolment.fee
    if fee:
        yield _finding("L02", "lint.law_entry_fee", Severity.ERROR, "enrolment", {"fee": fee.text})
    if plan.enrolment.purchase_required:
        yield _finding("L02", "lint.law_purchase_required", Severity.ERROR, "enrolment", {})


def _depth(plan: Plan, *, heads: bool) -> Iterator[Finding]:
    """L03 to L05: levels above the seller, three levels in a row, and what a platform makes of them."""
    paid = {rule.pays for rule in plan.every_rule}
    above = [str(role) for role in plan.referral if role in paid or len(plan.referral) > 1]
    if len(above) > 1:
        data: dict[str, Plain] = {"levels": len(above), "roles": [*above], "recorded": plan.depth_reason}
        yield _finding("L03", "lint.law_depth", Severity.WARNING, "referral", data)
        yield _finding("L04", "lint.law_criminal_line", Severity.WARNING, "referral", {"roles": [*above]})
    for chain in plan.chains:
        levels = [str(role) for role in chain.roles if role in paid]
        if chain.kind is Chain.DIFFERENTIAL and len(levels) >= LEVELS_MAX:
            yield _finding(
                "L04",
                "lint.law_criminal_line",
                Severity.WARNING,
                f"chain {chain.text}",
                {"roles": levels[1:]},
            )
    if len(above) > 1 or heads:
        yield _finding(
            "L05", "lint.law_platform", Severity.NOTE, "referral", {"roles": [*above] or ["leader"]}
        )
