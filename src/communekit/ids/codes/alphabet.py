"""The alphabet of codes (口令字符集): 32 symbols that nobody confuses, after Crockford.

Digits and letters without I, L, O and U. Source: Douglas Crockford, Base 32, https://www.crockford.com/base32.html.
"""

from typing import Final

SYMBOLS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

VALUES: Final = {symbol: value for value, symbol in enumerate(SYMBOLS)}

TYPED_MAX: Final = 64
"""Characters that are looked at, at most."""

_GAPS: Final = " \t\r\n\u00a0\u3000-\u2010\u2011\u2012\u2013\u2014\u2212\uff0d"

_LATIN: Final = {
    **{letter.lower(): letter for letter in SYMBOLS},
    **{letter: letter for letter in SYMBOLS},
    **dict.fromkeys("Oo", "0"),
    **dict.fromkeys("IiLl", "1"),
    "U": "U",  # Kept, so that whoever checks modulo 37 finds it; no symbol of a code.
    "u": "U",
    **{mark: mark for mark in "*~$="},
}

_READ: Final = str.maketrans(
    {
        **_LATIN,
        **{chr(ord(character) + 0xFEE0): symbol for character, symbol in _LATIN.items()},
        **dict.fromkeys(_GAPS, ""),
    }
)


def as_typed(text: str) -> str:
    """Return what somebody typed in the symbols it stands for; what stands for none is left as it is.

    Lower case is read, O as 0, I and L as 1, and the wide letters of a Chinese keyboard (全角); hyphens, dashes and
    spaces are free. Nothing else is folded: no other alphabet's letters, no other digits.

    >>> as_typed("7k3-m9p oil")
    '7K3M9P011'
    """
    return text.translate(_READ)


__all__ = ["SYMBOLS", "TYPED_MAX", "VALUES", "as_typed"]
