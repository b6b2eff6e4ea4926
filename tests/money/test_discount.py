"""Discounts laid over lines."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.money import (
    CNY,
    USD,
    CurrencyMismatchError,
    InvalidSplitError,
    Money,
    SplitMethod,
    split_discount,
)


def fen(*minors: int) -> list[Money]:
    """Shorten the figures below."""
    return [Money(minor, CNY) for minor in minors]


@pytest.mark.parametrize("method", [SplitMethod.LARGEST_REMAINDER, SplitMethod.HALF_DOWN_THEN_FIRST])
@pytest.mark.parametrize(
    ("discount", "lines", "minimums", "parts", "remainder"),
    [
        (-1200, [1000, 2000, 5000, 3000], [0, 1900, 5000, 2600], [-700, -100, 0, -400], 0),
        (-2500, [5000, 6000], [4500, 0], [-500, -2000], 0),
        (-2500, [5000, 6000], [4500, 1500], [-500, -2000], 0),
        (2700, [10_000, 4000, 4000], [9000, 0, 0], [1000, 850, 850], 0),
        (2500, [5000, 2000], [4500, 1500], [500, 500], 1500),
        (100, [5000, 100], [6000, 0], [0, 100], 0),
    ],
)
def test_no_line_falls_below_its_minimum(
    method: SplitMethod,
    discount: int,
    lines: list[int],
    minimums: list[int],
    parts: list[int],
    remainder: int,
) -> None:
    """What a line cannot take goes to the others. Source: Sylius, MinimumPriceDistributorSpec and its features."""
    laid = split_discount(Money(discount, CNY), fen(*lines), minimums=fen(*minimums), method=method)
    assert [part.minor for part in laid] == parts
    assert laid.remainder.minor == remainder


def test_a_discount_is_not_more_than_the_lines() -> None:
    """A voucher of 100.00 on 30.00 and 10.00 takes 40.00. Source: Saleor, test_split_manual_discount."""
    lines = {"goods": Money.of("30.00", "USD"), "freight": Money.of("10.00", "USD")}
    laid = split_discount(Money.of("100.00", "USD"), lines)
    assert laid.parts == lines
    assert laid.remainder == Money.of("60.00", "USD")
    part = split_discount(Money.of("13.77", "USD"), lines)
    assert part.amounts == (Money.of("10.33", "USD"), Money.of("3.44", "USD"))


def test_nothing_can_be_taken_from_nothing() -> None:
    """On free lines the whole discount remains."""
    laid = split_discount(Money(50, CNY), fen(0, 0))
    assert (laid.amounts, laid.remainder) == (tuple(fen(0, 0)), Money(50, CNY))


def test_what_a_line_cannot_take_may_remain() -> None:
    """Half of 30.00 on each line, the second bears 5.00: the rest is not laid on the first."""
    laid = split_discount(Money(3000, CNY), fen(5000, 5000), minimums=fen(0, 4500), redistribute=False)
    assert (list(laid), laid.remainder) == (fen(1500, 500), Money(1000, CNY))


def test_odd_units_by_a_named_rule() -> None:
    """The last line takes the odd unit where the old shop did so. Source: ruoyi-vue-pro, its calculator tests."""
    laid = split_discount(Money(50, CNY), fen(200, 150), method=SplitMethod.FLOOR_THEN_LAST)
    assert list(laid) == fen(28, 22)
    capped = split_discount(Money(9, CNY), fen(3, 3, 3, 1), method=SplitMethod.FLOOR_THEN_LAST)
    assert list(capped) == fen(2, 3, 3, 1)


@pytest.mark.parametrize(
    ("discount", "lines", "minimums", "error"),
    [
        (Money(1, CNY), [], None, InvalidSplitError),
        (Money(1, CNY), {}, None, InvalidSplitError),
        (Money(1, CNY), fen(1, -1), None, InvalidSplitError),
        (Money(1, CNY), {"a": Money(1, CNY)}, {"b": Money(0, CNY)}, InvalidSplitError),
        (Money(1, USD), fen(1), None, CurrencyMismatchError),
        (Money(1, USD), fen(0), None, CurrencyMismatchError),
        (Money(1, CNY), fen(5), [Money(1, USD)], CurrencyMismatchError),
    ],
)
def test_what_cannot_be_laid_is_refused(
    discount: Money, lines: Any, minimums: Any, error: type[Exception]
) -> None:
    """Lines are there, of one currency, and not below zero; minimums are of lines."""
    with pytest.raises(error):
        split_discount(discount, lines, minimums=minimums)


@given(
    discount=st.integers(-5_000, 5_000),
    lines=st.lists(st.tuples(st.integers(0, 2_000), st.integers(0, 2_000)), min_size=1, max_size=6),
    method=st.sampled_from(SplitMethod),
)
def test_exact_split(discount: int, lines: list[tuple[int, int]], method: SplitMethod) -> None:
    """Parts and remainder are the discount, and no line falls below its minimum or below zero."""
    amounts, minimums = [line for line, _ in lines], [least for _, least in lines]
    laid = split_discount(Money(discount, CNY), fen(*amounts), minimums=fen(*minimums), method=method)
    parts = [abs(part.minor) for part in laid]
    assert sum(parts) + abs(laid.remainder.minor) == abs(discount)
    for part, amount, least in zip(parts, amounts, minimums, strict=True):
        assert part <= max(amount - least, 0)
