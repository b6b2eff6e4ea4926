"""Quantities (数量): how much of a product, exact: pieces as integers, weights and lengths as fractions."""

from fractions import Fraction
from typing import Final

from .errors import InvalidQuantityError

Quantity = int | Fraction

QUANTITY_MAX: Final = 10**12
PARTS_MAX: Final = 10**9


def quantity_of(value: object, *, what: str = "quantity", zero: bool = False) -> Quantity:
    """Return a checked quantity; a fraction that is whole becomes an integer.

    Args:
        value: An int (no bool) or a Fraction, above zero, at most 10**12, in parts of at most 10**9.
        what: How the error calls it.
        zero: Whether nothing at all may be meant: a refund of money only.

    Raises:
        InvalidQuantityError: A float, a Decimal, a text, a bool, or out of range.

    >>> quantity_of(Fraction(6, 2)), quantity_of(Fraction(1, 2))
    (3, Fraction(1, 2))
    """
    number: Quantity
    if isinstance(value, Fraction) and value.denominator <= PARTS_MAX:
        number = value.numerator if value.denominator == 1 else value
    elif isinstance(value, int) and not isinstance(value, bool):
        number = int(value)
    else:
        raise InvalidQuantityError(what, value)
    if number > QUANTITY_MAX or number < 0 or (number == 0 and not zero):
        raise InvalidQuantityError(what, value)
    return number


__all__ = ["PARTS_MAX", "QUANTITY_MAX", "Quantity", "quantity_of"]
