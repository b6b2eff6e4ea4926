"""Bounds: which there can be, and both sides of where they bite."""

from datetime import timedelta
from typing import Any

import pytest

from communekit.commission import Accrual, Bound, InvalidPlanError, Plan, Standing, UnknownRuleError, assess
from communekit.commission import line as of_line
from communekit.money import Money, Rate
from communekit.orders import Credit, Credits
from communekit.parties import InvalidRoleError, Role
from tests.commission.refusal import Bad, check_refused
from tests.commission.shop import LEADER_ONLY, NOON, booked, cny, earned, line, order, pay, plan, run, share

BOTH = Credits.single(leader="L1", host="B1")


@pytest.mark.parametrize(("listed", "fen"), [(989, 98), (999, 99), (1_000, 100), (1_001, 100), (9_999, 100)])
def test_a_cap_bites_above_itself(listed: int, fen: int) -> None:
    """At most 1.00 a line: 9.99 and 10.00 pay their tenth, 10.01 does not."""
    of = plan(share("10"), bounds=[Bound(rule="base", per="line", at_most=cny(100))])
    assert earned(of, order(listed)) == fen


@pytest.mark.parametrize(("listed", "fen"), [(0, 0), (1, 100), (999, 100), (1_000, 100), (1_010, 101)])
def test_a_floor_lifts_what_is_above_zero(listed: int, fen: int) -> None:
    """At least 1.00 a line, where anything is earned."""
    of = plan(
        share("10"),
        bounds=[Bound(rule="base", per="line", at_least=cny(100))],
        bearer="platform",
        parties={"platform": "P"},
    )
    assert earned(of, order(listed)) == fen


def test_a_cap_of_the_order_is_capped_as_a_sum() -> None:
    """15 % of 98.20 and 131.07 is 34.39, capped at 5.16 as a sum: line by line it would be less (pitfall 42)."""
    of = plan(share("15"), bounds=[Bound(role=Role.LEADER, per="order", at_most=cny(516))])
    got = assess(of, order(9_820, 13_107), LEADER_ONLY)
    exact = sum(accrual.exact_minor for _, accrual in got.accruals)
    assert exact == 516
    assert got.earned_by("L1") == cny(515)  # Each line is rounded down by itself: the store has the rest.


def test_a_share_of_what_there_is_to_share() -> None:
    """At most 5 % of the line or the order, freight included."""
    of = plan(share("50"), bounds=[Bound(per="line", at_most=Rate.percent(5))])
    assert earned(of, order(line("1", 1_000, freight=cny(200)))) == 60
    per_order = plan(
        share("50", when=of_line.id == "1"), bounds=[Bound(per="order", at_most=Rate.percent(5))]
    )
    assert earned(per_order, order(1_000, 9_000)) == 500


def test_bounds_of_rules_come_before_those_of_roles_and_the_budget() -> None:
    """However they are stated: the rule is cut to 0.30, then the role to 0.50, then all to 0.60."""
    bounds = [
        Bound(per="line", at_most=cny(60)),
        Bound(role=Role.LEADER, per="line", at_most=cny(50)),
        Bound(rule="base", per="line", at_most=cny(30)),
    ]
    of = plan(share("10"), share("3", "more"), pay(Rate.percent(5), "live", "host"), bounds=bounds)
    got = {rule: accrual.exact_minor for rule, accrual in _accruals(of).items()}
    assert got["base"] + got["more"] + got["live"] == 60
    assert got["base"] == got["more"] == 25 * got["live"] / 50
    cuts = {rule: [cut.bound for cut in accrual.working.cuts] for rule, accrual in _accruals(of).items()}
    assert cuts == {"base": bounds[::-1], "more": bounds[1::-1], "live": bounds[:1]}


def _accruals(of: Plan) -> dict[str, Accrual]:
    return {accrual.rule: accrual for _, accrual in assess(of, order(1_000), BOTH).accruals}


@pytest.mark.parametrize("per", ["line", "order"])
def test_a_cut_is_in_the_trace(per: str) -> None:
    """The trace says what a bound made of the rule's amount, of which each payee has his part."""
    thirds = Credits(
        [Credit("leader", "L1", share=Rate.of("1/3")), Credit("leader", "L2", share=Rate.of("2/3"))]
    )
    of = plan(share("10"), bounds=[Bound(role=Role.LEADER, per=per, at_most=cny(15))])
    for _, accrual in assess(of, order(1_000), thirds).accruals:
        [cut] = accrual.working.cuts
        ticks = accrual.terms.ticks
        assert (cut.bound, cut.before, cut.after) == (of.bounds[0], 100 * ticks, 15 * ticks)
        assert accrual.exact == cut.after * accrual.working.share


def test_a_month_lets_the_first_through() -> None:
    """A cap of 1.50 a month: 1.00, then 0.50, then nothing; April begins anew, and so does another leader."""
    of = plan(share("10"), bounds=[Bound(role=Role.LEADER, per="month", at_most=cny(150))])
    sold = [order(1_000, order_id=f"O{n}") for n in range(3)]
    made, standing = run(of, sold)
    assert [one.earned_by("L1").minor for one in made] == [100, 50, 0]
    april = order(1_000, order_id="O9", at=sold[0].paid_at.replace(month=4))
    assert assess(of, april, LEADER_ONLY, standing=standing).earned_by("L1").minor == 100
    other = assess(of, order(1_000, order_id="O8"), Credits.single(leader="L2"), standing=standing)
    assert other.earned_by("L2").minor == 100


def test_a_budget_of_a_month_is_that_of_the_whole_plan() -> None:
    """A budget of 0.75 a month is shared by leader and host as they earned, and is used up for all others, too."""
    of = plan(share("10"), pay(Rate.percent(5), "live", "host"), bounds=[Bound(per="month", at_most=cny(75))])
    first = assess(of, order(1_000), BOTH)
    assert booked(first) == {("1", "base", "L1"): 50, ("1", "live", "B1"): 25}
    others = Credits.single(leader="L2", host="B2")
    second = assess(of, order(1_000, order_id="O2"), others, standing=Standing().moved(first.moved))
    assert set(booked(second).values()) == {0}


def test_a_cap_of_a_day_begins_anew_each_day() -> None:
    """A cap of 1.50 a day: 1.00, then 0.50, and the same again on the next day of the month."""
    of = plan(share("10"), bounds=[Bound(role=Role.LEADER, per="day", at_most=cny(150))])
    made, _ = run(
        of,
        [
            order(1_000, order_id=f"O{n}", at=NOON + timedelta(days=days))
            for n, days in enumerate((0, 0, 1, 1))
        ],
    )
    assert [one.earned_by("L1").minor for one in made] == [100, 50, 100, 50]


def test_bounds_in_words() -> None:
    """A bound says what it covers, over what, and how much."""
    both = Bound(rule="base", per="line", at_least=cny(1), at_most=cny(250))
    assert both.text == "rule base per line: at most 2.50, at least 0.01"
    assert Bound(per="month", at_most=cny(1)).text == "plan per month: at most 0.01"
    assert Bound(role=Role.HOST, per="order", at_most=Rate.percent(5)).covers == "role host"
    assert Bound(role="host", per="order", at_most=Rate.percent(5)).role == Role.HOST
    assert [Bound(per=per, at_most=cny(1)).is_period for per in ("line", "order", "day", "year")] == [
        False,
        False,
        True,
        True,
    ]


def capped(**words: Any) -> Plan:
    """Return a plan with a bound."""
    return plan(share(), bounds=[Bound(**words)])


BAD: dict[str, Bad] = {
    "no scope": (lambda: capped(per="basket", at_most=cny(1)), InvalidPlanError, "of no such scope (basket)", "没有这种范围"),
    "a rule and a role": (lambda: capped(per="line", rule="base", role="leader", at_most=cny(1)), InvalidPlanError, "not both", "只能写一个"),
    "no limit": (lambda: capped(per="line"), InvalidPlanError, "neither at_most nor at_least (plan per line: )", "都没有写"),
    "a number": (lambda: capped(per="line", at_most=5), InvalidPlanError, "neither an amount nor a share (5)", "既不是金额"),
    "below zero": (lambda: capped(per="line", at_least=cny(-1)), InvalidPlanError, "below zero (-1)", "小于零"),
    "32: cap below floor": (lambda: capped(per="line", at_least=cny(2), at_most=cny(1)), InvalidPlanError, "cap below floor", "封顶低于保底"),
    "share below floor": (lambda: capped(per="line", at_least=Rate.percent(2), at_most=Rate.percent(1)), InvalidPlanError, "cap below floor", "封顶低于保底"),
    "two kinds": (lambda: capped(per="line", at_least=cny(1), at_most=Rate.percent(1)), InvalidPlanError, "cap and floor of one kind", "同为"),
    "a floor of a month": (lambda: capped(per="month", at_least=cny(1)), InvalidPlanError, "only a cap in money", "金额封顶"),
    "a floor beside a cap of a month": (lambda: capped(per="month", at_least=cny(1), at_most=cny(2)), InvalidPlanError, "only a cap in money", "金额封顶"),
    "a share of a month": (lambda: capped(per="month", at_most=Rate.percent(1)), InvalidPlanError, "only a cap in money", "金额封顶"),
    "no such role word": (lambda: capped(per="line", role="The Leader", at_most=cny(1)), InvalidRoleError, "The Leader", "The Leader"),
    "nobody's role": (lambda: capped(per="line", role="host", at_most=cny(1)), InvalidPlanError, "no rule pays this role (host)", "没有规则支付给该角色"),
    "the residual party": (lambda: capped(per="line", role="store", at_most=cny(1)), InvalidPlanError, "bounds the residual party", "承接余额"),
    "no such rule": (lambda: capped(per="line", rule="bass", at_most=cny(1)), UnknownRuleError, "bound names rule bass", "bass"),
    "dollars": (lambda: capped(per="line", at_most=Money.of("1", "USD")), InvalidPlanError, "another currency", "币种"),
    "a floor in dollars": (lambda: capped(per="line", at_least=Money.of("1", "USD")), InvalidPlanError, "another currency", "币种"),
    "twice the same": (
        lambda: plan(share(), bounds=[Bound(per="line", at_most=cny(1)), Bound(per="line", at_most=cny(1))]),
        InvalidPlanError, "the same bound twice", "出现两次",
    ),
    "not a bound": (lambda: plan(share(), bounds=["50"]), InvalidPlanError, "plan, bound: is of another kind", "类型"),
}  # fmt: skip


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_what_no_bound_can_be(bad: Bad) -> None:
    """A bound that could not bind is refused when it is written."""
    check_refused(bad)


def test_a_cap_may_equal_its_floor() -> None:
    """Exactly so much: the edge of cap below floor."""
    of = plan(share("10"), bounds=[Bound(per="line", at_least=cny(7), at_most=cny(7))])
    assert booked(assess(of, order(1_000), LEADER_ONLY)) == {("1", "base", "L1"): 7}
