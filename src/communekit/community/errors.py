"""Errors of a community."""

from collections.abc import Mapping
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
        "en": "{kind} is not a fact: tell an order, a refund, a receipt, a plan, a party, a tie or a step of a payout",
        "zh": "{kind} 不是可记录的事实：请提交订单、退款、签收、方案、参与方、关系或提现步骤",
    }
    kind: str


@attrs.define
class NotHereError(CommunekitError):
    """Not there, or not for whoever asks (查无此项): the two look the same."""

    code: ClassVar[str] = "community.not_here"
    texts: ClassVar[Texts] = {"en": "there is no {problem} {which} here", "zh": "这里没有{problem} {which}"}
    problems: ClassVar[Mapping[str, Texts]] = {
        "database": {"en": "database of", "zh": "数据库："},
        "order": {"en": "order", "zh": "订单"},
        "payout": {"en": "payout", "zh": "提现"},
        "refund": {"en": "refund", "zh": "退款"},
    }
    problem: str
    which: str


@attrs.define
class NoPlanError(CommunekitError):
    """A community without a plan shares nothing out (没有分佣方案)."""

    code: ClassVar[str] = "community.no_plan"
    texts: ClassVar[Texts] = {
        "en": "{community} has no plan yet: open it with one, or record one",
        "zh": "{community} 还没有分佣方案：请在打开时给出，或先记录一个方案",
    }
    community: str


__all__ = ["FactRefusedError", "NoPlanError", "NotAFactError", "NotHereError"]
