"""Money (金额): whole minor units of one currency, exact.

How a share of an amount is taken is in `rate`, how an amount is laid over several parties in `split`.
"""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Self

import attrs

from .currency import CNY, Currency
from .decimal_text import UnreadableNumberError, minor_text, problem_of, read_decimal
from .errors import AmountOutOfRangeError, CurrencyMismatchError, InvalidAmountError, refused_amount
from .locale_text import amount_text, read_amount
from .rounding import Rounding

MINOR_MAX = 10**15


def _not_whole(value: object) -> InvalidAmountError:
    problem = problem_of(value)
    return InvalidAmountError("not_whole" if problem == "type" else problem, value)


@attrs.frozen(repr=False, order=False)
class Money:
    """An amount (金额): `minor` whole minor units (fen, cents) of a currency, at most 10^15 either way.

    Adds, compares and negates within one currency; multiplies by whole numbers. Anything else is a rate, a
    factor or a split, each of which says how it rounds. Of two currencies only `==` may be asked.

    Errors: `InvalidAmountError` for anything but a whole number of minor units (floats and booleans too),
    `AmountOutOfRangeError` beyond 10^15, `CurrencyMismatchError` when two currencies meet.

    >>> Money.cny("12.36") + Money(4, CNY)
    Money.cny("12.40")
    >>> Money.of("3", "JPY") * 2
    Money.of("6", "JPY")
    """

    minor: int
    currency: Currency

    MINOR_MAX: ClassVar[int] = MINOR_MAX

    def __attrs_post_init__(self) -> None:
        if type(self.minor) is not int:
            raise _not_whole(self.minor)
        if not -MINOR_MAX <= self.minor <= MINOR_MAX:
            raise AmountOutOfRangeError(self.minor)
        if self.currency.__class__ is not Currency:
            raise InvalidAmountError("currency", self.currency)

    @classmethod
    def of(cls, value: str | Decimal, currency: Currency | str, *, rounding: Rounding | None = None) -> Self:
        """Return an amount written in major units, as decimal text or a Decimal.

        Args:
            value: Such as "12.36"; digits beyond the minor unit are refused unless they are zeros.
            currency: A currency or its ISO 4217 code.
            rounding: Names how excess digits are rounded, instead of refusing them.

        Raises:
            InvalidAmountError: Not plain decimal text, not finite, or more digits than the currency has.
            AmountOutOfRangeError: Beyond 10^15 minor units.
            UnknownCurrencyError: The code is not of ISO 4217 in capitals.

        >>> Money.of("12.345", "USD", rounding=Rounding.HALF_UP)
        Money.of("12.35", "USD")
        """
        of_currency = Currency.of(currency)
        try:
            coefficient, places = read_decimal(value)
        except UnreadableNumberError as unreadable:
            raise refused_amount(unreadable.problem, value) from None
        excess = places - of_currency.digits
        if excess <= 0:
            return cls._within_range(coefficient * 10**-excess, of_currency, value)
        minor, rest = divmod(coefficient, 10**excess)
        if rest:
            if rounding is None:
                raise InvalidAmountError("digits", value)
            minor = rounding.ratio(coefficient, 10**excess)
        return cls._within_range(minor, of_currency, value)

    @classmethod
    def _within_range(cls, minor: int, currency: Currency, value: object) -> Self:
        if not -MINOR_MAX <= minor <= MINOR_MAX:
            raise AmountOutOfRangeError(value)
        return cls(minor, currency)

    @classmethod
    def cny(cls, value: str | Decimal, *, rounding: Rounding | None = None) -> Self:
        """Return an amount in yuan (人民币), as `of` does.

        >>> Money.cny("0.05").minor
        5
        """
        return cls.of(value, CNY, rounding=rounding)

    @classmethod
    def zero(cls, currency: Currency | str) -> Self:
        """Return nothing, of a currency.

        >>> Money.zero("CNY")
        Money.cny("0.00")
        """
        return cls(0, Currency.of(currency))

    @classmethod
    def total(cls, amounts: Iterable[Self], currency: Currency | str) -> Self:
        """Return the sum of amounts of one currency, zero of that currency when there are none.

        Raises:
            CurrencyMismatchError: An amount is of another currency.
            AmountOutOfRangeError: The sum is beyond 10^15 minor units.

        >>> Money.total([Money.cny("1.00"), Money.cny("0.50")], "CNY")
        Money.cny("1.50")
        """
        of_currency = Currency.of(currency)
        minor = 0
        for amount in amounts:
            if amount.currency is not of_currency and amount.currency != of_currency:
                raise CurrencyMismatchError(of_currency.code, amount.currency.code)
            minor += amount.minor
        return cls(minor, of_currency)

    @classmethod
    def parse(cls, text: str, currency: Currency | str, locale: str) -> Self:
        """Return an amount as people write it in a locale, with or without the currency's sign.

        Raises:
            InvalidAmountError: Not an amount in this locale, or more digits than the currency has.
            UnknownLocaleError: No such locale.

        >>> Money.parse("1.234,50 €", "EUR", "de")
        Money.of("1234.50", "EUR")
        """
        of_currency = Currency.of(currency)
        return cls.of(read_amount(text, of_currency, locale), of_currency)

    def format(self, locale: str) -> str:
        """Return the amount as people write it in a locale, with the currency's sign.

        Raises:
            UnknownLocaleError: No such locale.

        >>> Money.cny("1234.50").format("zh_CN")
        '¥1,234.50'
        """
        return amount_text(self.minor, self.currency, locale)

    @property
    def text(self) -> str:
        """The amount in major units as plain decimal text, which `of` reads: "12.36"."""
        return minor_text(self.minor, self.currency.digits)

    @property
    def major(self) -> Fraction:
        """The amount in major units, as an exact fraction.

        >>> Money.cny("12.36").major
        Fraction(309, 25)
        """
        return Fraction(self.minor, 10**self.currency.digits)

    def per(self, count: int) -> Fraction:
        """Return the exact amount in major units for one of so many: for display, never for booking.

        Raises:
            InvalidAmountError: The count is not a whole number above zero.

        >>> Money.cny("95.00").per(2)
        Fraction(95, 2)
        """
        if type(count) is not int or count <= 0:
            raise InvalidAmountError("not_whole", count)
        return self.major / count

    def __add__(self, other: "Money") -> "Money":
        if not isinstance(other, Money):
            return NotImplemented
        if self.currency is not other.currency:
            self._same_currency(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        if not isinstance(other, Money):
            return NotImplemented
        if self.currency is not other.currency:
            self._same_currency(other)
        return Money(self.minor - other.minor, self.currency)

    def __mul__(self, times: int) -> "Money":
        if type(times) is not int:
            raise _not_whole(times)
        return Money(self.minor * times, self.currency)

    __rmul__ = __mul__

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __abs__(self) -> "Money":
        return Money(abs(self.minor), self.currency)

    def __bool__(self) -> bool:
        return self.minor != 0

    def __lt__(self, other: "Money") -> bool:
        if not isinstance(other, Money):
            return NotImplemented
        self._same_currency(other)
        return self.minor < other.minor

    def __le__(self, other: "Money") -> bool:
        if not isinstance(other, Money):
            return NotImplemented
        self._same_currency(other)
        return self.minor <= other.minor

    def __gt__(self, other: "Money") -> bool:
        if not isinstance(other, Money):
            return NotImplemented
        return other < self

    def __ge__(self, other: "Money") -> bool:
        if not isinstance(other, Money):
            return NotImplemented
        return other <= self

    def _same_currency(self, other: "Money") -> None:
        if self.currency != other.currency:
            raise CurrencyMismatchError(self.currency.code, other.currency.code)

    def __repr__(self) -> str:
        if self.currency == CNY:
            return f'Money.cny("{self.text}")'
        if self.currency.is_iso:
            return f'Money.of("{self.text}", "{self.currency.code}")'
        return f'Money.of("{self.text}", {self.currency!r})'

    def __str__(self) -> str:
        return f"{self.text} {self.currency.code}"


__all__ = ["MINOR_MAX", "Money"]
