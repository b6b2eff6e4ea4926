"""Errors of storage: what a place that keeps things refuses."""

from typing import ClassVar

import attrs

from communekit.errors import CommunekitError, Texts


@attrs.define
class VersionConflictError(CommunekitError):
    """Somebody wrote in between (版本冲突): a stream holds another number of events than was expected. Load it again."""

    code: ClassVar[str] = "storage.version_conflict"
    texts: ClassVar[Texts] = {
        "en": "{stream} holds {actual} events, not {expected}: somebody wrote in between; load it again",
        "zh": "{stream} 现有 {actual} 个事件，而不是 {expected} 个：期间已有他人写入，请重新读取",
    }
    stream: str
    expected: int
    actual: int


@attrs.define
class KeyConflictError(CommunekitError):
    """A key stands for something else already (幂等键冲突): the same key was told with other content."""

    code: ClassVar[str] = "storage.key_conflict"
    texts: ClassVar[Texts] = {
        "en": "{key} was told before, with other content",
        "zh": "{key} 之前已提交过，内容不同",
    }
    key: str


@attrs.define
class NothingToAppendError(CommunekitError):
    """An `append` without events (没有事件可追加)."""

    code: ClassVar[str] = "storage.nothing_to_append"
    texts: ClassVar[Texts] = {
        "en": "nothing to append to {stream} under {key}",
        "zh": "没有可追加到 {stream} 的事件（{key}）",
    }
    stream: str
    key: str


@attrs.define
class InvalidSnapshotError(CommunekitError):
    """A snapshot's position or format is a whole number from zero on (快照无效)."""

    code: ClassVar[str] = "storage.invalid_snapshot"
    texts: ClassVar[Texts] = {
        "en": "the {field} of a snapshot is a whole number from zero on, not {value}",
        "zh": "快照的 {field} 须为从零开始的整数，不能是 {value}",
    }
    field: str
    value: object


__all__ = [
    "InvalidSnapshotError",
    "KeyConflictError",
    "NothingToAppendError",
    "VersionConflictError",
]
