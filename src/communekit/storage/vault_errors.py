"""Errors of the vault (个人信息库): they name the party, the field and the problem, and never what was handed in."""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

import attrs

from communekit.errors import CommunekitError, Texts


@attrs.define
class InvalidPersonalDataError(CommunekitError):
    """Personal data (个人信息) that cannot be held.

    `party` and `field` are "…" where what was handed in is no fit id or word: it may be the data itself. `problem` is
    one of control, direction, empty, field, in_the_id, isolate, kept, marks, not_a_mapping, not_text, party,
    purpose, surrogate, too_long, too_many, unseen.
    """

    code: ClassVar[str] = "vault.invalid"
    texts: ClassVar[Texts] = {
        "en": "the personal data of {party} cannot be held, field {field}: {problem}",
        "zh": "{party} 的个人信息无法保存，字段 {field}：{problem}",
    }
    problems: ClassVar[Mapping[str, Texts]] = {
        "control": {"en": "it contains control characters or line breaks", "zh": "含有控制字符或换行"},
        "direction": {"en": "it forces the direction of writing", "zh": "含有强制书写方向的字符"},
        "empty": {"en": "it is empty", "zh": "为空"},
        "field": {"en": "its name is not a word of lower-case letters", "zh": "字段名不是小写字母组成的词"},
        "in_the_id": {"en": "the party's id contains it; ids are opaque", "zh": "参与方编号里就含有它；编号不得包含个人信息"},
        "isolate": {"en": "it opens or closes a direction isolate alone", "zh": "书写方向隔离符不成对"},
        "kept": {"en": "how long it must be kept is not said by a Kept", "zh": "保存期限不是 Kept"},
        "marks": {"en": "too many marks stand on one letter", "zh": "一个字母上的附加符号过多"},
        "not_a_mapping": {"en": "the fields are not a mapping of names to texts", "zh": "不是“字段名到文本”的映射"},
        "not_text": {"en": "it is not text", "zh": "不是文本"},
        "party": {"en": "the party's id is not fit to be one", "zh": "参与方编号不合格"},
        "purpose": {"en": "its purpose is not a word of lower-case letters", "zh": "处理目的不是小写字母组成的词"},
        "surrogate": {"en": "it contains half a character", "zh": "含有残缺字符"},
        "too_long": {"en": "it is longer than 2000 characters", "zh": "超过 2000 个字符"},
        "too_many": {"en": "the person has more than 200 fields", "zh": "一个人的字段超过 200 个"},
        "unseen": {"en": "nothing of it can be seen", "zh": "没有可见字符"},
    }  # fmt: skip
    party: str
    field: str
    problem: str


@attrs.define
class ErasedPersonError(CommunekitError):
    """This person was erased (个人信息已删除): nothing is held of the party again; who returns gets a new id."""

    code: ClassVar[str] = "vault.erased"
    texts: ClassVar[Texts] = {
        "en": "the personal data of {party} was erased at {erased_at}: nothing is held under this id again",
        "zh": "{party} 的个人信息已于 {erased_at} 删除，该编号下不再保存任何个人信息",
    }
    party: str
    erased_at: datetime


@attrs.define
class UnknownFieldError(CommunekitError):
    """Nothing is held under this name (无此字段)."""

    code: ClassVar[str] = "vault.unknown_field"
    texts: ClassVar[Texts] = {"en": "{party} has no field {field}", "zh": "{party} 没有字段 {field}"}
    party: str
    field: str


@attrs.define
class FieldKeptError(CommunekitError):
    """A field was to be taken away that the law has kept (法定保存期限未届满)."""

    code: ClassVar[str] = "vault.kept"
    texts: ClassVar[Texts] = {
        "en": "the field {field} of {party} must be kept until {until}: {source}",
        "zh": "{party} 的字段 {field} 须保存至 {until}：{source}",
    }
    party: str
    field: str
    until: datetime
    source: str


@attrs.define
class VaultFailedError(CommunekitError):
    """The database did not do it (数据库未能完成); what it said may name the data, so it is not repeated here."""

    code: ClassVar[str] = "vault.failed"
    texts: ClassVar[Texts] = {
        "en": "the vault could not do this for {party}: {reason}; telling it again is safe",
        "zh": "个人信息库未能为 {party} 完成操作：{reason}；可以放心地原样重试",
    }
    party: str
    reason: str


@attrs.define
class ErasureUnfinishedError(CommunekitError):
    """What was erased is deleted, and traces are still in the database's files (文件中尚有残留): tell it again."""

    code: ClassVar[str] = "vault.unfinished"
    texts: ClassVar[Texts] = {
        "en": "deleted, but traces are still in the files ({reason}): tell the erasure again",
        "zh": "已删除，但文件中尚有残留（{reason}），请再次提交删除",
    }
    reason: str


@attrs.define
class BrokenSealError(CommunekitError):
    """A sealed text (密文) cannot be opened. `problem` is one of no_key, touched."""

    code: ClassVar[str] = "vault.seal"
    texts: ClassVar[Texts] = {
        "en": "the field {field} of {party} cannot be opened: {problem}",
        "zh": "{party} 的字段 {field} 无法解密：{problem}",
    }
    problems: ClassVar[Mapping[str, Texts]] = {
        "no_key": {"en": "its key is not there", "zh": "密钥不存在"},
        "touched": {"en": "it is not what was sealed for this field", "zh": "密文不是为该字段加密的原文"},
    }
    party: str
    field: str
    problem: str


@attrs.define
class UnfitKeyPlaceError(CommunekitError):
    """A database that cannot forget a key (密钥库不合格): deleted rows stay in its files."""

    code: ClassVar[str] = "vault.unfit_keys"
    texts: ClassVar[Texts] = {
        "en": "a forgotten key stays in the files of {dialect}: keep keys in SQLite, or behind `Keys` elsewhere",
        "zh": "{dialect} 的文件里会留下已删除的密钥：请把密钥放进 SQLite，或自行实现 `Keys`",
    }
    dialect: str


@attrs.define
class InvalidRetentionError(CommunekitError):
    """A retention floor (最低保存期限) that is none. `what` is one of in_force, least, name."""

    code: ClassVar[str] = "retention.invalid"
    texts: ClassVar[Texts] = {
        "en": "{given} cannot be the {what} of a retention floor",
        "zh": "{given} 不能用作最低保存期限的 {what}",
    }
    what: str
    given: object


@attrs.define
class RetentionError(CommunekitError):
    """Records were to be purged before their time (未满保存期限)."""

    code: ClassVar[str] = "retention.too_early"
    texts: ClassVar[Texts] = {
        "en": "records of {what} completed at {completed_at} must be kept until {until}: {source}",
        "zh": "{completed_at} 完成的 {what} 记录须保存至 {until}：{source}",
    }
    what: str
    completed_at: datetime
    until: datetime
    source: str


__all__ = [
    "BrokenSealError",
    "ErasedPersonError",
    "ErasureUnfinishedError",
    "FieldKeptError",
    "InvalidPersonalDataError",
    "InvalidRetentionError",
    "RetentionError",
    "UnfitKeyPlaceError",
    "UnknownFieldError",
    "VaultFailedError",
]
