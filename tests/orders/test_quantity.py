"""Quantities: exact, above zero, in range."""

from decimal import Decimal
from fractions import Fraction

import pytest

from communekit.orders import InvalidQuantityError
from communekit.orders.quantity import PARTS_MAX, QUANTITY_MAX, quantity_of


def test_whole_fraction_becomes_an_integer() -> None:
    """Six halves are three pieces, and nothing else is changed."""
    three = quantity_of(Fraction(6, 2))
    assert (three, type(three)) == (3, int)
    assert quantity_of(Fraction(1, 2)) == Fraction(1, 2)


@pytest.mark.parametrize("value", [1, QUANTITY_MAX, Fraction(1, PARTS_MAX)])
def test_edge_of_the_range_is_taken(value: int | Fraction) -> None:
    """The smallest and the greatest quantity are quantities."""
    assert quantity_of(value) == value


@pytest.mark.parametrize(
    "value",
    [
        0, -1, QUANTITY_MAX + 1, Fraction(-1, 2), Fraction(1, PARTS_MAX + 1), Fraction(2 * QUANTITY_MAX + 1, 2),
        1.5, float("nan"), True, None, "1", Decimal(1),
    ],
)  # fmt: skip
def test_anything_else_is_refused(value: object) -> None:
    """Zero, floats, booleans, texts and what is out of range are no quantities."""
    with pytest.raises(InvalidQuantityError) as caught:
        quantity_of(value, what="weight")
    assert caught.value.code == "orders.invalid_quantity"
    assert str(caught.value).startswith("weight ")
    assert "不是范围内的整数或分数" in caught.value.text("zh")


def test_zero_is_taken_where_it_may_be_meant() -> None:
    """A refund of money only has quantity zero; a negative one never has."""
    assert quantity_of(0, zero=True) == 0
    with pytest.raises(InvalidQuantityError):
        quantity_of(-1, zero=True)
