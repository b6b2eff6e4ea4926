"""Laws of amounts."""

import pickle
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from communekit.money import (
    CNY,
    MINOR_MAX,
    AmountOutOfRangeError,
    Currency,
    CurrencyMismatchError,
    InvalidAmountError,
    Money,
    Rounding,
)
from tests.money.strategies import HOURS, POINTS, amounts, currencies, minors, refusal, roundings, speaks


@given(amount=amounts())
def test_round_trip(amount: Money) -> None:
    """Text, Decimal, repr and pickle all lead back to the amount."""
    assert Money.of(amount.text, amount.currency) == amount
    assert Money.of(Decimal(amount.text), amount.currency) == amount
    assert pickle.loads(pickle.dumps(amount)) == amount
    assert eval(repr(amount)) == amount


@given(amount=amounts())
def test_text_is_canonical(amount: Money) -> None:
    """An amount has one text: its digits are those of its currency, and equal amounts write alike."""
    whole, _, fraction = amount.text.partition(".")
    assert len(fraction) == amount.currency.digits
    assert Decimal(amount.text) == Decimal(amount.minor).scaleb(-amount.currency.digits)
    assert whole == "0" or whole.lstrip("-")[0] != "0" or whole == "-0"


@given(left=minors(), right=minors(), currency=currencies())
def test_sums_are_sums_of_minor_units(left: int, right: int, currency: Currency) -> None:
    """Adding, subtracting and comparing amounts is adding, subtracting and comparing minor units."""
    one, other = Money(left, currency), Money(right, currency)
    assert (one < other, one <= other, one > other, one >= other, one == other) == (
        left < right, left <= right, left > right, left >= right, left == right,
    )  # fmt: skip
    assume(max(abs(left + right), abs(left - right)) <= MINOR_MAX)
    assert (one + other).minor == left + right
    assert (one - other).minor == left - right
    assert one + other == other + one == Money.total([one, other], currency)
    assert one - other == -(other - one)


@given(minor=minors(), other=minors(), pair=st.permutations([CNY, POINTS, HOURS, Currency.of("USD")]))
def test_money_never_mixes(minor: int, other: int, pair: list[Currency]) -> None:
    """No sum, difference, comparison or total takes two currencies or commodities."""
    one, two = Money(minor, pair[0]), Money(other, pair[1])
    for mixing in (
        lambda: one + two,
        lambda: one - two,
        lambda: one < two,
        lambda: one >= two,
        lambda: Money.total([one, two], pair[0]),
    ):
        with pytest.raises(CurrencyMismatchError):
            mixing()


@given(minor=st.integers(-(10**40), 10**40), currency=currencies())
def test_range(minor: int, currency: Currency) -> None:
    """An amount is within 10^15 minor units, or it is refused."""
    if abs(minor) <= MINOR_MAX:
        assert Money(minor, currency).minor == minor
    else:
        with pytest.raises(AmountOutOfRangeError):
            Money(minor, currency)


@given(
    text=st.text(max_size=60) | st.from_regex(r"[-+]?[0-9_,.]{0,45}([eE][+-]?[0-9]{1,8})?", fullmatch=True)
)
def test_any_text_is_an_amount_or_refused(text: str) -> None:
    """No text brings another error than those of amounts, and what is read is what was written."""
    refused = refusal(lambda: Money.cny(text))
    if refused is None:
        assert Decimal(Money.cny(text).text) == Decimal(text)
    else:
        assert isinstance(refused, InvalidAmountError | AmountOutOfRangeError)
        assert speaks(refused)


@given(value=st.decimals(), rounding=roundings(), precision=st.integers(1, 30))
def test_any_decimal_is_an_amount_or_refused(value: Decimal, rounding: Rounding, precision: int) -> None:
    """A Decimal is read whole, whatever precision the host has set for itself."""
    with localcontext() as context:
        context.prec = precision
        refused = refusal(lambda: Money.cny(value, rounding=rounding))
        if refused is None:
            assert abs(Money.cny(value, rounding=rounding).minor - Fraction(value) * 100) < 1
        else:
            assert isinstance(refused, InvalidAmountError | AmountOutOfRangeError)
            assert speaks(refused)
