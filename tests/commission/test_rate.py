"""What a rule pays: amounts per unit, per started block, after free units; flat amounts."""

from fractions import Fraction

import pytest

from communekit.commission import Flat, InvalidPlanError, Per, PerUnit
from communekit.money import Money
from tests.commission.refusal import Bad, check_refused
from tests.commission.shop import cny, earned, line, order, pay, plan

HALF, THIRD = Fraction(1, 2), Fraction(1, 3)


@pytest.mark.parametrize(
    ("block", "free", "quantity", "times"),
    [
        (0, 0, 3, 3),
        (0, 0, HALF, HALF),
        (0, 1, 1, 0),
        (0, 1, HALF, 0),
        (0, 1, 1 + HALF, HALF),
        (5, 0, 0, 0),
        (5, 0, THIRD, 1),
        (5, 0, 5, 1),
        (5, 0, 5 + THIRD, 2),
        (5, 0, 10, 2),
        (5, 2, 2, 0),
        (5, 2, 3, 1),
        (5, 2, 7, 1),
        (5, 2, 8, 2),
    ],
)
def test_blocks(block: int, free: int, quantity: int | Fraction, times: int | Fraction) -> None:
    """A started block counts whole, after the free units; without blocks every fraction of a unit counts."""
    assert PerUnit(cny(10), block=block, free=free).blocks(quantity) == times


def test_goods_by_weight_are_rounded_once() -> None:
    """0.50 a kilogram of 333 grams is 0.16: exact until it is booked."""
    assert earned(plan(pay(PerUnit(cny(50)))), order(line("1", 900, quantity=Fraction(333, 1000)))) == 16


def test_flat_per_line_and_per_order() -> None:
    """1.00 a line is 2.00 for two lines; 1.00 an order is 1.00."""
    assert earned(plan(pay(Flat(cny(100)))), order(1_000, 1_000)) == 200
    assert earned(plan(pay(Flat(cny(100), Per.ORDER))), order(1_000, 1_000)) == 100


BAD: dict[str, Bad] = {
    "not money": (lambda: PerUnit(5), InvalidPlanError, "amount: not money (5)", "不是金额"),  # type: ignore[arg-type]  # a number
    "below zero": (lambda: Flat(cny(-1)), InvalidPlanError, "amount: below zero (-1)", "不能小于零"),
    "a block below zero": (lambda: PerUnit(cny(1), block=-1), InvalidPlanError, "per_unit, block", "整数"),
    "free units below zero": (lambda: PerUnit(cny(1), free=-1), InvalidPlanError, "number of free units", "整数"),
    "half a free unit": (lambda: PerUnit(cny(1), free=HALF), InvalidPlanError, "whole number", "整数"),  # type: ignore[arg-type]  # a fraction
    "a truth": (lambda: PerUnit(cny(1), block=True), InvalidPlanError, "whole number", "整数"),
    "a word": (lambda: Flat(cny(1), "order"), InvalidPlanError, "flat, per: is of another kind", "类型"),  # type: ignore[arg-type]  # a word
    "another currency": (lambda: plan(pay(Flat(Money.of("1", "USD")))), InvalidPlanError, "another currency", "币种"),
}  # fmt: skip


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_what_no_rate_can_be(bad: Bad) -> None:
    """A rate that is no amount of zero or more is refused."""
    check_refused(bad)
