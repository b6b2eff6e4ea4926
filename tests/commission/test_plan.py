"""Plans: an agreement as a frozen value, and all that makes it none."""

import pickle
from typing import Final

import attrs
import pytest

from communekit.commission import (
    Base,
    Bound,
    Chain,
    Composition,
    Enrolment,
    InvalidPlanError,
    Measure,
    OnRefund,
    Override,
    PerUnit,
    Plan,
    PlanCycleError,
    Scope,
    Stacking,
    Tax,
    Tier,
    TierMode,
    Tiers,
    UnknownRuleError,
    assess,
)
from communekit.commission.rule import RULES_MAX
from communekit.errors import LimitExceededError
from communekit.ids import InvalidIdError
from communekit.money import CNY, Money, Rate, UnknownCurrencyError
from communekit.orders import Credits
from communekit.parties import InvalidRoleError, Role
from communekit.period import InvalidTimeError, Window
from tests.commission.refusal import Bad, check_refused
from tests.commission.shop import LEADER_ONLY, NOON, cny, line, order, pay, plan, share


def test_a_plan_is_a_value() -> None:
    """Equal by content, hashable, pickled whole, whatever the order of its tables."""
    one = plan(share(), parties={"platform": "PF", "fund": "F1"}, stacking={"": Stacking.BEST})
    other = plan(share(), parties={"fund": "F1", "platform": "PF"}, stacking={"": Stacking.BEST})
    assert one == other
    assert hash(one) == hash(other)
    assert attrs.evolve(one) == one
    assert one != attrs.evolve(one, version=2)
    assert one.name == "basket v1"
    assert one.currency == CNY
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        one.version = 2  # type: ignore[misc]  # meant
    with pytest.raises(TypeError):
        one.parties["fund"] = "F2"  # type: ignore[index]  # meant


def test_generations_follow_what_rests_on_what() -> None:
    """Rules in the order in which they can be worked out; rivals and chains together."""
    of = plan(
        share("8"),
        pay(Rate.percent(1), "sponsor", "sponsor", base=Base.of_rule("base")),
        pay(Rate.percent(1), "rest", "keeper", base=Base.of_role(Role.SPONSOR).less("base")),
        share("5", "live", group="g"),
        share("6", "late", group="g", base=Base.PAID.less("sponsor")),
        stacking={"g": Stacking.BEST},
    )
    assert [sorted(found) for found in of.order_of_evaluation()] == [
        ["base"],
        ["sponsor"],
        ["late", "live", "rest"],
    ]
    chained = plan(
        pay(Rate.percent(1), "a", "agent"),
        pay(Rate.percent(1), "p", "promoter", base=Base.PAID.less("fee")),
        share("1", "fee"),
        chains=[Composition(Chain.WATERFALL, ("promoter", "agent"))],
    )
    assert [sorted(found) for found in chained.order_of_evaluation()] == [["fee"], ["a", "p"]]
    side_by_side = attrs.evolve(chained, chains=[Composition(Chain.ADDITIVE, ("promoter", "agent"))])
    assert [sorted(found) for found in side_by_side.order_of_evaluation()] == [["a", "fee"], ["p"]]


def test_tax_is_shared_or_set_aside() -> None:
    """The tax in the price is part of what is shared, or lies apart with the residual party."""
    sold = order(line("1", 1_130, tax=cny(130)))
    for tax, aside, residual in ((Tax.SHARED, 0, 1_040), (Tax.SET_ASIDE, 130, 910)):
        [one] = assess(plan(share(), tax=tax), sold, LEADER_ONLY).lines
        assert (one.tax_minor, one.residual_minor, one.paid_out_minor) == (aside, residual, 90)


@pytest.mark.parametrize(("percent", "residual", "shortfall"), [("99", 10, 0), ("100", 0, 0)])
def test_a_line_may_be_promised_whole(percent: str, residual: int, shortfall: int) -> None:
    """All of a line may be promised, to the unit."""
    [one] = assess(plan(share(percent)), order(1_000), LEADER_ONLY).lines
    assert (one.residual_minor, one.shortfall_minor) == (residual, shortfall)


def test_a_bearer_pays_the_difference() -> None:
    """A fen more than there is, and the platform puts it in."""
    of = plan(pay(PerUnit(cny(1_001))), bearer="platform", parties={"platform": "PF"})
    [one] = assess(of, order(1_000), LEADER_ONLY).lines
    assert (one.residual_minor, one.shortfall_minor, one.bearer_party) == (0, 1, "PF")
    [one] = assess(of, order(1_001), LEADER_ONLY).lines
    assert (one.residual_minor, one.shortfall_minor, one.bearer_party) == (0, 0, "")


def test_parties_are_named_by_credits_facts_or_the_plan() -> None:
    """Credits first, then the plan's own parties, then the store, member and supplier of the facts."""
    of = plan(
        *(pay(Rate.percent(1), role, role) for role in ("fund", "member", "supplier", "brand")),
        parties={"fund": "F1", "brand": "B1"},
    )
    sold = order(line("1", 1_000, about={"supplier": "G1"}), member="M1")
    got = {
        accrual.rule: accrual.party for _, accrual in assess(of, sold, Credits.single(brand="B2")).accruals
    }
    assert got == {"fund": "F1", "member": "M1", "supplier": "G1", "brand": "B2"}
    assert assess(of, sold).lines[0].residual_party == "S1"


def other(**words: object) -> Plan:
    """Return a plan with something else in it."""
    return plan(share(), **words)


def month(total: str) -> Tiers:
    """Return a table that counts something over a month."""
    return Tiers(TierMode.GRADUATED, Measure(total, period="month"), [Tier(cny(0) if total == "paid" else 0)])


RESTATED: Final = pay(
    Tiers(
        TierMode.GRADUATED,
        Measure(period="month"),
        [Tier(cny(0), Rate.percent(1))],
        on_refund=OnRefund.RESTATE,
    ),
    scope=Scope.PERIOD,
)

BAD: dict[str, Bad] = {
    "no id": (lambda: Plan("", 1, "CNY", residual="store", rules=[]), InvalidIdError, "plan id", "方案编号"),
    "version zero": (lambda: other(version=0), InvalidPlanError, "version: a whole number from 1 (0)", "从 1 开始"),
    "a true version": (lambda: other(version=True), InvalidPlanError, "a whole number from 1", "从 1 开始"),
    "a version in words": (lambda: other(version="1"), InvalidPlanError, "a whole number from 1", "从 1 开始"),
    "no currency": (lambda: Plan("p", 1, "XXZ", residual="store", rules=[share()]), UnknownCurrencyError, "XXZ", "XXZ"),
    "no residual": (lambda: other(residual="The Store"), InvalidRoleError, "The Store", "The Store"),
    "60: no zone": (lambda: other(zone="Mars/Base"), InvalidTimeError, "Mars/Base", "Mars/Base"),
    "a rule twice": (lambda: plan(share(), share()), InvalidIdError, "base", "base"),
    "rules that look alike": (lambda: plan(share(), share("1", "Base")), InvalidIdError, "Base", "Base"),
    "alike through an override": (
        lambda: other(overrides=[Override(stores="S1", rules=[share("1", "BASE")])]),
        InvalidIdError, "BASE", "BASE",
    ),
    "not a rule": (lambda: plan("8%"), InvalidPlanError, "plan, rule: is of another kind", "类型"),  # type: ignore[arg-type]  # a word
    "not a chain": (lambda: other(chains=["waterfall"]), InvalidPlanError, "plan, chain", "类型"),
    "not an override": (lambda: other(overrides=["S1"]), InvalidPlanError, "plan, override", "类型"),
    "not a way": (lambda: other(missing="lapse"), InvalidPlanError, "plan, way when nobody is there", "类型"),
    "not a tax": (lambda: other(tax="set_aside"), InvalidPlanError, "plan, handling of tax", "类型"),
    "not a window": (lambda: other(effective="2026"), InvalidPlanError, "plan, window", "类型"),
    "not an enrolment": (lambda: other(enrolment=cny(1)), InvalidPlanError, "plan, enrolment", "类型"),
    "38: dollars in a yuan plan": (lambda: plan(pay(PerUnit(Money.of("1", "USD")))), InvalidPlanError, "rule base: an amount in another currency than the plan's (USD)", "币种"),
    "a tier in dollars": (
        lambda: plan(pay(Tiers(TierMode.GRADUATED, Measure(period="month"), [Tier(Money.of("0", "USD"))]))),
        InvalidPlanError, "another currency", "币种",
    ),
    "paying the residual party": (lambda: plan(pay(Rate.percent(1), pays="store")), InvalidPlanError, "keeps the rest anyway", "余额本来就归它"),
    "dropping nothing": (lambda: other(overrides=[Override(stores="S1", drops="bass")]), UnknownRuleError, "override names rule bass", "bass"),
    "a party with a slash": (lambda: other(parties={"fund": "a/b"}), InvalidIdError, "a/b", "a/b"),
    "a party of no role": (lambda: other(parties={"The Fund": "F1"}), InvalidRoleError, "The Fund", "The Fund"),
    "three levels": (lambda: other(referral=("sponsor", "creator", "host"), depth_reason="x"), InvalidPlanError, "three or more levels", "三级"),
    "two levels without a reason": (lambda: other(referral=("sponsor", "creator")), InvalidPlanError, "need a depth_reason", "depth_reason"),
    "restating what is capped": (
        lambda: plan(RESTATED, bounds=[Bound(role=Role.LEADER, per="line", at_most=cny(1))]),
        InvalidPlanError, "rule base: a restated table stands under no bound", "不能再设封顶保底",
    ),
    "restating in a chain": (
        lambda: plan(RESTATED, chains=[Composition(Chain.WATERFALL, (Role.HOST, Role.LEADER))]),
        InvalidPlanError, "and in no chain (base)", "级差或逐级分配链",
    ),
    "an override that counts otherwise": (
        lambda: plan(pay(month("paid")), overrides=[Override(stores="S1", rules=[pay(month("quantity"))])]),
        InvalidPlanError, "rule base: an override counts what the rule counts (paid)", "考核口径应与原规则一致",
    ),
    "resting on oneself through another": (
        lambda: plan(
            pay(Rate.percent(1), "a", "host", base=Base.of_role(Role.LEADER)),
            share("1", "b", base=Base.of_rule("a")),
        ),
        PlanCycleError, "in a circle: a, b, a", "形成循环",
    ),
}  # fmt: skip


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_what_no_plan_can_be(bad: Bad) -> None:
    """What cannot be evaluated is refused when it is written, with where and why."""
    check_refused(bad)


def test_what_is_just_allowed() -> None:
    """The other side of the edges."""
    two = other(referral=("sponsor", "creator"), depth_reason="regional pilot")
    assert two.referral == (Role.SPONSOR, Role.CREATOR)
    assert other(referral=()).referral == ()
    same = plan(pay(month("paid")), overrides=[Override(stores="S1", rules=[pay(month("paid"))])])
    assert len(same.every_rule) == 2
    assert other(effective=Window(NOON, None)).effective == Window(NOON, None)
    beside = Bound(role=Role.HOST, per="line", at_most=cny(1))
    additive = Composition(Chain.ADDITIVE, (Role.HOST, Role.LEADER))
    host = pay(Rate.percent(1), "live", "host")
    assert plan(RESTATED, host, bounds=[beside], chains=[additive]).bounds == (beside,)
    assert other(enrolment=Enrolment(fee=cny(1), purchase_required=True)).enrolment.fee == cny(1)
    assert other(bounds=[Bound(per="line", at_most=cny(1)), Bound(per="line", at_most=cny(2))]).bounds[
        1
    ].at_most == cny(2)


def test_ten_thousand_rules_are_enough() -> None:
    """One more than the limit is refused before anything else is looked at."""
    many = [share("1", f"r{n}") for n in range(RULES_MAX + 1)]
    with pytest.raises(LimitExceededError) as refused:
        plan(*many)
    assert refused.value.data() == {"what": "rules", "given": RULES_MAX + 1, "limit": RULES_MAX}


def test_refusals_cross_processes() -> None:
    """An error that is sent elsewhere says there what it said here."""
    with pytest.raises(InvalidPlanError) as refused:
        other(version=0)
    arrived = pickle.loads(pickle.dumps(refused.value))
    assert (str(arrived), arrived.text("zh")) == (str(refused.value), refused.value.text("zh"))
