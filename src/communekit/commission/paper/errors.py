"""Errors of plans on paper: where in the plan, what stands there, and how it is written instead."""

from collections.abc import Mapping
from typing import ClassVar

import attrs

from communekit.commission.errors import InvalidPlanError
from communekit.errors import CommunekitError, Texts, excerpt, language_of

_REASONS: Mapping[str, Texts] = {
    "not_a_table": {"en": "{given} is not a table of keys and values", "zh": "{given} 不是键值表"},
    "not_a_list": {"en": "{given} is not a list of tables", "zh": "{given} 不是表的列表"},
    "not_text": {"en": "{given} is not text in quotes", "zh": "{given} 不是带引号的文本"},
    "not_whole": {"en": "{given} is not a whole number", "zh": "{given} 不是整数"},
    "not_a_flag": {"en": "{given} is neither true nor false", "zh": "{given} 不是 true 或 false"},
    "not_a_choice": {"en": "{given} is none of {against}", "zh": "{given} 不在可选范围内：{against}"},
    "not_exact": {
        "en": "{given} is a number with a point, which is not exact: put it in quotes, {against}",
        "zh": "{given} 是不加引号的小数，不能保证精确：请加引号写成 {against}",
    },
    "not_quoted": {
        "en": "{given} may mean yuan or fen, per cent or the whole: put it in quotes, such as {against}",
        "zh": "{given} 单位不明（元还是分，百分之几还是全部）：请加引号，例如 {against}",
    },
    "not_a_number": {
        "en": '{given} is not an exact number such as 5, "0.5" or "1/3"',
        "zh": "{given} 不是 5、“0.5”、“1/3”这样的精确数",
    },
    "not_a_time": {
        "en": '{given} is not a time such as "2026-03-01" or "2026-03-01T08:00"',
        "zh": "{given} 不是“2026-03-01”或“2026-03-01T08:00”这样的时间",
    },
    "not_a_value": {
        "en": "{given} cannot be compared with; write {against}",
        "zh": "{given} 不能用来比较；请写 {against}",
    },
    "missing_key": {"en": "the key {given} is missing", "zh": "缺少键 {given}"},
    "said_twice": {"en": "{given} is said twice", "zh": "{given} 重复"},
    "one_of": {
        "en": "one of {against} is needed, and only one; here: {given}",
        "zh": "{against} 必须且只能写一个；这里写了：{given}",
    },
    "does_not_go_with": {"en": "{given} does not go with {against}", "zh": "{given} 不能与 {against} 同用"},
    "overlap": {
        "en": "the tiers overlap: one ends at {given}, the next begins at {against}",
        "zh": "档位重叠：上一档到 {given} 为止，下一档从 {against} 开始",
    },
    "gap": {
        "en": "the tiers leave a gap: one ends at {given}, the next begins at {against}",
        "zh": "档位之间有缺口：上一档到 {given} 为止，下一档从 {against} 开始",
    },
    "open_end": {
        "en": "nothing is said above {given}: the last tier has no upper end",
        "zh": "超过 {given} 的部分没有约定：最后一档不写上限",
    },
    "begins": {
        "en": "{given}: all tiers of a table begin alike, `from` a bound or `above` it",
        "zh": "{given}：同一张阶梯表的各档写法要一致，都用 from（含本数）或都用 above（不含本数）",
    },
    "attainment": {
        "en": "{given} of the quota {against} is not a whole number of minor units",
        "zh": "配额 {against} 的 {given} 不是整数个最小货币单位",
    },
    "not_on_paper": {"en": "{given} cannot be written in a plan on paper", "zh": "{given} 无法写入方案文件"},
    "several": {
        "en": "the file holds {given} versions; read_plans reads them all",
        "zh": "文件中有 {given} 个版本；请用 read_plans 读取",
    },
    "refused": {"en": "{given} is refused", "zh": "{given} 无效"},
}


@attrs.define
class UnreadablePlanError(InvalidPlanError):
    """A plan on paper (方案文件) says something that cannot be read: where, what, and how to write it.

    `problem` is a word for programs, `value` what stands there, `against` what was expected. Where a value was
    refused by what it stands for (an amount, a rate, an id), `reason` is that refusal.
    """

    code: ClassVar[str] = "commission.unreadable_plan"
    texts: ClassVar[Texts] = {"en": "the plan cannot be read", "zh": "方案无法读取"}
    against: object = None
    reason: CommunekitError | None = None

    def text(self, locale: str = "en") -> str:
        """Return the place and the reason in a language."""
        language = language_of(locale)
        if self.reason is not None:
            sentence = self.reason.text(locale)
        else:
            against = self.against if isinstance(self.against, str) else excerpt(self.against)
            given = self.value
            said = (", ".join(given) or "-") if isinstance(given, tuple) else excerpt(given)
            sentence = _REASONS[self.problem][language].format(given=said, against=against)
        return f"{self.where}{'：' if language == 'zh' else ': '}{sentence}"


__all__ = ["UnreadablePlanError"]
