"""Plan versions: which one an order is under."""

from datetime import datetime, timedelta

import attrs
import pytest

from communekit.commission import (
    Assessment,
    InvalidPlanError,
    Measure,
    NotInForceError,
    Plan,
    PlanCurrencyError,
    Plans,
    Standing,
    Tier,
    TierMode,
    Tiers,
    assess,
    assess_all,
)
from communekit.money import Rate
from communekit.orders import Line, Order
from communekit.period import Window
from tests.commission.refusal import Bad, check_refused
from tests.commission.shop import LEADER_ONLY, NOON, earned, order, pay, plan, share

DAY = timedelta(days=1)


def version(number: int, start: datetime | None, end: datetime | None = None, percent: str = "8") -> Plan:
    """Return a version with its window."""
    window = None if start is None else Window(start, end)
    return plan(share(percent), version=number, effective=window)


OLD, NEW = version(1, NOON - DAY, NOON, "8"), version(2, NOON, None, "5")


@pytest.mark.parametrize(
    ("at", "number"),
    [
        (NOON - DAY, 1),
        (NOON - timedelta(microseconds=1), 1),
        (NOON, 2),
        (NOON + 1000 * DAY, 2),
    ],
)
def test_a_moment_has_one_version(at: datetime, number: int) -> None:
    """Windows are half-open: at noon the new version is in force, just before it the old one."""
    assert Plans.of([NEW, OLD]).at(at).version == number


def test_versions_are_kept_in_order() -> None:
    """However they are handed in."""
    assert Plans.of([NEW, OLD]) == Plans.of([OLD, NEW])
    assert [one.version for one in Plans((NEW, OLD)).versions] == [1, 2]
    assert Plans.of(Plans.of(OLD)) == Plans((OLD,))


def test_the_time_of_the_order_decides() -> None:
    """The promise is that of the moment when it was placed, not when it was paid."""
    placed = Order("O1", "S1", order(1_000).lines, NOON - timedelta(minutes=1), NOON)
    got = assess(Plans.of([OLD, NEW]), placed, LEADER_ONLY)
    assert (got.plan.version, got.earned_by("L1").minor) == (1, 80)
    later = attrs.evolve(placed, placed_at=NOON)
    assert assess(Plans.of([OLD, NEW]), later, LEADER_ONLY).earned_by("L1").minor == 50


def test_a_stream_takes_each_order_under_its_own_version() -> None:
    """In one stream, too, the time of the order decides, whenever it was paid and whatever came before it."""
    times = (NOON - timedelta(minutes=1), NOON, NOON - timedelta(minutes=1))
    sold = [Order(f"O{n}", "S1", order(1_000).lines, at, NOON) for n, at in enumerate(times)]
    made = list(assess_all(Plans.of([OLD, NEW]), [(one, LEADER_ONLY) for one in sold]))
    assert [one.plan.version for one in made if isinstance(one, Assessment)] == [1, 2, 1]
    assert [one.earned_by("L1").minor for one in made if isinstance(one, Assessment)] == [80, 50, 80]


def test_no_version_in_force() -> None:
    """Before the first and between two there is none: the order is left out, with the time."""
    gap = Plans.of([OLD, version(2, NOON + DAY)])
    for at in (NOON - 2 * DAY, NOON, NOON + timedelta(hours=23)):
        with pytest.raises(NotInForceError) as refused:
            assess(gap, order(at=at), LEADER_ONLY)
        assert refused.value.data() == {"plan": "basket", "at": at}
        assert "没有生效的版本" in refused.value.text("zh")
        assert refused.value.text().endswith("+08:00")  # by the clocks of the plan, not of Greenwich
        assert refused.value.data()["at"].isoformat().endswith("+08:00")
    left = next(assess_all(gap, [(order(at=NOON), LEADER_ONLY)]))
    assert left.code == "commission.not_in_force"  # type: ignore[union-attr]  # it is left out


def test_a_plan_without_a_window_is_always_in_force() -> None:
    """One version needs no window."""
    assert earned(version(1, None), order()) == 80


def test_an_order_in_another_currency_is_left_out() -> None:
    """Yen are not fen."""
    sold = Order("O1", "S1", [Line.of("1", "tea", "500", currency="JPY")], NOON, NOON)
    with pytest.raises(PlanCurrencyError) as refused:
        assess(plan(share()), sold, LEADER_ONLY)
    assert refused.value.data() == {"order": "O1", "currency": "JPY", "plan": "basket", "expected": "CNY"}
    assert "币种" in refused.value.text("zh")


def counting(of: Plan, total: str) -> Plan:
    """Return a version whose one rule counts something over a month."""
    steps = [Tier(0, share=Rate.percent("1"))]
    return attrs.evolve(of, rules=[pay(Tiers(TierMode.VOLUME, Measure(total, period="month"), steps))])


def test_a_month_counts_on_across_versions() -> None:
    """The second version finds what the first has counted; another plan of the same rules counts by itself."""
    old, new = counting(OLD, "orders"), counting(NEW, "orders")
    before, after = (
        order(100, order_id=name, at=at) for name, at in (("O1", NOON - timedelta(hours=1)), ("O2", NOON))
    )
    first = assess(Plans((old, new)), before, LEADER_ONLY)
    assert first.plan.version == 1
    standing = Standing().moved(first.moved)
    second = assess(Plans((old, new)), after, LEADER_ONLY, standing=standing)
    assert second.plan.version == 2
    standing = standing.moved(second.moved)
    other = assess(attrs.evolve(new, id="other"), after, LEADER_ONLY, standing=standing)
    standing = standing.moved(other.moved)
    label = "2026-03"
    assert [standing.measured(name, "base", "L1", label) for name in ("basket", "other")] == [2, 1]


BAD: dict[str, Bad] = {
    "none": (lambda: Plans(()), InvalidPlanError, "versions: no plan", "没有方案"),
    "two plans": (lambda: Plans((OLD, attrs.evolve(NEW, id="other"))), InvalidPlanError, "versions of one plan (basket, other)", "同一方案"),
    "a version twice": (lambda: Plans((OLD, attrs.evolve(NEW, version=1))), InvalidPlanError, "one version twice (1)", "同一版本"),
    "overlapping": (lambda: Plans((OLD, version(2, NOON - timedelta(seconds=1)))), InvalidPlanError, "windows overlap (basket v1, basket v2)", "有效期重叠"),
    "another count": (lambda: Plans((counting(OLD, "orders"), counting(NEW, "lines"))), InvalidPlanError, "a rule counts the same in every version (base)", "考核口径应一致"),
    "without a window": (lambda: Plans((OLD, version(2, None))), InvalidPlanError, "windows overlap", "有效期重叠"),
}  # fmt: skip


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_what_no_row_of_versions_can_be(bad: Bad) -> None:
    """A moment with two promises, or with none at all, is refused."""
    check_refused(bad)
