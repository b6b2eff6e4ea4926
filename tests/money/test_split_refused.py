"""What splits refuse: each mistake with its problem word, limits at both edges."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from communekit.errors import LimitExceededError
from communekit.money import (
    CNY,
    USD,
    Currency,
    CurrencyMismatchError,
    InvalidAmountError,
    InvalidSplitError,
    Money,
    Rate,
    SplitMethod,
    split,
    split_even,
)

POINTS = Currency.commodity("POINTS")


def yuan(text: str) -> Money:
    """Shorten the tables below."""
    return Money.cny(text)


WHOLE = yuan("10.00")
AB = {"a": 1, "b": 1}


@pytest.mark.parametrize(
    ("weights", "options", "problem"),
    [
        (None, {}, "missing"),
        ([], {}, "no_parties"),
        ({}, {}, "no_parties"),
        ([0, 0], {}, "all_zero"),
        ({"a": 0}, {"residual": "b"}, "all_zero"),
        ([Fraction(0)], {}, "all_zero"),
        ([1, -1], {}, "negative"),
        ([Fraction(-1, 2), 1], {}, "negative"),
        ([yuan("-0.01"), yuan("1")], {}, "negative"),
        ([0.5, 0.5], {}, "float"),
        ([True], {}, "boolean"),
        ([None], {}, "missing"),
        ([Decimal("NaN")], {}, "not_finite"),
        ([Decimal("1E-41")], {}, "type"),
        (["1"], {}, "type"),
        ("11", {}, "type"),
        (b"11", {}, "type"),
        ({1, 2}, {}, "type"),
        (0.5, {}, "float"),
        ([Rate.percent(50), 1], {}, "mixed"),
        ([yuan("1"), 1], {}, "mixed"),
        ([Rate.percent(60), Rate.percent(50)], {}, "above_whole"),
        ([Rate.percent(60)] * 6, {"residual": 0}, "above_whole"),
        ([("a", 1), ("a", 1)], {}, "duplicate"),
        (AB, {"residual": ["a", "b"]}, "residual"),
        (AB, {"residual": ("a", "b")}, "residual"),
        (AB, {"residual": "a", "at_most": {"a": yuan("1")}}, "residual"),
        (AB, {"residual": "a", "at_least": {"a": yuan("1")}}, "residual"),
        ([1, 1], {"residual": 2}, "unknown_party"),
        (AB, {"at_most": {"c": yuan("1")}}, "unknown_party"),
        (AB, {"at_least": {"c": yuan("1")}}, "unknown_party"),
        (AB, {"at_most": {"a": 1}}, "type"),
        (AB, {"at_most": [yuan("1")]}, "type"),
        (AB, {"at_most": "ab"}, "type"),
        (AB, {"at_most": {"a": yuan("-0.01")}}, "negative"),
        (AB, {"at_most": {"a": yuan("1")}, "at_least": {"a": yuan("1.01")}}, "bounds"),
        (AB, {"at_least": {"a": yuan("10.01")}}, "at_least"),
        (AB, {"at_least": {"a": yuan("6"), "b": yuan("6")}}, "at_least"),
        (AB, {"residual": "c", "at_least": {"a": yuan("6"), "b": yuan("6")}}, "at_least"),
        (AB, {"residual": "c", "at_least": {"a": yuan("9")}}, "at_least"),
        (AB, {"residual": "c", "method": SplitMethod.FLOOR_THEN_FIRST}, "method"),
        (AB, {"at_least": {"a": yuan("1")}, "method": SplitMethod.FLOOR_THEN_FIRST}, "method"),
        (AB, {"at_least": {"a": yuan("1")}, "redistribute": False}, "redistribute"),
        (AB, {"outstanding": {"a": yuan("1"), "b": yuan("1")}, "residual": "a"}, "outstanding"),
        (AB, {"outstanding": {"a": yuan("1"), "b": yuan("1")}, "at_most": {}}, "outstanding"),
        (None, {"outstanding": {"a": yuan("-1")}}, "negative"),
        (None, {"outstanding": {}}, "no_parties"),
    ],
)
def test_what_cannot_be_shared_is_refused(weights: Any, options: dict[str, Any], problem: str) -> None:
    """Each mistake has its problem word, and a sentence in each language."""
    with pytest.raises(InvalidSplitError) as refused:
        split(WHOLE, weights, **options)
    assert refused.value.problem == problem
    assert refused.value.text("zh") != str(refused.value)


@pytest.mark.parametrize(
    "weights",
    [
        [1] * 100_001,
        [10**18 + 1],
        [Fraction(10**18 + 1)],
        [Decimal("1E+30"), 1],
        [Fraction(1, prime) for prime in (10**20 + 39, 10**20 + 129, 10**20 + 151, 10**20 + 193)],
    ],
)
def test_there_are_limits(weights: Any) -> None:
    """Too many parties, too large and too finely matched weights are refused."""
    with pytest.raises(LimitExceededError):
        split(WHOLE, weights)


def test_at_the_limits() -> None:
    """100,000 parties and weights of 10^18 are fine."""
    assert len(split(WHOLE, [1] * 100_000)) == 100_000
    assert len(split_even(WHOLE, 100_000)) == 100_000
    assert split(WHOLE, [10**18, Fraction(10**18)]).amounts == (yuan("5.00"), yuan("5.00"))
    assert split(WHOLE, [Fraction(1, 10**60)]).amounts == (WHOLE,)


@pytest.mark.parametrize("weights", [[0, -1], [yuan("0"), yuan("-0.01")], [Fraction(0), Fraction(-1, 2)]])
def test_the_refusal_shows_the_weight_below_zero(weights: Any) -> None:
    """Among many weights the wrong one is named."""
    with pytest.raises(InvalidSplitError) as refused:
        split(WHOLE, weights)
    assert refused.value.value == weights[1]


def test_bounds_with_old_methods_have_a_limit() -> None:
    """A thousand parties with bounds may go round; more may not."""
    bound = {0: yuan("1.00")}
    method = SplitMethod.FLOOR_THEN_FIRST
    assert split(WHOLE, [1] * 1_000, method=method, at_most=bound)[0] == yuan("0.01")
    with pytest.raises(LimitExceededError):
        split(WHOLE, [1] * 1_001, method=method, at_most=bound)


@pytest.mark.parametrize(
    ("weights", "options"),
    [
        ([Money(1, CNY), Money(1, USD)], {}),
        (AB, {"at_most": {"a": Money(1, USD)}}),
        (AB, {"at_least": {"a": Money(1, POINTS)}}),
        (None, {"outstanding": {"a": Money(1, USD)}}),
    ],
)
def test_currencies_do_not_mix(weights: Any, options: dict[str, Any]) -> None:
    """Weights are of one currency; bounds and debts of the amount's own."""
    with pytest.raises(CurrencyMismatchError):
        split(WHOLE, weights, **options)


@pytest.mark.parametrize("amount", [1000, 10.0, None, "10.00"])
def test_only_money_is_split(amount: Any) -> None:
    """A number without a currency is not split."""
    with pytest.raises(InvalidAmountError):
        split(amount, [1, 1])


@pytest.mark.parametrize(
    ("parties", "error"),
    [(0, InvalidSplitError), (-1, InvalidSplitError), (1.5, InvalidSplitError), (True, InvalidSplitError),
     ("3", InvalidSplitError), (100_001, LimitExceededError), (10**30, LimitExceededError)],
)  # fmt: skip
def test_split_even_counts_parties(parties: Any, error: type[Exception]) -> None:
    """The number of parties is whole, above zero and within the limit."""
    with pytest.raises(error):
        split_even(WHOLE, parties)
