"""Errors of the guards."""

from collections.abc import Mapping
from typing import ClassVar

import attrs

from communekit.errors import CommunekitError, Texts


@attrs.define
class InvalidGuardError(CommunekitError):
    """What guards are told cannot be so (防作弊设置无效). `part` is what it was said of, `problem` a word of `problems`."""

    code: ClassVar[str] = "attribution.invalid_guard"
    texts: ClassVar[Texts] = {
        "en": "{given} cannot be the {part} of a guard: {problem}",
        "zh": "{given} 不能用作防作弊的 {part}：{problem}",
    }
    problems: ClassVar[Mapping[str, Texts]] = {
        "below": {"en": "it is below the limit from which the guard trips", "zh": "低于触发上限"},
        "calendar": {
            "en": "a window runs in hours, minutes and seconds, one second or more",
            "zh": "时间窗只能用时、分、秒，至少一秒",
        },
        "count": {"en": "it is not a whole number in its range", "zh": "不是允许范围内的整数"},
        "facts": {"en": "it is of another kind", "zh": "类型不符"},
        "foreign": {"en": "the guard answered with what is not its finding", "zh": "该规则返回的不是它自己的疑点"},
        "not_a_word": {"en": "it is not one of the words, or not a word at all", "zh": "不是可用的词"},
        "nobody": {"en": "nobody is named who bought", "zh": "没有写明买家"},
        "nothing": {"en": "it is empty", "zh": "为空"},
        "sentence": {"en": "it is not a text of 1 to 2,000 characters", "zh": "不是 1 至 2000 个字符的文本"},
        "twice": {"en": "it is there twice", "zh": "重复出现"},
        "unknown": {"en": "the policy does not name this guard", "zh": "策略中没有这条规则"},
    }  # fmt: skip
    part: str
    given: object
    problem: str


@attrs.define
class GuardFactConflictError(CommunekitError):
    """Two facts have one id and say different things (事实冲突): one of the two is not what happened."""

    code: ClassVar[str] = "attribution.guard_fact_conflict"
    texts: ClassVar[Texts] = {
        "en": "{what} {id} is told twice, and differently",
        "zh": "{what} {id} 出现两次，内容不一致",
    }
    what: str
    id: str


__all__ = ["GuardFactConflictError", "InvalidGuardError"]
