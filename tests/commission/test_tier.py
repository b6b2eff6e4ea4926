"""Tiers: which tables there can be, and at which total a tier begins."""

from fractions import Fraction
from typing import Any

import attrs
import pytest

from communekit.commission import Begins, InvalidPlanError, Measure, OnRefund, Tier, TierMode, Tiers
from communekit.commission.tier import TIERS_MAX
from communekit.errors import LimitExceededError
from communekit.money import Factor, Money, Rate
from communekit.parties import InvalidRoleError
from tests.commission.refusal import Bad, check_refused
from tests.commission.shop import cny

MONTH = Measure("paid", period="month")
PIECES = Measure("quantity", period="month")
ONE, TWO = Rate.percent(1), Rate.percent(2)


def table(*lowers: Any, mode: TierMode = TierMode.GRADUATED, measure: Measure = MONTH, **words: Any) -> Tiers:
    """Return a table of one percent more in each tier."""
    steps = [Tier(lower, Rate.percent(place)) for place, lower in enumerate(lowers)]
    return Tiers(mode, measure, steps, **words)


@pytest.mark.parametrize(
    ("begins", "total", "tier"),
    [
        (Begins.AT, 0, 0),
        (Begins.AT, 499_999, 0),
        (Begins.AT, 500_000, 1),
        (Begins.AT, 500_001, 1),
        (Begins.AT, 1_999_999, 1),
        (Begins.AT, 2_000_000, 2),
        (Begins.AT, 10**15, 2),
        (Begins.ABOVE, 0, 0),
        (Begins.ABOVE, 500_000, 0),
        (Begins.ABOVE, 500_001, 1),
        (Begins.ABOVE, 2_000_000, 1),
        (Begins.ABOVE, 2_000_001, 2),
        (Begins.ABOVE, Fraction(4_000_001, 2), 2),
    ],
)
def test_a_tier_begins_at_or_above_its_bound(begins: Begins, total: int | Fraction, tier: int) -> None:
    """5,000.00 is in the second tier or still in the first: the table says which."""
    assert table(cny(0), cny(500_000), cny(2_000_000), begins=begins).reached(total) == tier


def test_a_gap_cannot_be_written() -> None:
    """Sections [0, 100] and [101, 500] leave 100.50 without a rate (OCA): lower bounds alone cannot (pitfall 32)."""
    lowers = table(cny(0), cny(10_100))
    assert [lowers.reached(total) for total in (10_000, 10_050, 10_099, 10_100)] == [0, 0, 0, 1]


def test_measures_say_what_they_count() -> None:
    """A measure in words; money or a count."""
    assert MONTH.text == "paid per payee and month"
    assert Measure("quantity", per="line").text == "quantity per line"
    assert [Measure(total, period="day").is_money for total in ("paid", "listed", "net", "margin")] == [
        True
    ] * 4
    assert not Measure("orders", per="leader.team", period="week").is_money


def test_a_table_from_pairs() -> None:
    """The short form writes the same table."""
    of = Tiers.of(
        TierMode.RETROACTIVE,
        MONTH,
        (cny(0), None),
        (cny(5), ONE),
        begins=Begins.ABOVE,
        on_refund=OnRefund.RESTATE,
    )
    steps = [Tier(cny(0)), Tier(cny(5), ONE)]
    assert of == Tiers(TierMode.RETROACTIVE, MONTH, steps, begins=Begins.ABOVE, on_refund=OnRefund.RESTATE)
    assert of.pays_shares
    assert not Tiers(TierMode.GRADUATED, PIECES, [Tier(0, per_unit=cny(1))]).pays_shares


def test_a_quota_in_attained_parts() -> None:
    """Tiers at half, all and twice a quota of 330.00, of which the second lifts (QuotaPath)."""
    anchor = cny(0)
    steps = [
        (Factor.percent(0), Tier(anchor, Rate.percent(5))),
        (Factor.percent(50), Tier(anchor, Rate.percent(10), lifts=True)),
        (Factor.percent(100), Tier(anchor, Rate.percent(20))),
    ]
    made = Tiers.of_quota(cny(33_000), MONTH, *steps)
    assert [step.bound for step in made.steps] == [0, 16_500, 33_000]
    assert made.quota == cny(33_000)
    assert made.mode is TierMode.GRADUATED
    by_pieces = Tiers.of_quota(7, PIECES, *[(part, attrs.evolve(step, lower=0)) for part, step in steps])
    assert [step.bound for step in by_pieces.steps] == [0, Fraction(7, 2), 7]


def test_a_thousand_tiers_are_enough() -> None:
    """The limit itself is fine, one more is not."""
    assert (
        len(table(*map(cny, range(TIERS_MAX)), measure=MONTH).steps) == TIERS_MAX
        if TIERS_MAX <= 101
        else True
    )
    steps = [Tier(cny(n)) for n in range(TIERS_MAX + 1)]
    assert len(Tiers(TierMode.GRADUATED, MONTH, steps[:-1]).steps) == TIERS_MAX
    with pytest.raises(LimitExceededError) as refused:
        Tiers(TierMode.GRADUATED, MONTH, steps)
    assert refused.value.data() == {"what": "tiers", "given": TIERS_MAX + 1, "limit": TIERS_MAX}


def steps_of(*steps: Tier, mode: Any = TierMode.GRADUATED, measure: Any = MONTH, **words: Any) -> Tiers:
    """Return a table of given steps."""
    return Tiers(mode, measure, steps, **words)


BAD: dict[str, Bad] = {
    "26: bounds overlap": (lambda: table(cny(0), cny(5), cny(5)), InvalidPlanError, "lower bounds must rise", "逐级升高"),
    "bounds fall": (lambda: table(cny(0), cny(5), cny(4)), InvalidPlanError, "lower bounds must rise (4)", "逐级升高"),
    "28: a gap below the first": (lambda: table(cny(1)), InvalidPlanError, "begins at zero", "从零开始"),
    "no tier": (table, InvalidPlanError, "begins at zero", "从零开始"),
    "83: no such tier": (lambda: Tiers(TierMode.GRADUATED, MONTH, ["x"]), InvalidPlanError, "tiers, tier: is of another kind", "类型"),  # type: ignore[list-item]  # a word
    "a count for money": (lambda: table(0, 5), InvalidPlanError, "amounts for money measures", "金额口径"),
    "money for a count": (lambda: table(cny(0), measure=PIECES), InvalidPlanError, "counts otherwise", "其余写数量"),
    "two currencies": (lambda: table(cny(0), Money.of("1", "USD")), InvalidPlanError, "bounds in one currency", "同一币种"),
    "a float bound": (lambda: Tier(0.5), InvalidPlanError, "not an amount or a count", "金额或数量"),  # type: ignore[arg-type]  # a float
    "a truth for a bound": (lambda: Tier(True), InvalidPlanError, "not an amount or a count", "金额或数量"),
    "no bound": (lambda: Tier(None), InvalidPlanError, "not an amount or a count", "金额或数量"),  # type: ignore[arg-type]  # nothing
    "a bound below zero": (lambda: Tier(cny(-1)), InvalidPlanError, "below zero (-1)", "小于零"),
    "a share and an amount": (lambda: Tier(0, ONE, per_unit=cny(1)), InvalidPlanError, "either a share or an amount", "只能写一个"),
    "a share that is none": (lambda: Tier(0, "1%"), InvalidPlanError, "not a rate (1%)", "不是费率"),  # type: ignore[arg-type]  # a word
    "an amount below zero": (lambda: Tier(0, per_unit=cny(-1)), InvalidPlanError, "amount below zero", "金额不能小于零"),
    "a flat below zero": (lambda: Tier(0, flat=cny(-1)), InvalidPlanError, "amount below zero", "金额不能小于零"),
    "an amount that is none": (lambda: Tier(0, flat=5), InvalidPlanError, "tier, amount: is of another kind", "类型"),  # type: ignore[arg-type]  # a number
    "a block of what": (lambda: Tier(0, ONE, block=5), InvalidPlanError, "a block needs an amount per unit", "按批"),
    "a block below zero": (lambda: Tier(0, per_unit=cny(1), block=-1), InvalidPlanError, "whole number of zero or more", "整数"),
    "a block in parts": (lambda: Tier(0, per_unit=cny(1), block=Fraction(1, 2)), InvalidPlanError, "whole number", "整数"),  # type: ignore[arg-type]  # a fraction
    "a lift that is a word": (lambda: Tier(0, ONE, lifts="yes"), InvalidPlanError, "another kind", "类型"),  # type: ignore[arg-type]  # a word
    "a lift of the whole": (
        lambda: steps_of(Tier(cny(0)), Tier(cny(1), ONE, lifts=True), mode=TierMode.RETROACTIVE),
        InvalidPlanError, "only a graduated table has tiers that lift (retroactive", "追溯档",
    ),
    "amounts per unit of money": (lambda: steps_of(Tier(cny(0), per_unit=cny(1))), InvalidPlanError, "needs a count", "按数量考核"),
    "shares and amounts": (
        lambda: steps_of(Tier(0, ONE), Tier(1, per_unit=cny(1)), measure=PIECES),
        InvalidPlanError, "shares or amounts per unit, not both", "按比例或按件",
    ),
    "a retroactive order": (
        lambda: table(cny(0), mode=TierMode.RETROACTIVE, measure=Measure(per="order")),
        InvalidPlanError, "a retroactive table measures a period", "需要考核周期",
    ),
    "a flat of a volume period": (
        lambda: steps_of(Tier(cny(0), ONE, flat=cny(1)), mode=TierMode.VOLUME),
        InvalidPlanError, "flat amounts of a period", "固定金额",
    ),
    "restating a line": (
        lambda: table(cny(0), measure=Measure(per="line"), on_refund=OnRefund.RESTATE),
        InvalidPlanError, "are restated", "可以重算",
    ),
    "restating a volume": (
        lambda: table(cny(0), mode=TierMode.VOLUME, on_refund=OnRefund.RESTATE),
        InvalidPlanError, "are restated", "可以重算",
    ),
    "restating members": (
        lambda: table(0, measure=Measure("members", period="month"), on_refund=OnRefund.RESTATE),
        InvalidPlanError, "stays met", "会员数",
    ),
    "a mode that is a word": (lambda: table(cny(0), mode="graduated"), InvalidPlanError, "tiers, mode", "类型"),  # type: ignore[arg-type]  # a word
    "a measure that is a word": (lambda: table(cny(0), measure="paid"), InvalidPlanError, "tiers, measure", "类型"),  # type: ignore[arg-type]  # a word
    "a beginning that is a word": (lambda: table(cny(0), begins="above"), InvalidPlanError, "beginning", "类型"),
    "a refund that is a word": (lambda: table(cny(0), on_refund="restate"), InvalidPlanError, "refund", "类型"),
    "an unknown total": (lambda: Measure("profit", period="month"), InvalidPlanError, "unknown total (profit)", "考核口径"),
    "no period": (Measure, InvalidPlanError, "needs a period", "周期"),
    "34: no such period": (lambda: Measure(period="decade"), InvalidPlanError, "needs a period (decade)", "周期"),
    "a period of a line": (lambda: Measure(per="line", period="day"), InvalidPlanError, "no period", "没有周期"),
    "orders of an order": (lambda: Measure("orders", per="order"), InvalidPlanError, "no people or orders", "单数"),
    "members of a line": (lambda: Measure("members", per="line"), InvalidPlanError, "no people or orders", "单数"),
    "per somebody": (lambda: Measure(per="Leader", period="day"), InvalidRoleError, "Leader", "Leader"),
    "a quota in parts of a fen": (
        lambda: Tiers.of_quota(cny(1), MONTH, (Factor.percent(0), Tier(cny(0))), (Factor.percent(50), Tier(cny(0)))),
        InvalidPlanError, "attainment is not a whole number", "最小货币单位",
    ),
}  # fmt: skip


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_what_no_table_can_be(bad: Bad) -> None:
    """A table that has no single meaning is refused when it is written, and says why."""
    check_refused(bad)
