"""Errors of ids and names: one class for each, the reason as a word and as half a sentence."""

from collections.abc import Mapping
from typing import ClassVar

import attrs

from communekit.errors import CommunekitError, Texts, language_of

from .wording import called

_REASONS: Mapping[str, Texts] = {
    "not_text": {"en": "it is not text", "zh": "不是文本"},
    "not_a_list": {"en": "it is one text; write a list of them", "zh": "是一段文本，应写成列表"},
    "empty": {"en": "it is empty", "zh": "为空"},
    "too_long": {"en": "it is longer than {against} characters", "zh": "超过 {against} 个字符"},
    "outer_space": {"en": "it begins or ends with a space", "zh": "首尾有空格"},
    "separator": {"en": "it contains a slash or a backslash", "zh": "含有斜杠或反斜杠"},
    "dots": {"en": "it is a dot, or contains two dots in a row", "zh": "只有一个点，或含有连续的点"},
    "invisible": {"en": "it contains invisible characters", "zh": "含有不可见字符"},
    "not_nfc": {"en": "it is not in Unicode form NFC", "zh": "不是 Unicode NFC 形式"},
    "duplicate": {"en": "it is there twice", "zh": "重复出现"},
    "look_alike": {"en": "it looks like {against}", "zh": "与 {against} 难以区分"},
    "surrogate": {"en": "it contains half a character (a lone surrogate)", "zh": "含有残缺字符（孤立代理项）"},
    "control": {"en": "it contains control characters or line breaks", "zh": "含有控制字符或换行"},
    "direction": {"en": "it forces the direction of writing", "zh": "含有强制书写方向的字符"},
    "isolate": {"en": "it opens or closes a direction isolate alone", "zh": "书写方向隔离符不成对"},
    "unseen": {"en": "nothing of it can be seen", "zh": "没有可见字符"},
    "marks": {"en": "more than {against} marks stand on one letter", "zh": "一个字母上的附加符号超过 {against} 个"},
}  # fmt: skip


def _reason(problem: str, against: object, locale: str) -> str:
    """Return the second half of a sentence: why."""
    chinese = language_of(locale) == "zh"
    shown = ascii(against) if isinstance(against, str) else str(against)
    return ("：" if chinese else ": ") + _REASONS[problem]["zh" if chinese else "en"].format(against=shown)


@attrs.define
class InvalidIdError(CommunekitError):
    """An identifier (标识) that cannot be trusted to name one thing.

    `problem` is one of not_text, empty, too_long, invisible, separator, dots, outer_space, not_nfc, surrogate,
    duplicate, look_alike; `against` is the limit that was passed, or the other id of the scope.
    """

    code: ClassVar[str] = "ids.invalid"
    texts: ClassVar[Texts] = {"en": "{given} is not a fit {what}", "zh": "{given} 不能用作{what}"}
    what: str
    given: object
    problem: str
    against: object = None

    def text(self, locale: str = "en") -> str:
        """Return the sentence and the reason in a language."""
        told = attrs.evolve(self, what=called(self.what, locale))
        return CommunekitError.text(told, locale) + _reason(self.problem, self.against, locale)


@attrs.define
class InvalidTextError(CommunekitError):
    """A name (名称) that cannot be shown as what it is.

    `problem` is one of not_text, empty, too_long, surrogate, control, direction, isolate, unseen, marks;
    `against` is the limit that was passed.
    """

    code: ClassVar[str] = "ids.invalid_text"
    texts: ClassVar[Texts] = {"en": "{given} is not a fit {what}", "zh": "{given} 不能用作{what}"}
    what: str
    given: object
    problem: str
    against: object = None

    def text(self, locale: str = "en") -> str:
        """Return the sentence and the reason in a language."""
        told = attrs.evolve(self, what=called(self.what, locale))
        return CommunekitError.text(told, locale) + _reason(self.problem, self.against, locale)


__all__ = ["InvalidIdError", "InvalidTextError"]
