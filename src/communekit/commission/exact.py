"""Exact amounts on their way to being rounded: integers of ticks, or fractions of them where finer parts are asked for."""

from fractions import Fraction

from communekit.money import Rounding

Exact = int | Fraction


def part_of(whole: Exact, part: Exact, of: Exact) -> Exact:
    """Return whole x part / of, exact; a whole number stays an integer.

    >>> part_of(10, 2, 4), part_of(10, 1, 4)
    (5, Fraction(5, 2))
    """
    if part == of:
        return whole
    made = Fraction(whole * part) / of
    return made.numerator if made.denominator == 1 else made


def round_ticks(mode: Rounding, exact: Exact, ticks: int) -> int:
    """Round an exact amount in ticks, `ticks` to a minor unit, to whole minor units in the named mode.

    >>> round_ticks(Rounding.DOWN, 1999, 100)
    19
    """
    if mode is Rounding.DOWN and exact >= 0:
        return int(exact // ticks)
    return mode.ratio(exact.numerator, exact.denominator * ticks)


def whole(value: Fraction) -> Exact:
    """Return a fraction that is a whole number as an integer.

    >>> whole(Fraction(4, 2))
    2
    """
    return value.numerator if value.denominator == 1 else value
