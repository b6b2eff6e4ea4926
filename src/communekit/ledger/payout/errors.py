"""Errors of payouts: values that cannot be, and steps that a payout cannot take."""

from collections.abc import Mapping
from typing import ClassVar

import attrs

from communekit.errors import CommunekitError, Texts, language_of

_CHINESE: Mapping[str, str] = {
    "not_requested": "未申请", "requested": "待审核", "approved": "已审核", "sent": "已发出", "paid": "已到账",
    "failed": "打款失败", "unknown": "结果未知", "returned": "已退回", "rejected": "已驳回", "withdrawn": "已撤回",
    "closed": "已关闭",
    "request": "申请提现", "approve": "审核通过", "reject": "驳回", "withdraw": "撤回", "send": "发出",
    "report": "通道回报", "reconcile": "对账", "compensate": "补偿关闭",
}  # fmt: skip


@attrs.define
class InvalidPayoutError(CommunekitError):
    """A value of payouts (提现数据) cannot be so. `problem` is one of the words of `problems`."""

    code: ClassVar[str] = "ledger.payout.invalid"
    texts: ClassVar[Texts] = {
        "en": "{value} cannot be the {what} of a payout: {problem}",
        "zh": "{value} 不能用作提现的 {what}：{problem}",
    }
    problems: ClassVar[Mapping[str, Texts]] = {
        "above_count": {"en": "more lines than one batch may have", "zh": "超过每批最多笔数"},
        "crossed": {"en": "the upper end lies below the lower one", "zh": "上限低于下限"},
        "currency": {"en": "all amounts are of one currency", "zh": "所有金额须为同一币种"},
        "no_net": {"en": "nothing is left after fee and tax", "zh": "扣除手续费和税款后没有余额"},
        "not_a_count": {"en": "a whole number, not too small, is asked for", "zh": "须为整数，且不小于 1"},
        "not_a_range": {
            "en": "a range of whole minor units, its start below its end, is asked for",
            "zh": "须为起点小于终点的整数区间（最小单位）",
        },
        "not_an_amount": {"en": "an amount is asked for", "zh": "须为金额"},
        "not_an_outcome": {"en": "a reconciliation tells what came of it", "zh": "对账须给出确定的结果"},
        "not_below_zero": {"en": "it must not be below zero", "zh": "不能小于零"},
        "nothing": {"en": "there is nothing in it", "zh": "内容为空"},
        "other_channel": {"en": "all lines go through one channel", "zh": "每笔须属于同一通道"},
        "overlap": {"en": "the same money stands in it twice", "zh": "同一笔钱重复出现"},
        "unlike": {"en": "it is of another kind", "zh": "类型不符"},
    }
    what: str
    value: object
    problem: str


@attrs.define
class PayoutRefusedError(CommunekitError):
    """A payout (提现) in this state cannot do what the command asks. `problem` is one of the words of `problems`.

    >>> print(PayoutRefusedError("po-1", "unknown", "send", "step"))
    payout po-1 is unknown: cannot send: this state does not allow it
    """

    code: ClassVar[str] = "ledger.payout.refused"
    texts: ClassVar[Texts] = {
        "en": "payout {payout} is {state}: cannot {command}: {problem}",
        "zh": "提现 {payout} 的状态是“{state}”，不能“{command}”：{problem}",
    }
    problems: ClassVar[Mapping[str, Texts]] = {
        "attempt": {"en": "it is about another attempt", "zh": "针对的不是这一次发送"},
        "conflict": {"en": "another payout has this id", "zh": "同一编号已有内容不同的提现"},
        "contradiction": {"en": "the channel has said otherwise", "zh": "与通道先前的回报矛盾"},
        "other_payout": {"en": "the command is about another payout", "zh": "命令针对另一笔提现"},
        "other_reference": {
            "en": "it was paid under another reference: look whether it was paid twice",
            "zh": "已以另一流水号到账，请核查是否重复打款",
        },
        "reconcile_first": {
            "en": "an unknown outcome is left by reconciliation alone",
            "zh": "结果未知时只能通过对账确认",
        },
        "same_person": {"en": "a second person approves", "zh": "须由另一人审核"},
        "stale": {
            "en": "other units are to be paid first by now: withdraw it and draft again",
            "zh": "可提现明细已变动，请撤回后重新拟定",
        },
        "step": {"en": "this state does not allow it", "zh": "当前状态不允许"},
    }
    payout: str
    state: str
    command: str
    problem: str
    value: object = ""

    def text(self, locale: str = "en") -> str:
        """Return the sentence in a language, the state and the command named in it."""
        if language_of(locale) != "zh":
            return super().text(locale)
        state, command = (_CHINESE.get(word, word) for word in (self.state, self.command))
        meant = self.problems.get(self.problem, {}).get("zh", self.problem)
        return self.texts["zh"].format(payout=self.payout, state=state, command=command, problem=meant)


__all__ = ["InvalidPayoutError", "PayoutRefusedError"]
