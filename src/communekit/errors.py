"""Errors: one root, a class per mistake, data for programs and text for people in English and Chinese.

An error says what was tried, what stood in the way, and the values. It carries its fields as data, a
code that never changes, and a sentence in each language. Messages show safe excerpts of what was handed
in: cut when long, control characters made visible.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

import attrs

Texts = Mapping[str, str]

EXCERPT_CHARACTERS = 80


def language_of(locale: str) -> str:
    """Return the language in which a sentence is said for a locale (语言): "zh" for any kind of Chinese, "en" for all others.

    >>> language_of("zh_CN"), language_of("en_GB"), language_of("fr")
    ('zh', 'en', 'en')
    """
    return "zh" if locale.lower().startswith("zh") else "en"


def excerpt(value: object, locale: str = "en") -> str:
    r"""Return a value as it may be shown in a message: short, on one line, nothing invisible.

    >>> excerpt("12\\x00")
    "'12\\\\x00'"
    >>> excerpt("x" * 200).endswith("… (200 characters)"), excerpt("x" * 200, "zh").endswith("…（共 200 个字符）")
    (True, True)
    """
    if isinstance(value, str):
        shown = (
            ascii(value[:EXCERPT_CHARACTERS]) if not value.isprintable() else repr(value[:EXCERPT_CHARACTERS])
        )
        if len(value) <= EXCERPT_CHARACTERS:
            return shown
        more = "…（共 {} 个字符）" if language_of(locale) == "zh" else "… ({} characters)"
        return shown + more.format(len(value))
    if isinstance(value, int) and not isinstance(value, bool) and value.bit_length() > 256:
        said = "{} 位二进制整数" if language_of(locale) == "zh" else "an integer of {} bits"
        return said.format(value.bit_length())
    text = str(value)
    return text if len(text) <= EXCERPT_CHARACTERS else f"{text[:EXCERPT_CHARACTERS]}…"


class _Shown:
    """A field as the sentence sees it: words plain, anything else, an empty text too, as a safe excerpt."""

    def __init__(self, value: object, language: str) -> None:
        self._value, self._language = value, language

    def __format__(self, _: str) -> str:
        value = self._value
        if isinstance(value, str) and value.isprintable() and 0 < len(value) <= EXCERPT_CHARACTERS:
            return value
        if isinstance(value, tuple) and value and all(isinstance(part, str) for part in value):
            return ", ".join(format(_Shown(part, self._language)) for part in value)
        if hasattr(value, "isoformat"):
            return str(value)
        return excerpt(value, self._language)


@attrs.define
class CommunekitError(Exception):
    """Something was refused. Root of every error of the library (错误).

    `code` is a stable word for programs, `data()` the fields, `text(locale)` the sentence. A class with a field
    `problem` may say in `problems` what each of its words means; the sentence shows that.
    """

    code: ClassVar[str] = "error"
    texts: ClassVar[Texts] = {"en": "refused", "zh": "请求被拒绝"}
    problems: ClassVar[Mapping[str, Texts]] = {}

    def data(self) -> dict[str, Any]:
        """Return the fields by name, for programs and logs."""
        return {field.name: getattr(self, field.name) for field in attrs.fields(type(self))}

    def text(self, locale: str = "en") -> str:
        """Return the sentence in a language: "zh", "zh_CN", or English for any other."""
        language = language_of(locale)
        shown: dict[str, object] = {name: _Shown(value, language) for name, value in self.data().items()}
        meant = self.problems.get(str(getattr(self, "problem", "")))
        if meant is not None:
            shown["problem"] = meant[language]
        said = self.texts[language].format_map(shown)
        return said.replace("“''”", "“”")  # A sentence with quotation marks of its own needs no second ones.

    def __str__(self) -> str:
        return self.text("en")


@attrs.define
class LimitExceededError(CommunekitError):
    """More was asked for than the library handles in one go (超出上限)."""

    code: ClassVar[str] = "limit.exceeded"
    texts: ClassVar[Texts] = {
        "en": "{what}: {given} is above the limit of {limit}",
        "zh": "{what}：{given} 超出上限 {limit}",
    }
    what: str
    given: object
    limit: object


@attrs.define
class MissingExtraError(CommunekitError):
    """An optional part of the library is not installed (缺少可选组件)."""

    code: ClassVar[str] = "extra.missing"
    texts: ClassVar[Texts] = {
        "en": "{what} needs an extra: pip install 'communekit[{extra}]'",
        "zh": "{what} 需要可选组件：pip install 'communekit[{extra}]'",
    }
    what: str
    extra: str


__all__ = ["CommunekitError", "LimitExceededError", "MissingExtraError", "Texts", "excerpt", "language_of"]
