"""Errors of pick-up: values that cannot be, codes that are not read, slots that are full, steps that are refused."""

from collections.abc import Mapping
from typing import ClassVar

import attrs

from communekit.errors import CommunekitError, Texts, language_of

_CHINESE: Mapping[str, str] = {
    "not_opened": "未登记", "waiting": "待到货", "ready": "待提货", "partly_collected": "部分提货",
    "collected": "已提货", "no_show": "逾期未提", "closed": "已关闭",
    "open": "登记", "confirm": "确认付款或成团", "arrive": "到货", "open_refund": "申请退款", "end_refund": "退款了结",
    "redeem": "核销", "undo": "撤销核销", "mark_missed": "标记逾期", "settle_shortage": "缺损了结", "cancel": "取消",
}  # fmt: skip

_WHAT: Mapping[str, str] = {
    "arrival lines": "到货明细", "capacity of a slot": "时段容量", "circles": "社群", "code": "提货码", "codes": "提货码",
    "condition": "条件", "conditions": "条件", "damaged quantity": "破损数量", "due lines": "应提明细",
    "form of a code": "提货码样式", "grant": "退款结果", "issued codes": "已发提货码", "lack": "缺损原因",
    "length of a code": "提货码长度", "lines": "明细", "loss": "缺损", "losses": "缺损", "minutes of a slot": "时段长度",
    "number of undoings": "撤销次数", "opening hours": "营业时间", "opening time": "营业时段", "opening times": "营业时段",
    "orders": "订单", "pick list": "提货单", "pick-up": "自提单", "purchasing totals": "采购汇总", "quantity": "数量",
    "receipt": "签收单", "refunded lines": "退款明细", "rule for what is missed": "逾期处理", "secret": "密钥",
    "shortage": "缺损", "shortages": "缺损", "slot": "时段", "staff": "核销权限", "store": "门店", "stores": "门店",
    "taken lines": "提货明细", "terms": "规则", "time to collect": "提货期", "time to undo": "可撤销时间", "way": "交付方式",
    "weekday": "星期", "weekdays": "星期", "whole": "是否全部",
}  # fmt: skip


@attrs.define
class InvalidPickupError(CommunekitError):
    """A value of pick-up (自提数据) cannot be so. `problem` is one of the words of `problems`."""

    code: ClassVar[str] = "orders.pickup.invalid"
    texts: ClassVar[Texts] = {
        "en": "{value} cannot be the {what} of a pick-up: {problem}",
        "zh": "{value} 不能用作自提的{what}：{problem}",
    }
    problems: ClassVar[Mapping[str, Texts]] = {
        "awaited": {"en": "an arrival is told with what came", "zh": "到货须连同到货明细一起登记"},
        "elsewhere": {"en": "the point does not serve this store", "zh": "该自提点不承接这家门店"},
        "no_lines": {"en": "there is no line in it", "zh": "没有任何一行"},
        "not_a_clock": {"en": "a time of day is asked for, such as 09:00", "zh": "须为时刻，例如 09:00"},
        "not_a_count": {"en": "it is not a whole number in the range that belongs here", "zh": "不是范围内的整数"},
        "nothing": {"en": "there is nothing in it", "zh": "内容为空"},
        "open_slot": {"en": "a slot has an end", "zh": "时段须有结束时间"},
        "other_order": {"en": "it is of another order", "zh": "属于另一订单"},
        "overlap": {"en": "opening times of a day overlap, or run backwards", "zh": "同一天的营业时间重叠或颠倒"},
        "short_secret": {"en": "a secret has 32 bytes or more", "zh": "密钥至少 32 字节"},
        "above_arrived": {"en": "more is damaged than arrived", "zh": "破损多于到货"},
        "twice": {"en": "it is there twice", "zh": "重复出现"},
        "unlike": {"en": "it is of another kind", "zh": "类型不符"},
    }  # fmt: skip
    what: str
    value: object
    problem: str

    def text(self, locale: str = "en") -> str:
        """Return the sentence in a language, what it is of named in it."""
        what = _WHAT.get(self.what, self.what) if language_of(locale) == "zh" else self.what
        return CommunekitError.text(attrs.evolve(self, what=what), locale)


@attrs.define
class InvalidPickupCodeError(CommunekitError):
    """What was typed is no pick-up code (提货码格式不符): a slip, most likely; it is typed again."""

    code: ClassVar[str] = "orders.pickup.invalid_code"
    texts: ClassVar[Texts] = {
        "en": "{given} is no pick-up code: {problem}",
        "zh": "{given} 不是有效的提货码：{problem}",
    }
    problems: ClassVar[Mapping[str, Texts]] = {
        "not_text": {"en": "it is not text", "zh": "不是文本"},
        "length": {"en": "it is too short or too long", "zh": "长度不符"},
        "symbol": {"en": "it has a character that these codes do not have", "zh": "含有提货码中没有的字符"},
        "check": {"en": "a character is wrong, or two are swapped", "zh": "有字符输错，或相邻两个字符颠倒"},
        "form": {
            "en": "it is not in its one form; what was typed is read by parse",
            "zh": "不是规范写法；手工输入的请用 parse 读取",
        },
    }
    given: object
    problem: str


@attrs.define
class UnknownPickupCodeError(CommunekitError):
    """No live pick-up of the store has this code (提货码无效): one sentence, whatever the reason."""

    code: ClassVar[str] = "orders.pickup.unknown_code"
    texts: ClassVar[Texts] = {
        "en": "no pick-up of this store has the code {given}",
        "zh": "本店没有提货码为 {given} 的自提单",
    }
    given: object


@attrs.define
class PickupCodeTakenError(CommunekitError):
    """Two live pick-ups of one store would have one code (提货码重复)."""

    code: ClassVar[str] = "orders.pickup.code_taken"
    texts: ClassVar[Texts] = {
        "en": "the code {pickup_code} is live already: it belongs to pick-up {pickup}",
        "zh": "提货码 {pickup_code} 正在使用：属于自提单 {pickup}",
    }
    pickup_code: str
    pickup: str


@attrs.define
class NoFreePickupCodeError(CommunekitError):
    """All codes that follow from an order are taken or unfit (没有可用的提货码): take longer ones."""

    code: ClassVar[str] = "orders.pickup.no_free_code"
    texts: ClassVar[Texts] = {
        "en": "none of {tried} codes for order {order} is free",
        "zh": "订单 {order} 的 {tried} 个候选提货码均不可用",
    }
    order: str
    tried: int


@attrs.define
class SlotRefusedError(CommunekitError):
    """A pick-up cannot have a slot (自提时段). `problem` is one of the words of `problems`."""

    code: ClassVar[str] = "orders.pickup.slot_refused"
    texts: ClassVar[Texts] = {
        "en": "pick-up {pickup} cannot have the slot {slot}: {problem}",
        "zh": "自提单 {pickup} 不能预约时段 {slot}：{problem}",
    }
    problems: ClassVar[Mapping[str, Texts]] = {
        "full": {"en": "it is full", "zh": "已约满"},
        "over": {"en": "it is over", "zh": "已经结束"},
        "other_slot": {"en": "the command is about another slot", "zh": "命令针对另一个时段"},
    }
    pickup: str
    slot: str
    problem: str


@attrs.define
class PickupRefusedError(CommunekitError):
    """A pick-up (自提单) in this state cannot do what the command asks. `problem` is one of the words of `problems`.

    >>> print(PickupRefusedError("p-1", "waiting", "redeem", "arrival"))
    pick-up p-1 is waiting: cannot redeem: the goods have not arrived
    """

    code: ClassVar[str] = "orders.pickup.refused"
    texts: ClassVar[Texts] = {
        "en": "pick-up {pickup} is {state}: cannot {command}: {problem}",
        "zh": "自提单 {pickup} 的状态是“{state}”，不能“{command}”：{problem}",
    }
    problems: ClassVar[Mapping[str, Texts]] = {
        "arrival": {"en": "the goods have not arrived", "zh": "尚未到货"},
        "conflict": {"en": "something else was asked under this id", "zh": "同一编号已有内容不同的请求"},
        "deadline": {"en": "the time to collect is over", "zh": "提货期已过"},
        "delivery_only": {"en": "by now it is delivered, not collected", "zh": "已改为配送，不再到店提货"},
        "group": {"en": "the group has not formed", "zh": "尚未成团"},
        "missed": {"en": "what was handed out before the deadline stands", "zh": "提货期截止之前的核销不再撤销"},
        "no_hand_over": {"en": "there is no such hand-over", "zh": "没有这次核销"},
        "not_yet": {"en": "the time to collect is not over", "zh": "提货期未过"},
        "nothing_due": {"en": "nothing is left to hand out", "zh": "没有待提的商品"},
        "other_pickup": {"en": "the command is about another pick-up", "zh": "命令针对另一张自提单"},
        "payment": {"en": "it is not paid", "zh": "尚未付款"},
        "refund_open": {"en": "a refund is open", "zh": "有退款正在处理"},
        "refunded": {"en": "a refund was granted since", "zh": "此后已有退款"},
        "settled": {"en": "what was short has been refunded", "zh": "缺损部分已经退款"},
        "staff": {"en": "only staff of its store, or its own leader on delivery, may do so", "zh": "只有本店店员（或配送的团长本人）可以操作"},
        "step": {"en": "this state does not allow it", "zh": "当前状态不允许"},
        "too_much": {"en": "it is more than what is due", "zh": "超过应提数量"},
        "undo_max": {"en": "it was undone too often", "zh": "撤销次数已达上限"},
        "undo_window": {"en": "the time to undo is over", "zh": "已超过可撤销时间"},
        "unknown_line": {"en": "it has no such line", "zh": "没有这一行"},
        "unknown_shortage": {"en": "it has no such shortage", "zh": "没有这笔缺损"},
    }  # fmt: skip
    pickup: str
    state: str
    command: str
    problem: str
    value: object = ""

    def text(self, locale: str = "en") -> str:
        """Return the sentence in a language, the state and the command named in it."""
        if language_of(locale) != "zh":
            state, command = (word.replace("_", " ") for word in (self.state, self.command))
            told = attrs.evolve(self, state=state, command=command)
            return CommunekitError.text(told, locale)
        state, command = (_CHINESE.get(word, word) for word in (self.state, self.command))
        meant = self.problems.get(self.problem, {}).get("zh", self.problem)
        return self.texts["zh"].format(pickup=self.pickup, state=state, command=command, problem=meant)


__all__ = [
    "InvalidPickupCodeError",
    "InvalidPickupError",
    "NoFreePickupCodeError",
    "PickupCodeTakenError",
    "PickupRefusedError",
    "SlotRefusedError",
    "UnknownPickupCodeError",
]
