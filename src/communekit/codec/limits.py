"""Limits (上限): how large a document may be, said before any work is spent on it."""

from typing import Final

import attrs
from attrs.validators import ge, le

from .errors import DocumentTooLargeError, InvalidDocumentError

DEPTH_MAX: Final = 64
"""No document may be deeper, whatever the limits say: reading and writing recurse."""


@attrs.frozen
class Limits:
    """What a document may have at most (文档上限).

    Args:
        bytes_max: Length as UTF-8.
        depth_max: Tables and lists inside one another, at most 64.
        keys_max: Keys of all tables and elements of all lists together.
        key_parts_max: Parts of one dotted TOML key or header, at least 2; reading is quadratic in them.
        digits_max: Digits of one number, and the size of its exponent.
    """

    bytes_max: int = attrs.field(default=65_536, validator=ge(1))
    depth_max: int = attrs.field(default=32, validator=[ge(1), le(DEPTH_MAX)])
    keys_max: int = attrs.field(default=10_000, validator=ge(1))
    key_parts_max: int = attrs.field(default=8, validator=ge(2))
    digits_max: int = attrs.field(default=100, validator=ge(1))

    @property
    def number_characters_max(self) -> int:
        """Return the most characters that a number within the limits takes: digits, separators, signs, marks."""
        return 2 * self.digits_max + 8


LIMITS: Final = Limits()
"""The limits of files that people write: 64 KiB."""


def checked_text(document: str | bytes, limits: Limits) -> str:
    """Return a document as text that is short enough and can be written as UTF-8; a leading BOM is dropped.

    Raises:
        DocumentTooLargeError: It has too many bytes.
        InvalidDocumentError: It is not text, or not UTF-8, or holds half a character.
    """
    if not isinstance(document, str | bytes):
        raise InvalidDocumentError("not_a_document", "", document)
    if len(document) > limits.bytes_max:
        raise DocumentTooLargeError("bytes", "", len(document), limits.bytes_max)
    try:
        if isinstance(document, bytes):
            return document.decode("utf-8-sig")
        size = len(document.encode())
    except UnicodeDecodeError:
        raise InvalidDocumentError("encoding", "", document) from None
    except UnicodeEncodeError as error:
        raise InvalidDocumentError("surrogate", "", document[error.start : error.start + 1]) from None
    if size > limits.bytes_max:
        raise DocumentTooLargeError("bytes", "", size, limits.bytes_max)
    return document.removeprefix("\ufeff")
