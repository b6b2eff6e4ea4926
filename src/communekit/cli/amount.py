"""Amounts in words (金额文本): whole minor units as plain decimal text, or as people of a language write them."""

from fractions import Fraction
from typing import Final

from communekit.money import Currency, Money

from .language import babel_locale

PLACES_MAX: Final = 10


def minor_text(minor: int, currency: Currency) -> str:
    """Return minor units as plain decimal text.

    >>> minor_text(-5, Currency.of("CNY"))
    '-0.05'
    """
    digits = currency.digits
    if not digits:
        return str(minor)
    text = str(abs(minor)).zfill(digits + 1)
    return f"{'-' if minor < 0 else ''}{text[:-digits]}.{text[-digits:]}"


def amount_text(minor: int, currency: Currency, locale: str) -> str:
    """Return minor units as people of a language write them.

    >>> amount_text(123450, Currency.of("CNY"), "zh")
    '¥1,234.50'
    """
    return Money(minor, currency).format(babel_locale(locale))


def exact_text(number: int | Fraction) -> str:
    """Return an exact number as decimal text where that is finite, else as a fraction.

    >>> exact_text(Fraction(3, 2)), exact_text(Fraction(1, 3)), exact_text(7)
    ('1.5', '1/3', '7')
    """
    for places in range(PLACES_MAX):
        scaled = number * 10**places
        if scaled.denominator == 1:
            digits = str(abs(scaled.numerator)).zfill(places + 1)
            whole = f"{digits[:-places]}.{digits[-places:]}" if places else digits
            return f"-{whole}" if number < 0 else whole
    return f"{number.numerator}/{number.denominator}"


__all__ = ["amount_text", "exact_text", "minor_text"]
