"""Factors: multipliers and exchange rates."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from communekit.money import (
    CNY,
    AmountOutOfRangeError,
    Currency,
    Factor,
    InvalidRateError,
    Money,
    Rounding,
    UnknownCurrencyError,
)


def test_the_same_factor_in_many_spellings() -> None:
    """Decimals, fractions, percentages and whole numbers meet."""
    spellings = [
        Factor.of("1.5"),
        Factor.of("3/2"),
        Factor.of("150%"),
        Factor.percent(150),
        Factor.per_mille(1500),
    ]
    spellings += [Factor.of(Decimal("1.50")), Factor.of(Decimal("15E-1")), Factor.of(Fraction(3, 2))]
    assert set(spellings) == {Factor(Fraction(3, 2))}
    assert Factor.of(2) > Factor.of("1.5") > Factor.of(0)


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("-0.01", "negative"), (-1, "negative"), (10**12 + 1, "too_large"), (10**500, "too_large"), (1.5, "float"),
        (None, "missing"), (True, "boolean"), ("x", "form"), (Fraction(1, 10**61), "too_fine"),
        (Decimal("NaN"), "not_finite"), ("1E+999999", "too_long"),
    ],
)  # fmt: skip
def test_other_values_are_refused(value: Any, problem: str) -> None:
    """A factor is exact, not below zero, at most 10^12."""
    with pytest.raises(InvalidRateError) as refused:
        Factor.of(value)
    assert refused.value.problem == problem
    assert refused.value.text("zh") != str(refused.value)


def test_the_constructor_takes_a_fraction() -> None:
    """Other numbers are for `of`."""
    wrong: Any = 1.5
    with pytest.raises(InvalidRateError):
        Factor(wrong)


def test_applies_within_a_currency() -> None:
    """An accelerator multiplies an amount, and rounds as named."""
    assert Factor.of("1.5").apply(Money.cny("0.33"), rounding=Rounding.DOWN) == Money.cny("0.49")
    assert Factor.of("1.5").apply(Money.cny("-0.33"), rounding=Rounding.HALF_UP) == Money.cny("-0.50")
    assert Factor.of(10**12).apply(Money.cny("10.00"), rounding=Rounding.DOWN).minor == 10**15
    with pytest.raises(AmountOutOfRangeError):
        Factor.of(10**12).apply(Money.cny("10.01"), rounding=Rounding.DOWN)


def test_a_price_by_weight_is_rounded_on_the_whole_weight() -> None:
    """A thousand single grams at 1.00 a kilogram cost 1.00, not nothing. Source: openfoodnetwork issue 6072."""
    gram, per_kilogram = Factor.per_mille(1), Money.of("1.00", "EUR")
    assert gram.apply(per_kilogram, rounding=Rounding.HALF_UP) * 1000 == Money.zero("EUR")
    assert gram.apply(per_kilogram * 1000, rounding=Rounding.HALF_UP) == Money.of("1.00", "EUR")


def test_exchanges_between_currencies() -> None:
    """The factor speaks of major units, whatever the digits of the two currencies.

    Source: Sylius, the edge case of the cart total: it is the converted total, not twice the converted unit.
    """
    rate = Factor.of("0.9737")
    seven = Money.of("7.00", "USD")
    assert rate.convert(seven, to="EUR", rounding=Rounding.HALF_UP) == Money.of("6.82", "EUR")
    assert rate.convert(seven * 2, to="EUR", rounding=Rounding.HALF_UP) == Money.of("13.63", "EUR")
    assert Factor.of("21.5").convert(Money.cny("1.00"), to="JPY", rounding=Rounding.DOWN) == Money.of(
        "21", "JPY"
    )
    points = Currency.commodity("POINTS")
    assert Factor.of(100).convert(Money.cny("1.25"), to=points, rounding=Rounding.DOWN) == Money(125, points)
    assert Factor.of("0.01").convert(Money(125, points), to=CNY, rounding=Rounding.DOWN) == Money.cny("1.25")
    with pytest.raises(UnknownCurrencyError):
        rate.convert(seven, to="eur", rounding=Rounding.DOWN)


def test_text_and_repr() -> None:
    """A factor writes as a decimal where that is exact, else as a fraction."""
    assert [Factor.of(value).text for value in ("1.50", "2", "4/3")] == ["1.5", "2", "4/3"]
    assert repr(Factor.of("1.50")) == 'Factor.of("1.5")'
    assert str(Factor.of("100")) == "100"
