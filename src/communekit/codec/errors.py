"""Errors of documents: what was read, where in it, and why it is refused."""

from collections.abc import Mapping
from typing import ClassVar, Self

import attrs

from communekit.errors import CommunekitError, Texts, excerpt, language_of

_REASONS: Mapping[str, Texts] = {
    "not_a_document": {"en": "{given} is neither text nor bytes", "zh": "{given} 既不是文本也不是字节"},
    "encoding": {"en": "the bytes are not UTF-8", "zh": "字节不是 UTF-8 编码"},
    "surrogate": {"en": "{given} contains half a character (a lone surrogate)", "zh": "{given} 含有残缺字符（孤立代理项）"},
    "syntax": {"en": "the line {given} is not well formed", "zh": "这一行写法有误：{given}"},
    "said_twice": {"en": "the line {given} says again what was said before", "zh": "这一行重复定义了前文：{given}"},
    "duplicate_key": {"en": "the key {given} is there twice", "zh": "键 {given} 重复"},
    "element_twice": {"en": "an element is there twice: {given}", "zh": "元素重复：{given}"},
    "not_finite": {"en": "{given} is not a finite number", "zh": "{given} 不是有限的数"},
    "not_plain": {"en": "a document cannot hold {given}", "zh": "文档中不能有 {given}"},
    "not_a_table": {"en": "{given} is not a table of keys and values", "zh": "{given} 不是键值表"},
    "not_a_list": {"en": "{given} is not a list", "zh": "{given} 不是列表"},
    "not_text": {"en": "{given} is not text", "zh": "{given} 不是文本"},
    "not_a_whole_number": {"en": "{given} is not a whole number", "zh": "{given} 不是整数"},
    "not_a_boolean": {"en": "{given} is neither true nor false", "zh": "{given} 不是 true 或 false"},
    "not_a_fraction": {"en": '{given} is not a fraction such as "1/3"', "zh": "{given} 不是“1/3”这样的分数"},
    "not_a_decimal": {"en": '{given} is not a decimal such as "12.50"', "zh": "{given} 不是“12.50”这样的小数"},
    "not_a_date": {"en": "{given} is not a date such as 2026-03-01", "zh": "{given} 不是 2026-03-01 这样的日期"},
    "not_an_instant": {
        "en": "{given} is not a time with its offset, such as 2026-03-01T08:00:00+08:00",
        "zh": "{given} 不是带时差的时间，例如 2026-03-01T08:00:00+08:00",
    },
    "not_a_choice": {"en": "{given} is not one of {against}", "zh": "{given} 不在可选范围内：{against}"},
    "wrong_length": {"en": "{given} does not have {against} elements", "zh": "{given} 的元素个数不是 {against}"},
    "missing_key": {"en": "the key {given} is missing", "zh": "缺少键 {given}"},
    "no_word": {"en": "{given} has no word in this codec", "zh": "{given} 在此编解码器中没有对应的词"},
    "refused": {"en": "{given} is refused: {against}", "zh": "{given} 被拒绝：{against}"},
    "bytes": {"en": "the document has {given} bytes, at most {against} are read", "zh": "文档有 {given} 字节，最多读取 {against} 字节"},
    "depth": {"en": "the document is nested more than {against} deep", "zh": "文档嵌套超过 {against} 层"},
    "keys": {"en": "the document has more than {against} keys and elements", "zh": "文档的键和元素超过 {against} 个"},
    "key_parts": {"en": "a dotted key has more than {against} parts", "zh": "带点的键超过 {against} 段"},
    "digits": {"en": "the number {given} has more than {against} digits", "zh": "数 {given} 超过 {against} 位"},
}  # fmt: skip

_SENTENCE_CHARACTERS = 200


def _placed(where: str, sentence: str, locale: str) -> str:
    """Return a sentence after the place that it speaks of."""
    return f"{where}{'：' if language_of(locale) == 'zh' else ': '}{sentence}" if where else sentence


@attrs.define
class InvalidDocumentError(CommunekitError):
    """A document (文档), or data on its way into one, that is not what it should be.

    `problem` is a word for programs; `where` the path in the document, such as `rule[2].share`, or line:column
    when it is not well formed; `given` what stands there; `against` what was expected.
    """

    code: ClassVar[str] = "codec.invalid_document"
    texts: ClassVar[Texts] = {"en": "the document is not valid", "zh": "文档无效"}
    problem: str
    where: str
    given: object
    against: object = None

    def text(self, locale: str = "en") -> str:
        """Return the place and the reason in a language."""
        sentence = _REASONS[self.problem][language_of(locale)]
        values = {"given": excerpt(self.given), "against": _shown(self.against)}
        return _placed(self.where, sentence.format_map(values), locale)

    def under(self, step: str) -> Self:
        """Return the same refusal, seen from one level further out."""
        return attrs.evolve(self, where=_joined(step, self.where))


@attrs.define
class DocumentTooLargeError(InvalidDocumentError):
    """A document beyond the limits (超出上限), refused before work is spent on it.

    `problem` is one of bytes, depth, keys, key_parts, digits; `against` is the limit.
    """

    code: ClassVar[str] = "codec.too_large"
    texts: ClassVar[Texts] = {"en": "the document is too large", "zh": "文档过大"}


@attrs.define
class UnknownKeyError(CommunekitError):
    """A key that the reader does not know (未知的键): a misspelling, or a newer thing; never ignored."""

    code: ClassVar[str] = "codec.unknown_key"
    texts: ClassVar[Texts] = {"en": "unknown key {key}", "zh": "未知的键 {key}"}
    meant: ClassVar[Texts] = {
        "en": ", did you mean {suggestion}? Known are {known}",
        "zh": "，是否想写 {suggestion}？可用的键有 {known}",
    }
    others: ClassVar[Texts] = {"en": "; known are {known}", "zh": "；可用的键有 {known}"}
    key: str
    known: tuple[str, ...]
    suggestion: str = ""
    where: str = ""

    def text(self, locale: str = "en") -> str:
        """Return the place, the key, what may have been meant and all that is known, in a language."""
        more = (self.meant if self.suggestion else self.others)[language_of(locale)]
        told = more.format(suggestion=self.suggestion, known=_shown(self.known))
        return _placed(self.where, super().text(locale) + told, locale)

    def under(self, step: str) -> Self:
        """Return the same refusal, seen from one level further out."""
        return attrs.evolve(self, where=_joined(step, self.where))


@attrs.define
class SchemaVersionError(CommunekitError):
    """A document of a version (版本) that this release does not read: newer ones are not guessed at."""

    code: ClassVar[str] = "codec.schema_version"
    texts: ClassVar[Texts] = {
        "en": "the document is of version {given}; versions {oldest} to {newest} are read",
        "zh": "文档版本为 {given}；可读取的版本是 {oldest} 至 {newest}",
    }
    given: object
    oldest: int
    newest: int


def _joined(step: str, where: str) -> str:
    return f"{step}{where}" if where.startswith("[") or not where else f"{step}.{where}"


def _shown(against: object) -> str:
    """Return what was expected: choices in a row; words as they are, unless long or invisible."""
    if isinstance(against, tuple):
        return ", ".join(map(_shown, against))
    is_plain = isinstance(against, str) and against.isprintable() and len(against) <= _SENTENCE_CHARACTERS
    return str(against) if is_plain else excerpt(against)


__all__ = ["DocumentTooLargeError", "InvalidDocumentError", "SchemaVersionError", "UnknownKeyError"]
