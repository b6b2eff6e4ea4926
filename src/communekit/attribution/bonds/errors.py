"""Errors of bonds."""

from collections.abc import Mapping
from typing import ClassVar

import attrs

from communekit.attribution.choosing import choices_text
from communekit.errors import CommunekitError, Texts, language_of


@attrs.define
class InvalidBondPolicyError(CommunekitError):
    """A bond policy (锁客规则) contradicts itself; `part` says where, `problem` why."""

    code: ClassVar[str] = "attribution.invalid_bond_policy"
    texts: ClassVar[Texts] = {
        "en": "{part} of a bond policy cannot be {given}: {problem}",
        "zh": "锁客规则的 {part} 不能是 {given}：{problem}",
    }
    problems: ClassVar[Mapping[str, Texts]] = {
        "kind": {"en": "it is of another kind", "zh": "类型不符"},
        "unknown": {"en": "there is no such word", "zh": "没有这个词"},
        "unknown_kind": {
            "en": "nothing is told under this word; name kinds of your own in kinds",
            "zh": "没有这种行为；自有的类型请先写入 kinds",
        },
        "never_taken_over": {
            "en": "only in mode last may anybody take over, so nothing else has a protection",
            "zh": "只有 last 模式允许抢客，其他模式不设保护期",
        },
        "never_ends": {
            "en": "a permanent bond neither expires nor is renewed",
            "zh": "永久锁客不会到期，也无须续期",
        },
        "no_end": {
            "en": "without a validity there is nothing to renew",
            "zh": "没有有效期，就没有可续的期限",
        },
        "nobody": {"en": "nobody is named who takes over", "zh": "没有写明由谁接手"},
        "nothing_binds": {"en": "nothing would bind anybody", "zh": "这样任何行为都锁不了客"},
    }
    part: str
    given: object
    problem: str
    choices: tuple[str, ...] = ()

    def text(self, locale: str = "en") -> str:
        """Return the sentence in a language, and what there is to choose from."""
        return super().text(locale) + choices_text(self.choices, locale)


@attrs.define
class InvalidBondFactError(CommunekitError):
    """What is said of a member's bond (锁客事实) is not as it has to be; `part` says which part of it, `wanted` what is wanted."""

    code: ClassVar[str] = "attribution.invalid_bond_fact"
    texts: ClassVar[Texts] = {
        "en": "{given} cannot be told of a bond: its {part} is not as it has to be",
        "zh": "{given} 不能用作锁客事实：{part} 不合规",
    }
    part: str
    given: object
    wanted: str = ""

    def text(self, locale: str = "en") -> str:
        """Return the sentence in a language, and what is wanted."""
        said = super().text(locale)
        if not self.wanted:
            return said
        return (
            f"{said}：应为 {self.wanted}"
            if language_of(locale) == "zh"
            else f"{said}: what is wanted is {self.wanted}"
        )


@attrs.define
class BondFactConflictError(CommunekitError):
    """One id names two facts (编号冲突): the same id told twice is one fact, so it must tell the same."""

    code: ClassVar[str] = "attribution.bond_fact_conflict"
    texts: ClassVar[Texts] = {
        "en": "{fact} was told before, and otherwise",
        "zh": "编号 {fact} 的事实先前已有，内容不同",
    }
    fact: str


@attrs.define
class BondScopeError(CommunekitError):
    """Bonds are per store (按门店锁客), and no store was named."""

    code: ClassVar[str] = "attribution.bond_scope"
    texts: ClassVar[Texts] = {
        "en": "bonds are per store here: name the store for {member}",
        "zh": "本社区按门店锁客：请写明 {member} 所问的门店",
    }
    member: str


__all__ = ["BondFactConflictError", "BondScopeError", "InvalidBondFactError", "InvalidBondPolicyError"]
