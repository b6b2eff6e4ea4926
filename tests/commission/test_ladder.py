"""Ladders: worked tables of the trade, in fen, and both sides of each bound."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.commission import (
    Base,
    Begins,
    Flat,
    Ladder,
    Measure,
    Per,
    PerUnit,
    Slice,
    Tier,
    TierMode,
    Tiers,
    assess,
)
from communekit.money import Rate
from tests.commission.shop import LEADER_ONLY, cny, earned, line, order, pay, plan, run

MONTH = Measure("paid", period="month")
PIECES = Measure("quantity", period="month")
BASKET = [Tier(cny(0)), Tier(cny(500_000), Rate.percent(1)), Tier(cny(2_000_000), Rate.percent(2))]
AROUND = st.sampled_from(
    [0, 1, 499_999, 500_000, 500_001, 600_000, 1_999_999, 2_000_000, 2_000_001, 2_100_000]
)
"""Totals on both sides of each bound, and in the middle of each tier."""


def ladder(
    *steps: Tier, mode: TierMode = TierMode.GRADUATED, measure: Measure = MONTH, **words: Any
) -> Ladder:
    """Return a table compiled, of a hundred ticks to the fen."""
    return Ladder.of(Tiers(mode, measure, steps, **words), 100)


@pytest.mark.parametrize(
    ("total", "fen"),
    [(0, 0), (500_000, 0), (500_100, 1), (2_000_000, 15_000), (2_000_050, 15_001), (3_000_000, 35_000)],
)
def test_each_slice_at_its_own_rate(total: int, fen: int) -> None:
    """A month of 30,000.00: 1 % of what is above 5,000.00, 2 % of what is above 20,000.00."""
    assert ladder(*BASKET).total(total) == fen * 100


@pytest.mark.parametrize(
    ("total", "fen"),
    [(499_999, 0), (500_000, 5_000), (1_999_999, Fraction(1_999_999, 100)), (2_000_000, 40_000)],
)
def test_the_whole_at_the_rate_reached(total: int, fen: Fraction | int) -> None:
    """The same table as a whole: reaching a bound lifts all that was below it."""
    assert ladder(*BASKET, mode=TierMode.RETROACTIVE).total(total) == fen * 100


@pytest.mark.parametrize(
    ("total", "fen"),
    [(10_000, 500), (16_499, Fraction(16_499 * 5, 100)), (16_500, 1_650), (33_000, 3_300), (33_100, 3_320)],
)
def test_a_tier_that_lifts(total: int, fen: Fraction | int) -> None:
    """Passing half of the quota lifts the earlier deals, too; above the quota each slice by itself (QuotaPath)."""
    steps = [
        Tier(cny(0), Rate.percent(5)),
        Tier(cny(16_500), Rate.percent(10), lifts=True),
        Tier(cny(33_000), Rate.percent(20)),
    ]
    assert ladder(*steps).total(total) == fen * 100


@pytest.mark.parametrize(
    ("pieces", "fen"), [(0, 0), (1, 200), (3, 200), (4, 400), (5, 400), (6, 700), (8, 700), (9, 1_000)]
)
def test_started_blocks_count_whole(pieces: int, fen: int) -> None:
    """2.00 for each started three pieces, from the sixth 3.00 for each started three of those above five."""
    steps = [Tier(0, per_unit=cny(200), block=3), Tier(5, per_unit=cny(300), block=3)]
    assert ladder(*steps, measure=PIECES).total(pieces) == fen * 100


@pytest.mark.parametrize(
    ("pieces", "fen"), [(1, 100), (10, 100), (11, 200), (14, 200), (15, 400), (20, 400), (21, 600)]
)
def test_started_blocks_of_the_whole(pieces: int, fen: int) -> None:
    """Where the whole is paid at the rate reached, the blocks are those of the whole: twenty pieces are two tens."""
    steps = [Tier(0, per_unit=cny(100), block=10), Tier(15, per_unit=cny(200), block=10)]
    assert ladder(*steps, mode=TierMode.RETROACTIVE, measure=PIECES).total(pieces) == fen * 100
    by_order = Tiers(TierMode.VOLUME, Measure("quantity", per="order"), steps)
    of = plan(pay(by_order), bearer="platform", parties={"platform": "PF"})
    assert earned(of, order(line("1", 1_000, quantity=pieces))) == fen


def test_volume_of_a_month_pays_the_blocks_that_a_line_starts() -> None:
    """Nine pieces start one ten, two more the next: the second pays one ten at the rate reached, not two pieces."""
    steps = [Tier(0, per_unit=cny(100), block=10), Tier(10, per_unit=cny(300), block=10)]
    of = plan(pay(Tiers(TierMode.VOLUME, PIECES, steps)))
    sold = [order(line("1", 1_000, quantity=n), order_id=f"O{n}") for n in (9, 2, 1)]
    assert [one.earned_by("L1").minor for one in run(of, sold)[0]] == [100, 300, 0]


def test_flat_parts_of_tiers() -> None:
    """A flat part is due when its tier is reached, the first at once; of a lifting tier only its own (Lago)."""
    steps = [
        Tier(cny(0), flat=cny(100)),
        Tier(cny(1_000), flat=cny(50)),
        Tier(cny(2_000), Rate.percent(10), flat=cny(7), lifts=True),
    ]
    of = ladder(*steps)
    assert [of.total(total) // 100 for total in (0, 999, 1_000, 1_999, 2_000, 2_100)] == [
        100,
        100,
        150,
        150,
        207,
        217,
    ]
    whole = ladder(
        *[Tier(step.lower, step.share, flat=step.flat) for step in steps], mode=TierMode.RETROACTIVE
    )
    assert [whole.total(total) // 100 for total in (0, 1_000, 2_000)] == [100, 50, 207]


def test_slices_tell_how_a_move_was_earned() -> None:
    """From 4,000.00 to 21,000.00: what fell into each tier, and what it earned there."""
    of = ladder(*BASKET)
    assert of.slices(400_000, 2_100_000) == (
        Slice(0, 100_000, 0),
        Slice(1, 1_500_000, 1_500_000),
        Slice(2, 100_000, 200_000),
    )
    assert of.slices(None, 100) == (Slice(0, 100, 0),)
    assert of.slices(2_100_000, 400_000) == (Slice(0, -1_700_000, -1_700_000),)
    assert of.slices(100, 100) == (Slice(0, 0, 0),)
    assert of.slices(600_000, 2_100_000) == (Slice(1, 1_400_000, 1_400_000), Slice(2, 100_000, 200_000))
    assert of.slices(2_000_000, 2_100_000) == (Slice(2, 100_000, 200_000),)


@given(totals=st.tuples(AROUND, AROUND), begins=st.sampled_from(Begins))
def test_slices_lie_in_their_tiers_and_add_up(totals: tuple[int, int], begins: Begins) -> None:
    """From tier to tier without a gap: each part within its tier, all together the difference of two totals."""
    of = ladder(*BASKET, begins=begins)
    before, after = sorted(totals)
    at = before
    for tier, part, ticks in of.slices(before, after):
        assert part >= 0
        assert of.lower[tier] <= at
        assert at + part <= (*of.lower[1:], after)[tier] or at + part == after
        assert ticks == of.total(at + part) - of.total(at)
        at += int(part)
    assert at == after
    assert [tier for tier, _, _ in of.slices(before, after)] == list(
        range(of.reached(before), of.reached(after) + 1)
    )


def test_slices_of_nothing_counted_yet_hold_the_first_flat() -> None:
    """The first flat part is earned by the first line, however small, and by it alone."""
    of = ladder(Tier(cny(0), flat=cny(100)))
    assert of.slices(None, 0) == (Slice(0, 0, 10_000),)
    assert of.slices(0, 5) == (Slice(0, 5, 0),)


@pytest.mark.parametrize(("begins", "fen"), [(Begins.AT, [0, 10, 10]), (Begins.ABOVE, [0, 0, 10])])
def test_bounds_at_and_above(begins: Begins, fen: list[int]) -> None:
    """The whole of 9.99, 10.00 and 10.01 at one percent from, or above, 10.00."""
    of = ladder(Tier(cny(0)), Tier(cny(1_000), Rate.percent(1)), mode=TierMode.RETROACTIVE, begins=begins)
    assert [of.total(total) // 100 for total in (999, 1_000, 1_001)] == fen


def test_sixteen_pieces_may_pay_less_than_fifteen() -> None:
    """A volume table is not monotone, and the plan says so itself (pitfall 38): 15 x 10 = 150, 16 x 5 = 80."""
    steps = [Tier(0, per_unit=cny(10)), Tier(16, per_unit=cny(5))]
    of = plan(pay(Tiers(TierMode.VOLUME, Measure("quantity", per="line"), steps)))
    assert [earned(of, order(line("1", 1_000, quantity=n))) for n in (15, 16)] == [150, 80]


def test_measure_picks_the_tier_and_the_base_is_another() -> None:
    """The order's total of 120.00 reaches 5 %, which applies to the freight of each line (Solidus)."""
    steps = [Tier(cny(0), Rate.percent(1)), Tier(cny(10_000), Rate.percent(5))]
    rule = pay(Tiers(TierMode.VOLUME, Measure(per="order"), steps), base=Base.FREIGHT)
    sold = order(line("1", 8_000, freight=cny(1_000)), line("2", 4_000, freight=cny(200)))
    got = assess(plan(rule), sold, LEADER_ONLY)
    assert [accrual.amount_minor for _, accrual in got.accruals] == [50, 10]
    assert earned(plan(rule), order(line("1", 8_000, freight=cny(1_000)))) == 10


def test_amounts_once_an_order_are_laid_over_its_lines() -> None:
    """1.00 an order over 30.00 and 60.00: 0.33 and 0.67, to the unit; over lines that were free, evenly."""
    of = plan(pay(Flat(cny(100), Per.ORDER)))
    assert [accrual.amount_minor for _, accrual in assess(of, order(3_000, 6_000), LEADER_ONLY).accruals] == [
        33,
        67,
    ]
    bearer = plan(pay(Flat(cny(101), Per.ORDER)), bearer="platform", parties={"platform": "PF"})
    assert [accrual.amount_minor for _, accrual in assess(bearer, order(0, 0), LEADER_ONLY).accruals] == [
        51,
        50,
    ]
    assert earned(plan(pay(PerUnit(cny(7)))), order(line("1", 1_000, quantity=Fraction(7, 2)))) == 24
