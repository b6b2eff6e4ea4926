"""Errors of the commission room."""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

import attrs

from communekit.errors import CommunekitError, Texts, language_of
from communekit.money import Money

from .problem import IN_CHINESE, OF_CONDITIONS, OF_RECORDS


@attrs.define
class InvalidPlanError(CommunekitError):
    """A plan (分佣方案) says something that cannot be evaluated: which part, and why."""

    code: ClassVar[str] = "commission.invalid_plan"
    texts: ClassVar[Texts] = {
        "en": "the plan is not valid at {where}: {problem} ({value})",
        "zh": "方案在 {where} 处无效：{problem}（{value}）",
    }
    where: str
    problem: str
    value: object = ""

    def text(self, locale: str = "en") -> str:
        """Return the sentence in a language, the problem in its words, and the value where there is one."""
        if language_of(locale) == "zh":
            problem = IN_CHINESE.get(self.problem, self.problem)
            said = CommunekitError.text(attrs.evolve(self, problem=problem), locale)
        else:
            said = CommunekitError.text(self, locale)
        return said.removesuffix(" ('')").removesuffix("（''）")


@attrs.define
class PlanCycleError(CommunekitError):
    """Rules of a plan rest on each other in a circle (循环引用)."""

    code: ClassVar[str] = "commission.plan_cycle"
    texts: ClassVar[Texts] = {
        "en": "the rules rest on each other in a circle: {rules}",
        "zh": "规则互相引用，形成循环：{rules}",
    }
    rules: tuple[str, ...]


@attrs.define
class InvalidConditionError(CommunekitError):
    """A condition (适用条件) cannot be read as one."""

    code: ClassVar[str] = "commission.invalid_condition"
    texts: ClassVar[Texts] = {
        "en": "not a condition ({problem}): {value}. Write & | ~ and compare a fact with one value",
        "zh": "无法作为条件（{problem}）：{value}。请用 & | ~ 连接，每个事实只与一个值比较",
    }
    problems: ClassVar[Mapping[str, Texts]] = OF_CONDITIONS
    problem: str
    value: object


@attrs.define
class NotInForceError(CommunekitError):
    """No version of the plan is in force at the time of the order (方案未生效), told by the clocks of the plan's zone."""

    code: ClassVar[str] = "commission.not_in_force"
    texts: ClassVar[Texts] = {
        "en": "no version of plan {plan} is in force at {at}",
        "zh": "方案 {plan} 在 {at} 没有生效的版本",
    }
    plan: str
    at: datetime


@attrs.define
class OverCommittedError(CommunekitError):
    """The plan promises more of a line than there is to share (超额分配), and names nobody who bears it."""

    code: ClassVar[str] = "commission.over_committed"
    texts: ClassVar[Texts] = {
        "en": "order {order}, line {line}: the rules promise {promised}, there are {shared} to share",
        "zh": "订单 {order} 行 {line}：规则承诺分出 {promised}，可分只有 {shared}",
    }
    order: str
    line: str
    promised: Money
    shared: Money


@attrs.define
class MissingPartyError(CommunekitError):
    """Nobody stands in the role that the plan needs on every order (缺少承接方)."""

    code: ClassVar[str] = "commission.missing_party"
    texts: ClassVar[Texts] = {
        "en": "order {order}, line {line}: the plan needs a {role}, and none is credited",
        "zh": "订单 {order} 行 {line}：方案需要角色 {role}，但没有对应的参与方",
    }
    order: str
    line: str
    role: str


@attrs.define
class PlanCurrencyError(CommunekitError):
    """An order is in another currency than the plan (币种不符)."""

    code: ClassVar[str] = "commission.currency"
    texts: ClassVar[Texts] = {
        "en": "order {order} is in {currency}, plan {plan} is in {expected}",
        "zh": "订单 {order} 的币种是 {currency}，方案 {plan} 的币种是 {expected}",
    }
    order: str
    currency: str
    plan: str
    expected: str


@attrs.define
class MissingStandingError(CommunekitError):
    """A refund restates a period, and the standing of that period was not handed in (缺少考核累计)."""

    code: ClassVar[str] = "commission.missing_standing"
    texts: ClassVar[Texts] = {
        "en": "rule {rule} restates period {label} for {who}: hand in the standing of that period",
        "zh": "规则 {rule} 需要重算 {who} 在 {label} 的阶梯，请传入该周期的累计值",
    }
    rule: str
    who: str
    label: str


@attrs.define
class InvalidRecordError(CommunekitError):
    """A kept assessment does not belong to the plan or order that it is read with (存档不符)."""

    code: ClassVar[str] = "commission.invalid_record"
    texts: ClassVar[Texts] = {
        "en": "the record of order {order} does not fit ({problem}): it says {recorded}, not {expected}",
        "zh": "订单 {order} 的存档不符（{problem}）：存档为 {recorded}，应为 {expected}",
    }
    problems: ClassVar[Mapping[str, Texts]] = OF_RECORDS
    order: str
    problem: str
    recorded: object
    expected: object


@attrs.define
class UnknownRuleError(CommunekitError):
    """A rule of that name is not in the plan (规则不存在)."""

    code: ClassVar[str] = "commission.unknown_rule"
    texts: ClassVar[Texts] = {
        "en": "{where} names rule {rule}, which is not in the plan; it has {known}",
        "zh": "{where} 引用的规则 {rule} 不在方案中；现有规则：{known}",
    }
    where: str
    rule: str
    known: tuple[str, ...]


__all__ = [
    "InvalidConditionError",
    "InvalidPlanError",
    "InvalidRecordError",
    "MissingPartyError",
    "MissingStandingError",
    "NotInForceError",
    "OverCommittedError",
    "PlanCurrencyError",
    "PlanCycleError",
    "UnknownRuleError",
]
