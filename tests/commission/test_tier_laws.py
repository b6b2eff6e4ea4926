"""Laws of tiers: a period earns what the table says of its total, however the total came together."""

from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction
from itertools import accumulate, pairwise

import attrs
from hypothesis import assume, given
from hypothesis import strategies as st

from communekit.commission import Begins, Ladder, Measure, OnRefund, Tier, TierMode, Tiers, reverse
from communekit.money import Rate, Rounding
from communekit.orders import Credit, Credits, Line, Order, Refund
from communekit.parties import Role
from communekit.testing.rule import tables
from tests.commission.model_table import amount
from tests.commission.shop import LEADER_ONLY, NOON, cny, line, order, pay, plan, refund, run

MONTH = Measure("paid", period="month")
PIECES = Measure("quantity", period="month")
TICKS = 10_000


def monthly(mode: TierMode | None = None, *, measure: Measure | None = None) -> st.SearchStrategy[Tiers]:
    """Draw a table that runs over a month and pays on what it measures."""
    measures = (MONTH, PIECES) if measure is None else (measure,)
    modes = (TierMode.GRADUATED, TierMode.RETROACTIVE) if mode is None else (mode,)
    return (
        st.sampled_from(measures)
        .flatmap(lambda chosen: st.sampled_from(modes).flatmap(lambda how: tables(measure=chosen, mode=how)))
        .filter(lambda table: pay(table).pays_on_its_measure)
    )


def slices() -> st.SearchStrategy[list[list[int]]]:
    """Draw orders of a month, each with the amounts, or the pieces, of its lines."""
    return st.lists(st.lists(st.integers(1, 1_500), min_size=1, max_size=3), min_size=1, max_size=4)


def sold(parts: Sequence[Sequence[int]], table: Tiers) -> list[Order]:
    """Return orders in which each number is the amount of a line, or its pieces."""
    by_pieces = table.measure.total == "quantity"
    return [
        order(
            *(
                line(str(n), 100, quantity=part) if by_pieces else line(str(n), part)
                for n, part in enumerate(parts_of_order)
            ),
            order_id=f"O{number}",
            at=NOON + timedelta(hours=number),
        )
        for number, parts_of_order in enumerate(parts)
    ]


@given(table=monthly(), parts=slices(), rounding=st.sampled_from(Rounding))
def test_tier_delta(table: Tiers, parts: list[list[int]], rounding: Rounding) -> None:
    """What is booked over a month is the table's amount of the total, rounded once, whatever the slicing into lines."""
    of = plan(pay(table, rounding=rounding), bearer="platform", parties={"platform": "PF"})
    made, _ = run(of, sold(parts, table))
    total = amount(table, Fraction(sum(map(sum, parts))))
    assert sum((a.exact_minor for one in made for _, a in one.accruals), Fraction(0)) == total
    assert sum(one.earned_by("L1").minor for one in made) == rounding.of(total)


@given(table=monthly(TierMode.RETROACTIVE), parts=slices())
def test_tier_delta_of_trueups(table: Tiers, parts: list[list[int]]) -> None:
    """After every order, all that a retroactive table has booked is the whole total at the rate reached."""
    of = plan(pay(table), bearer="platform", parties={"platform": "PF"})
    made, _ = run(of, sold(parts, table))
    booked = accumulate(one.earned_by("L1").minor for one in made)
    for so_far, total in zip(booked, accumulate(map(sum, parts)), strict=True):
        step = table.steps[table.reached(total)]
        each = step.share.share if step.share is not None else Fraction(0)
        whole = total * each + (step.flat.minor if step.flat is not None else 0)
        if step.per_unit is not None:
            times = -(-total // step.block) if step.block else total
            whole += step.per_unit.minor * times
        assert so_far == whole // 1


@given(table=monthly(TierMode.VOLUME), parts=slices())
def test_volume_pays_from_the_line_that_reaches_the_rate(table: Tiers, parts: list[list[int]]) -> None:
    """A volume table pays each line, whole, at the rate that the month has reached with it."""
    of = plan(pay(table), bearer="platform", parties={"platform": "PF"})
    made, _ = run(of, sold(parts, table))
    exact = [accrual.exact_minor for one in made for _, accrual in one.accruals]
    every = [part for parts_of_order in parts for part in parts_of_order]
    for booked, (before, after) in zip(exact, pairwise([0, *accumulate(every)]), strict=True):
        step = table.steps[table.reached(after)]
        if step.share is not None:
            assert booked == (after - before) * step.share.share
        elif step.per_unit is not None:
            blocks = -(-after // step.block) + (-before // step.block) if step.block else after - before
            assert booked == blocks * step.per_unit.minor
        else:
            assert booked == 0


@given(table=monthly(), parts=slices(), data=st.data())
def test_tier_delta_of_shared_credits(table: Tiers, parts: list[list[int]], data: st.DataObject) -> None:
    """Where two share a line, each has a month of his own: his part of every line, at his own tiers."""
    share = Rate(data.draw(st.fractions(0, 1, max_denominator=5)))
    both = Credits([Credit(Role.LEADER, "L1", share=share), Credit(Role.LEADER, "L2", share=share.rest)])
    of = plan(pay(table), bearer="platform", parties={"platform": "PF"})
    made, _ = run(of, sold(parts, table), both)
    total = sum(map(sum, parts))
    for party, part in (("L1", share), ("L2", share.rest)):
        assert sum(one.earned_by(party).minor for one in made) == amount(table, total * part.share) // 1


@given(table=monthly(), parts=slices(), data=st.data())
def test_restated_month_is_the_table_of_what_is_left(
    table: Tiers, parts: list[list[int]], data: st.DataObject
) -> None:
    """After refunds in any order, a restated month has booked what the table says of what was not refunded."""
    table = attrs.evolve(table, on_refund=OnRefund.RESTATE)
    of = plan(pay(table), bearer="platform", parties={"platform": "PF"})
    made, standing = run(of, sold(parts, table))
    booked = sum(one.earned_by("L1").minor for one in made)
    left = Fraction(sum(map(sum, parts)))
    every = [(one, each) for one in made for each in one.order.lines]
    earlier: dict[str, list[Refund]] = {}
    for number, (one, each) in enumerate(data.draw(st.permutations(every))):
        minor = data.draw(st.integers(1, each.paid.minor))
        back = refund(one.order, {each.id: minor}, refund_id=f"R{number}", days=number + 1)
        before = earlier.setdefault(one.order.id, [])
        reversal = reverse(one, back, earlier=before, standing=standing)
        before.append(back)
        standing = standing.moved(reversal.moved)
        booked -= reversal.taken_from("L1").minor
        left -= _measured(each, table) * Fraction(minor, each.paid.minor)
        assert booked == (amount(table, left) // 1 if left else 0)
        assert standing.measured("basket", "base", "L1", "2026-03") == left


def _measured(sold_line: Line, table: Tiers) -> int | Fraction:
    return sold_line.quantity if table.measure.total == "quantity" else sold_line.paid.minor


@given(table=tables(measure=MONTH, mode=TierMode.GRADUATED, monotone=True), parts=slices(), data=st.data())
def test_monotone(table: Tiers, parts: list[list[int]], data: st.DataObject) -> None:
    """In a graduated table selling more never pays less, on any line or in all."""
    more = [list(parts_of_order) for parts_of_order in parts]
    place = data.draw(st.integers(0, len(more) - 1))
    more[place][0] += data.draw(st.integers(0, 2_000))
    of = plan(pay(table))
    earned = [
        sum(one.earned_by("L1").minor for one in run(of, sold(each, table))[0]) for each in (parts, more)
    ]
    assert earned[0] <= earned[1]


@given(table=monthly(), before=st.none() | st.integers(0, 5_000), added=st.integers(-3_000, 5_000))
def test_slices_add_up(table: Tiers, before: int | None, added: int) -> None:
    """The slices of a move are its parts, and earn together what the table says of the difference."""
    start = before or 0
    assume(start + added >= 0)
    ladder = Ladder.of(table, TICKS * 7 * 3)
    made = ladder.slices(before, start + added)
    assert sum(part.part for part in made) == added
    was = 0 if before is None else ladder.total(before)
    assert sum(part.ticks for part in made) == ladder.total(start + added) - was
    if added >= 0:
        tiers = [part.tier for part in made]
        assert tiers == sorted(tiers)
        assert tiers[-1] == table.reached(start + added)


@given(table=monthly(), total=st.fractions(0, 6_000, max_denominator=12))
def test_ladder_is_the_table(table: Tiers, total: Fraction) -> None:
    """A compiled table says of every total what the table says, tier by tier."""
    ladder = Ladder.of(table, TICKS * 7 * 3)
    assert ladder.reached(total) == table.reached(total)
    assert Fraction(ladder.total(total)) / (TICKS * 7 * 3) == amount(table, total)


@given(
    bounds=st.sets(st.integers(1, 5_000), max_size=5).map(sorted),
    begins=st.sampled_from(Begins),
    total=st.integers(0, 6_000),
)
def test_no_gap_and_no_overlap(bounds: list[int], begins: Begins, total: int) -> None:
    """Every total is in exactly one tier: the last whose bound it has reached, or passed."""
    steps = [Tier(cny(bound), Rate.percent(1)) for bound in (0, *bounds)]
    table = Tiers(TierMode.GRADUATED, MONTH, steps, begins=begins)
    passed = [bound for bound in bounds if bound < total or (bound == total and begins is Begins.AT)]
    assert table.reached(total) == len(passed)


@given(table=monthly(measure=MONTH), parts=slices())
def test_tier_delta_of_periods(table: Tiers, parts: list[list[int]]) -> None:
    """A new month begins anew: two months earn what each earns by itself."""
    of = plan(pay(table), bearer="platform", parties={"platform": "PF"})
    march = sold(parts, table)
    april = [
        attrs.evolve(
            one,
            id=f"A{one.id}",
            placed_at=one.placed_at + timedelta(days=31),
            paid_at=one.paid_at + timedelta(days=31),
        )
        for one in march
    ]
    both = sum(one.earned_by("L1").minor for one in run(of, [*march, *april], LEADER_ONLY)[0])
    assert both == 2 * sum(one.earned_by("L1").minor for one in run(of, march)[0])
