"""Errors of the test kit."""

from typing import ClassVar

import attrs

from communekit.errors import CommunekitError, Texts


@attrs.define
class UnknownLawError(CommunekitError):
    """A check names a law that there is not (未知定律)."""

    code: ClassVar[str] = "testing.unknown_law"
    texts: ClassVar[Texts] = {
        "en": "there is no law {slug}; the laws are in communekit.testing.LAWS",
        "zh": "没有名为 {slug} 的规律；全部规律见 communekit.testing.LAWS",
    }
    slug: str


__all__ = ["UnknownLawError"]
