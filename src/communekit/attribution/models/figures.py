"""Figures of reports (数字): exact fractions written with two places, rounded half up once, for people."""

from fractions import Fraction

from communekit.money import Rounding


def places(number: Fraction, digits: int = 2) -> str:
    """Return a number with so many places.

    >>> places(Fraction(5, 3)), places(Fraction(-1, 800))
    ('1.67', '0.00')
    """
    whole = Rounding.HALF_UP.ratio(number.numerator * 10**digits, number.denominator)
    sign, whole = "-" if whole < 0 else "", abs(whole)
    return f"{sign}{whole // 10**digits:,}.{whole % 10**digits:0{digits}}"


def percent(number: Fraction) -> str:
    """Return a share in percent with one place.

    >>> percent(Fraction(2, 3))
    '66.7%'
    """
    return f"{places(number * 100, 1)}%"


__all__ = ["percent", "places"]
