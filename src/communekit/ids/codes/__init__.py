"""Symbols of codes (短码字符): what people type, hear and read out, without a slip that goes unseen.

The arithmetic alone: an alphabet that nobody confuses, a last symbol that tells a slip, words that no code may read as.
What a code stands for says the room that gives it out: share codes (口令) `communekit.attribution.codes`, pick-up codes
(提货码) `communekit.orders.pickup`.
"""

from .alphabet import SYMBOLS, TYPED_MAX, VALUES, as_typed
from .check_digit import check_digit, has_check_digit
from .check_symbol import check_symbol, has_check
from .errors import InvalidWordError
from .offensive import OFFENSIVE, offensive_word

__all__ = [
    "OFFENSIVE",
    "SYMBOLS",
    "TYPED_MAX",
    "VALUES",
    "InvalidWordError",
    "as_typed",
    "check_digit",
    "check_symbol",
    "has_check",
    "has_check_digit",
    "offensive_word",
]
