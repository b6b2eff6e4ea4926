"""Decimal text: the one strict way of reading and writing numbers."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from communekit.money.decimal_text import (
    UnreadableNumberError,
    exact_fraction,
    minor_text,
    plain_text,
    read_decimal,
)


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("1E+999999", "out_of_range"), ("-1.5e100", "out_of_range"), ("1E+99", "exponent"), ("1E-5", "exponent"),
        ("0E+999", "exponent"), ("1E", "form"), ("E5", "form"), ("9" * 19, "out_of_range"), ("9" * 5_000, "out_of_range"),
        ("9" * 5_000 + "x", "too_long"), ("0." + "9" * 39, "too_long"), (Decimal("1E+18"), "out_of_range"),
        (Decimal("1E-41"), "too_long"), (Decimal("1E+999999"), "out_of_range"), (Decimal("1E-999999"), "too_long"),
        (Decimal("sNaN"), "not_finite"), ("nan", "not_finite"), ("-NaN", "not_finite"), ("sNaN", "not_finite"),
        ("+inf", "not_finite"), ("-Infinity", "not_finite"), ("inf-", "form"), ("Xnan", "form"), ("x" * 40, "form"),
        ("x" * 41, "too_long"), ("1e٥", "form"), (b"1", "type"), (1, "type"), (1.0, "float"), (False, "boolean"),
    ],
)  # fmt: skip
def test_says_why_a_number_is_not_read(value: object, problem: str) -> None:
    """The problem word is the reason, found without converting anything large."""
    with pytest.raises(UnreadableNumberError) as refused:
        read_decimal(value)
    assert refused.value.problem == problem


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("9" * 18, (10**18 - 1, 0)),
        ("-0.01", (-1, 2)),
        (Decimal("1E+17"), (10**17, 0)),
        (Decimal("1E-40"), (1, 40)),
        (Decimal("-1.50"), (-150, 2)),
    ],
)
def test_reads_up_to_the_edges(value: object, read: tuple[int, int]) -> None:
    """Eighteen whole digits and forty places are read."""
    assert read_decimal(value) == read


@given(
    value=st.fractions()
    | st.builds(
        lambda top, twos, fives: Fraction(top, 2**twos * 5**fives),
        st.integers(),
        st.integers(0, 60),
        st.integers(0, 60),
    )
)
@example(value=Fraction(1, 5))
@example(value=Fraction(1, 10**30))
@example(value=Fraction(3, 2**60))
@example(value=Fraction(3, 5**60))
def test_round_trip(value: Fraction) -> None:
    """Plain text is the number: a decimal where one is equal to it, else a quotient."""
    text = plain_text(value)
    assert Fraction(text) == value
    assert ("/" in text) == (10**400 % value.denominator != 0)
    if "/" not in text and len(text) <= 40 and abs(value) < 10**18:
        assert exact_fraction(text) == value


@given(coefficient=st.integers(), places=st.integers(0, 12))
def test_minor_units_as_text(coefficient: int, places: int) -> None:
    """Minor units are written with exactly so many places."""
    text = minor_text(coefficient, places)
    assert Fraction(text) * 10**places == coefficient
    assert len(text.partition(".")[2]) == places


def test_a_decimal_with_an_exponent_is_a_whole_number() -> None:
    """Tens may be written as such by programs."""
    assert exact_fraction(Decimal("1E+1")) == 10
    assert exact_fraction(Decimal("-12E+2")) == -1200
