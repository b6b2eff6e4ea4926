"""Numbers of a file (数字): plain decimal text to exact numbers, each spelling read once."""

import re
from fractions import Fraction
from typing import Final

from communekit.cli.errors import ImportRowError

KNOWN_MAX: Final = 100_000
WHOLE_MAX: Final = 10**15
CHARACTERS_MAX: Final = 40

_PLAIN: Final = re.compile(r"(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?", re.ASCII)


def exact_number(text: str) -> int | Fraction | None:
    """Return plain decimal text as an exact number, None when it is not that.

    Digits 0 to 9, one point at most, a minus sign below zero; blanks around are taken off. As for amounts of money,
    no plus, no separators, no exponent, no zeros in front.

    >>> exact_number("-12.50"), exact_number("6.0"), exact_number("1e3"), exact_number("007")
    (Fraction(-25, 2), 6, None, None)
    """
    found = _PLAIN.fullmatch(text.strip()) if len(text) <= CHARACTERS_MAX else None
    if found is None:
        return None
    sign, whole, part = found.groups(default="")
    number = Fraction(int(whole + part), 10 ** len(part))
    if sign and not number:
        return None
    return _plain(-number if sign else number)


def _plain(number: Fraction) -> int | Fraction:
    return number.numerator if number.denominator == 1 else number


class Numbers:
    """Numbers as they are read from cells, remembered by their text."""

    def __init__(self) -> None:
        self._known: dict[str, int | Fraction] = {}

    def read(self, text: str, number: int, column: str) -> int | Fraction:
        """Return the number of a cell.

        Raises:
            ImportRowError: It is empty, no plain decimal number, or beyond 10^15.
        """
        found = self._known.get(text)
        if found is None:
            value = exact_number(text)
            if value is None:
                problem = "unreadable_number" if text.strip() else "missing"
                raise ImportRowError(number, problem, column, text)
            if not -WHOLE_MAX <= value <= WHOLE_MAX:
                raise ImportRowError(number, "out_of_range", column, text)
            if len(self._known) >= KNOWN_MAX:
                self._known.clear()
            found = self._known[text] = value
        return found


__all__ = ["KNOWN_MAX", "Numbers", "exact_number"]
