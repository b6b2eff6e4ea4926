"""Errors of a community."""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

import attrs

from communekit.errors import CommunekitError, Texts, language_of


@attrs.define
class FactRefusedError(CommunekitError):
    """A fact was refused (事实被拒绝), now or when it was told first; the refusal is kept, and telling it again changes nothing.

    `because` is the code of what stood in the way, `en` and `zh` say it. Where the way is free again, tell the fact
    under another key.
    """

    code: ClassVar[str] = "community.fact_refused"
    texts: ClassVar[Texts] = {"en": "{key} was refused: {because}", "zh": "{key} 被拒绝：{because}"}
    key: str
    because: str
    en: str
    zh: str

    def text(self, locale: str = "en") -> str:
        """Return what was refused, and the sentence that was said then."""
        language = language_of(locale)
        said = self.zh if language == "zh" else self.en
        return self.texts[language].format(key=self.key, because=said)


@attrs.define
class NotAFactError(CommunekitError):
    """Something was told that is not a fact (不是事实)."""

    code: ClassVar[str] = "community.not_a_fact"
    texts: ClassVar[Texts] = {
        "en": "{kind} is not a fact: tell an order, a refund, a receipt, a plan, a party, a tie, a touch, a step of a payout or a campaign step",
        "zh": "{kind} 不是可记录的事实：请提交订单、退款、签收、方案、参与方、关系、触点、提现步骤或团购步骤",
    }
    kind: str


@attrs.define
class NotHereError(CommunekitError):
    """Not there, or not for whoever asks (查无此项): the two look the same."""

    code: ClassVar[str] = "community.not_here"
    texts: ClassVar[Texts] = {"en": "there is no {problem} {which} here", "zh": "这里没有{problem} {which}"}
    problems: ClassVar[Mapping[str, Texts]] = {
        "database": {"en": "database of", "zh": "数据库："},
        "attribution": {"en": "attribution of order", "zh": "归因，订单"},
        "campaign": {"en": "campaign", "zh": "团购活动"},
        "finding": {"en": "finding", "zh": "疑点"},
        "order": {"en": "order", "zh": "订单"},
        "payout": {"en": "payout", "zh": "提现"},
        "refund": {"en": "refund", "zh": "退款"},
    }
    problem: str
    which: str


@attrs.define
class NotReattributedError(CommunekitError):
    """An order cannot be credited to others any more by itself (不能重新归因); people decide with an `Adjustment`."""

    code: ClassVar[str] = "community.not_reattributed"
    texts: ClassVar[Texts] = {
        "en": "order {order} cannot be credited otherwise: {problem}; adjust by hand",
        "zh": "订单 {order} 不能改归他人：{problem}，请人工调账",
    }
    problems: ClassVar[Mapping[str, Texts]] = {
        "refunded": {"en": "part of it was given back", "zh": "已有退款"},
        "corrected": {"en": "it was corrected by people", "zh": "已有人工更正"},
        "measured": {"en": "its plan measures what leaders sold", "zh": "方案按团长累计业绩计算"},
    }
    order: str
    problem: str


@attrs.define
class NoPlanError(CommunekitError):
    """A community without a plan shares nothing out (没有分佣方案)."""

    code: ClassVar[str] = "community.no_plan"
    texts: ClassVar[Texts] = {
        "en": "{community} has no plan yet: open it with one, or record one",
        "zh": "{community} 还没有分佣方案：请在打开时给出，或先记录一个方案",
    }
    community: str


@attrs.define
class InvalidTermsError(CommunekitError):
    """A community was opened with something that cannot be a term of it (社区设定无效)."""

    code: ClassVar[str] = "community.invalid_terms"
    texts: ClassVar[Texts] = {
        "en": "{given} cannot be the {problem}",
        "zh": "{given} 不能用作{problem}",
    }
    problems: ClassVar[Mapping[str, Texts]] = {
        "asks_consent": {
            "en": "answer whether consent is asked for: True or False",
            "zh": "是否须征得同意：请传入 True 或 False",
        },
        "attribution": {
            "en": "rule of attribution: hand in an AttributionPolicy that shares in a way that is known here",
            "zh": "归因规则：请传入 AttributionPolicy，且其分摊方式为内置方式",
        },
        "bonds": {
            "en": "rules of bonds: hand in a BondPolicy",
            "zh": "锁客规则：请传入 BondPolicy",
        },
        "around": {
            "en": "parties around payouts: hand in PayoutParties",
            "zh": "提现对方账户：请传入 PayoutParties",
        },
        "calendar": {"en": "calendar: hand in a Calendar", "zh": "结算日历：请传入 Calendar"},
        "codes": {
            "en": "code book: hand in a CodeBook",
            "zh": "口令簿：请传入 CodeBook",
        },
        "guards": {
            "en": "guards: hand in a GuardPolicy",
            "zh": "防作弊策略：请传入 GuardPolicy",
        },
        "handlers": {
            "en": "handlers: functions that return entries and messages",
            "zh": "处理器：须为返回分录和消息的函数",
        },
        "hold": {"en": "hold: hand in a HoldPolicy", "zh": "冻结期：请传入 HoldPolicy"},
        "made": {
            "en": "work of a handler: it makes entries and messages",
            "zh": "处理器的产物：只能是分录和消息",
        },
        "plan": {
            "en": "plan: hand in a Plan, as read_plan gives it",
            "zh": "分佣方案：请传入 Plan，可用 read_plan 读出",
        },
    }
    problem: str
    given: object


@attrs.define
class PeriodNotOverError(CommunekitError):
    """A period is closed when it is over, not before (账期未结束)."""

    code: ClassVar[str] = "community.period_not_over"
    texts: ClassVar[Texts] = {
        "en": "{label} ends at {ends_at}: it cannot be closed at {now}",
        "zh": "账期 {label} 到 {ends_at} 才结束，不能在 {now} 结账",
    }
    label: str
    ends_at: datetime
    now: datetime


@attrs.define
class VetoError(CommunekitError):
    """A handler of the host's says no (处理器否决): the fact is refused for good. Raise it in a handler."""

    code: ClassVar[str] = "community.veto"
    texts: ClassVar[Texts] = {"en": "{because}", "zh": "否决：{because}"}
    because: str


@attrs.define
class HandlerFailedError(CommunekitError):
    """A handler of the host's failed (处理器出错): nothing was kept, the fact can be told again once it is mended."""

    code: ClassVar[str] = "community.handler_failed"
    texts: ClassVar[Texts] = {
        "en": "a handler failed, nothing was kept: {reason}",
        "zh": "处理器出错，未保留任何内容：{reason}",
    }
    reason: str


__all__ = [
    "FactRefusedError",
    "HandlerFailedError",
    "InvalidTermsError",
    "NoPlanError",
    "NotAFactError",
    "NotHereError",
    "NotReattributedError",
    "PeriodNotOverError",
    "VetoError",
]
