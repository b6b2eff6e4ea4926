"""Currencies (币种) and other things that are counted in minor units, such as points (积分).

Codes and names are those of Babel's data; the digits are those of ISO 4217. A commodity is the host's own
unit: it is not an ISO code, lives where the host keeps it, and never mixes with money.
"""

import difflib
import re
from functools import cache
from typing import Final, Self

import attrs
from babel.core import get_global
from babel.numbers import get_currency_precision

from .errors import InvalidCommodityError, UnknownCurrencyError

_CODE = re.compile(r"[A-Z][A-Z0-9_]{1,23}\Z", re.ASCII)

_DIGITS_MAX = 12

# Babel follows CLDR, which gives the digits customary in cash for these; ISO 4217 defines the minor unit.
_ISO_DIGITS = {"IQD": 3} | dict.fromkeys(
    ("AFN", "ALL", "IRR", "KPW", "LAK", "LBP", "MGA", "MMK", "RSD", "SLL", "SOS", "SYP", "YER"), 2
)


@cache
def _iso_codes() -> frozenset[str]:
    return frozenset(get_global("all_currencies")) - {"XXX", "XTS"}  # "No currency" and "test" are none.


def _iso_digits(code: str) -> int | None:
    """Return the digits after the point of an ISO currency, None when the code is none."""
    if code not in _iso_codes():
        return None
    return _ISO_DIGITS.get(code, get_currency_precision(code))


_SAID: Final = {"CNH": "CNY", "RMB": "CNY", "YUAN": "CNY", "人民币": "CNY"}
"""What people say, and the code that they mean."""


def _is_code(value: object) -> bool:
    return isinstance(value, str) and _CODE.match(value) is not None


def _suggestion(given: object) -> str:
    """Return the code nearest to what was written, empty when nothing is near."""
    if not isinstance(given, str) or len(given) > 24:
        return ""
    upper = _SAID.get(given.strip().upper(), given.strip().upper())
    if upper in _iso_codes():
        return upper
    return next(iter(difflib.get_close_matches(upper, sorted(_iso_codes()), n=1)), "")


@attrs.frozen(repr=False)
class Currency:
    """A currency (币种) or commodity: its code and how many digits its minor unit has.

    Errors: `UnknownCurrencyError` for a code that is not ISO 4217 in capitals; `InvalidCommodityError` for a
    commodity named like a currency, badly written, or with digits outside 0 to 12.

    >>> Currency.of("CNY").digits, Currency.of("JPY").digits
    (2, 0)
    >>> Currency.commodity("POINTS")
    Currency.commodity("POINTS", digits=0)
    """

    code: str
    digits: int

    def __attrs_post_init__(self) -> None:
        if not _is_code(self.code):
            raise InvalidCommodityError("form", self.code)
        if type(self.digits) is not int or not 0 <= self.digits <= _DIGITS_MAX:
            raise InvalidCommodityError("digits", self.digits)
        if _iso_digits(self.code) not in (None, self.digits):
            raise InvalidCommodityError("currency", self.code)

    @classmethod
    def of(cls, code: "Currency | str") -> "Currency":
        """Return the ISO 4217 currency of a code; a currency is returned as it is.

        >>> Currency.of("USD")
        Currency.of("USD")
        """
        return code if isinstance(code, Currency) else _iso_currency(code)

    @classmethod
    def commodity(cls, code: str, *, digits: int = 0) -> Self:
        """Return a unit of the host's own (points 积分, hours) which no exchange knows."""
        if _is_code(code) and code in _iso_codes():
            raise InvalidCommodityError("currency", code)
        return cls(code, digits)

    @property
    def is_iso(self) -> bool:
        """True for a currency of ISO 4217, false for a commodity of the host."""
        return self.code in _iso_codes()

    def __repr__(self) -> str:
        if self.is_iso:
            return f'Currency.of("{self.code}")'
        return f'Currency.commodity("{self.code}", digits={self.digits})'

    def __str__(self) -> str:
        return self.code


_known: dict[str, Currency] = {}


def _iso_currency(code: str) -> Currency:
    known = _known.get(code) if _is_code(code) else None
    if known is not None:
        return known
    digits = _iso_digits(code) if _is_code(code) else None
    if digits is None:
        raise UnknownCurrencyError(code, _suggestion(code))
    return _known.setdefault(code, Currency(code, digits))


CNY = Currency.of("CNY")
USD = Currency.of("USD")
EUR = Currency.of("EUR")
GBP = Currency.of("GBP")
JPY = Currency.of("JPY")

__all__ = ["CNY", "EUR", "GBP", "JPY", "USD", "Currency"]
