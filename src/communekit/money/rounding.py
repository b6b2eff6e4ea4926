"""Rounding (舍入): exact numbers to whole units, by a mode that is named where it happens.

The same word means different things in other libraries: here the half modes named UP and DOWN go away from
zero and towards zero (as in Java, PHP and Python's decimal), CEILING and FLOOR towards the infinities.
"""

from decimal import Decimal
from enum import Enum
from fractions import Fraction

from communekit.errors import LimitExceededError

from .decimal_text import UnreadableNumberError, exact_fraction
from .errors import refused_amount

PLACES_MAX = 60


def _exact(value: Fraction | Decimal | int) -> Fraction:
    try:
        return exact_fraction(value)
    except UnreadableNumberError as unreadable:
        raise refused_amount(unreadable.problem, value) from None


class Rounding(Enum):
    """How a number between two units becomes one of them (舍入方式).

    Integers and fractions only; every result is exact. `half_up` is 四舍五入, `down` is 截断, `half_even` is
    四舍六入五成双.

    >>> Rounding.HALF_UP.ratio(-5, 2), Rounding.HALF_CEILING.ratio(-5, 2), Rounding.DOWN.ratio(-5, 2)
    (-3, -2, -2)
    """

    HALF_EVEN = "half_even"
    HALF_UP = "half_up"
    HALF_DOWN = "half_down"
    HALF_CEILING = "half_ceiling"
    HALF_FLOOR = "half_floor"
    HALF_ODD = "half_odd"
    DOWN = "down"
    UP = "up"
    FLOOR = "floor"
    CEILING = "ceiling"

    def ratio(self, numerator: int, denominator: int) -> int:
        """Return numerator ÷ denominator as a whole number.

        Raises:
            ZeroDivisionError: The denominator is zero.

        >>> Rounding.HALF_EVEN.ratio(5, 2), Rounding.HALF_ODD.ratio(5, 2), Rounding.UP.ratio(7, -3)
        (2, 3, -3)
        """
        if denominator < 0:
            numerator, denominator = -numerator, -denominator
        whole, rest = divmod(numerator, denominator)  # whole is the floor, rest is 0 or more.
        if not rest:
            return whole
        if self in _DIRECTED:
            goes_up = self is Rounding.CEILING or self is (Rounding.UP if numerator > 0 else Rounding.DOWN)
        elif 2 * rest == denominator:
            goes_up = self._half_goes_up(whole, positive=numerator > 0)
        else:
            goes_up = 2 * rest > denominator
        return whole + goes_up

    def _half_goes_up(self, whole: int, *, positive: bool) -> bool:
        """Say whether the middle between `whole` and `whole + 1` becomes the upper one."""
        match self:
            case Rounding.HALF_EVEN:
                return whole % 2 == 1
            case Rounding.HALF_ODD:
                return whole % 2 == 0
            case Rounding.HALF_UP:
                return positive
            case Rounding.HALF_DOWN:
                return not positive
            case _:
                return self is Rounding.HALF_CEILING

    def of(self, value: Fraction | int) -> int:
        """Return a fraction as a whole number.

        >>> Rounding.HALF_UP.of(Fraction(5, 2))
        3
        """
        return self.ratio(value.numerator, value.denominator)

    def to_places(self, value: Fraction | Decimal | int, places: int) -> Fraction:
        """Return a number with so many decimal places; below zero, to tens, hundreds and so on.

        >>> Rounding.HALF_UP.to_places(Decimal("2.345"), 2)
        Fraction(47, 20)
        >>> Rounding.HALF_UP.to_places(4550, -2)
        Fraction(4600, 1)
        """
        return self.multiply(value, 1, places=places)

    def multiply(
        self, value: Fraction | Decimal | int, factor: Fraction | Decimal | int, *, places: int = 0
    ) -> Fraction:
        """Return value x factor with so many decimal places, rounded once.

        Raises:
            InvalidAmountError: A number is not exact.
            AmountOutOfRangeError: A Decimal has more than 18 whole digits.
            LimitExceededError: More than 60 places, either way.

        >>> Rounding.DOWN.multiply(Decimal("2.33"), Decimal("2.5"), places=2) == Fraction("5.82")
        True
        """
        if abs(places) > PLACES_MAX:
            raise LimitExceededError("places", places, PLACES_MAX)
        scale = Fraction(10) ** places
        return self.of(_exact(value) * _exact(factor) * scale) / scale

    def divide(
        self, value: Fraction | Decimal | int, divisor: Fraction | Decimal | int, *, places: int = 0
    ) -> Fraction:
        """Return value ÷ divisor with so many decimal places, rounded once.

        Raises:
            ZeroDivisionError: The divisor is zero.

        >>> Rounding.UP.divide(Decimal("2.35"), 3, places=2) == Fraction("0.79")
        True
        """
        return self.multiply(value, 1 / _exact(divisor), places=places)


_DIRECTED = frozenset({Rounding.DOWN, Rounding.UP, Rounding.FLOOR, Rounding.CEILING})

__all__ = ["Rounding"]
