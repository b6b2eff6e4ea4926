"""Errors of a database."""

from collections.abc import Mapping
from typing import ClassVar

import attrs

from communekit.errors import CommunekitError, Texts


@attrs.define
class StoreBusyError(CommunekitError):
    """Others held what was needed, again and again (数据库忙): nothing was posted; telling it again is safe."""

    code: ClassVar[str] = "storage.busy"
    texts: ClassVar[Texts] = {
        "en": "the database was busy {attempts} times in a row; nothing was written, try again",
        "zh": "数据库连续 {attempts} 次繁忙，未写入任何内容，请重试",
    }
    attempts: int


@attrs.define
class StoreUnavailableError(CommunekitError):
    """The database could not be reached, or cannot be written (数据库不可用): nothing was written.

    `problem` is one of the words of `problems`; `reason` is what the driver said, for whoever runs the database.
    """

    code: ClassVar[str] = "storage.unavailable"
    texts: ClassVar[Texts] = {
        "en": "{problem}; nothing was written: {reason}",
        "zh": "{problem}，未写入任何内容：{reason}",
    }
    problems: ClassVar[Mapping[str, Texts]] = {
        "unreachable": {"en": "the database cannot be reached", "zh": "无法连接数据库"},
        "damaged": {
            "en": "the file is no database, or is damaged: restore a copy",
            "zh": "该文件不是数据库或已损坏，请用备份恢复",
        },
        "full": {"en": "the disk of the database is full", "zh": "数据库磁盘已满"},
        "read_only": {"en": "the database is read-only", "zh": "数据库为只读"},
        "io": {"en": "the disk of the database cannot be read or written", "zh": "数据库磁盘读写失败"},
    }
    problem: str
    reason: str


@attrs.define
class OutcomeUnknownError(CommunekitError):
    """The answer to a commit was lost (提交结果未知): all of it was written or nothing was; telling it again is safe.

    Whoever tells the same entries again finds them there, or posts them now: each id is booked once. It is not done for
    him, as `post` would then say that nothing was new. `reason` is what the driver said.
    """

    code: ClassVar[str] = "storage.outcome_unknown"
    texts: ClassVar[Texts] = {
        "en": "the answer to a commit was lost: all was written or nothing; tell the same again, that is safe: {reason}",
        "zh": "提交的应答丢失：要么全部写入，要么全部没有；可以放心地原样重试：{reason}",
    }
    reason: str


@attrs.define
class UnknownDatabaseError(CommunekitError):
    """An address that names no database that the library can use (数据库地址无效). It shows no password."""

    code: ClassVar[str] = "storage.unknown_database"
    texts: ClassVar[Texts] = {
        "en": "{where} is no address of a database: say sqlite:///shop.db or postgresql+psycopg://user@host/name",
        "zh": "{where} 不是可用的数据库地址：应为 sqlite:///shop.db 或 postgresql+psycopg://user@host/name",
    }
    where: str


__all__ = ["OutcomeUnknownError", "StoreBusyError", "StoreUnavailableError", "UnknownDatabaseError"]
