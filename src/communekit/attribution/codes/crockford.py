"""Crockford's base 32 (Crockford 编码) as it is published: numbers as text, with a check symbol modulo 37 if asked.

For numbers that other systems write and read so. Codes for people are `ShareCode`: the check symbol here may be one of
`*~$=U`, which neither a link nor the compact mode of a QR code carries well.

Source: Douglas Crockford, Base 32, https://www.crockford.com/base32.html.
"""

from typing import Final

from communekit.ids.codes import SYMBOLS, TYPED_MAX, VALUES, as_typed

from .errors import InvalidCodeError, InvalidNumberError

_CHECKS: Final = f"{SYMBOLS}*~$=U"


def crockford_text(number: int, *, check: bool = False) -> str:
    """Return a number in Crockford's base 32, shortest form; with `check`, its remainder modulo 37 behind it.

    Raises:
        InvalidNumberError: Not a whole number, below zero, or more than 63 symbols.

    >>> crockford_text(42), crockford_text(42, check=True)
    ('1A', '1A5')
    """
    limit = 32 ** (TYPED_MAX - 1)
    if type(number) is not int or not 0 <= number < limit:
        raise InvalidNumberError(number, limit)
    symbols = [_CHECKS[number % 37]] if check else []
    rest = number
    while True:
        symbols.append(SYMBOLS[rest % 32])
        rest //= 32
        if not rest:
            return "".join(reversed(symbols))


def crockford_number(text: str, *, check: bool = False) -> int:
    """Return the number that a text in Crockford's base 32 stands for, read as forgivingly as he asks.

    Args:
        text: As it was typed: any case, O for 0, I and L for 1, hyphens and spaces anywhere.
        check: Whether the last symbol is a check symbol.

    Raises:
        InvalidCodeError: "not_text", "length", "symbol", "check".

    >>> crockford_number("xsn-jgo")
    1000000000
    """
    symbols = symbols_of(text)
    body, last = (symbols[:-1], symbols[-1:]) if check else (symbols, "")
    if not body:
        raise InvalidCodeError(text, "length")
    number = 0
    for symbol in body:
        if symbol not in VALUES:
            raise InvalidCodeError(text, "symbol")
        number = number * 32 + VALUES[symbol]
    if check and last not in _CHECKS:
        raise InvalidCodeError(text, "symbol")
    if check and _CHECKS[number % 37] != last:
        raise InvalidCodeError(text, "check")
    return number


def symbols_of(text: object) -> str:
    """Return what was typed as symbols, once it is a text of a fit length."""
    if not isinstance(text, str):
        raise InvalidCodeError(text, "not_text")
    if len(text) > TYPED_MAX:
        raise InvalidCodeError(text, "length")
    return as_typed(text)


__all__ = ["crockford_number", "crockford_text", "symbols_of"]
