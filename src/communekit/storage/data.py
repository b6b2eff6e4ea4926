"""Data (内容): what events, messages and snapshots say, as text that every database keeps as it is."""

from typing import Final

from communekit.errors import LimitExceededError
from communekit.ids import InvalidTextError

CHARACTERS_MAX: Final = 64 * 1024 * 1024


def data_text(text: str, *, what: str = "data") -> str:
    """Return data as they were given, after checking that every database keeps them so.

    Raises:
        InvalidTextError: No text, or with NUL or half a character in it.
        LimitExceededError: Longer than `CHARACTERS_MAX`.

    >>> data_text("{}")
    '{}'
    """
    if not isinstance(text, str):
        raise InvalidTextError(what, text, "not_text")
    if len(text) > CHARACTERS_MAX:
        raise LimitExceededError(f"characters of the {what}", len(text), CHARACTERS_MAX)
    if "\0" in text:
        raise InvalidTextError(what, "NUL", "control")
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        raise InvalidTextError(what, "half a character", "surrogate") from None
    return text


__all__ = ["CHARACTERS_MAX", "data_text"]
