"""Numbers of a file: plain decimal text, exact, or nothing."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.cli.amount import minor_text
from communekit.cli.intake.number import exact_number
from communekit.money import Currency, Money


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("12", 12),
        ("-12", -12),
        ("2.50", Fraction(5, 2)),
        (" 3 ", 3),
        ("0.0", 0),
        ("-0.5", Fraction(-1, 2)),
    ],
)
def test_plain_decimal_text_is_exact(text: str, number: int | Fraction) -> None:
    """A number is what it says, to the last digit; whole ones are integers."""
    found = exact_number(text)
    assert found == number
    assert type(found) is type(number)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        ".",
        "1.",
        ".5",
        "1,0",
        "1 0",
        "1e1",
        "0x1",
        "--1",
        "+1",
        "01",
        "-0",
        "-0.00",
        "NaN",
        "∞",
        "１",
        "٣",
        "1_0",
        "9" * 41,
    ],
)
def test_anything_else_is_no_number(text: str) -> None:
    """What would have to be guessed at is not read."""
    assert exact_number(text) is None


@given(minor=st.integers(-(10**15), 10**15), digits=st.sampled_from(("CNY", "JPY", "BHD")))
def test_minor_text_is_that_of_money(minor: int, digits: str) -> None:
    """The quick text of an amount is the text of `Money`, and reads back as the same amount."""
    currency = Currency.of(digits)
    text = minor_text(minor, currency)
    assert text == Money(minor, currency).text
    assert Money.of(text, currency).minor == minor
