"""Check digits (校验数字): a last digit that tells a slip of the finger, where a keypad has digits alone.

Damm's quasigroup of order ten: every single wrong digit and every swap of two neighbours is told, and no tenth digit or
letter is needed for it. A 0 that was left out or put in at the beginning is not: codes of one length are told by that.

Source: H. Michael Damm, Total anti-symmetrische Quasigruppen (Marburg, 2004), the table of order ten.
"""

from typing import Final

_TABLE: Final = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)


def check_digit(digits: str) -> str:
    """Return the digit that belongs behind others.

    >>> check_digit("572")
    '4'
    """
    return str(_interim(digits))


def has_check_digit(digits: str) -> bool:
    """Whether the last digit is the one that belongs behind those before it.

    >>> has_check_digit("5724"), has_check_digit("5274")
    (True, False)
    """
    return _interim(digits) == 0


def _interim(digits: str) -> int:
    interim = 0
    for digit in digits:
        interim = _TABLE[interim]["0123456789".index(digit)]
    return interim


__all__ = ["check_digit", "has_check_digit"]
