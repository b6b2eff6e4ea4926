"""Bases: what a share is taken of."""

import pytest

from communekit.commission import (
    Base,
    InvalidPlanError,
    Measure,
    PlanCycleError,
    Tier,
    TierMode,
    Tiers,
    UnknownRuleError,
    assess,
)
from communekit.money import Rate
from communekit.orders import Credits, Discount
from communekit.parties import InvalidRoleError, Role
from tests.commission.refusal import Bad, check_refused
from tests.commission.shop import LEADER_ONLY, booked, cny, line, order, pay, plan, share

LINE = line(
    "1",
    10_000,
    discounts=[Discount(Role.STORE, cny(1_000)), Discount(Role.PLATFORM, cny(500))],
    freight=cny(800),
    tax=cny(300),
    cost=cny(6_000),
)


@pytest.mark.parametrize(
    ("base", "fen"),
    [(Base.PAID, 9_000), (Base.LISTED, 10_000), (Base.NET, 8_700), (Base.MARGIN, 3_000), (Base.FREIGHT, 800)],
)
def test_bases_of_a_line(base: Base, fen: int) -> None:
    """100.00 listed, 10.00 off by the store, 5.00 by the platform: 90.00 are there to share, 5.00 of them the platform's."""
    [(_, accrual)] = assess(plan(pay(Rate.percent(10), base=base)), order(LINE), LEADER_ONLY).accruals
    assert (accrual.base, accrual.amount_minor) == (fen, fen // 10)


def test_margin_is_never_below_zero_and_never_guessed() -> None:
    """Sold below cost is a margin of zero; sold at an unknown cost pays nothing, and says so."""
    of = plan(pay(Rate.percent(10), base=Base.MARGIN))
    got = assess(
        of, order(line("1", 100, cost=cny(101)), line("2", 100, cost=cny(99)), line("3", 100)), LEADER_ONLY
    )
    assert [accrual.base for _, accrual in got.accruals] == [0, 1]
    assert [(lost.rule, lost.reason, lost.by) for lost in got.lines[2].lost] == [
        ("base", "no_base", "margin")
    ]


def test_margin_of_an_order_table_is_missed_once() -> None:
    """A line without cost is left out of a table over the order's margin, and that is noted once."""
    table = Tiers(TierMode.VOLUME, Measure("margin", per="order"), [Tier(cny(0), Rate.percent(10))])
    got = assess(
        plan(pay(table, base=Base.MARGIN)), order(line("1", 100), line("2", 100, cost=cny(0))), LEADER_ONLY
    )
    assert [len(each.lost) for each in got.lines] == [1, 0]
    assert [(lost.rule, lost.reason, lost.by) for lost in got.lines[0].lost] == [
        ("base", "no_base", "margin")
    ]
    assert [accrual.amount_minor for _, accrual in got.accruals] == [10]


def test_a_table_of_a_line_without_its_measure_pays_nothing_and_says_so() -> None:
    """The margin picks the tier, the share is of what was paid: without a cost there is no tier."""
    table = Tiers(TierMode.VOLUME, Measure("margin", per="line"), [Tier(cny(0), Rate.percent(10))])
    got = assess(plan(pay(table, base=Base.PAID)), order(100), LEADER_ONLY)
    assert [(lost.rule, lost.reason, lost.by) for lost in got.lines[0].lost] == [
        ("base", "no_base", "margin")
    ]
    assert got.residual == cny(100)


def test_a_share_of_a_share_is_of_what_was_booked() -> None:
    """10 % of 0.99 is 0.09 booked; half of that is 0.04, not half of 0.099."""
    of = plan(share("10"), pay(Rate.percent(50), "half", "sponsor", base=Base.of_rule("base")))
    got = assess(of, order(99), Credits.single(leader="L1", sponsor="U1"))
    assert booked(got) == {("1", "base", "L1"): 9, ("1", "half", "U1"): 4}


def test_a_share_of_a_role_is_of_all_its_rules() -> None:
    """The sponsor's tenth is of all that the leader earns on the line, whoever of them gets it."""
    of = plan(
        share("10"),
        share("5", "more"),
        pay(Rate.percent(10), "tenth", "sponsor", base=Base.of_role(Role.LEADER)),
    )
    got = assess(of, order(1_000, 2_000), Credits.single(leader="L1", sponsor="U1"))
    assert {key[0]: fen for key, fen in booked(got).items() if key[1] == "tenth"} == {"1": 15, "2": 30}


@pytest.mark.parametrize(("fee", "fen"), [("90", 10), ("99", 1), ("100", 0)])
def test_less_what_others_earned(fee: str, fen: int) -> None:
    """The rest after a fee, never below zero."""
    of = plan(
        pay(Rate.percent(fee), "fee", "brand"), pay(Rate.percent(100), "rest", base=Base.PAID.less("fee"))
    )
    got = assess(of, order(10), Credits.single(leader="L1", brand="B1"))
    assert got.earned_by("L1").minor == 10 - got.earned_by("B1").minor
    both = plan(
        pay(Rate.percent(fee), "fee", "brand"),
        pay(Rate.percent(fee), "tax", "fund"),
        pay(Rate.percent(100), base=Base.PAID.less("fee", "tax")),
        bearer="platform",
        parties={"platform": "PF", "fund": "F1"},
    )
    sold = assess(both, order(1_000), Credits.single(leader="L1", brand="B1"))
    assert sold.earned_by("L1").minor == max(1_000 - 20 * int(fee), 0)
    assert fen <= 10


def test_a_rule_that_pays_nothing_is_a_base_of_zero() -> None:
    """Resting on a rule that lost, or that nobody is paid by, is resting on zero."""
    of = plan(pay(Rate.percent(10), "tip", "host"), pay(Rate.percent(50), base=Base.of_rule("tip")))
    [(_, accrual)] = assess(of, order(), LEADER_ONLY).accruals
    assert (accrual.base, accrual.amount_minor) == (0, 0)


def test_bases_in_words_and_as_code() -> None:
    """A base prints as the code that makes it, and reads as a plan says it."""
    rest = Base.of_rule("base").less("fee", "tax")
    assert repr(rest) == "Base.of_rule('base').less('fee', 'tax')"
    assert rest.text == "rule base less fee, tax"
    assert repr(Base.of_role(Role.LEADER)) == 'Base.of_role(Role("leader"))'
    assert Base.of_role(Role.LEADER).text == "role leader"
    assert repr(Base.PAID) == "Base.PAID"
    assert rest.rests_on == ("base", "fee", "tax")
    assert Base.NET.less("x").rests_on == ("x",)


BAD: dict[str, Bad] = {
    "unknown": (lambda: Base("profit"), InvalidPlanError, "unknown base (profit)", "未知的佣金基数"),
    "a rule without a name": (lambda: Base("rule"), InvalidPlanError, "unknown base (rule)", "未知的佣金基数"),
    "a role without a name": (lambda: Base("role"), InvalidPlanError, "unknown base", "未知的佣金基数"),
    "a rule and a role": (lambda: Base("rule", rule="a", role="b"), InvalidPlanError, "unknown base", "未知的佣金基数"),
    "paid of a rule": (lambda: Base("paid", rule="a"), InvalidPlanError, "unknown base", "未知的佣金基数"),
    "a role that is no word": (lambda: Base.of_role(Role("A b")), InvalidRoleError, "A b", "A b"),
    "an unknown rule": (lambda: plan(share(base=Base.of_rule("x"))), UnknownRuleError, "rule base names rule x", "不在方案中"),
    "less an unknown rule": (lambda: plan(share(base=Base.PAID.less("x"))), UnknownRuleError, "it has base", "现有规则：base"),
    "itself": (lambda: share(base=Base.of_rule("base")), InvalidPlanError, "names itself (base)", "引用了自身"),
    "less itself": (lambda: share(base=Base.PAID.less("base")), InvalidPlanError, "names itself (base)", "引用了自身"),
    "its own role": (lambda: plan(share(base=Base.of_role(Role.LEADER))), PlanCycleError, "in a circle: base, base", "形成循环"),
    "a circle": (
        lambda: plan(share(base=Base.of_rule("b")), share("1", "b", base=Base.of_rule("base"))),
        PlanCycleError, "in a circle: base, b, base", "形成循环",
    ),
}  # fmt: skip


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_what_no_base_can_be(bad: Bad) -> None:
    """A base that names nothing, or that rests on itself, is refused."""
    check_refused(bad)
