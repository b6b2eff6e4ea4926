"""Errors of claims."""

from collections.abc import Mapping
from typing import ClassVar

import attrs

from communekit.errors import CommunekitError, Texts


@attrs.define
class ClaimError(CommunekitError):
    """A claim cannot take this step (应得状态不符). `problem` is one of the words of `problems`."""

    code: ClassVar[str] = "ledger.claim"
    texts: ClassVar[Texts] = {"en": "claim {claim}: {problem}", "zh": "应得 {claim}：{problem}"}
    problems: ClassVar[Mapping[str, Texts]] = {
        "not_confirmed": {"en": "its condition is not met yet", "zh": "条件尚未达成"},
        "take_back": {
            "en": "it is not pending any more; a reversal is booked by take_back",
            "zh": "已不在待确认阶段，冲销请用 take_back 入账",
        },
        "above_paid": {"en": "more than was paid for it and not given back", "zh": "超过已付未退的金额"},
        "other_fact": {"en": "the entry is about another fact", "zh": "该分录属于另一笔业务"},
        "not_open": {
            "en": "nothing of it is pending or frozen for this party",
            "zh": "该主体没有待确认或冻结的金额",
        },
        "not_disputed": {"en": "nothing of it is in dispute for this party", "zh": "该主体没有争议中的金额"},
        "too_much": {"en": "not a part of what is in dispute", "zh": "不在争议金额之内"},
        "nobody": {"en": "nobody is named who gets the rest", "zh": "没有写明其余归谁"},
        "same_party": {"en": "both are the same party", "zh": "双方是同一主体"},
        "no_amount": {"en": "an amount is above zero", "zh": "金额必须大于零"},
        "not_owed": {"en": "more than is owed", "zh": "超过所欠金额"},
        "unknown": {"en": "no such claim in the book", "zh": "账簿中没有这笔应得款项"},
    }
    claim: str
    problem: str
    value: object = ""


@attrs.define
class ApprovalError(CommunekitError):
    """A correction needs two people (双人复核): who decides it, and another who approves."""

    code: ClassVar[str] = "ledger.approval"
    texts: ClassVar[Texts] = {
        "en": "{actor} cannot approve what {actor} decided: a second person does",
        "zh": "{actor} 不能复核自己经办的事项，须由另一人复核",
    }
    actor: str


@attrs.define
class LiabilityError(CommunekitError):
    """Nobody can be charged with a refund for quality, or the order of liability is not one (质量责任无效)."""

    code: ClassVar[str] = "ledger.liability"
    texts: ClassVar[Texts] = {"en": "liability for quality: {problem}", "zh": "质量责任：{problem}"}
    problems: ClassVar[Mapping[str, Texts]] = {
        "no_order": {"en": "no role is named", "zh": "没有写明任何角色"},
        "twice": {"en": "a role is named twice", "zh": "同一角色出现两次"},
        "not_in_order": {
            "en": "a share is stated for a role outside the order",
            "zh": "为顺序之外的角色设了上限",
        },
        "nobody": {"en": "none of these roles is filled", "zh": "这些角色都没有主体"},
        "no_amount": {"en": "an amount is above zero", "zh": "金额必须大于零"},
    }
    problem: str
    value: object


__all__ = ["ApprovalError", "ClaimError", "LiabilityError"]
