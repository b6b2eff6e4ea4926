"""Laws of bounds: a cap holds for the sum that it covers, however that sum is sliced."""

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from fractions import Fraction

import attrs
from hypothesis import given
from hypothesis import strategies as st

from communekit.commission import (
    Accrual,
    Assessment,
    Bound,
    LeftOut,
    OnRefund,
    Plan,
    Rule,
    Scope,
    Tiers,
    assess,
    assess_all,
)
from communekit.money import Money, Rate, Rounding
from communekit.orders import Credits
from communekit.parties import Role
from communekit.testing.order import Sale, streams
from communekit.testing.plan import keeping, plain_plans, plans
from tests.commission.model import label_of
from tests.commission.shop import LEADER_ONLY, NOON, booked, cny, order, pay, plan, run, share

any_plans = plans() | plain_plans()


def capped(of: Plan) -> Plan:
    """Return a plan of caps alone, in which every amount is rounded down: the policy under which caps hold.

    A floor that is applied later may lift above a cap; a payee whose amounts are rounded up, or as a running total
    that is wider than the cap's own scope, may get up to a unit more than what a cap lets through.
    """
    bounds = [attrs.evolve(bound, at_least=None) for bound in of.bounds if bound.at_most is not None]
    texts = {bound.text: bound for bound in bounds}

    return attrs.evolve(
        of,
        rules=map(rounded_down, of.rules),
        overrides=[
            attrs.evolve(override, rules=map(rounded_down, override.rules)) for override in of.overrides
        ],
        bounds=texts.values(),
    )


def rounded_down(rule: Rule) -> Rule:
    """Return a rule whose amounts are rounded down, each by itself; a month that is restated is rounded as one."""
    restated = isinstance(rule.rate, Tiers) and rule.rate.on_refund is OnRefund.RESTATE
    return attrs.evolve(rule, rounding=Rounding.DOWN, scope=Scope.PERIOD if restated else Scope.LINE)


def covered(bound: Bound, accrual: Accrual) -> bool:
    """Whether a bound is about an amount."""
    if bound.rule:
        return bound.rule == accrual.rule
    return bound.role in (None, accrual.role)


def limit(bound: Bound, shared: int) -> Fraction:
    """Return a cap in minor units, where so much is shared."""
    if isinstance(bound.at_most, Rate):
        return bound.at_most.share * shared
    assert isinstance(bound.at_most, Money)
    return Fraction(bound.at_most.minor)


def total(bound: Bound, accruals: Iterable[Accrual]) -> int:
    """Return what a bound covers of some amounts."""
    return sum(accrual.amount_minor for accrual in accruals if covered(bound, accrual))


@given(of=any_plans, stream=streams())
def test_cap_holds(of: Plan, stream: list[Sale]) -> None:
    """No line, no order and no party's month gets more than the caps say, with bonuses of later rules counted in."""
    of = capped(of)
    made = [one for one in assess_all(of, stream) if not isinstance(one, LeftOut)]
    if any(accrual.exact < 0 for one in made for _, accrual in one.accruals):
        return  # A table that pays less for more may give back what a cap had cut.
    for bound in of.bounds:
        for one in made:
            if bound.per == "line":
                for each in one.lines:
                    assert total(bound, each.accruals) <= limit(bound, each.distributed_minor)
            elif bound.per == "order":
                shared = sum(each.distributed_minor for each in one.lines)
                assert total(bound, [accrual for _, accrual in one.accruals]) <= limit(bound, shared)
        if bound.is_period:
            for minor in by_period(of, bound, made).values():
                assert minor <= limit(bound, 0)


def by_period(of: Plan, bound: Bound, made: Iterable[Assessment]) -> Counter[tuple[str, str]]:
    """Return what a bound of a period covers, by period and party; the budget's for all together."""
    found: Counter[tuple[str, str]] = Counter()
    for one in made:
        label = label_of(of, bound.per, one.order)
        for _, accrual in one.accruals:
            if covered(bound, accrual):
                found[label, accrual.party if bound.rule or bound.role else ""] += accrual.amount_minor
    return found


@given(parts=st.lists(st.integers(0, 2_000), min_size=1, max_size=5), cap=st.integers(0, 400))
def test_cap_holds_over_slices(parts: list[int], cap: int) -> None:
    """An order capped as a whole pays, to less than a unit a line, the cap or what it had earned, however it is cut."""
    capped_order = plan(share("10"), bounds=[Bound(role=Role.LEADER, per="order", at_most=cny(cap))])
    got = assess(capped_order, order(*parts), LEADER_ONLY)
    exact = sum((accrual.exact_minor for _, accrual in got.accruals), Fraction(0))
    assert exact == min(Fraction(sum(parts), 10), cap)
    assert exact - len(parts) < got.earned(Role.LEADER).minor <= exact


@given(
    parts=st.lists(st.integers(1, 2_000), min_size=1, max_size=5),
    cap=st.integers(0, 400),
    cut=st.integers(0, 5),
)
def test_cap_holds_over_a_month(parts: list[int], cap: int, cut: int) -> None:
    """A month's cap lets through the first that is earned, whichever orders and lines it comes from."""
    month = plan(
        share("10", scope=Scope.LINE), bounds=[Bound(role=Role.LEADER, per="month", at_most=cny(cap))]
    )
    first = order(*parts[:cut]) if parts[:cut] else None
    rest = order(*parts[cut:], order_id="O2", at=NOON + timedelta(days=1)) if parts[cut:] else None
    made, _ = run(month, [each for each in (first, rest) if each is not None])
    exact = sum((accrual.exact_minor for one in made for _, accrual in one.accruals), Fraction(0))
    assert exact == min(Fraction(sum(parts), 10), cap)


@given(amount=st.integers(0, 3_000), floor=st.integers(0, 200), cap=st.integers(0, 200))
def test_floor_lifts_what_is_earned(amount: int, floor: int, cap: int) -> None:
    """A floor lifts what is earned up to it and a cap cuts down to it; of nothing, nothing is lifted."""
    both = Bound(rule="base", per="line", at_least=cny(floor), at_most=cny(floor + cap))
    of = plan(share("10"), bounds=[both], bearer="platform", parties={"platform": "PF"})
    got = assess(of, order(amount), LEADER_ONLY).earned_by("L1").minor
    assert got == (0 if amount == 0 else min(max(amount // 10, floor), floor + cap))


@given(
    amount=st.integers(1, 3_000),
    cap=st.integers(0, 300),
    one=st.integers(0, 3_000),
    two=st.integers(1, 3_000),
)
def test_cut_is_laid_in_proportion(amount: int, cap: int, one: int, two: int) -> None:
    """What a cap lets through is laid over its members in exact proportion of what they had earned."""
    first, second = (pay(Rate.bps(bps), name) for bps, name in ((one, "first"), (two, "second")))
    of = plan(first, second, bounds=[Bound(role=Role.LEADER, per="line", at_most=cny(cap))])
    accruals = {accrual.rule: accrual for _, accrual in assess(of, order(amount), LEADER_ONLY).accruals}
    assert accruals["first"].exact_minor * two == accruals["second"].exact_minor * one
    assert sum(accrual.exact_minor for accrual in accruals.values()) == min(
        Fraction(amount * (one + two), 10_000), cap
    )


@given(of=plain_plans(), stream=streams())
def test_bound_of_nothing_changes_nothing(of: Plan, stream: list[Sale]) -> None:
    """A cap that is never reached leaves every amount as it was, on whichever way through the engine."""
    high = [Bound(per=per, at_most=cny(10**12)) for per in ("line", "order", "month")]
    free = attrs.evolve(of, rules=[keeping(rule, high, set()) for rule in of.rules], bounds=())
    bounded = attrs.evolve(free, bounds=high)
    one, other = ([_amounts(each) for each in assess_all(way, stream)] for way in (free, bounded))
    assert one == other


def _amounts(result: Assessment | LeftOut) -> object:
    return result.code if isinstance(result, LeftOut) else booked(result)


def test_budget_caps_everybody_together() -> None:
    """The budget of a plan is for all roles; the residual party's rest is not of it."""
    of = plan(
        share("10"),
        pay(Rate.percent("30"), "grow", "supplier"),
        bounds=[Bound(per="order", at_most=cny(100))],
    )
    got = assess(of, order(1_000), Credits.single(leader="L1", supplier="G1"))
    assert booked(got) == {("1", "base", "L1"): 25, ("1", "grow", "G1"): 75}
    assert got.residual == cny(900)
