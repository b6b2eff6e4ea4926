"""Words that no code may read as (敏感词): insults and obscenities, in English and in pinyin, and numbers said for them.

A short list of what is met by chance in a few symbols, not a dictionary; the host adds its own, for its own place:
`OFFENSIVE | {"DUMMY"}`.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from .alphabet import SYMBOLS, as_typed
from .errors import InvalidWordError

OFFENSIVE: Final = frozenset({
    # English
    "ANAL", "ANUS", "ARSE", "ASS", "BITCH", "BOOB", "CLIT", "COCK", "COON", "CRAP", "CUM", "CUNT", "DAGO", "DAMN",
    "DICK", "DIE", "DILDO", "DYKE", "FAG", "FCK", "FUC", "FUK", "FUX", "GOOK", "HELL", "HOE", "JEW", "JIZZ",
    "KIKE", "KILL", "KKK", "NAZI", "NEGRO", "NIG", "PAKI", "PENIS", "PISS", "PORN", "PUSSY", "RAPE", "SEX",
    "SHIT", "SHT", "SLAG", "SLUT", "SPIC", "SUCK", "TIT", "TURD", "TWAT", "WANK", "WHORE",
    # Pinyin, abbreviations, numbers that are said for words: 婊子 操 草泥马 屌丝 二逼 滚 混蛋 鸡巴 妈逼 尼玛 去死 日你
    # 傻逼 他妈的 二百五
    "BIAOZI", "CAO", "CNM", "DIAOSI", "ERBI", "GUN", "HUNDAN", "JIBA", "MABI", "NIMA", "NMB", "NMSL", "NND", "QUSI",
    "RINI", "SABI", "SB", "SHAB", "TMD", "WOCAO", "250", "748",
})  # fmt: skip
"""Words and numbers, in upper case."""

_WORD: Final = re.compile("[A-Z0-9]{2,20}", re.ASCII)

_READINGS: Final[Mapping[str, str]] = {
    **{symbol: symbol for symbol in SYMBOLS},
    "0": "0O", "1": "1IL", "2": "2Z", "3": "3E", "4": "4A", "5": "5S", "6": "6G", "7": "7T", "8": "8B", "9": "9GQ",
    "A": "A4", "B": "B8", "D": "DO", "E": "E3", "G": "G69", "J": "JI", "Q": "QO9", "S": "S5", "T": "T7", "V": "VU",
    "Z": "Z2",
}  # fmt: skip
"""What each symbol may be taken for. V is a U; two of it, side by side, are a W."""


def offensive_word(symbols: str, words: Iterable[str] = OFFENSIVE) -> str | None:
    """Return the first word that symbols can be read as, anywhere in them and in any look-alike reading, or None.

    Raises:
        InvalidWordError: A word is not 2 to 20 letters and digits, A to Z and 0 to 9.

    >>> offensive_word("7K5H17M2P"), offensive_word("7K3M9P2X0")
    ('SHIT', None)
    """
    starts = _by_first(frozenset([words] if isinstance(words, str) else words))
    read = as_typed(symbols)
    found = (
        word for at, symbol in enumerate(read) for word in starts.get(symbol, ()) if _reads(read, at, word)
    )
    return next(found, None)


@lru_cache(16)
def _by_first(words: frozenset[str]) -> Mapping[str, tuple[str, ...]]:
    """Return the words that may begin with each symbol, once they are checked."""
    for word in words:
        if not _is_word(word):
            raise InvalidWordError(word)
    return {
        symbol: tuple(
            sorted(word for word in words if word[0] in readings or (symbol == "V" and word[0] == "W"))
        )
        for symbol, readings in _READINGS.items()
    }


def _is_word(word: object) -> bool:
    return isinstance(word, str) and _WORD.fullmatch(word) is not None


def _reads(symbols: str, at: int, word: str) -> bool:
    """Whether a word, or what is left of one, can be read from a place on."""
    if not word:
        return True
    if word[0] == "W" and symbols.startswith("VV", at) and _reads(symbols, at + 2, word[1:]):
        return True
    return (
        at < len(symbols) and word[0] in _READINGS.get(symbols[at], "") and _reads(symbols, at + 1, word[1:])
    )


__all__ = ["OFFENSIVE", "offensive_word"]
