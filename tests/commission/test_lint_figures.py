"""Figures of findings: exact where a reader can take them, else rounded to the side that keeps the sentence true."""

from fractions import Fraction

import pytest

from communekit.commission.lint.figures import amount_text, percent
from communekit.money import CNY


@pytest.mark.parametrize(
    ("share", "up", "text"),
    [
        (Fraction(21, 20), None, "105%"),
        (Fraction(1, 3), None, "100/3%"),
        (Fraction(1, 3), True, "33.34%"),
        (Fraction(1, 3), False, "33.33%"),
        (Fraction(2, 3), False, "66.66%"),
        (Fraction(1, 8), True, "12.5%"),
        (Fraction(1, 10_000), False, "0.01%"),
        (Fraction(0), True, "0%"),
    ],
)
def test_percentages_are_exact_or_to_the_named_side(share: Fraction, up: bool | None, text: str) -> None:
    """Two places where it is rounded, none that say nothing."""
    assert percent(share, up=up) == text


def test_amounts_are_cut_to_whole_fen() -> None:
    """Half a fen is not promised."""
    assert [amount_text(minor, CNY) for minor in (Fraction(1999, 2), 1000, Fraction(-1, 2))] == [
        "9.99",
        "10.00",
        "-0.01",
    ]
