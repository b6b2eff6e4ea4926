"""Split methods, in the worked figures of the systems whose rules they are."""

from fractions import Fraction
from typing import Any

import pytest

from communekit.errors import LimitExceededError
from communekit.money import (
    MINOR_MAX,
    AmountOutOfRangeError,
    Currency,
    InvalidSplitError,
    Money,
    SplitMethod,
    split,
    split_minor,
)

UNITS = Currency.commodity("UNITS")

LARGEST_REMAINDER = SplitMethod.LARGEST_REMAINDER
FLOOR_THEN_FIRST = SplitMethod.FLOOR_THEN_FIRST
FLOOR_THEN_LAST = SplitMethod.FLOOR_THEN_LAST
LARGEST_WEIGHT_FIRST = SplitMethod.LARGEST_WEIGHT_FIRST
SEQUENTIAL_FROM_LAST = SplitMethod.SEQUENTIAL_FROM_LAST
HALF_DOWN_THEN_FIRST = SplitMethod.HALF_DOWN_THEN_FIRST


@pytest.mark.parametrize(
    ("method", "units", "weights", "parts"),
    [
        # moneyphp/money, MoneyTest, allocationExamples; PR 492
        (LARGEST_REMAINDER, 100, "1 1 1", [34, 33, 33]),
        (LARGEST_REMAINDER, 101, "1 1 1", [34, 34, 33]),
        (LARGEST_REMAINDER, 5, "7 0 3", [4, 0, 1]),
        (LARGEST_REMAINDER, 1, "0.33 0.66", [0, 1]),
        (LARGEST_REMAINDER, 9999, "75 25", [7499, 2500]),
        # brick/money, MoneyTest, providerAllocate
        (LARGEST_REMAINDER, 10_000, "1/3 2/7", [5385, 4615]),
        (FLOOR_THEN_FIRST, 100, "2 3 1", [34, 50, 16]),
        (FLOOR_THEN_FIRST, 10_000, "30 20 40 0 40 0", [2308, 1539, 3077, 0, 3076, 0]),
        (FLOOR_THEN_FIRST, 2, "1 1 3 1", [1, 0, 1, 0]),
        (FLOOR_THEN_FIRST, -10_000, "30 20 40 40", [-2308, -1539, -3077, -3076]),
        (LARGEST_WEIGHT_FIRST, 100, "2 3 1", [33, 51, 16]),
        (LARGEST_WEIGHT_FIRST, 9, "3 3 4", [3, 2, 4]),
        # dinero.js, distribute.test
        (LARGEST_WEIGHT_FIRST, 5, "100 101 100 100", [1, 2, 1, 1]),
        (LARGEST_WEIGHT_FIRST, -1003, "50 50", [-502, -501]),
        (LARGEST_WEIGHT_FIRST, 1003, "0 50 50", [0, 502, 501]),
        # RubyMoney/money, allocation_spec
        (SEQUENTIAL_FROM_LAST, 10, "0.1 0.2 0.1", [3, 5, 2]),
        (SEQUENTIAL_FROM_LAST, 100, "1 1 1 1 1 1", [17, 17, 17, 17, 16, 16]),
        (SEQUENTIAL_FROM_LAST, 100, "1 1 0", [50, 50, 0]),
        # Sylius, ProportionalIntegerDistributorSpec
        (HALF_DOWN_THEN_FIRST, -299, "4300 1400 2300", [-161, -52, -86]),
        (HALF_DOWN_THEN_FIRST, 300, "4300 1400 2300", [162, 52, 86]),
        # Where Sylius would give the first party -1, the unit too much comes from one who has some.
        (HALF_DOWN_THEN_FIRST, 2, "1 6 6 7", [0, 0, 1, 1]),
        # ruoyi-vue-pro, TradeRewardActivityPriceCalculatorTest
        (FLOOR_THEN_LAST, 50, "200 150", [28, 22]),
        (FLOOR_THEN_LAST, 10, "1 1 1 0", [3, 3, 4, 0]),
    ],
)
def test_methods_give_the_figures_of_their_source(
    method: SplitMethod, units: int, weights: str, parts: list[int]
) -> None:
    """A host that changes over finds its old figures."""
    shared = split(Money(units, UNITS), [Fraction(weight) for weight in weights.split()], method=method)
    assert [part.minor for part in shared] == parts
    assert not shared.remainder


@pytest.mark.parametrize(
    ("method", "units", "weights", "parts", "remainder"),
    [
        (SplitMethod.FLOOR_ONLY, 100, [2, 3, 1], [33, 50, 16], 1),
        (SplitMethod.FLOOR_ONLY, -10_000, [30, 20, 40, 40], [-2307, -1538, -3076, -3076], -3),
        (SplitMethod.BLOCKS, 100, [2, 3, 1], [32, 48, 16], 4),
        (SplitMethod.BLOCKS, 9999, [100, 100], [4999, 4999], 1),
        (SplitMethod.BLOCKS, 10_000, [30, 20, 40], [3333, 2222, 4444], 1),
        (SplitMethod.BLOCKS, -7, [0, 2, 2], [0, -3, -3], -1),
    ],
)
def test_some_methods_leave_a_remainder(
    method: SplitMethod, units: int, weights: list[int], parts: list[int], remainder: int
) -> None:
    """What is not handed out is told, not lost. Source: brick/money, MoneyTest, providerAllocate."""
    shared = split(Money(units, UNITS), weights, method=method)
    assert [part.minor for part in shared] == parts
    assert shared.remainder.minor == remainder


def test_who_is_full_takes_no_part_in_the_next_round() -> None:
    """Of 12, four each, one may have 1 and one just his 4: what the first leaves goes to the third alone."""
    shared = split(
        Money.cny("0.12"),
        [1, 1, 1],
        method=SplitMethod.FLOOR_ONLY,
        at_most={0: Money.cny("0.04"), 1: Money.cny("0.01")},
    )
    assert shared.amounts == (Money.cny("0.04"), Money.cny("0.01"), Money.cny("0.07"))


def test_who_has_no_weight_gets_nothing_by_any_method() -> None:
    """At the beginning, in the middle and at the end."""
    for method in SplitMethod:
        shared = split(Money.cny("0.07"), [0, 2, 0, 1, 0], method=method)
        assert [shared[at].minor for at in (0, 2, 4)] == [0, 0, 0]


def test_split_minor_at_the_edges() -> None:
    """The hot path takes amounts of the whole range, and weights up to 10^18."""
    assert split_minor(MINOR_MAX, [10**18, 10**18, 1]) == [500_000_000_000_000, 500_000_000_000_000, 0]
    assert split_minor(-MINOR_MAX, [1]) == [-MINOR_MAX]
    assert split_minor(0, [0, 5]) == [0, 0]
    assert sum(split_minor(1, [1] * 100_000)) == 1


@pytest.mark.parametrize(
    ("amount", "weights", "error"),
    [
        (MINOR_MAX + 1, [1], AmountOutOfRangeError),
        (1.0, [1], InvalidSplitError),
        (True, [1], InvalidSplitError),
        (1, [], InvalidSplitError),
        (1, [0, 0], InvalidSplitError),
        (1, [2, -1], InvalidSplitError),
        (1, [1.0], InvalidSplitError),
        (1, [True], InvalidSplitError),
        (1, [Fraction(1)], InvalidSplitError),
        (1, [1, 10**18 + 1], LimitExceededError),
        (1, [1] * 100_001, LimitExceededError),
    ],
)
def test_split_minor_refuses_what_it_cannot_share(amount: Any, weights: Any, error: type[Exception]) -> None:
    """The hot path checks what it is given."""
    with pytest.raises(error):
        split_minor(amount, weights)
