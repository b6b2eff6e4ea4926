"""Errors of the parties."""

from collections.abc import Mapping
from typing import ClassVar

import attrs

from communekit.errors import CommunekitError, Texts, language_of

_REASONS: Mapping[str, Texts] = {
    "first_needs": {"en": "the lowest grade is for everybody", "zh": "最低等级不能设条件"},
    "itself": {"en": "nobody is handed over to himself", "zh": "不能交接给自己"},
    "kind": {"en": "it is of another kind", "zh": "类型不符"},
    "needs_fall": {"en": "it asks for less than the grade below", "zh": "条件低于下一等级"},
    "no_grades": {"en": "there is no grade among them", "zh": "其中没有等级"},
    "not_a_count": {"en": "it is not a whole number, zero or more", "zh": "不是非负整数"},
    "not_a_word": {"en": "it is not a word of lower-case letters", "zh": "不是小写字母组成的词"},
    "too_many": {"en": "they are too many", "zh": "数量过多"},
    "twice": {"en": "it is there twice", "zh": "重复出现"},
    "unknown": {"en": "there is none of that name", "zh": "没有这个名称"},
    "within_itself": {"en": "it would lie within itself", "zh": "不能位于自身之内"},
}

_CHINESE: Mapping[str, str] = {
    "not_applied": "未申请", "applied": "待审核", "declined": "已驳回", "active": "正常", "paused": "休息中",
    "suspended": "已停用", "exited": "已退出",
    "apply": "申请", "approve": "通过申请", "decline": "驳回申请", "pause": "休息", "resume": "恢复",
    "suspend": "停用", "reinstate": "解除停用", "regrade": "调整等级", "exit": "退出",
}  # fmt: skip


@attrs.define
class InvalidRoleError(CommunekitError):
    """A role (角色) is a lower-case word of letters, digits and underscores, 1 to 40 characters."""

    code: ClassVar[str] = "parties.invalid_role"
    texts: ClassVar[Texts] = {
        "en": "{word} is not a role: lower-case letters, digits and underscores, at most 40",
        "zh": "{word} 不是角色名：只能用小写字母、数字和下划线，最多 40 个字符",
    }
    word: object


@attrs.define
class InvalidPartyError(CommunekitError):
    """What is said of a party (参与方) cannot be so.

    `problem` is one of first_needs, itself, kind, needs_fall, no_grades, not_a_count, not_a_word, too_many,
    twice, unknown, within_itself.

    >>> print(InvalidPartyError("grade", "Super", "not_a_word"))
    Super cannot be a grade: it is not a word of lower-case letters
    """

    code: ClassVar[str] = "parties.invalid"
    texts: ClassVar[Texts] = {
        "en": "{given} cannot be a {what}",
        "zh": "{given} 不能用作 {what}",
    }
    what: str
    given: object
    problem: str

    def text(self, locale: str = "en") -> str:
        """Return the sentence and the reason in a language."""
        language, colon = ("zh", "：") if language_of(locale) == "zh" else ("en", ": ")
        reason = _REASONS.get(self.problem, {}).get(language, self.problem)
        return f"{super().text(locale)}{colon}{reason}"


@attrs.define
class InvalidTouchError(CommunekitError):
    """A touch (触点) is not as one has to be; `part` says which part of it."""

    code: ClassVar[str] = "parties.invalid_touch"
    parts: ClassVar[Mapping[str, Texts]] = {
        "is_view": {"en": "whether it was only seen is true or false", "zh": "是否仅为曝光只能是真或假"},
        "kind": {
            "en": "a kind is a word of lower-case letters, digits and underscores, at most 40",
            "zh": "类型只能用小写字母、数字和下划线，最多 40 个字符",
        },
        "priority": {
            "en": "a priority is a whole number, a million at most",
            "zh": "优先级必须是整数，绝对值不超过一百万",
        },
    }
    texts: ClassVar[Texts] = {"en": "{given} is not fit for a touch", "zh": "触点中的 {given} 不合规"}
    part: str
    given: object

    def text(self, locale: str = "en") -> str:
        """Return the sentence and the rule in a language."""
        language, colon = ("zh", "：") if language_of(locale) == "zh" else ("en", ": ")
        return f"{super().text(locale)}{colon}{self.parts[self.part][language]}"


@attrs.define
class UnknownPartyError(CommunekitError):
    """The community has no such party (参与方); nothing is said of other communities."""

    code: ClassVar[str] = "parties.unknown"
    texts: ClassVar[Texts] = {"en": "there is no {what} {party} here", "zh": "这里没有 {what} {party}"}
    what: str
    party: object


@attrs.define
class PartyCycleError(CommunekitError):
    """Ties (关系) lead back to where they began: somebody would stand above himself."""

    code: ClassVar[str] = "parties.cycle"
    texts: ClassVar[Texts] = {
        "en": "{kind} ties run in a circle: {parties}",
        "zh": "{kind} 关系形成环：{parties}",
    }
    kind: str
    parties: tuple[str, ...]


@attrs.define
class TieOverlapError(CommunekitError):
    """Somebody would have two ties (关系) at a time where only one may stand."""

    code: ClassVar[str] = "parties.tie_overlap"
    texts: ClassVar[Texts] = {
        "en": "{subject} already has {standing} as {kind} in a part of {window}",
        "zh": "{subject} 在 {window} 的部分时间里已有 {kind} {standing}",
    }
    kind: str
    subject: str
    standing: str
    window: str


@attrs.define
class LeaderStateError(CommunekitError):
    """A leader (团长) in this state cannot do what the command asks."""

    code: ClassVar[str] = "parties.leader_state"
    texts: ClassVar[Texts] = {
        "en": "{leader} is {state}: cannot {command}",
        "zh": "{leader} 的状态是“{state}”，不能“{command}”",
    }
    leader: str
    state: str
    command: str

    def text(self, locale: str = "en") -> str:
        """Return the sentence in a language, the state and the command named in it."""
        if language_of(locale) != "zh":
            return super().text(locale)
        state, command = (_CHINESE.get(word, word) for word in (self.state, self.command))
        return self.texts["zh"].format(leader=self.leader, state=state, command=command)


__all__ = [
    "InvalidPartyError",
    "InvalidRoleError",
    "InvalidTouchError",
    "LeaderStateError",
    "PartyCycleError",
    "TieOverlapError",
    "UnknownPartyError",
]
