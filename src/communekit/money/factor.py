"""Factors: exact multipliers (倍数), which may be above one: accelerators, weights in kilograms, exchange.

A share of a whole is a `rate`. An exchange rate is a factor that its owner has recorded: nothing is looked up.
"""

from decimal import Decimal
from fractions import Fraction
from typing import Self

import attrs

from .amount import Money
from .currency import Currency
from .decimal_text import plain_text
from .errors import InvalidRateError
from .rate import check_fraction, read_ratio, read_share
from .rounding import Rounding


@attrs.frozen(order=True, repr=False)
class Factor:
    """An exact multiplier (倍数), zero or more, at most 10^12.

    Errors: `InvalidRateError` below zero, above 10^12, or when it is not an exact number (floats are not).

    >>> Factor.of("1.5")
    Factor.of("1.5")
    >>> Factor.percent("150") == Factor.of("3/2")
    True
    """

    multiple: Fraction

    def __attrs_post_init__(self) -> None:
        check_fraction(self.multiple, too_large="too_large")
        if self.multiple < 0:
            raise InvalidRateError("negative", plain_text(self.multiple))

    @classmethod
    def of(cls, value: str | Decimal | Fraction | int) -> Self:
        """Return the factor written as "1.5", "3/2" or "150%", or given as an exact number."""
        return cls(read_ratio(value))

    @classmethod
    def percent(cls, value: str | Decimal | int) -> Self:
        """Return so many hundredths (百分之)."""
        return cls(read_share(value, 100))

    @classmethod
    def per_mille(cls, value: str | Decimal | int) -> Self:
        """Return so many thousandths: grams in kilograms, for a price per kilogram.

        >>> Factor.per_mille("250").apply(Money.cny("8.00"), rounding=Rounding.HALF_UP)
        Money.cny("2.00")
        """
        return cls(read_share(value, 1_000))

    @property
    def text(self) -> str:
        """The factor as `of` reads it: "1.5", or "1/3" when it is not a finite decimal."""
        return plain_text(self.multiple)

    def apply(self, amount: Money, *, rounding: Rounding) -> Money:
        """Return so many times an amount, rounded once to its minor unit.

        Raises:
            AmountOutOfRangeError: The result is beyond 10^15 minor units.

        >>> Factor.of("2.5").apply(Money.of("2.33", "USD"), rounding=Rounding.DOWN)
        Money.of("5.82", "USD")
        """
        return self.convert(amount, to=amount.currency, rounding=rounding)

    def convert(self, amount: Money, *, to: Currency | str, rounding: Rounding) -> Money:
        """Return an amount exchanged (兑换) into another currency or commodity, rounded once.

        The factor is how many major units of the other one major unit buys.

        Raises:
            AmountOutOfRangeError: The result is beyond 10^15 minor units.
            UnknownCurrencyError: The code is not of ISO 4217 in capitals.

        >>> Factor.of("0.9737").convert(Money.of("7.00", "USD"), to="EUR", rounding=Rounding.HALF_UP)
        Money.of("6.82", "EUR")
        """
        target = Currency.of(to)
        numerator = amount.minor * self.multiple.numerator * 10**target.digits
        denominator = self.multiple.denominator * 10**amount.currency.digits
        return Money(rounding.ratio(numerator, denominator), target)

    def __repr__(self) -> str:
        return f'Factor.of("{self.text}")'

    def __str__(self) -> str:
        return self.text


__all__ = ["Factor"]
