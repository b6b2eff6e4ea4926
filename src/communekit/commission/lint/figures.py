"""Figures as findings show them: exact shares as percent, amounts as decimal text."""

from fractions import Fraction

from communekit.money import Currency, Money


def percent(share: Fraction, *, up: bool | None = None) -> str:
    """Return a share as percent, exact; with `up` set, cut to hundredths in that direction where it is longer.

    >>> percent(Fraction(21, 20)), percent(Fraction(1, 3)), percent(Fraction(1, 3), up=True)
    ('105%', '100/3%', '33.34%')
    """
    value = share * 100
    if up is not None and (value * 100).denominator != 1:
        hundredths = value * 100
        value = Fraction(hundredths.__ceil__() if up else hundredths.__floor__(), 100)
    for places in range(9):
        scaled = value * 10**places
        if scaled.denominator == 1:
            whole, rest = divmod(scaled.numerator, 10**places)
            return f"{whole}.{rest:0{places}}%" if places else f"{whole}%"
    return f"{value.numerator}/{value.denominator}%"


def amount_text(minor: int | Fraction, currency: Currency) -> str:
    """Return minor units as decimal text, parts of a minor unit cut off.

    >>> amount_text(Fraction(1999, 2), Currency.of("CNY"))
    '9.99'
    """
    return Money(minor.__floor__(), currency).text
