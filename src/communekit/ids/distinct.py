"""Distinctness (防混淆): the ids of one scope cannot be taken for one another."""

import unicodedata
from collections.abc import Iterable

from .errors import InvalidIdError

# Cyrillic, then Greek letters, above the Latin letters that are drawn the same.
_LATIN = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеѕіјорсухһԁԛԝӏ" "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαινορυχϲ",
    "ABESIJKMHOPCTYXaesijopcyxhdqwl" "ABEZHIKMNOPTYXaivopuxc",
)  # fmt: skip


def distinct(ids: Iterable[str], *, what: str = "id") -> None:
    """Check that no two ids of one scope clash.

    Two ids clash when they are equal, or differ only in case, in width, or in letters that are drawn alike in
    Latin, Cyrillic and Greek. Digits and letters (0 and O) are told apart.

    Raises:
        InvalidIdError: Two ids clash; the message names both.

    >>> distinct(["leader-1", "Leader-1"], what="leader id")
    Traceback (most recent call last):
        ...
    communekit.ids.errors.InvalidIdError: Leader-1 is not a fit leader id: it looks like 'leader-1'
    """
    seen: dict[str, str] = {}
    for text in ids:
        for shape in _shapes(text):
            if shape in seen:
                other = seen[shape]
                raise InvalidIdError(what, text, "duplicate" if other == text else "look_alike", other)
            seen[shape] = text


def _shapes(text: str) -> Iterable[str]:
    """Return what is left of an id without case, width and alphabet, each once."""
    if text.isascii():
        return (text.lower(),)
    wide = unicodedata.normalize("NFKC", text)
    folded = (unicodedata.normalize("NFKC", drawn.casefold()) for drawn in (wide, wide.translate(_LATIN)))
    return dict.fromkeys(folded)
