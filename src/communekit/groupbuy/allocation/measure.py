"""Measures (计量单位): the smallest one in which a product is counted, and nothing finer.

Pieces are pieces; what is weighed is counted in grams. So every quantity of a group buy is a whole number.
"""

from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Final

from communekit.errors import CommunekitError, language_of
from communekit.money import Factor, Money

from .errors import InvalidPackError

QUANTITY_MAX: Final = 10**12

_GRAMS: Final = {
    "g": 1, "克": 1, "kg": 1_000, "千克": 1_000, "公斤": 1_000, "jin": 500, "斤": 500, "liang": 50, "两": 50,
}  # fmt: skip


class Measure(Enum):
    """The smallest measure of a product (最小计量单位): pieces, or grams for what is weighed."""

    PIECE = "piece"
    GRAM = "gram"

    def text(self, quantity: int, locale: str = "en") -> str:
        """Return a quantity in words.

        >>> Measure.PIECE.text(3, "zh"), Measure.GRAM.text(1480)
        ('3 件', '1480 g')
        """
        if self is Measure.GRAM:
            return f"{quantity} {'克' if language_of(locale) == 'zh' else 'g'}"
        return f"{quantity} 件" if language_of(locale) == "zh" else str(quantity)


def grams(amount: str | int | Decimal | Fraction, unit: str = "kg") -> int:
    """Return a weight in whole grams (换算成克).

    Args:
        amount: Decimal text, a whole number or a fraction, above zero.
        unit: "kg" (千克、公斤), "g" (克), "jin" (斤, 500 g) or "liang" (两, 50 g).

    Raises:
        InvalidPackError: "unit"; "not_whole" for what is no whole number of grams, for zero, or for no number: a
            conversion never comes to nothing.

    >>> grams("2.5"), grams("1.5", "斤"), grams(3, "两")
    (2500, 750, 150)
    """
    if unit not in _GRAMS:
        raise InvalidPackError("unit", "unit", unit)
    try:
        weight = (amount if type(amount) is Fraction else Factor.of(amount).multiple) * _GRAMS[unit]
    except CommunekitError:
        raise InvalidPackError("weight", "not_whole", amount) from None
    if weight.denominator != 1 or not 0 < weight <= QUANTITY_MAX:
        raise InvalidPackError("weight", "not_whole", amount)
    return int(weight)


def is_quantity(value: object, *, least: int = 0) -> bool:
    """Whether a value is a whole number within range; true and false are none."""
    return type(value) is int and least <= value <= QUANTITY_MAX


def is_amount(value: object, *, least: int = 0) -> bool:
    """Whether a value is an amount of at least so many minor units."""
    return isinstance(value, Money) and value.minor >= least


__all__ = ["QUANTITY_MAX", "Measure", "grams", "is_amount", "is_quantity"]
