"""Decimal text (十进制文本): the one strict way in which numbers are read and written.

Digits 0 to 9, one point, a minus sign below zero; no plus, no blanks, no separators, no exponent, no
leading zeros, no "-0", at most 40 characters. How a locale writes amounts is in `locale_text`.
"""

import re
from decimal import Decimal
from fractions import Fraction

CHARACTERS_MAX = 40
WHOLE_DIGITS_MAX = 18

_PLAIN = re.compile(r"(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?", re.ASCII)
_SCIENTIFIC = re.compile(r"-?[0-9.]*[1-9][0-9.]*[eE]\+?0*([1-9][0-9]+)", re.ASCII)


class UnreadableNumberError(Exception):
    """A number could not be read; the problem word says why."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


def read_decimal(value: object) -> tuple[int, int]:
    """Return (coefficient, places) of decimal text or a Decimal: the value is coefficient / 10**places.

    Raises:
        UnreadableNumberError: With the problem word; "out_of_range" for a number of more than 18 whole digits.

    >>> read_decimal("-12.360")
    (-12360, 3)
    """
    if isinstance(value, str):
        return _read_text(value)
    if isinstance(value, Decimal):
        return _read_decimal(value)
    raise UnreadableNumberError(problem_of(value))


def problem_of(value: object) -> str:
    """Return the problem word for a value of the wrong type."""
    if value is None:
        return "missing"
    if isinstance(value, bool):
        return "boolean"
    return "float" if isinstance(value, float) else "type"


def _read_text(text: str) -> tuple[int, int]:
    found = _PLAIN.fullmatch(text)
    if found is None:
        raise UnreadableNumberError(_problem_of_text(text))
    sign, whole, fraction = found.groups(default="")
    if len(whole) > WHOLE_DIGITS_MAX:
        raise UnreadableNumberError("out_of_range")
    if len(text) > CHARACTERS_MAX:
        raise UnreadableNumberError("too_long")
    coefficient = int(whole + fraction)
    if sign:
        if not coefficient:
            raise UnreadableNumberError("form")  # "-0" has no meaning of its own.
        coefficient = -coefficient
    return coefficient, len(fraction)


def _problem_of_text(text: str) -> str:
    if not text:
        return "empty"
    if len(text) > CHARACTERS_MAX:
        return "too_long"
    if text.lower().lstrip("+-") in ("nan", "snan", "inf", "infinity"):
        return "not_finite"
    exponent = _SCIENTIFIC.fullmatch(text)
    if exponent is not None:
        return "out_of_range" if len(exponent[1]) > 2 else "exponent"
    return "exponent" if re.fullmatch(r"-?[0-9.]+[eE][+-]?[0-9]+", text, re.ASCII) else "form"


def _read_decimal(value: Decimal) -> tuple[int, int]:
    if not value.is_finite():
        raise UnreadableNumberError("not_finite")
    if not value:
        return 0, 0
    # Look at the exponent before anything is converted: int(Decimal("1E+999999")) takes half a minute.
    if value.adjusted() >= WHOLE_DIGITS_MAX:
        raise UnreadableNumberError("out_of_range")
    sign, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int) or -exponent > CHARACTERS_MAX or len(digits) > 2 * CHARACTERS_MAX:
        raise UnreadableNumberError("too_long")
    coefficient = int("".join(map(str, digits)))
    if exponent > 0:
        coefficient, exponent = coefficient * 10**exponent, 0
    return (-coefficient if sign else coefficient), -exponent


def exact_fraction(value: object) -> Fraction:
    """Return an exact number as a fraction: int, Fraction, Decimal or decimal text.

    Raises:
        UnreadableNumberError: With the problem word.

    >>> exact_fraction("0.25")
    Fraction(1, 4)
    """
    if isinstance(value, Fraction):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return Fraction(value)
    coefficient, places = read_decimal(value)
    return Fraction(coefficient, 10**places)


def plain_text(value: Fraction) -> str:
    """Return a fraction as decimal text, or as "1/3" when no decimal is equal to it.

    >>> plain_text(Fraction(5, 4)), plain_text(Fraction(1, 3))
    ('1.25', '1/3')
    """
    rest, places = value.denominator, 0
    while rest % 10 == 0:
        rest, places = rest // 10, places + 1
    for prime in (2, 5):
        while rest % prime == 0:
            rest, places = rest // prime, places + 1
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    return (
        minor_text(value.numerator * 10**places // value.denominator, places)
        if places
        else str(value.numerator)
    )


def minor_text(coefficient: int, places: int) -> str:
    """Return coefficient / 10**places as decimal text with exactly so many places.

    >>> minor_text(-5, 2)
    '-0.05'
    """
    if not places:
        return str(coefficient)
    digits = str(abs(coefficient)).rjust(places + 1, "0")
    return f"{'-' if coefficient < 0 else ''}{digits[:-places]}.{digits[-places:]}"


__all__ = [
    "UnreadableNumberError",
    "exact_fraction",
    "minor_text",
    "plain_text",
    "problem_of",
    "read_decimal",
]
