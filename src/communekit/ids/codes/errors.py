"""Errors of the symbols of codes."""

from typing import ClassVar

import attrs

from communekit.errors import CommunekitError, Texts


@attrs.define
class InvalidWordError(CommunekitError):
    """A word to avoid (敏感词) that no code could be compared with.

    Its code is that of the room in which it was first raised: codes stand for ever.
    """

    code: ClassVar[str] = "attribution.invalid_word"
    texts: ClassVar[Texts] = {
        "en": "{word} is not a word of 2 to 20 letters and digits, A to Z and 0 to 9",
        "zh": "{word} 不是 2 到 20 个大写字母或数字组成的词",
    }
    word: object


__all__ = ["InvalidWordError"]
