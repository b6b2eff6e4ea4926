"""Errors of the commons."""

from collections.abc import Mapping
from typing import ClassVar

import attrs

from communekit.errors import CommunekitError, Texts


@attrs.define
class InvalidBallotError(CommunekitError):
    """A ballot (表决) cannot be held like this; `part` says where, `problem` why."""

    code: ClassVar[str] = "commons.invalid_ballot"
    texts: ClassVar[Texts] = {
        "en": "{part} of a ballot cannot be {given}: {problem}",
        "zh": "表决的 {part} 不能是 {given}：{problem}",
    }
    problems: ClassVar[Mapping[str, Texts]] = {
        "kind": {"en": "it is of another kind", "zh": "类型不符"},
        "empty": {"en": "nobody may vote", "zh": "没有任何人有表决权"},
        "no_end": {"en": "it has no end, so nothing would ever be decided", "zh": "没有截止时间，永远无法计票"},
    }  # fmt: skip
    part: str
    given: object
    problem: str


@attrs.define
class VoteRefusedError(CommunekitError):
    """A vote does not count (无法投票)."""

    code: ClassVar[str] = "commons.vote_refused"
    texts: ClassVar[Texts] = {
        "en": "{member} cannot vote in {ballot}: {problem}",
        "zh": "{member} 不能在 {ballot} 中投票：{problem}",
    }
    problems: ClassVar[Mapping[str, Texts]] = {
        "stranger": {
            "en": "was not on the roll when it opened",
            "zh": "表决开始时不在名册上",
        },
        "not_open": {"en": "it is not open yet", "zh": "表决还没开始"},
        "closed": {"en": "it is closed", "zh": "表决已截止"},
    }
    member: str
    ballot: str
    problem: str


__all__ = ["InvalidBallotError", "VoteRefusedError"]
