"""Derived ids (派生标识): the id that follows from what a thing is."""

import hashlib
from base64 import b32encode

from .errors import InvalidIdError

CHARACTERS = 26
"""Length of a derived id: 130 bits of the digest."""


def derived_id(*parts: str | int) -> str:
    """Return the id that follows from what a thing is (派生标识): same parts, same id, on any machine.

    The SHA-256 of the parts, each as kind (`s` or `i`), length in bytes, colon and content (UTF-8, or the
    number in hexadecimal), written in lower-case base 32 and cut to 26 characters (130 bits).

    Raises:
        InvalidIdError: No parts, or a part that is neither whole text nor an integer.

    >>> derived_id("refund", "R-1", 2)
    'ils6xzjmeziy7r2t4s5hxgtxbt'
    """
    if not parts:
        raise InvalidIdError("derived id", parts, "empty")
    digest = hashlib.sha256(framed(*parts)).digest()
    return b32encode(digest).decode("ascii").lower()[:CHARACTERS]


def framed(*parts: str | int) -> bytes:
    """Return parts as bytes, each with its kind and length before it: no two lists of parts give the same bytes.

    >>> framed("ab", 1) == framed("a", "b1")
    False
    """
    return b"".join(_framed(part) for part in parts)


def _framed(part: str | int) -> bytes:
    """Return a part with its kind and length before it, so that no two lists of parts give the same bytes."""
    if isinstance(part, bool) or not isinstance(part, str | int):
        raise InvalidIdError("part of a derived id", part, "not_text")
    try:
        kind, content = ("i", f"{part:x}".encode()) if isinstance(part, int) else ("s", part.encode())
    except UnicodeEncodeError:
        raise InvalidIdError("part of a derived id", part, "surrogate") from None
    return f"{kind}{len(content)}:".encode() + content
