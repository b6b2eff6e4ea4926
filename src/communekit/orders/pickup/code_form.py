"""Forms of pick-up codes (提货码样式): digits for a keypad, or fewer symbols for people."""

from enum import Enum
from typing import Final

from communekit.ids.codes import (
    OFFENSIVE,
    SYMBOLS,
    check_digit,
    check_symbol,
    has_check,
    has_check_digit,
    offensive_word,
)

LENGTH_MIN: Final = 5
LENGTH_MAX: Final = 16
_DIGITS: Final = "0123456789"
_SAID: Final = tuple(word for word in sorted(OFFENSIVE) if word.isdigit())


class CodeForm(Enum):
    """How the codes of a store look (提货码样式), check symbol included."""

    DIGITS = "digits"
    """Digits alone (纯数字), the last one a check digit: one code in ten passes by chance."""

    SYMBOLS = "symbols"
    """Digits and letters without I, L, O and U (数字加字母), the last one a check symbol: one in 32."""

    @property
    def symbols(self) -> str:
        """What a code is made of."""
        return _DIGITS if self is CodeForm.DIGITS else SYMBOLS

    @property
    def usual_length(self) -> int:
        """Characters of a code where nothing else is said: 8 digits, or 6 symbols."""
        return 8 if self is CodeForm.DIGITS else 6

    def is_right(self, symbols: str) -> bool:
        """Whether the last symbol is the one that belongs behind those before it."""
        return has_check_digit(symbols) if self is CodeForm.DIGITS else has_check(symbols)

    def checked(self, body: str) -> str:
        """Return symbols with the one that belongs behind them."""
        return body + (check_digit(body) if self is CodeForm.DIGITS else check_symbol(body))

    def is_fit(self, symbols: str) -> bool:
        """Whether a code reads as nothing that nobody wants to read out; of digits, the numbers said for words."""
        if self is CodeForm.DIGITS:
            return not any(word in symbols for word in _SAID)
        return offensive_word(symbols) is None


__all__ = ["LENGTH_MAX", "LENGTH_MIN", "CodeForm"]
