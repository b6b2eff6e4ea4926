"""Rounding modes, in the worked tables of their sources."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from communekit.errors import LimitExceededError
from communekit.money import AmountOutOfRangeError, InvalidAmountError, Rounding

TABLE = {
    #                   2.5   3.5  -2.5  -3.5   2.4   2.6  -2.4  -2.6   2.0
    "half_even": (2, 4, -2, -4, 2, 3, -2, -3, 2),
    "half_odd": (3, 3, -3, -3, 2, 3, -2, -3, 2),
    "half_up": (3, 4, -3, -4, 2, 3, -2, -3, 2),
    "half_down": (2, 3, -2, -3, 2, 3, -2, -3, 2),
    "half_ceiling": (3, 4, -2, -3, 2, 3, -2, -3, 2),
    "half_floor": (2, 3, -3, -4, 2, 3, -2, -3, 2),
    "down": (2, 3, -2, -3, 2, 2, -2, -2, 2),
    "up": (3, 4, -3, -4, 3, 3, -3, -3, 2),
    "floor": (2, 3, -3, -4, 2, 2, -3, -3, 2),
    "ceiling": (3, 4, -2, -3, 3, 3, -2, -2, 2),
}
TENTHS = (25, 35, -25, -35, 24, 26, -24, -26, 20)


@pytest.mark.parametrize("mode", Rounding)
def test_modes_are_those_of_the_table(mode: Rounding) -> None:
    """Each mode, above and below zero, on halves, beside them and on whole numbers."""
    assert tuple(mode.ratio(tenths, 10) for tenths in TENTHS) == TABLE[mode.value]
    assert tuple(mode.ratio(-tenths, -10) for tenths in TENTHS) == TABLE[mode.value]
    assert tuple(mode.of(Fraction(tenths, 10)) for tenths in TENTHS) == TABLE[mode.value]


def test_every_mode_stands_in_the_table() -> None:
    """The table leaves no mode out, and the words are those of plans on disk."""
    assert {mode.value for mode in Rounding} == set(TABLE)
    assert Rounding("half_even") is Rounding.HALF_EVEN


@pytest.mark.parametrize(
    ("value", "places", "mode", "expected"),
    [
        ("2.34", 1, Rounding.UP, "2.4"),
        ("432.34", -1, Rounding.DOWN, "430"),
        ("432.34", -1, Rounding.UP, "440"),
        ("515", -1, Rounding.HALF_UP, "520"),
        ("1250", -2, Rounding.HALF_DOWN, "1200"),
        ("5", -2, Rounding.HALF_UP, "0"),
    ],
)
def test_rounds_to_places(value: str, places: int, mode: Rounding, expected: str) -> None:
    """To decimal places, or to tens and hundreds. Source: moneyphp and joda-money, their tests."""
    assert mode.to_places(Decimal(value), places) == Fraction(expected)


@pytest.mark.parametrize(
    ("value", "divisor", "mode", "expected"),
    [
        ("2.34", "2.5", Rounding.DOWN, "0.93"),
        ("2.34", "2.5", Rounding.HALF_UP, "0.94"),
        ("2.35", "3", Rounding.UP, "0.79"),
        ("2.34", "-3", Rounding.DOWN, "-0.78"),
    ],
)
def test_divides_and_rounds_once(value: str, divisor: str, mode: Rounding, expected: str) -> None:
    """A quotient is rounded once. Source: joda-money, TestMoney."""
    assert mode.divide(Decimal(value), Decimal(divisor), places=2) == Fraction(expected)


def test_multiplies_and_rounds_once() -> None:
    """A product is rounded once. Source: joda-money, TestMoney."""
    assert Rounding.DOWN.multiply(Decimal("2.33"), Decimal("2.5"), places=2) == Fraction("5.82")
    assert Rounding.HALF_UP.multiply(Decimal("2.33"), Decimal("2.5"), places=2) == Fraction("5.83")
    assert Rounding.HALF_UP.multiply(5, Fraction(1, 2)) == 3


def test_whole_numbers_are_meant_where_no_places_are_named() -> None:
    """A product and a quotient alike."""
    assert Rounding.DOWN.multiply(Decimal("2.5"), Decimal("2.5")) == 6
    assert Rounding.DOWN.divide(7, 2) == 3


def test_halves_beside_zero() -> None:
    """The smallest half, above and below."""
    assert [mode.ratio(1, 2) for mode in (Rounding.HALF_UP, Rounding.HALF_DOWN)] == [1, 0]
    assert [mode.ratio(-1, 2) for mode in (Rounding.HALF_UP, Rounding.HALF_DOWN)] == [-1, 0]
    assert [mode.ratio(1, 3) for mode in (Rounding.UP, Rounding.DOWN)] == [1, 0]
    assert [mode.ratio(-1, 3) for mode in (Rounding.UP, Rounding.DOWN)] == [-1, 0]


def test_there_are_at_most_sixty_places() -> None:
    """Sixty places either way are reckoned with; a slip of the pen does not stop the machine."""
    assert Rounding.DOWN.to_places(Fraction(1, 10**60), 60) == Fraction(1, 10**60)
    assert Rounding.UP.to_places(1, -60) == 10**60
    for places in (61, -61, 10**9):
        with pytest.raises(LimitExceededError):
            Rounding.DOWN.to_places(1, places)


@pytest.mark.parametrize("mode", Rounding)
def test_nothing_is_divided_by_zero(mode: Rounding) -> None:
    """A quotient by zero is a mistake of the caller."""
    with pytest.raises(ZeroDivisionError):
        mode.ratio(1, 0)
    with pytest.raises(ZeroDivisionError):
        mode.divide(1, 0)


@pytest.mark.parametrize(
    ("value", "error"),
    [
        (0.5, InvalidAmountError),
        (True, InvalidAmountError),
        (None, InvalidAmountError),
        (Decimal("NaN"), InvalidAmountError),
        (Decimal("1E+999999"), AmountOutOfRangeError),
    ],
)
def test_only_exact_numbers_are_rounded(value: Any, error: type[Exception]) -> None:
    """A float has been rounded already, nobody knows how."""
    with pytest.raises(error):
        Rounding.DOWN.to_places(value, 2)
