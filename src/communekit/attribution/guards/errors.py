"""Errors of the guards."""

from collections.abc import Mapping
from typing import ClassVar

import attrs

from communekit.errors import CommunekitError, Texts, excerpt, language_of

from .parts import part_text


@attrs.define
class InvalidGuardError(CommunekitError):
    """What guards are told cannot be so (防作弊设置无效).

    `part` is what it was said of, `problem` a word of `problems`, `wanted` the type, the range or the choices that
    would have been taken; empty where the problem says all.
    """

    code: ClassVar[str] = "attribution.invalid_guard"
    texts: ClassVar[Texts] = {
        "en": "{given} cannot be {part}: {problem}",
        "zh": "{given} 不能用作{part}：{problem}",
    }
    problems: ClassVar[Mapping[str, Texts]] = {
        "below": {"en": "it is below the limit from which the guard trips", "zh": "低于触发上限"},
        "calendar": {
            "en": "a span runs in hours, minutes and seconds, one second or more; a day is Duration.hours(24)",
            "zh": "时长只能用时、分、秒，至少一秒；一天写作 Duration.hours(24)",
        },
        "count": {"en": "it is a whole number, {wanted}", "zh": "应为 {wanted} 的整数"},
        "facts": {"en": "what is wanted is {wanted}", "zh": "应为 {wanted}"},
        "foreign": {
            "en": "the guard {wanted} answered with what is not its finding",
            "zh": "规则 {wanted} 返回的不是它自己的疑点",
        },
        "not_a_word": {"en": "it is one of {wanted}", "zh": "只能是 {wanted} 之一"},
        "nobody": {"en": "nobody is named who bought; say so with by=", "zh": "没有写明买家，请用 by= 指明"},
        "nothing": {"en": "it is empty", "zh": "内容为空"},
        "sentence": {"en": "it is not a text of 1 to 2,000 characters", "zh": "不是 1 至 2000 个字符的文本"},
        "spelling": {
            "en": "a word is 1 to 40 lower-case letters, digits and underscores, a letter first",
            "zh": "名称须以小写字母开头，只含小写字母、数字和下划线，最多 40 个字符",
        },
        "twice": {"en": "it is there twice", "zh": "重复出现"},
        "unknown": {
            "en": "the policy does not name this guard; add a GuardRule for it",
            "zh": "策略没有列出这条规则，请用 GuardRule 加上",
        },
    }  # fmt: skip
    part: str
    given: object
    problem: str
    wanted: str = ""

    def text(self, locale: str = "en") -> str:
        """Return the sentence in a language, what is wanted in it."""
        language = language_of(locale)
        meant = self.problems.get(self.problem)
        wanted = (
            self.wanted.replace(", ", "、")
            if language == "zh" and self.problem == "not_a_word"
            else self.wanted
        )
        problem = self.problem if meant is None else meant[language].format(wanted=wanted)
        return self.texts[language].format(
            given=excerpt(self.given, language), part=part_text(self.part, language), problem=problem
        )


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

    def text(self, locale: str = "en") -> str:
        """Return the sentence in a language."""
        language = language_of(locale)
        what = part_text(self.what, language).removeprefix("a ").removeprefix("an ")
        return self.texts[language].format(what=what, id=self.id)


__all__ = ["GuardFactConflictError", "InvalidGuardError"]
