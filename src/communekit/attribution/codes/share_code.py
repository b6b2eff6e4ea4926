"""Share codes (口令，又称分享码): short codes that people read out, type and remember.

A random number in eight symbols and a check symbol: 7K3-M9P-2X0. What a code is worth, and whose it is, says
`ShareCodes`; the code itself tells nothing.
"""

from collections.abc import Callable, Iterable
from typing import Final, Self

from communekit.ids.codes import OFFENSIVE, SYMBOLS, VALUES, check_symbol, has_check, offensive_word

from .crockford import symbols_of
from .errors import InvalidCodeError, InvalidNumberError, NoFreeCodeError, OffensiveCodeError

LENGTH: Final = 8
"""Symbols before the check symbol, unless said otherwise: 40 bits, a million million codes."""

LENGTH_MIN: Final = 4
LENGTH_MAX: Final = 24


class ShareCode(str):
    """A code that people type (口令), in its one form: 5 to 25 symbols, upper case, the last one the check symbol.

    `ShareCode.parse` reads what was typed; the class itself takes the one form alone.

    Errors: `InvalidCodeError` "not_text", "length", "symbol", "check", "form".

    >>> ShareCode("7K3M9P2X0").grouped
    '7K3-M9P-2X0'
    """

    __slots__ = ()

    def __new__(cls, symbols: str) -> Self:
        """Return the code, once its form and its check symbol are checked."""
        if isinstance(symbols, cls):
            return symbols
        read = _checked(symbols)
        if read != symbols:
            raise InvalidCodeError(symbols, "form")
        return super().__new__(cls, read)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the code that somebody typed: any case, O for 0, I and L for 1, hyphens and spaces anywhere.

        Errors: `InvalidCodeError` "not_text", "length", "symbol", "check".

        >>> ShareCode.parse("7k3 m9p 2xo")
        ShareCode("7K3M9P2X0")
        """
        return cls(_checked(text))

    @property
    def grouped(self) -> str:
        """The code as it is printed and read out: in groups of three, or of four where that leaves no rest."""
        size = 4 if len(self) % 3 and not len(self) % 4 else 3
        return "-".join(self[at : at + size] for at in range(0, len(self), size))

    @property
    def number(self) -> int:
        """The number that it was made from."""
        number = 0
        for symbol in self[:-1]:
            number = number * 32 + VALUES[symbol]
        return number

    def __repr__(self) -> str:
        return f'ShareCode("{self!s}")'

    def __str__(self) -> str:
        return str.__str__(self)


def code_for(number: int, *, length: int = LENGTH, avoid: Iterable[str] = OFFENSIVE) -> ShareCode:
    """Return the code of a number; every number has one of its own.

    The host draws the number: `secrets.randbelow(32**8)`. Counted up, codes would tell their neighbours.

    Args:
        number: From 0 up to, not including, 32 to the power of `length`.
        length: Symbols before the check symbol, 4 to 24.
        avoid: Words that it may not read as.

    Raises:
        InvalidNumberError: Out of range.
        OffensiveCodeError: It reads as one of the words; take another number, as `free_code` does.
        InvalidWordError: A word to avoid is none.

    >>> code_for(247_390_116_829)
    ShareCode("76CSK6YXB")
    """
    if type(length) is not int or not LENGTH_MIN <= length <= LENGTH_MAX:
        raise InvalidNumberError(length, LENGTH_MAX + 1, LENGTH_MIN)
    if type(number) is not int or not 0 <= number < 32**length:
        raise InvalidNumberError(number, 32**length)
    symbols = "".join(SYMBOLS[number >> 5 * place & 31] for place in reversed(range(length)))
    code = ShareCode(symbols + check_symbol(symbols))
    word = offensive_word(code, avoid)
    if word is not None:
        raise OffensiveCodeError(code, word)
    return code


def free_code(
    numbers: Iterable[int],
    is_taken: Callable[[ShareCode], bool],
    *,
    length: int = LENGTH,
    avoid: Iterable[str] = OFFENSIVE,
) -> ShareCode:
    """Return the first code of some numbers that is not taken and reads as no offensive word.

    No more numbers are drawn than are needed. Between asking and keeping, somebody else may take it: a unique index
    in the host's table has the last word, and the next number is tried.

    Args:
        numbers: Random ones, drawn by the host; a generator may go on for ever.
        is_taken: Whether a code was ever given out, retired ones included.
        length: Symbols before the check symbol, 4 to 24.
        avoid: Words that it may not read as.

    Raises:
        NoFreeCodeError: None of the numbers will do.
        InvalidNumberError: A number is out of range.

    >>> free_code([1, 2, 3], {code_for(1)}.__contains__).number
    2
    """
    words = frozenset([avoid] if isinstance(avoid, str) else avoid)
    tried = 0
    for number in numbers:
        tried += 1
        try:
            code = code_for(number, length=length, avoid=words)
        except OffensiveCodeError:
            continue
        if not is_taken(code):
            return code
    raise NoFreeCodeError(tried)


def _checked(text: str) -> str:
    """Return the symbols of a code that was typed."""
    symbols = symbols_of(text)
    if not LENGTH_MIN < len(symbols) <= LENGTH_MAX + 1:
        raise InvalidCodeError(text, "length")
    if not VALUES.keys() >= set(symbols):
        raise InvalidCodeError(text, "symbol")
    if not has_check(symbols):
        raise InvalidCodeError(text, "check")
    return symbols


__all__ = ["LENGTH", "ShareCode", "code_for", "free_code"]
