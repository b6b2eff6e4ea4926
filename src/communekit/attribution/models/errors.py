"""Errors of attribution models."""

from collections.abc import Mapping
from typing import ClassVar

import attrs

from communekit.errors import CommunekitError, Texts, language_of


@attrs.define
class InvalidJourneyError(CommunekitError):
    """A journey cannot be read (无效路径). `problem` is one of the words of `problems`; `row` counts from 0, None where there is no row."""

    code: ClassVar[str] = "attribution.journey"
    texts: ClassVar[Texts] = {
        "en": "journey {row}: {problem}: {value}",
        "zh": "路径 {row}：{problem}：{value}",
    }
    problems: ClassVar[Mapping[str, Texts]] = {
        "touch": {"en": "touches are a list of Touch", "zh": "触点应为 Touch 列表"},
        "row": {
            "en": "a row is (channels, ages, converted, value)",
            "zh": "每行应为（渠道、距转化时长、是否转化、金额）",
        },
        "channels": {"en": "channels are a tuple, oldest first", "zh": "渠道应为元组，最早的在前"},
        "channel": {"en": "a channel must be hashable", "zh": "渠道必须可哈希"},
        "ages": {
            "en": "ages are a tuple of whole numbers, one for each touch",
            "zh": "距转化时长应为整数元组，每个触点一个",
        },
        "age": {"en": "an age is a timedelta or whole seconds", "zh": "时长应为 timedelta 或整秒"},
        "after_conversion": {"en": "a touch stands after the conversion", "zh": "触点晚于转化"},
        "order": {"en": "ages are not oldest first", "zh": "时长没有按最早在前排列"},
        "converted": {"en": "whether it converted is true or false", "zh": "是否转化应为 True 或 False"},
        "value": {
            "en": "the value is a whole number of minor units, zero or more, or None",
            "zh": "金额应为不小于零的最小货币单位整数，或 None",
        },
        "value_unconverted": {
            "en": "a journey that did not convert has no value",
            "zh": "未转化的路径不能有金额",
        },
        "counts": {
            "en": "a group is (conversions, others, value), whole numbers of zero or more",
            "zh": "分组应为（转化数、未转化数、金额），均为不小于零的整数",
        },
        "age_unit": {
            "en": "the unit of ages is a datetime.timedelta above zero",
            "zh": "时长单位应为大于零的 datetime.timedelta",
        },
    }
    problem: str
    value: object
    row: object = None

    def text(self, locale: str = "en") -> str:
        """Return the sentence in a language; where there is no row, none is named."""
        said = CommunekitError.text(self, locale)
        return said if self.row is not None else _without_row(said, locale)


def _without_row(said: str, locale: str) -> str:
    head, bare = {"en": ("journey None: ", "journey: "), "zh": ("路径 None：", "路径：")}[language_of(locale)]
    return bare + said.removeprefix(head)


@attrs.define
class InvalidModelError(CommunekitError):
    """A model cannot be set up like this, or cannot be asked this (无效归因模型). `problem` is one of the words of `problems`."""

    code: ClassVar[str] = "attribution.model"
    texts: ClassVar[Texts] = {
        "en": "model {model}: {problem}: {value}",
        "zh": "模型 {model}：{problem}：{value}",
    }
    problems: ClassVar[Mapping[str, Texts]] = {
        "weight": {
            "en": "a weight is an exact number, zero or more, such as 2, '40%' or Fraction(2, 5); floats are not exact",
            "zh": "权重应为不小于零的精确数，如 2、'40%'、Fraction(2, 5)；浮点数不精确",
        },
        "all_zero": {"en": "no touch would get anything", "zh": "所有权重都为零，没有触点能分到贡献"},
        "above_whole": {"en": "the bonuses are more than the whole", "zh": "奖励合计超过整体"},
        "no_weights": {"en": "there are no weights", "zh": "没有给出权重"},
        "span": {
            "en": "a span of time is a datetime.timedelta above zero",
            "zh": "时间跨度应为大于零的 datetime.timedelta",
        },
        "count": {"en": "a number of touches is a whole number above zero", "zh": "触点数应为正整数"},
        "order": {"en": "the order is a whole number, 1 to 8", "zh": "阶数应为 1 到 8 的整数"},
        "channels": {
            "en": "channels are given as a set, a tuple or a list",
            "zh": "渠道应以集合、元组或列表给出",
        },
        "no_ages": {
            "en": "it reads ages, and converted journeys have none",
            "zh": "需要触点距转化的时长，而已转化路径没有",
        },
        "priorities": {"en": "one whole number for each touch", "zh": "每个触点应有一个整数优先级"},
        "worth": {
            "en": "a worth is an exact number; floats are not exact",
            "zh": "联盟价值应为精确数，浮点数不精确",
        },
        "no_total": {
            "en": "what the channels add up to is not above zero, so that no shares can be made of it",
            "zh": "各渠道合计不大于零，无法换算成份额",
        },
        "name": {"en": "two models have one name", "zh": "两个模型同名"},
        "nothing": {"en": "there is nothing to compare", "zh": "没有可比较的模型"},
        "journey": {
            "en": "what is shared out is a Journey(channels, …)",
            "zh": "应传入 Journey(渠道, …)",
        },
        "journeys": {
            "en": "it is asked about Journeys; read rows with Journeys.of(rows)",
            "zh": "应传入 Journeys，明细请先用 Journeys.of(rows) 读入",
        },
        "models": {
            "en": "models come as a list, such as [LastTouch(), Linear()], or as a mapping from names",
            "zh": "模型应以列表给出，如 [LastTouch(), Linear()]，或以名称为键的字典",
        },
        "figure": {
            "en": "what is shown is 'conversions' or 'value'",
            "zh": "展示内容只能是 'conversions'（转化数）或 'value'（金额）",
        },
    }
    model: str
    problem: str
    value: object


@attrs.define
class InvalidSharesError(CommunekitError):
    """A host's own model does not share a conversion out whole (自定义模型份额无效).

    `total` is what its shares add up to; empty where they are no exact numbers, or not one for each touch.
    """

    code: ClassVar[str] = "attribution.shares"
    texts: ClassVar[Texts] = {
        "en": "model {model}: {problem} (touches: {touches}, total of the shares: {total})",
        "zh": "模型 {model}：{problem}（触点 {touches} 个，份额合计 {total}）",
    }
    problems: ClassVar[Mapping[str, Texts]] = {
        "length": {"en": "not one share for each touch", "zh": "份额个数与触点数不符"},
        "type": {
            "en": "a share is a whole number or a Fraction; floats are not exact",
            "zh": "份额应为整数或 Fraction；浮点数不精确",
        },
        "negative": {"en": "a share is below zero", "zh": "份额小于零"},
        "total": {"en": "the shares do not add up to 1", "zh": "份额合计不等于 1"},
    }
    model: str
    problem: str
    touches: int
    total: str

    def text(self, locale: str = "en") -> str:
        """Return the sentence in a language; a total that there is not is not told."""
        language = language_of(locale)
        said = CommunekitError.text(self, locale)
        return said if self.total else said.replace(_NO_TOTAL[language], "")


_NO_TOTAL = {"en": ", total of the shares: ''", "zh": "，份额合计 ''"}


__all__ = ["InvalidJourneyError", "InvalidModelError", "InvalidSharesError"]
