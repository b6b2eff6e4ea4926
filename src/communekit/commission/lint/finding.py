"""Findings: what a look at a plan brought up (检查结果): a stable code, where, the figures, and a sentence for people.

The sentences are in `texts.py`. A finding refuses nothing: it says what a plan does that its author may not want.
"""

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import Final

import attrs

from communekit.errors import excerpt, language_of

from .texts import TEXTS, WORDS

Plain = str | int | bool | None | list[str] | dict[str, str | None]

LONGEST: Final = 200
TOLD_BY_WORD: Final = frozenset({"reason", "check", "proof"})
"""Data that are words of `texts.WORDS`, said in the language of the sentence."""


class Severity(Enum):
    """How much a finding matters."""

    ERROR = "error"
    """The plan cannot keep what it promises, or a rule of law stands against it (错误)."""

    WARNING = "warning"
    """The plan most likely does not do what was meant (警告)."""

    NOTE = "note"
    """Worth knowing (提示)."""

    def text(self, locale: str = "en") -> str:
        """Return the word for it in a language."""
        return _SEVERITIES[self] if _is_chinese(locale) else self.value


_SEVERITIES: Final = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.NOTE: "提示"}


def _frozen(data: Mapping[str, Plain]) -> Mapping[str, Plain]:
    return MappingProxyType(dict(data))


@attrs.frozen
class Finding:
    """One thing that a look at a plan brought up (检查结果).

    `code` never changes its meaning. `where` names the part of the plan: "rule fresh". `data` are the figures as
    plain data: words, whole numbers, lists; amounts are decimal text in the plan's currency, shares are percent.

    >>> found = Finding("lint.no_window", Severity.NOTE, "plan", {"plan": "basket v3"})
    >>> print(found.text("en"))
    plan basket v3 has no effective window: nothing says from when on it was promised, nor until when
    >>> print(found.text("zh"))
    方案 basket v3 没有生效期：看不出从何时起、到何时止有效
    """

    code: str
    severity: Severity
    where: str
    data: Mapping[str, Plain] = attrs.field(factory=dict, converter=_frozen, hash=False)

    def text(self, locale: str = "en") -> str:
        """Return the sentence in a language: "zh", "zh_CN", or English for any other."""
        language = "zh" if _is_chinese(locale) else "en"
        shown = {
            name: _shown(self._said(name, value, language), language) for name, value in self.data.items()
        }
        return TEXTS[self.code][language].format_map(shown)

    def line(self, locale: str = "en") -> str:
        """Return severity, code, place and sentence on one line, as lists of findings show them."""
        return f"{self.severity.text(locale)} {self.code} ({self.where}): {self.text(locale)}"

    def __str__(self) -> str:
        return self.line()

    @staticmethod
    def _said(name: str, value: Plain, language: str) -> Plain:
        known = WORDS.get(value) if name in TOLD_BY_WORD and isinstance(value, str) else None
        return value if known is None else known[language]


def _is_chinese(locale: str) -> bool:
    return language_of(locale) == "zh"


def _shown(value: Plain, language: str) -> str:
    """Return a value as a sentence shows it: on one line, nothing invisible, cut where it is long."""
    chinese = language == "zh"
    match value:
        case None:
            return "未提供" if chinese else "not said"
        case list() | dict() if not value:
            return "任意" if chinese else "any"
        case list():
            return ("、" if chinese else ", ").join(_shown(part, language) for part in value)
        case dict():
            parts = [f"{name} = {_shown(part, language)}" for name, part in value.items()]
            return ("，" if chinese else ", ").join(parts)
        case str() if not value.isprintable():
            return excerpt(value)
        case str() if len(value) > LONGEST:
            return f"{value[:LONGEST]}…"
        case _:
            return str(value)
