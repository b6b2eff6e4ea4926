"""Errors of a database."""

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


__all__ = ["StoreBusyError"]
