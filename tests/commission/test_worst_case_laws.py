"""What always holds of the worst case: no order is promised more, and an order shows that it is not less."""

from fractions import Fraction

import attrs
from hypothesis import given
from hypothesis import strategies as st

from communekit.commission import (
    AssessedLine,
    Base,
    Bound,
    Measure,
    Plan,
    Rule,
    Scope,
    Standing,
    Tax,
    Tier,
    TierMode,
    Tiers,
    assess,
    line,
)
from communekit.commission.lint import worst_case
from communekit.commission.lint.along import Along
from communekit.commission.lint.cases import absences
from communekit.commission.lint.promise import Promise
from communekit.commission.lint.witness import borne
from communekit.errors import CommunekitError
from communekit.money import CNY, Money, Rate
from communekit.orders import Credits, Discount, Line, Order, Product
from communekit.parties import Role
from communekit.period import Window
from communekit.testing.figures import rates
from communekit.testing.order import Sale, sales
from communekit.testing.plan import plans

WINDOW = Window.parse("2026-01-01T00:00:00Z/..")
cny = Money.cny


def promised(one: AssessedLine) -> Fraction:
    """Return what the engine promises on a line, before rounding, in minor units."""
    return sum((accrual.exact_minor for accrual in one.accruals), Fraction(0))


def roundings(one: AssessedLine) -> int:
    """Return how much the roundings of rules that others rest on can come to, in minor units."""
    return 3 * len(one.accruals) + 2


# Shares ----------------------------------------------------------------------------------------------------


@st.composite
def share_plans(draw: st.DrawFn) -> Plan:
    """Draw a plan of shares alone: conditions, stacking, chains, caps and overrides as in any plan."""
    plan = draw(plans(tiers=False, rules_max=3))

    def of_shares(rule: Rule) -> Rule:
        base = Base.PAID if rule.base == Base.LISTED else rule.base
        return attrs.evolve(rule, rate=draw(rates()), base=base, scope=Scope.LINE)

    return attrs.evolve(
        plan,
        rules=tuple(map(of_shares, plan.rules)),
        overrides=tuple(attrs.evolve(one, rules=tuple(map(of_shares, one.rules))) for one in plan.overrides),
        bounds=tuple(bound for bound in plan.bounds if bound.at_least is None),
        tax=Tax.SHARED,
    )


@given(plan=share_plans(), sold=st.lists(sales(), min_size=1, max_size=2))
def test_the_worst_case_is_an_upper_bound_and_attained_by_its_witness(plan: Plan, sold: list[Sale]) -> None:
    """No line, shipped, discounted or split among several, is promised more; the order that is shown is not less."""
    worst = worst_case(plan)
    assert worst.is_decided
    share = max(worst.share, worst.freight_share)
    for sale in sold:
        try:
            result = assess(borne(plan), *sale)
        except CommunekitError:
            continue
        for one in result.lines:
            assert promised(one) <= share * one.distributed_minor + roundings(one)
    if worst.is_reached:
        assert worst.witness is not None
        assert worst.amount is not None
        (one,) = worst.witness.assessed(plan).lines
        there = one.distributed_minor
        assert there == worst.amount.minor
        assert worst.share * there <= promised(one) <= worst.share * there + roundings(one)


@st.composite
def plain_plans(draw: st.DrawFn) -> Plan:
    """Draw a plan of shares of what is paid, without limits: the kind that most shops have."""
    plan = draw(share_plans())

    def of_paid(rule: Rule) -> Rule:
        return attrs.evolve(rule, base=Base.PAID, missing=None)

    return attrs.evolve(
        plan,
        rules=tuple(map(of_paid, plan.rules)),
        overrides=tuple(attrs.evolve(one, rules=tuple(map(of_paid, one.rules))) for one in plan.overrides),
        bounds=(),
        chains=(),
        stacking={},
    )


@given(plan=plain_plans())
def test_the_worst_case_of_shares_of_what_is_paid_is_exact(plan: Plan) -> None:
    """Without limits and chains the share is not an upper bound but what an order is promised."""
    worst = worst_case(plan)
    assert worst.is_reached or not worst.share


# Everything else -------------------------------------------------------------------------------------------


@given(plan=plans(rules_max=3), sold=st.lists(sales(lines_max=2), min_size=1, max_size=2))
def test_a_promise_is_at_least_what_the_engine_pays(plan: Plan, sold: list[Sale]) -> None:
    """For any plan, flat amounts, tables and floors among it, the curve is an upper bound at the amount of the line.

    Lines without freight or a discount of the merchant's side; one party where a table counts each party's period.
    """
    plan = attrs.evolve(plan, tax=Tax.SHARED)
    standing = Standing()
    for number, (order, credits_) in enumerate(sold):
        lines = [_undiscounted(each) for each in order.lines]
        try:
            result = assess(
                borne(plan), attrs.evolve(order, id=f"O{number}", lines=lines), credits_, standing=standing
            )
        except CommunekitError:
            continue
        standing = standing.moved(result.moved)
        for one in result.lines:
            kept = [clause for clauses in one.decision.generations for clause in clauses]
            by_rule = [accrual.rule for accrual in one.accruals]
            several = any(
                clause.table is not None and clause.table.measure.period and by_rule.count(clause.rule.id) > 1
                for clause in kept
            )
            amount = one.distributed_minor
            along = Along.plain(amount, amount, quantity=one.line.quantity)
            made = [Promise(plan, kept, along, absence=absence) for absence in absences(kept)]
            if not several and not any(promise.unbounded for promise in made):
                most = max(promise.total.at(amount) for promise in made)
                assert promised(one) <= most + roundings(one)


def _undiscounted(sold: Line) -> Line:
    """Return a line without freight that is listed at what there is to share."""
    others = [Discount(Role.PLATFORM, each.amount) for each in sold.discounts if not each.is_merchant_funded]
    return attrs.evolve(sold, listed=sold.distributed, discounts=others, freight=None)


@given(
    share=st.integers(0, 99),
    flat=st.integers(1, 500),
    per_unit=st.booleans(),
    amount=st.integers(0, 2_000),
)
def test_below_the_break_even_amount_more_is_promised_than_there_is(
    share: int, flat: int, per_unit: bool, amount: int
) -> None:
    """Both sides of the edge: a line below it promises more than there is, one at or above it does not."""
    measure = Measure("quantity", per="line")
    units = Tiers(TierMode.VOLUME, measure, [Tier(0, per_unit=Money(flat, CNY))])
    flats = Tiers(TierMode.VOLUME, Measure("paid", per="line"), [Tier(cny("0"), flat=Money(flat, CNY))])
    rules = [
        Rule("share", Role.SUPPLIER, Rate.percent(share)),
        Rule("fixed", Role.LEADER, units if per_unit else flats),
    ]
    plan = Plan("p", 1, "CNY", residual=Role.STORE, rules=rules)
    worst = worst_case(plan)
    assert worst.break_even is not None
    order = Order("O1", "S1", [Line("1", Product("P"), 1, Money(amount, CNY))], WINDOW.start, WINDOW.start)
    (one,) = assess(borne(plan), order, Credits.single(supplier="G", leader="L")).lines
    assert (promised(one) > amount) == (amount < worst.break_even.minor)


@given(cap=st.integers(1, 300), share=st.integers(1, 100), amount=st.integers(1, 10_000))
def test_a_cap_in_money_does_not_lower_the_share_of_small_lines(cap: int, share: int, amount: int) -> None:
    """The greatest share is that of the lines below the cap, unless no line is so small."""
    rule = Rule("base", Role.LEADER, Rate.percent(share))
    bound = Bound(role=Role.LEADER, per="order", at_most=Money(cap, CNY))
    plan = Plan("p", 1, "CNY", residual=Role.STORE, rules=[rule], bounds=[bound])
    assert worst_case(plan).share == min(Fraction(share, 100), Fraction(cap))
    large = attrs.evolve(plan, rules=(attrs.evolve(rule, when=line.paid >= Money(amount, CNY)),))
    assert worst_case(large).share == min(Fraction(share, 100), Fraction(cap, amount))
