"""What guards are told, in words (字段名): so that a refusal names it in the reader's language."""

from collections.abc import Mapping
from typing import Final

from communekit.errors import Texts

_PARTS: Final[Mapping[str, Texts]] = {
    "answer": {"en": "an answer to a finding", "zh": "复核结论"},
    "attempt": {"en": "an attempt at a code", "zh": "口令尝试"},
    "bond": {"en": "a bond", "zh": "锁客"},
    "buyer": {"en": "a purchase", "zh": "成交"},
    "counted": {"en": "the figure counted", "zh": "计数"},
    "decision": {"en": "a decision", "zh": "复核结论"},
    "facts": {"en": "the facts of guards", "zh": "防作弊的事实集"},
    "figure": {"en": "the figure counted", "zh": "计数"},
    "find": {"en": "the function of an own guard", "zh": "自定义规则的函数"},
    "finding": {"en": "a finding", "zh": "疑点"},
    "guard": {"en": "a guard", "zh": "防作弊规则"},
    "ids": {"en": '["t-1", "t-2", …]', "zh": "标识列表"},
    "is_known": {"en": "is_known, the answer to a code", "zh": "口令是否有效（is_known）"},
    "kind": {"en": "the kind of a mark", "zh": "标识来源（kind）"},
    "kinds": {"en": "the list of kinds of touches", "zh": "触点类型列表（kinds）"},
    "limit": {"en": "the limit", "zh": "上限（limit）"},
    "mark": {"en": "a mark", "zh": "设备或住户标识"},
    "of": {"en": "what is counted (of)", "zh": "计数对象（of）"},
    "order": {"en": "an order", "zh": "订单"},
    "outcome": {"en": "the outcome of a rule", "zh": "处置（outcome）"},
    "per": {"en": "by whom it is counted (per)", "zh": "计数口径（per）"},
    "persons_max": {"en": "the longest ring (persons_max)", "zh": "最大环（persons_max）"},
    "policy": {"en": "a policy of guards", "zh": "防作弊策略"},
    "rate_bps": {"en": "the rate in ten-thousandths (rate_bps)", "zh": "万分比（rate_bps）"},
    "rule": {"en": "a rule of the policy", "zh": "策略中的一条"},
    "same": {"en": "a group of ids that are one person (same)", "zh": "同一人的一组标识（same）"},
    "sentence": {"en": "the sentence of a finding", "zh": "疑点说明"},
    "severity": {"en": "the severity", "zh": "严重程度"},
    "share_bps": {"en": "the share in ten-thousandths (share_bps)", "zh": "万分比（share_bps）"},
    "times": {"en": "how often (times)", "zh": "次数（times）"},
    "touch": {"en": "a touch", "zh": "触点"},
    "verdict": {"en": "a verdict", "zh": "处置结果"},
    "window": {"en": "a window or look-back", "zh": "时间窗或回溯期"},
    "word": {"en": "the word of a guard", "zh": "规则名称（word）"},
}


def part_text(part: str, language: str) -> str:
    """Return what a part is called; an unknown one by its word.

    >>> part_text("touch", "zh"), part_text("moon", "en")
    ('触点', 'moon')
    """
    known = _PARTS.get(part)
    return part if known is None else known[language]


__all__ = ["part_text"]
