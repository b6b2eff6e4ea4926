"""Rules: what a clause can say, how it is rounded, and what contradicts itself."""

from fractions import Fraction

import pytest

from communekit.commission import (
    ALWAYS,
    Base,
    Flat,
    InvalidPlanError,
    Measure,
    OnRefund,
    PerUnit,
    Rule,
    Scope,
    Tier,
    TierMode,
    Tiers,
    assess,
)
from communekit.ids import InvalidIdError, InvalidTextError
from communekit.money import Rate, Rounding
from communekit.orders import Credit, Credits
from communekit.parties import InvalidRoleError, Role
from tests.commission.refusal import Bad, check_refused
from tests.commission.shop import LEADER_ONLY, booked, cny, earned, line, order, pay, plan, run, share

MONTH = Measure("paid", period="month")


def tiers(
    *steps: Tier, mode: TierMode = TierMode.GRADUATED, measure: Measure = MONTH, keep: bool = True
) -> Tiers:
    """Return a table."""
    return Tiers(mode, measure, steps, on_refund=OnRefund.KEEP if keep else OnRefund.RESTATE)


def test_a_rule_in_short() -> None:
    """The defaults: always, of what was paid, rounded down by line, shared with nobody."""
    rule = share()
    assert (rule.when, rule.base, rule.scope, rule.rounding) == (ALWAYS, Base.PAID, Scope.LINE, Rounding.DOWN)
    assert pay(tiers(Tier(cny(0)))).scope is Scope.PERIOD
    assert pay(tiers(Tier(cny(0)), measure=Measure(per="order"))).scope is Scope.LINE
    assert (share(title="Base commission 基础佣金").name, rule.name) == ("Base commission 基础佣金", "base")
    assert not rule.pays_on_its_measure
    assert pay(tiers(Tier(cny(0), Rate.percent(1)))).pays_on_its_measure
    assert not pay(tiers(Tier(cny(0), Rate.percent(1))), base=Base.NET).pays_on_its_measure


def test_rounding_by_unit_line_and_order() -> None:
    """10 % of 2 x 0.25: by piece 0.025 each, by line 0.05; of two lines of 0.25 by order 0.05 (OFN #2522)."""

    def of(scope: Scope) -> int:
        return earned(plan(share("10", scope=scope)), order(line("1", 50, quantity=2)))

    assert [of(scope) for scope in (Scope.UNIT, Scope.LINE, Scope.ORDER)] == [4, 5, 5]
    two = order(25, 25)
    by_line, by_order = (
        assess(plan(share("10", scope=scope)), two, LEADER_ONLY) for scope in (Scope.LINE, Scope.ORDER)
    )
    assert list(booked(by_line).values()) == [2, 2]
    assert list(booked(by_order).values()) == [2, 3]


def test_rounding_by_order_is_of_each_payee() -> None:
    """Each party's running total is rounded by itself, and each rule's."""
    halves = Credits([Credit("leader", party, share=Rate.of("1/2")) for party in ("L1", "L2")])
    got = assess(plan(share("10", scope=Scope.ORDER)), order(25, 25, 25), halves)
    amounts = [
        [accrual.amount_minor for _, accrual in got.accruals if accrual.party == party]
        for party in ("L1", "L2")
    ]
    assert amounts == [[1, 1, 1]] * 2
    assert sum(map(sum, amounts)) == 2 * int(Fraction(75, 20))


def test_rounding_by_month() -> None:
    """0.004 a sale: nothing, nothing, then 0.01: the month adds up to the rounded whole."""
    of = plan(pay(tiers(Tier(cny(0), Rate.percent(10)))))
    made, _ = run(of, [order(4, order_id=f"O{n}") for n in range(5)])
    assert [one.earned_by("L1").minor for one in made] == [0, 0, 1, 0, 1]


@pytest.mark.parametrize(
    ("rounding", "fen"),
    [
        (Rounding.DOWN, 2),
        (Rounding.UP, 3),
        (Rounding.HALF_UP, 3),
        (Rounding.HALF_DOWN, 2),
        (Rounding.HALF_EVEN, 2),
    ],
)
def test_a_rule_names_its_rounding(rounding: Rounding, fen: int) -> None:
    """10 % of 0.25 is 0.025."""
    assert earned(plan(share("10", rounding=rounding)), order(25)) == fen


def restated(**words: object) -> Rule:
    """Return a rule of a restated table."""
    mode = words.pop("mode", TierMode.GRADUATED)
    return pay(tiers(Tier(cny(0), Rate.percent(1)), mode=mode, keep=False), **words)  # type: ignore[arg-type]  # words of any kind


BAD: dict[str, Bad] = {
    "no id": (lambda: share(rule_id=""), InvalidIdError, "rule id", "规则编号"),
    "an id with a slash": (lambda: share(rule_id="a/b"), InvalidIdError, "a/b", "a/b"),
    "no role": (lambda: pay(Rate.percent(1), pays="The Leader"), InvalidRoleError, "The Leader", "The Leader"),
    "a word for a rate": (lambda: pay("8%"), InvalidPlanError, "rule base: not a rate (8%)", "不是费率"),  # type: ignore[arg-type]  # a word
    "16: a float for a rate": (lambda: pay(0.08), InvalidPlanError, "not a rate (0.08)", "不是费率"),  # type: ignore[arg-type]  # a float
    "a truth for a condition": (lambda: share(when=True), InvalidPlanError, "not a condition (True)", "不是适用条件"),
    "a word for a base": (lambda: share(base="paid"), InvalidPlanError, "rule base, base", "类型"),
    "a word for a rounding": (lambda: share(rounding="down"), InvalidPlanError, "rule base, rounding", "类型"),
    "a word for a scope": (lambda: share(scope="line"), InvalidPlanError, "rule base, scope", "类型"),
    "a word for a way": (lambda: share(missing="lapse"), InvalidPlanError, "way when nobody is there", "类型"),
    "a number for keeping": (lambda: share(kept_on_refund=1), InvalidPlanError, "keeping on a refund", "类型"),
    "a number for a group": (lambda: share(group=1), InvalidPlanError, "rule base, group", "类型"),
    "a title with a control": (lambda: share(title="a\x00b"), InvalidTextError, "rule title", "规则标题"),
    "a base of a piece": (lambda: pay(PerUnit(cny(1)), base=Base.NET), InvalidPlanError, "has no base (net)", "没有佣金基数"),
    "a base of a flat amount": (lambda: pay(Flat(cny(1)), base=Base.NET), InvalidPlanError, "has no base (net)", "没有佣金基数"),
    "a month without a table": (lambda: share(scope=Scope.PERIOD), InvalidPlanError, "only a measured period", "按周期考核"),
    "a month of an order": (
        lambda: pay(tiers(Tier(cny(0)), measure=Measure(per="order")), scope=Scope.PERIOD),
        InvalidPlanError, "only a measured period", "按周期考核",
    ),
    "restating by line": (lambda: restated(scope=Scope.LINE), InvalidPlanError, "rounds over its period (line)", "按周期舍入"),
    "restating another base": (lambda: restated(base=Base.NET), InvalidPlanError, "on what it measures alone (net)", "考核口径本身"),
    "restating a store's month": (
        lambda: pay(tiers(Tier(cny(0)), measure=Measure(per="store", period="month"), keep=False)),
        InvalidPlanError, "on his own is restated (paid per store and month)", "各收款方各自",
    ),
    "a flat amount beside another base": (
        lambda: pay(tiers(Tier(cny(0), Rate.percent(1), flat=cny(1))), base=Base.NET),
        InvalidPlanError, "need the measure as base", "基数与考核口径一致",
    ),
    "lifting beside another base": (
        lambda: pay(tiers(Tier(cny(0)), Tier(cny(1), Rate.percent(1), lifts=True)), base=Base.NET),
        InvalidPlanError, "need the measure as base", "基数与考核口径一致",
    ),
}  # fmt: skip


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_what_no_rule_can_be(bad: Bad) -> None:
    """A rule that contradicts itself is refused when it is written, not when the first order comes."""
    check_refused(bad)


def test_what_is_just_allowed() -> None:
    """The other side of the edges: what looks alike and has a meaning."""
    assert restated(mode=TierMode.RETROACTIVE, base=Base.NET).base == Base.NET
    own = pay(tiers(Tier(cny(0)), measure=Measure(per="leader", period="month"), keep=False))
    assert own.pays == Role.LEADER
    volume = tiers(
        Tier(cny(0), Rate.percent(1), flat=cny(1)), mode=TierMode.VOLUME, measure=Measure(per="order")
    )
    assert pay(volume, base=Base.NET).base == Base.NET
