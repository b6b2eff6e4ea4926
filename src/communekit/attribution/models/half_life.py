"""Powers of one half (半衰期衰减) in whole numbers, the same on every machine.

2^-(age ÷ half-life) is irrational unless the age is a whole multiple of the half-life. Here it is a whole number of
2^-64ths: exact for whole multiples, otherwise rounded to the nearest, with an error below 2^-64.
"""

from math import isqrt
from typing import Final

DIGITS: Final = 64
"""Binary digits of a weight behind the point."""

ONE: Final = 1 << DIGITS

_WORKING: Final = 160
"""Binary digits that are reckoned with, so that what is cut off never reaches the 64th."""


def _roots() -> tuple[int, ...]:
    """Return 2^-(1/2), 2^-(1/4), 2^-(1/8) ...: each is the square root of the one before; the last is 1 - 2^-80 or so."""
    found = [isqrt(1 << (2 * _WORKING - 1))]
    while len(found) < DIGITS + 16:
        found.append(isqrt(found[-1] << _WORKING))
    return tuple(found)


_ROOTS: Final = _roots()


def halved(age: int, half_life: int) -> int:
    """Return 2^-(age ÷ half_life) as a whole number of 2^-64ths; both are in one unit.

    >>> halved(3, 1) == ONE // 8
    True
    >>> round(halved(1, 2) * 10**6 / ONE)
    707107
    """
    halvings, rest = divmod(age, half_life)
    if halvings > DIGITS:
        return 0
    if not rest:
        return ONE >> halvings
    weight = 1 << _WORKING
    for root in _ROOTS:
        rest *= 2
        if rest >= half_life:
            rest -= half_life
            weight = weight * root >> _WORKING
            if not rest:
                break
    shift = _WORKING - DIGITS + halvings
    return (weight + (1 << (shift - 1))) >> shift


__all__ = ["DIGITS", "ONE", "halved"]
