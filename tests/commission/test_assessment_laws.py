"""Laws of assessments: every unit of a line is somebody's, and nothing is lost on the way."""

import pickle
from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any, TypeVar

import attrs
from hypothesis import assume, given
from hypothesis import strategies as st

from communekit.commission import (
    Assessment,
    InvalidPlanError,
    LeftOut,
    OverCommittedError,
    PerUnit,
    Plan,
    Plans,
    Rule,
    Scope,
    Standing,
    assess,
    assess_all,
)
from communekit.commission import line as of_line
from communekit.errors import CommunekitError
from communekit.money import CNY, MINOR_MAX, AmountOutOfRangeError, Money, Rate, Rounding
from communekit.orders import Credit, Credits, Line, Order, UnknownSubjectError
from communekit.parties import Role
from communekit.period import Window
from communekit.testing.figures import SALE_AT, rates
from communekit.testing.order import Sale, orders, sales, streams
from communekit.testing.plan import plain_plans, plans
from tests.commission.model import stated_order, variant
from tests.commission.model_condition import holds
from tests.commission.shop import LEADER_ONLY, booked, cny, line, order, pay, plan, share

K = TypeVar("K")
V = TypeVar("V")
GREEDY = of_line.channel == "greedy"
any_plans = plans() | plain_plans()


def shared_out(of: Plan | Plans, stream: list[Sale]) -> list[Assessment]:
    """Return the assessments of a stream, without what was left out."""
    return [one for one in assess_all(of, stream) if isinstance(one, Assessment)]


def go_together(*versions: Plan) -> bool:
    """Say whether plans may be versions of one: a rule that counts a month counts the same in each."""
    try:
        Plans.of(versions)
    except InvalidPlanError:
        return False
    return True


def written(results: Iterable[Assessment | LeftOut]) -> str:
    """Return results as text, to the last field."""
    return repr(
        [(one.order.id, one.lines, one.moved) if isinstance(one, Assessment) else one for one in results]
    )


@given(of=any_plans, stream=streams())
def test_shares_and_residual(of: Plan, stream: list[Sale]) -> None:
    """Accruals, tax and residual of a line add up to what there is to share, and to what the bearer puts in."""
    for assessment in shared_out(of, stream):
        for one in assessment.lines:
            by_merchant = sum(d.amount.minor for d in one.line.discounts if d.is_merchant_funded)
            assert one.distributed_minor == one.line.listed.minor - by_merchant + one.line.freight.minor
            promised = sum(accrual.amount_minor for accrual in one.accruals) + one.tax_minor
            assert promised + one.residual_minor == one.distributed_minor + one.shortfall_minor
            assert min(one.residual_minor, one.shortfall_minor) == 0
            assert max(one.residual_minor, one.shortfall_minor) >= 0
            assert one.residual_party
            assert bool(one.bearer_party) is bool(one.shortfall_minor)


@given(of=any_plans, stream=streams())
def test_payee_floor(of: Plan, stream: list[Sale]) -> None:
    """Rounded down by itself, an amount is less than one unit below its exact value, and never above."""
    down = attrs.evolve(
        of,
        rules=map(_by_line, of.rules),
        overrides=[attrs.evolve(over, rules=map(_by_line, over.rules)) for over in of.overrides],
    )
    for assessment in shared_out(down, stream):
        for _, accrual in assessment.accruals:
            if accrual.terms.rule.scope is Scope.LINE and accrual.exact >= 0:
                assert 0 <= accrual.exact_minor - accrual.amount_minor < 1


def _by_line(rule: Rule) -> Rule:
    scope = Scope.PERIOD if rule.scope is Scope.PERIOD else Scope.LINE
    return attrs.evolve(rule, rounding=Rounding.DOWN, scope=scope)


@given(of=any_plans, stream=streams())
def test_one_named_rounding(of: Plan, stream: list[Sale]) -> None:
    """Each amount is a whole number that follows from its exact value, the rule's mode and the running total alone."""
    totals: dict[Any, Any] = {}
    for assessment in shared_out(of, stream):
        for one, accrual in assessment.accruals:
            rule, ticks = accrual.terms.rule, accrual.terms.ticks
            assert type(accrual.amount_minor) is int
            if rule.scope is Scope.UNIT:
                each = rule.rounding.of(accrual.exact_minor / one.line.quantity)
                assert accrual.amount_minor == int(each * one.line.quantity)
                continue
            before = Fraction(accrual.before) / ticks
            rounded = rule.rounding.of(before + accrual.exact_minor) - rule.rounding.of(before)
            assert accrual.amount_minor == rounded
            scopes = {Scope.LINE: one.line.id + assessment.order.id, Scope.ORDER: assessment.order.id}
            label = accrual.working.measured.label if accrual.working.measured else ""
            scope = (scopes.get(rule.scope, label), rule, accrual.party, rule.scope)
            assert before == totals.get(scope, 0)
            totals[scope] = before + accrual.exact_minor


@given(of=any_plans, stream=streams(), foreign=st.booleans())
def test_nothing_silently_zero(of: Plan, stream: list[Sale], *, foreign: bool) -> None:
    """Every order of a batch is shared out or left out with a reason; every rule pays, loses, is unknown or says no."""
    if foreign:
        other = Order("X1", "S1", [Line.of("1", "tea", "5", currency="JPY")], SALE_AT, SALE_AT)
        lost = Credits([Credit(Role.LEADER, "L1", line="no such line")])
        stream = [*stream, (other, Credits()), (attrs.evolve(stream[0][0], id="X2"), lost)]
    results = list(assess_all(of, stream))
    assert len(results) == len(stream)
    for result, (sold, credits_) in zip(results, stream, strict=True):
        if isinstance(result, LeftOut):
            assert result.order == sold.id
            assert result.code == result.reason.code
            assert result.reason.text("zh")
            continue
        for one in result.lines:
            paid = {accrual.rule for accrual in one.accruals}
            lost_rules = {lost.rule for lost in one.lost}
            unknown = {unknown.rule for unknown in one.decision.unknown}
            for rule_id in stated_order(of):
                _, rule = variant(of, rule_id, one.line, sold, credits_)
                said = rule is not None and holds(rule.when, one.line, sold, credits_)
                assert (rule_id in paid) + (rule_id in lost_rules) == (said is True), rule_id
                assert (rule_id in unknown) == (said is None), rule_id


def test_credits_of_no_line_are_not_lost_without_a_word() -> None:
    """A credit for a line that the order does not have leaves the order out, and says which line."""
    lost = Credits([Credit(Role.LEADER, "L1", line="9")])
    left = next(assess_all(plan(share()), [(order(), lost)]))
    assert isinstance(left, LeftOut)
    assert isinstance(left.reason, UnknownSubjectError)
    assert left.reason.data() == {"kind": "line", "subject": "9", "within": "O1"}


@given(of=any_plans, stream=streams(most=4), cuts=st.sets(st.integers(0, 4)))
def test_batch_independence(of: Plan, stream: list[Sale], cuts: set[int]) -> None:
    """However a stream is cut, with the standing handed on, the results and the standing are the same."""
    whole = assess_all(of, stream)
    expected = list(whole)
    standing = Standing()
    made: list[Assessment | LeftOut] = []
    for start, end in pairwise(sorted({0, *cuts, len(stream)})):
        batch = assess_all(of, stream[start:end], standing=standing)
        made.extend(batch)
        standing = batch.standing
    assert written(made) == written(expected)
    assert standing == whole.standing
    assert repr(list(standing)) == repr(list(whole.standing))


@given(of=any_plans, stream=streams())
def test_batch_of_one(of: Plan, stream: list[Sale]) -> None:
    """One order at a time, with what moved handed on, comes to the same as the stream."""
    expected = list(assess_all(of, stream))
    standing, made = Standing(), list[Assessment | LeftOut]()
    for sold, credits_ in stream:
        try:
            made.append(assess(of, sold, credits_, standing=standing))
        except CommunekitError as reason:
            made.append(LeftOut(sold.id, reason))
        else:
            standing = standing.moved(made[-1].moved)  # type: ignore[union-attr]  # just appended
    assert written(made) == written(expected)


@given(of=any_plans, stream=streams(), data=st.data())
def test_refusal_is_atomic(of: Plan, stream: list[Sale], data: st.DataObject) -> None:
    """An order that promises too much leaves the standing byte-identical: it is as if it had never come."""
    eaters = (Role("glutton"), Role("miser"))
    all_of_it = [pay(Rate.of("1"), f"all for {eater}", eater, when=GREEDY) for eater in eaters]
    greedy = attrs.evolve(of, bearer=None, rules=[*of.rules, *all_of_it], bounds=())
    sold, credits_ = stream[0]
    lines = [
        attrs.evolve(one, listed=one.listed + cny(100), freight=cny(0), channel="greedy")
        for one in sold.lines
    ]
    refused = attrs.evolve(sold, id="X1", lines=lines)
    place = data.draw(st.integers(0, len(stream)))
    fed = Credits([*credits_, *(Credit(eater, "E1") for eater in eaters)])
    run = assess_all(greedy, [*stream[:place], (refused, fed), *stream[place:]])
    made = [next(run) for _ in range(place)]
    before = pickle.dumps(dict(run.standing.rows))
    left = next(run)
    assert isinstance(left, LeftOut)
    assert isinstance(left.reason, OverCommittedError)
    assert pickle.dumps(dict(run.standing.rows)) == before
    assert written([*made, *run]) == written(assess_all(greedy, stream))


@given(of=any_plans, stream=streams(), later=any_plans)
def test_frozen_promise(of: Plan, stream: list[Sale], later: Plan) -> None:
    """A version that comes later, whatever it says, changes nothing of what was promised before; replay is the same."""
    ends = SALE_AT.replace(year=2027)
    first = attrs.evolve(of, effective=Window(SALE_AT.replace(year=2025), ends))
    second = attrs.evolve(later, version=2, effective=Window(ends, None))
    assume(go_together(first, second))
    alone = written(assess_all(first, stream))
    assert written(assess_all(first, stream)) == alone
    assert written(assess_all(Plans.of([second, first]), stream)) == alone
    assert written(assess_all(Plans.of([first, second]), stream)) == alone


@given(of=any_plans, stream=streams())
def test_order_of_rules_is_stated(of: Plan, stream: list[Sale]) -> None:
    """The order of dictionaries, of credits' storage and of facts has no say: only the order of the plan's rules has."""
    turned = attrs.evolve(of, stacking=turned_round(of.stacking), parties=turned_round(of.parties))
    told = [
        (
            attrs.evolve(
                sold,
                about={who: turned_round(facts) for who, facts in turned_round(sold.about).items()},
                lines=[attrs.evolve(one, attributes=turned_round(one.attributes)) for one in sold.lines],
            ),
            Credits(sorted(credits_, key=lambda credit: credit.role, reverse=True)),
        )
        for sold, credits_ in stream
    ]
    assert turned == of
    assert [one.lines for one in shared_out(turned, told)] == [one.lines for one in shared_out(of, stream)]


def turned_round(table: Mapping[K, V]) -> dict[K, V]:
    """Return the same mapping, stored the other way round."""
    return dict(reversed(list(table.items())))


@given(of=plans(bounded=False), sale=sales(), data=st.data())
def test_side_by_side_rules_commute(of: Plan, sale: Sale, data: st.DataObject) -> None:
    """Rules that only add up may be stated in any order: everybody gets the same."""
    of = attrs.evolve(
        of, stacking={}, rules=[attrs.evolve(rule, replaces=()) for rule in of.rules], overrides=()
    )
    mixed = attrs.evolve(of, rules=data.draw(st.permutations(of.rules)))
    one, other = (next(assess_all(each, [sale])) for each in (of, mixed))
    if isinstance(one, Assessment) and isinstance(other, Assessment):
        assert booked(one) == booked(other)
    else:
        assert type(one) is type(other)


@given(sold=orders(), low=rates(), more=rates())
def test_monotone_in_the_rate(sold: Order, low: Rate, more: Rate) -> None:
    """A higher rate never lowers what its payee gets."""
    high = Rate(low.share + more.share)
    got = [assess(plan(pay(rate)), sold, LEADER_ONLY).earned_by("L1") for rate in (low, high)]
    assert got[0] <= got[1]


@given(sold=orders(), rate=rates(), data=st.data())
def test_monotone_in_the_amount(sold: Order, rate: Rate, data: st.DataObject) -> None:
    """A line that was listed higher never lowers what a share of it pays."""
    place = data.draw(st.integers(0, len(sold.lines) - 1))
    lines = list(sold.lines)
    lines[place] = attrs.evolve(
        lines[place], listed=lines[place].listed + data.draw(st.integers(0, 500).map(cny))
    )
    got = [
        assess(plan(pay(rate)), each, LEADER_ONLY).earned_by("L1")
        for each in (sold, attrs.evolve(sold, lines=lines))
    ]
    assert got[0] <= got[1]


@given(
    listed=st.integers(MINOR_MAX - 50, MINOR_MAX) | st.integers(0, MINOR_MAX),
    freight=st.integers(0, MINOR_MAX),
    bps=st.integers(0, 10_000),
)
def test_range(listed: int, freight: int, bps: int) -> None:
    """At the edge of the range amounts are exact to the unit, or the order is refused; nothing wraps."""
    sold = order(line(minor=listed, freight=cny(freight)))
    rate = Rate.bps(bps)
    of = plan(pay(rate), pay(rate, "twice", when=GREEDY))
    left = next(assess_all(of, [(sold, LEADER_ONLY)]))
    if listed + freight > MINOR_MAX:
        assert isinstance(left, LeftOut)
        assert isinstance(left.reason, AmountOutOfRangeError)
        return
    assert isinstance(left, Assessment)
    assert left.earned_by("L1").minor == listed * bps // 10_000
    assert left.residual.minor == listed + freight - listed * bps // 10_000


def test_range_holds_for_what_a_bearer_puts_in() -> None:
    """A bearer's promise beyond the range is refused at the door."""
    of = plan(pay(PerUnit(Money(MINOR_MAX, CNY))), bearer="platform", parties={"platform": "PF"})
    assert assess(of, order(line(minor=0)), LEADER_ONLY).lines[0].shortfall_minor == MINOR_MAX
    left = next(assess_all(of, [(order(line(minor=0, quantity=2)), LEADER_ONLY)]))
    assert isinstance(left, LeftOut)
    assert left.code == AmountOutOfRangeError.code
