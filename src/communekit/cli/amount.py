"""Amounts in words (金额文本): whole minor units as plain decimal text, or as people of a language write them."""

from communekit.money import Currency, Money

from .language import babel_locale


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


__all__ = ["amount_text", "minor_text"]
