"""Outstanding amounts, and payments against them."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.money import (
    CNY,
    USD,
    CurrencyMismatchError,
    InvalidAmountError,
    InvalidSplitError,
    Money,
    Outstanding,
    SplitMethod,
)


def fen(minor: int) -> Money:
    """Shorten the figures below."""
    return Money(minor, CNY)


def test_several_payments_pay_everybody_exactly() -> None:
    """Two payments of 50.00 cover 33.33, 33.33 and 33.34. Source: Spree, allocate_payments_spec."""
    owed = Outstanding({"a": fen(3333), "b": fen(3333), "c": fen(3334)})
    first, left = owed.pay(fen(5000))
    assert [part.minor for part in first] == [1667, 1666, 1667]
    assert (left.total, left.is_settled) == (fen(5000), False)
    second, left = left.pay(fen(5000))
    assert [part.minor for part in second] == [1666, 1667, 1667]
    assert left.is_settled
    third, left = left.pay(fen(1))
    assert (third.remainder, left.is_settled) == (fen(1), True)


def test_the_method_may_be_named() -> None:
    """A host that gave odd units to the last line still can."""
    paid, _ = Outstanding({"a": fen(2), "b": fen(2)}).pay(fen(1), method=SplitMethod.FLOOR_THEN_LAST)
    assert [part.minor for part in paid] == [0, 1]


@pytest.mark.parametrize(
    ("owed", "error"),
    [
        ({}, InvalidSplitError),
        ({"a": fen(1), "b": fen(-1)}, InvalidSplitError),
        ({"a": fen(1), "b": Money(1, USD)}, CurrencyMismatchError),
    ],
)
def test_what_is_owed_is_one_currency_and_not_below_zero(owed: Any, error: type[Exception]) -> None:
    """Somebody who has been paid too much is not owed a negative amount."""
    with pytest.raises(error):
        Outstanding(owed)


def test_a_payment_is_of_the_currency_and_not_below_zero() -> None:
    """Taking a payment back is not a payment."""
    owed = Outstanding({"a": fen(1)})
    with pytest.raises(InvalidAmountError) as refused:
        owed.pay(fen(-1))
    assert refused.value.problem == "negative"
    with pytest.raises(CurrencyMismatchError):
        owed.pay(Money(1, USD))
    assert owed.pay(fen(0))[1] == owed


def test_who_is_owed_nothing_does_not_hold_up_the_others() -> None:
    """A payment goes to those who are still owed."""
    paid, left = Outstanding({"a": fen(0), "b": fen(5)}).pay(fen(3))
    assert (paid.parts, left.owed) == ({"a": fen(0), "b": fen(3)}, {"a": fen(0), "b": fen(2)})


@given(
    owed=st.dictionaries(st.integers(0, 9), st.integers(0, 500), min_size=1).filter(
        lambda debts: any(debts.values())
    ),
    cuts=st.lists(st.integers(1, 10**6), max_size=6),
)
def test_the_slicing_of_payments_does_not_matter(owed: dict[int, int], cuts: list[int]) -> None:
    """However a sum is cut into payments, in the end each party has exactly what it was owed."""
    total = sum(owed.values())
    edges = sorted({0, total, *(cut % total for cut in cuts)})
    left = Outstanding({party: fen(debt) for party, debt in owed.items()})
    received = dict.fromkeys(owed, 0)
    for start, end in pairwise(edges):
        paid, left = left.pay(fen(end - start))
        assert not paid.remainder
        received = {party: received[party] + paid[party].minor for party in owed}
        assert all(received[party] <= owed[party] for party in owed)
    assert left.is_settled
    assert received == owed
