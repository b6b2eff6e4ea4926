"""Money: exact amounts, rates, and fair ways to share them out (金额、比例与分摊)."""

from .amount import MINOR_MAX, Money
from .currency import CNY, EUR, GBP, JPY, USD, Currency
from .discount import split_discount
from .errors import (
    AmountOutOfRangeError,
    CurrencyMismatchError,
    InvalidAmountError,
    InvalidCommodityError,
    InvalidRateError,
    InvalidSplitError,
    UnknownCurrencyError,
    UnknownLocaleError,
)
from .factor import Factor
from .outstanding import Outstanding
from .rate import Rate
from .rounding import Rounding
from .split import Split, split, split_even
from .split_method import SplitMethod, split_minor
from .weights import Weight

__all__ = [
    "CNY",
    "EUR",
    "GBP",
    "JPY",
    "MINOR_MAX",
    "USD",
    "AmountOutOfRangeError",
    "Currency",
    "CurrencyMismatchError",
    "Factor",
    "InvalidAmountError",
    "InvalidCommodityError",
    "InvalidRateError",
    "InvalidSplitError",
    "Money",
    "Outstanding",
    "Rate",
    "Rounding",
    "Split",
    "SplitMethod",
    "UnknownCurrencyError",
    "UnknownLocaleError",
    "Weight",
    "split",
    "split_discount",
    "split_even",
    "split_minor",
]
