"""Check symbols (校验位): a last symbol that tells a slip of the finger, inside the 32 symbols.

The symbols are the elements of the field with 32 elements. Weighted with the powers of a primitive element, from the
last one up, they add up to zero, and so does a 1 that is thought before the first. One wrong symbol changes the sum,
because no weight is zero; two neighbours swapped change it, because no two neighbours have one weight (nor have any two
that stand less than 31 apart). The 1 in front tells a 0 that was left out or put in at the beginning; what else is missing or too much is
told by the length, where all codes have one, or 31 times in 32.
"""

from typing import Final

from .alphabet import SYMBOLS, VALUES

_PRIMITIVE: Final = 0b100101
"""x^5 + x^2 + 1: multiplying by x runs through all 31 elements but zero."""


def _times_x(element: int) -> int:
    doubled = element << 1
    return doubled ^ _PRIMITIVE if doubled & 32 else doubled


_TIMES_X: Final = tuple(_times_x(element) for element in range(32))


def check_symbol(symbols: str) -> str:
    """Return the symbol that belongs behind others.

    >>> check_symbol("00000042")
    'E'
    """
    return SYMBOLS[_TIMES_X[_sum(symbols)]]


def has_check(symbols: str) -> bool:
    """Whether the last symbol is the one that belongs behind those before it.

    >>> has_check("00000042E"), has_check("00000024E")
    (True, False)
    """
    return _sum(symbols) == 0


def _sum(symbols: str) -> int:
    """Return the weighted sum by Horner's rule: the last symbol weighs 1, the one before it x, and so on."""
    total = 1
    for symbol in symbols:
        total = _TIMES_X[total] ^ VALUES[symbol]
    return total


__all__ = ["check_symbol", "has_check"]
