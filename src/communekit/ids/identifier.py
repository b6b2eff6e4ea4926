"""Identifiers (标识): text that names one thing in one scope."""

import unicodedata

from .errors import InvalidIdError
from .invisible import is_drawn

CHARACTERS_MAX = 128


def identifier(text: str, *, what: str = "id") -> str:
    """Return an identifier (标识) as it was given, after checking that it is fit to be one.

    One to 128 characters, visible, in form NFC; spaces inside only; no slashes, no `.` alone, no `..` anywhere,
    so that it is safe in a path, a key and a log line.

    Args:
        text: The id.
        what: What it names, for the message: "order id".

    Raises:
        InvalidIdError: The text is not fit.

    >>> identifier("L-2026/7", what="leader id")
    Traceback (most recent call last):
        ...
    communekit.ids.errors.InvalidIdError: L-2026/7 is not a fit leader id: it contains a slash or a backslash
    """
    if problem := _problem(text):
        raise InvalidIdError(what, text, problem, CHARACTERS_MAX if problem == "too_long" else None)
    return text


def _problem(text: object) -> str | None:
    """Return why a text is not fit, the cheapest question first."""
    if not isinstance(text, str):
        return "not_text"
    if not text:
        return "empty"
    if len(text) > CHARACTERS_MAX:
        return "too_long"
    if not (text.isascii() and text.isprintable()) and not all(map(is_drawn, text)):
        return "invisible"
    if "/" in text or "\\" in text:
        return "separator"
    if text == "." or ".." in text:
        return "dots"
    if text != text.strip():
        return "outer_space"
    return None if unicodedata.is_normalized("NFC", text) else "not_nfc"
