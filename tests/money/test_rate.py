"""Rates: shares of a whole."""

import pickle
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from communekit.money import InvalidRateError, Money, Rate, Rounding


def test_the_same_rate_in_many_spellings() -> None:
    """Percent, per mille, basis points, millionths and fractions meet."""
    spellings = [
        Rate.percent("12.5"),
        Rate.percent(Decimal("12.50")),
        Rate.per_mille(125),
        Rate.bps(1250),
        Rate.ppm(125_000),
        Rate.fraction(1, 8),
        Rate.of("12.5%"),
        Rate.of("0.125"),
        Rate.of("1/8"),
        Rate.of(Decimal("0.125")),
        Rate.of(Fraction(1, 8)),
        Rate.of(Rate.percent("12.5")),
        Rate(Fraction(2, 16)),
    ]
    assert set(spellings) == {Rate(Fraction(1, 8))}


@pytest.mark.parametrize(
    ("rate", "text", "code"),
    [
        (Rate.percent("8"), "8%", 'Rate.percent("8")'),
        (Rate.percent("12.50"), "12.5%", 'Rate.percent("12.5")'),
        (Rate.fraction(1, 3), "1/3", "Rate.fraction(1, 3)"),
        (Rate.percent(0), "0%", 'Rate.percent("0")'),
        (Rate.of(1), "100%", 'Rate.percent("100")'),
        (Rate.ppm(1), "0.0001%", 'Rate.percent("0.0001")'),
    ],
)
def test_text_and_repr(rate: Rate, text: str, code: str) -> None:
    """A rate writes as a percentage where that is exact, else as a fraction."""
    assert rate.text == str(rate) == text
    assert repr(rate) == code
    assert Rate.of(text) == rate


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("-0.01", "range"), ("1.0000001", "range"), ("101%", "range"), ("8", "range"), (Fraction(3, 2), "range"),
        (Fraction(10**500), "range"), (0.08, "float"), (True, "boolean"), (None, "missing"), ("", "empty"),
        ("NaN", "not_finite"), (Decimal("NaN"), "not_finite"), (Decimal("sNaN"), "not_finite"),
        (Decimal("Infinity"), "not_finite"), ("%", "empty"), ("8 %", "form"), ("8%%", "form"), ("1/0", "form"),
        ("-1/3", "form"), ("1/3/5", "form"), ("１/3", "form"), ("8e-2", "exponent"), ("1E-999999", "exponent"),
        ("1E+999999", "too_long"), ("0." + "1" * 39, "too_long"), ("1" * 5_000, "too_long"), ([], "type"),
        (Fraction(1, 10**60 + 1), "too_fine"),
    ],
)  # fmt: skip
def test_other_values_are_refused(value: Any, problem: str) -> None:
    """A rate is exact, from 0 to 1, in one of the spellings."""
    with pytest.raises(InvalidRateError) as refused:
        Rate.of(value)
    assert refused.value.problem == problem
    assert refused.value.text("zh") != str(refused.value)


@pytest.mark.parametrize(
    ("refused", "shown"),
    [
        (lambda: Rate.of("120%"), "“120%”"),
        (lambda: Rate.percent("120"), "“120%”"),
        (lambda: Rate.percent(-1), "“-1%”"),
        (lambda: Rate.per_mille(1001), "“1001‰”"),
        (lambda: Rate.bps(12_000), "“12000 bps”"),
        (lambda: Rate.ppm(1_000_001), "“1000001 ppm”"),
        (lambda: Rate.of("4/3"), "“4/3”"),
        (lambda: Rate.of(Fraction(3, 2)), "“1.5”"),
    ],
)
def test_what_is_out_of_range_is_shown_as_it_was_typed(refused: Callable[[], Rate], shown: str) -> None:
    """Who types 120% reads 120%, not 1.2."""
    with pytest.raises(InvalidRateError) as caught:
        refused()
    assert caught.value.problem == "range"
    assert str(caught.value).startswith(shown)


@pytest.mark.parametrize("typed", ["120%", "8%"])
def test_percent_of_a_percentage_says_that_the_number_stands_alone(typed: str) -> None:
    """`percent("8%")` is told what to write."""
    with pytest.raises(InvalidRateError, match=f"^“{typed}” is not.*without %; did you mean {typed[:-1]}"):
        Rate.percent(typed)


@pytest.mark.parametrize("typed", ["8 %", "8%%", "ten%", "%"])
def test_percentage_that_cannot_be_read_is_shown_with_its_sign(typed: str) -> None:
    """The sign is part of what was typed."""
    with pytest.raises(InvalidRateError, match=f"^“{typed}” is not"):
        Rate.of(typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("7", "7%"),
        ("12.5", "12.5%"),
        ("100", "100%"),
        ("101", ""),
        ("1.0000001", ""),
        ("-7", ""),
        ("120%", ""),
        ("4/3", ""),
    ],
)
def test_number_that_looks_like_a_percentage_is_asked_about(typed: str, meant: str) -> None:
    """7 may have meant 7%; what cannot be a percentage of a whole proposes nothing."""
    with pytest.raises(InvalidRateError) as caught:
        Rate.of(typed)
    assert caught.value.suggestion == meant
    assert str(caught.value).endswith(f"did you mean {meant}?") is bool(meant)
    assert caught.value.text("zh").endswith(f"是否想写 {meant}？") is bool(meant)


@pytest.mark.parametrize("share", [0.5, 1, "1/2", None])
def test_the_constructor_takes_a_fraction(share: Any) -> None:
    """Text is for `of`."""
    with pytest.raises(InvalidRateError):
        Rate(share)


@pytest.mark.parametrize(
    ("numerator", "denominator", "problem"),
    [
        (1, 0, "zero"),
        (0.5, 1, "float"),
        (1, 2.0, "float"),
        (1, True, "boolean"),
        (3, 2, "range"),
        (-1, 2, "range"),
    ],
)
def test_fraction_takes_whole_numbers(numerator: Any, denominator: Any, problem: str) -> None:
    """A fraction is of whole numbers, and not by zero."""
    with pytest.raises(InvalidRateError) as refused:
        Rate.fraction(numerator, denominator)
    assert refused.value.problem == problem


def test_the_edges_are_rates() -> None:
    """Nothing and everything are shares; the finest denominator is."""
    assert Rate.percent(0) < Rate(Fraction(1, 10**60)) < Rate.percent(100)
    assert Rate.of("0." + "1" * 38) < Rate.of("0." + "1" * 37 + "2")
    assert Rate.percent("12.5").rest == Rate.percent("87.5")


@pytest.mark.parametrize(
    ("rate", "amount", "rounding", "taken"),
    [
        ("8%", "19.90", Rounding.DOWN, "1.59"),
        ("8%", "19.90", Rounding.UP, "1.60"),
        ("30%", "6.45", Rounding.HALF_EVEN, "1.94"),
        ("1/3", "1.00", Rounding.HALF_UP, "0.33"),
        ("8%", "-19.90", Rounding.DOWN, "-1.59"),
        ("8%", "-19.90", Rounding.FLOOR, "-1.60"),
        ("0%", "19.90", Rounding.UP, "0.00"),
        ("100%", "19.90", Rounding.DOWN, "19.90"),
    ],
)
def test_takes_a_share(rate: str, amount: str, rounding: Rounding, taken: str) -> None:
    """A share of an amount, rounded as named."""
    assert Rate.of(rate).take(Money.cny(amount), rounding=rounding) == Money.cny(taken)


@pytest.mark.parametrize(
    ("gross", "tax"), [("11.00", "1.00"), ("6.00", "0.55"), ("1.20", "0.11"), ("7.20", "0.65")]
)
def test_takes_what_it_had_added(gross: str, tax: str) -> None:
    """The tax contained in a price. Source: openfoodnetwork issue 847, on parts and on the whole."""
    tenth = Rate.percent("10")
    assert tenth.take_contained(Money.of(gross, "EUR"), rounding=Rounding.HALF_UP) == Money.of(tax, "EUR")


def test_a_rate_survives_pickling() -> None:
    """Equal rates are one rate, in other processes too."""
    assert pickle.loads(pickle.dumps(Rate.fraction(1, 3))) == Rate.fraction(1, 3)
