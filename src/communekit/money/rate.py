"""Rates: shares of a whole (比例), exact.

How a whole is shared by several is in `split`. Multipliers above one and exchange rates are `factor`s.
"""

import re
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Self

import attrs

from .amount import Money
from .decimal_text import CHARACTERS_MAX, UnreadableNumberError, exact_fraction, plain_text, problem_of
from .errors import InvalidRateError
from .rounding import Rounding

_LIKE_PERCENT = re.compile(r"[1-9][0-9]{0,2}(\.[0-9]{1,2})?", re.ASCII)
_FRACTION = re.compile(r"(0|[1-9][0-9]*)/([1-9][0-9]*)", re.ASCII)

DENOMINATOR_MAX = 10**60
MULTIPLE_MAX = 10**12


def read_share(value: object, per: int = 1, *, sign: str = "") -> Fraction:
    """Return value ÷ per as an exact fraction; `sign` is what stood behind it where it was typed.

    Raises:
        InvalidRateError: Not an exact number.
    """
    try:
        return exact_fraction(value) / per
    except UnreadableNumberError as unreadable:
        problem = "too_long" if unreadable.problem == "out_of_range" else unreadable.problem
        raise InvalidRateError(problem, f"{value}{sign}" if sign else value) from None


def read_ratio(value: object) -> Fraction:
    """Return what is written as "8%", "1/3", "0.08", or given as an exact number.

    Raises:
        InvalidRateError: None of these.
    """
    if isinstance(value, str):
        if len(value) > CHARACTERS_MAX:
            raise InvalidRateError("too_long", value)
        if value.endswith("%"):
            return read_share(value[:-1], 100, sign="%")
        found = _FRACTION.fullmatch(value)
        if found is not None:
            return Fraction(int(found[1]), int(found[2]))
    return read_share(value)


def check_fraction(value: object, *, too_large: str) -> None:
    """Refuse what is not a fraction, or one too large or too fine to reckon with.

    Raises:
        InvalidRateError: Not a fraction, above 10^12 either way (with the problem word of the caller), or
            with a denominator above 10^60.
    """
    if not isinstance(value, Fraction):
        raise InvalidRateError(problem_of(value), value)
    if value.denominator > DENOMINATOR_MAX:
        raise InvalidRateError("too_fine", value.denominator)
    if not -MULTIPLE_MAX <= value <= MULTIPLE_MAX:
        raise InvalidRateError(too_large, value.numerator)


@attrs.frozen(order=True, repr=False)
class Rate:
    """A share of a whole (比例), 0 to 1, as an exact fraction.

    Errors: `InvalidRateError` below 0, above 1, or when it is not an exact number (floats are not).

    >>> Rate.percent("12.5")
    Rate.percent("12.5")
    >>> Rate.of("1/3") < Rate.bps(5000)
    True
    """

    share: Fraction

    def __attrs_post_init__(self) -> None:
        check_fraction(self.share, too_large="range")
        if not 0 <= self.share.numerator <= self.share.denominator:
            raise InvalidRateError("range", plain_text(self.share))

    @classmethod
    def of(cls, value: "str | Decimal | Fraction | int | Rate") -> "Rate":
        """Return the rate written as "8%", "1/3" or "0.08", or given as an exact number.

        >>> Rate.of("8%") == Rate.of("0.08") == Rate.of(Fraction(2, 25))
        True
        """
        if isinstance(value, Rate):
            return value
        return _rate_of_text(value) if isinstance(value, str) else cls(read_ratio(value))

    @classmethod
    def percent(cls, value: str | Decimal | int) -> Self:
        """Return so many hundredths (百分之); text is the number alone, "8" and not "8%"."""
        if isinstance(value, str) and _LIKE_PERCENT.fullmatch(value[:-1]) and value[-1] == "%":
            raise InvalidRateError("sign", value, value[:-1])
        return cls(_within(read_share(value, 100), value, "%"))

    @classmethod
    def per_mille(cls, value: str | Decimal | int) -> Self:
        """Return so many thousandths (千分之).

        >>> Rate.per_mille(6)
        Rate.percent("0.6")
        """
        return cls(_within(read_share(value, 1_000), value, "‰"))

    @classmethod
    def bps(cls, value: str | Decimal | int) -> Self:
        """Return so many basis points, ten-thousandths (万分之).

        >>> Rate.bps(1250)
        Rate.percent("12.5")
        """
        return cls(_within(read_share(value, 10_000), value, " bps"))

    @classmethod
    def ppm(cls, value: str | Decimal | int) -> Self:
        """Return so many millionths."""
        return cls(_within(read_share(value, 1_000_000), value, " ppm"))

    @classmethod
    def fraction(cls, numerator: int, denominator: int) -> Self:
        """Return numerator ÷ denominator.

        >>> Rate.fraction(2, 6)
        Rate.fraction(1, 3)
        """
        if type(numerator) is not int or type(denominator) is not int:
            wrong = denominator if type(numerator) is int else numerator
            raise InvalidRateError(problem_of(wrong), wrong)
        if denominator == 0:
            raise InvalidRateError("zero", f"{numerator}/0")
        return cls(Fraction(numerator, denominator))

    @property
    def rest(self) -> "Rate":
        """What is left of the whole.

        >>> Rate.percent("12.5").rest
        Rate.percent("87.5")
        """
        return Rate(1 - self.share)

    @property
    def text(self) -> str:
        """The rate as `of` reads it: "12.5%", or "1/3" when it is not a finite decimal."""
        percent = plain_text(self.share * 100)
        return plain_text(self.share) if "/" in percent else f"{percent}%"

    def take(self, amount: Money, *, rounding: Rounding) -> Money:
        """Return this share of an amount, rounded once to its minor unit.

        >>> Rate.percent("8").take(Money.cny("19.90"), rounding=Rounding.DOWN)
        Money.cny("1.59")
        """
        share = self.share
        return Money(rounding.ratio(amount.minor * share.numerator, share.denominator), amount.currency)

    def take_contained(self, gross: Money, *, rounding: Rounding) -> Money:
        """Return the part which this rate has added to an amount (价内税): gross x rate ÷ (1 + rate).

        >>> Rate.percent("10").take_contained(Money.cny("11.00"), rounding=Rounding.HALF_UP)
        Money.cny("1.00")
        """
        top, bottom = self.share.numerator, self.share.denominator
        return Money(rounding.ratio(gross.minor * top, bottom + top), gross.currency)

    def __repr__(self) -> str:
        text = self.text
        if text.endswith("%"):
            return f'Rate.percent("{text[:-1]}")'
        return f"Rate.fraction({self.share.numerator}, {self.share.denominator})"

    def __str__(self) -> str:
        return self.text


@lru_cache(maxsize=1024)
def _rate_of_text(text: str) -> Rate:
    return Rate(_within(read_ratio(text), text))


def _within(share: Fraction, typed: object, unit: str = "") -> Fraction:
    """Return a share of 0 to 1; another is refused as it was typed, with the percentage that "7" may have meant.

    Raises:
        InvalidRateError: It is below 0 or above 1. One too large to be shown is left to the constructor.
    """
    if 0 <= share <= 1 or not -MULTIPLE_MAX <= share <= MULTIPLE_MAX:
        return share
    text = f"{typed}{unit}"
    is_likely = share <= 100 and _LIKE_PERCENT.fullmatch(text) is not None
    raise InvalidRateError("range", text, f"{text}%" if is_likely else "")


__all__ = ["DENOMINATOR_MAX", "MULTIPLE_MAX", "Rate", "check_fraction", "read_ratio", "read_share"]
