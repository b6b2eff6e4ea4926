"""Words of the books: buckets and kinds of entry (账簿用语). Once written they stand for ever."""

import re

from .errors import InvalidWordError

_WORD = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*\Z")
_WORD_CHARACTERS_MAX = 60


def dotted_word(text: str, *, what: str) -> str:
    """Return a word of the books as it was given, after checking its form.

    Raises:
        InvalidWordError: Not lower-case words joined by dots, or longer than 60 characters.

    >>> dotted_word("fund.balance", what="bucket")
    'fund.balance'
    """
    if not _is_dotted_word(text):
        raise InvalidWordError(what, text)
    return text


def _is_dotted_word(text: object) -> bool:
    return isinstance(text, str) and len(text) <= _WORD_CHARACTERS_MAX and _WORD.match(text) is not None


__all__ = ["dotted_word"]
