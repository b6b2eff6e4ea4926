"""What an explanation says adds up, follows from its own steps, and leaves no rule out."""

import json
from collections.abc import Iterator
from fractions import Fraction
from math import ceil
from unicodedata import east_asian_width

from hypothesis import given
from hypothesis import strategies as st

from communekit.codec import write_json
from communekit.commission import (
    AssessedLine,
    Assessment,
    Bound,
    Chain,
    Composition,
    Explanation,
    LeftOut,
    Measure,
    Missing,
    OnRefund,
    Plan,
    Reversal,
    Rule,
    Scope,
    Standing,
    TierMode,
    Why,
    assess,
    assess_all,
    explain,
    read_assessment,
    reverse,
    write_assessment,
)
from communekit.commission.explanation import (
    Bounded,
    Chained,
    Earned,
    ExplainedLine,
    ExplainedRefund,
    How,
    Laid,
    OfBase,
    OfFlat,
    OfTiers,
    OfUnits,
    Portion,
    Rounded,
    Shared,
    Step,
    TakenBack,
)
from communekit.errors import CommunekitError
from communekit.money import CNY, Rate, Rounding
from communekit.orders import Credit, Credits, Order, Refund
from communekit.parties import Role
from communekit.testing.figures import CHAINED, moneys, rates
from communekit.testing.order import Sale, orders, sales, streams
from communekit.testing.plan import bounds, plans
from communekit.testing.refund import refunds_of
from communekit.testing.rule import tables

PARTIES = ("L1", "L2", "B1", "U1", "P1", "A1", "D2", "G1", "H1", "F1", "S1", "PF", "nobody")


def assessed(plan: Plan, stream: list[Sale]) -> Iterator[Assessment]:
    """Yield what of a stream could be shared out."""
    for one in assess_all(plan, stream):
        if not isinstance(one, LeftOut):
            yield one


def sale_lines(explanation: Explanation) -> Iterator[ExplainedLine]:
    """Yield the lines of an order that is explained."""
    for line in explanation.lines:
        assert isinstance(line, ExplainedLine)
        yield line


@st.composite
def chained_plans(draw: st.DrawFn) -> Plan:
    """Draw a plan of roles in a chain under caps of lines, orders and periods; no table takes back what it gave."""
    month = Measure("paid", period="month")
    rules = [
        Rule(
            f"r{number}",
            draw(st.sampled_from(CHAINED)),
            draw(rates() | tables(measure=month, mode=mode, monotone=True, on_refund=OnRefund.KEEP)),
            scope=draw(st.sampled_from((Scope.LINE, Scope.ORDER))),
            rounding=draw(st.sampled_from(Rounding)),
        )
        for number in range(draw(st.integers(2, 3)))
        for mode in (draw(st.sampled_from((TierMode.GRADUATED, TierMode.VOLUME))),)
    ]
    paid = tuple(sorted({rule.pays for rule in rules}))
    any_bound = bounds(tuple(rule.id for rule in rules), paid)
    period_cap = st.builds(
        Bound, per=st.sampled_from(("day", "month")), role=st.sampled_from(paid), at_most=moneys(80)
    )
    chosen = draw(
        st.lists(any_bound | period_cap | period_cap, max_size=3, unique_by=lambda bound: bound.text)
    )
    return Plan(
        "chained",
        1,
        CNY,
        residual=Role.STORE,
        rules=rules,
        chains=[Composition(draw(st.sampled_from((Chain.DIFFERENTIAL, Chain.WATERFALL))), CHAINED)],
        bounds=chosen,
        bearer=Role.PLATFORM,
        missing=draw(st.sampled_from((Missing.lapse(), Missing.roll_up(), Missing.house("H1")))),
        parties={Role.PLATFORM: "PF"},
    )


@st.composite
def chained_sales(draw: st.DrawFn) -> list[Sale]:
    """Draw orders of which several parties share each role of a chain."""
    stream: list[Sale] = []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        sold = draw(orders(f"O{number}", lines_max=2))
        given_to: list[Credit] = []
        for role in CHAINED:
            share = draw(st.fractions(0, 1, max_denominator=4))
            names = (f"{role}1", f"{role}2")
            for party, part in zip(names, (share, 1 - share), strict=True):
                given_to.append(
                    Credit(role, party, share=Rate(part), active=draw(st.sampled_from((True, True, False))))
                )
        stream.append((sold, Credits(given_to)))
    return stream


# By hand ---------------------------------------------------------------------------------------------------


def portion_by_hand(portion: Portion) -> Fraction:
    """Return what a portion's own figures come to."""
    tier = portion.tier
    each = Fraction(0) if tier.share is None else tier.share.share
    if tier.per_unit is not None:
        each = Fraction(tier.per_unit.minor)
    return portion.units * each + portion.on_reaching


def tiers_by_hand(step: OfTiers) -> Fraction:
    """Return what a table's own figures come to; the units of a graduated table are what was counted."""
    for portion in (*step.portions, *step.already):
        assert portion_by_hand(portion) == portion.amount
        assert portion.tier == step.tiers.steps[portion.number - 1]
    plain = not any(tier.block or tier.lifts for tier in step.tiers.steps)
    if (
        step.tiers.mode is TierMode.GRADUATED
        and plain
        and step.after
        and (step.is_average or step.scale == 1)
    ):
        counted = sum(portion.units for portion in step.portions)
        assert counted in (step.after - step.before, step.base_minor)
    earned = sum((portion.amount for portion in step.portions), Fraction(0))
    return step.scale * earned - sum((portion.amount for portion in step.already), Fraction(0))


def rounded_by_hand(step: Rounded, exact: Fraction) -> int:
    """Return an amount rounded once over its scope."""
    round_: Rounding = step.rounding
    if step.scope is Scope.UNIT:
        return int(round_.of(exact / step.units) * step.units)
    return round_.of(step.running + exact) - round_.of(step.running)


def by_hand(step: Step, before: Fraction) -> Fraction | int:
    """Return what a step comes to, from its own fields and the result before it."""
    match step:
        case OfBase():
            return step.amount_minor * step.rate.share
        case OfUnits():
            counted = max(step.quantity - step.rate.free, 0)
            assert step.times == (ceil(counted / Fraction(step.rate.block)) if step.rate.block else counted)
            return step.times * step.rate.amount.minor
        case OfFlat():
            return step.rate.amount.minor
        case OfTiers():
            return tiers_by_hand(step)
        case Laid():
            return before * step.part / step.whole if step.whole else Fraction(step.part)
        case Chained():
            return before - step.taken
        case Shared():
            return before * step.share
        case Bounded():
            # A floor may cut: what lifted an earlier amount has lifted it for the later ones, too.
            assert step.bound.at_least is not None or step.result <= before or before < 0
            return step.result
        case Rounded():
            return rounded_by_hand(step, before)


def check_steps(earned: Earned) -> None:
    """Check every step of an amount by hand, from the base to the whole minor unit."""
    before = Fraction(0)
    for step in earned.steps:
        assert by_hand(step, before) == step.result
        before = step.result
    assert before == earned.amount.minor


# The laws --------------------------------------------------------------------------------------------------


@given(plan=plans(), stream=streams())
def test_explained_amount_follows_from_its_steps(plan: Plan, stream: list[Sale]) -> None:
    """Each explained amount is recomputed from its own stated steps, and is what was booked."""
    for assessment in assessed(plan, stream):
        for line, booked in zip(sale_lines(explain(assessment)), assessment.lines, strict=True):
            assert [(one.rule.id, one.party, one.amount) for one in line.earned] == [
                (accrual.rule, accrual.party, accrual.amount) for accrual in booked.accruals
            ]
            for earned in line.earned:
                check_steps(earned)


@given(plan=chained_plans(), stream=chained_sales())
def test_explained_amount_of_a_chain_follows_from_its_steps(plan: Plan, stream: list[Sale]) -> None:
    """What a chain and the bounds after it left of an amount is found again from the trace."""
    for assessment in assessed(plan, stream):
        for line in sale_lines(explain(assessment)):
            for earned in line.earned:
                check_steps(earned)


@given(plan=plans(), stream=streams())
def test_flat_amounts_of_an_order_are_laid_whole(plan: Plan, stream: list[Sale]) -> None:
    """The parts of an amount per order that its lines get add up to no more than the amount."""
    for assessment in assessed(plan, stream):
        laid: dict[str, list[OfFlat | Laid]] = {}
        for line in sale_lines(explain(assessment)):
            first = {earned.rule.id: earned for earned in line.earned}
            for rule, earned in first.items():
                laid.setdefault(rule, []).extend(
                    step for step in earned.steps if isinstance(step, OfFlat | Laid)
                )
        for steps in laid.values():
            flats = [step.result for step in steps if isinstance(step, OfFlat)]
            parts = [step.result for step in steps if isinstance(step, Laid) and not step.whole]
            if flats and parts:
                assert sum(parts) <= flats[0]


@given(plan=plans(), stream=streams(), party=st.sampled_from((None, *PARTIES)))
def test_explained_amounts_add_up(plan: Plan, stream: list[Sale], party: str | None) -> None:
    """Earned, tax, residual and what goes to others are the amount distributed, for all and for each party."""
    for assessment in assessed(plan, stream):
        for line in sale_lines(explain(assessment, party=party)):
            earned = sum(one.amount.minor for one in line.earned)
            rest = line.tax.minor + line.residual.minor + line.others.minor - line.shortfall.minor
            assert earned + rest == line.distributed.minor
            if party is None:
                assert not line.others


@given(plan=plans(), stream=streams(most=2), party=st.sampled_from(PARTIES))
def test_a_party_is_told_its_own(plan: Plan, stream: list[Sale], party: str) -> None:
    """What is told to one party is what it earns, and amounts of others in one sum."""
    for assessment in assessed(plan, stream):
        explanation = explain(assessment, party=party)
        assert explanation.total == assessment.earned_by(party)
        for line, booked in zip(sale_lines(explanation), assessment.lines, strict=True):
            assert all(one.party == party for one in line.earned)
            assert line.residual_party in ("", party)
            assert line.bearer_party in ("", party)
            assert all(set(missed.by) <= {party} for missed in line.not_earned if missed.why is Why.NO_PARTY)
            mine = {accrual.rule for accrual in booked.accruals if accrual.party == party}
            told = {one.rule.id for one in line.earned} | {missed.rule.id for missed in line.not_earned}
            assert mine <= told


@given(plan=plans(), stream=streams())
def test_no_rule_is_left_out(plan: Plan, stream: list[Sale]) -> None:
    """On every line each rule of the plan has paid something, or is named once with the reason why not."""
    for assessment in assessed(plan, stream):
        for line in sale_lines(explain(assessment)):
            paid = {one.rule.id for one in line.earned if one.amount}
            missed = [missed.rule.id for missed in line.not_earned]
            assert len(set(missed)) == len(missed)
            assert paid | set(missed) == {rule.id for rule in plan.every_rule}
            assert not paid & set(missed)


@given(plan=plans(), stream=streams())
def test_reasons_are_those_of_the_engine(plan: Plan, stream: list[Sale]) -> None:
    """What the engine could not answer is said to be unknown; what it let lose is said to have lost, and to whom."""
    for assessment in assessed(plan, stream):
        for line, booked in zip(sale_lines(explain(assessment)), assessment.lines, strict=True):
            check_reasons(line, booked)


def check_reasons(line: ExplainedLine, booked: AssessedLine) -> None:
    """Check the reasons of a line against the decision that was taken on it."""
    unknown = {one.rule for one in booked.decision.unknown}
    lost = {one.rule: one for one in booked.lost}
    for missed in line.not_earned:
        rule = missed.rule.id
        assert (missed.why is Why.UNKNOWN) is (rule in unknown)
        match missed.why:
            case Why.UNKNOWN:
                assert missed.asked
                assert all(one.test.answer(one.value) is None for one in missed.asked)
            case Why.NOT_MATCHED:
                assert missed.asked
                assert all(one.test.answer(one.value) is one.negated for one in missed.asked)
            case Why.ELSEWHERE | Why.DROPPED:
                assert missed.override is not None
            case Why.REPLACED | Why.FIRST | Why.EXCLUSIVE | Why.BEST | Why.NO_BASE | Why.NO_MEASURE:
                assert (lost[rule].reason, lost[rule].by) == (missed.why.value, *missed.by)
            case Why.NO_PARTY:
                assert lost[rule].reason == "no_party"
            case _:
                assert missed.steps
                assert not missed.steps[-1].result


@given(
    plan=plans(),
    stream=streams(most=2),
    party=st.sampled_from((None, *PARTIES)),
    locale=st.sampled_from(("en", "zh_CN")),
)
def test_text_is_laid_out(plan: Plan, stream: list[Sale], party: str | None, locale: str) -> None:
    """The text has its amounts in one column, nothing invisible, and a word for everything."""
    for assessment in assessed(plan, stream):
        check_text(explain(assessment, party=party, locale=locale))


def check_text(explanation: Explanation) -> None:
    """Check the layout of a page."""
    text = str(explanation)
    assert text == explanation.text
    widths = set()
    for row in text.split("\n"):
        assert row == row.rstrip()
        assert row.isprintable()
        assert "None" not in row
        assert "Fraction" not in row
        if "   " in row.strip():
            widths.add(sum(2 if east_asian_width(letter) in "WF" else 1 for letter in row))
    assert len(widths) <= 1


@given(plan=plans(), stream=streams(most=2), party=st.sampled_from((None, *PARTIES)))
def test_data_is_plain(plan: Plan, stream: list[Sale], party: str | None) -> None:
    """The data of an explanation goes through JSON, and its whole minor units add up, too."""
    for assessment in assessed(plan, stream):
        data = explain(assessment, party=party).data()
        assert json.loads(write_json(data)) == data
        for line in data["lines"]:
            earned = sum(one["amount_minor"] for one in line["earned"])
            rest = line["tax_minor"] + line["residual_minor"] + line["others_minor"] - line["shortfall_minor"]
            assert earned + rest == line["distributed_minor"]
            for one in line["earned"]:
                assert Fraction(one["steps"][-1]["result_minor_exact"]) == one["amount_minor"]


@given(plan=plans(), stream=streams(most=2))
def test_stored_amounts_are_explained_alike(plan: Plan, stream: list[Sale]) -> None:
    """An assessment that was kept as text and read back explains itself like the first one."""
    for assessment, (sold, given_to) in zip(assessed(plan, stream), stream, strict=False):
        if assessment.order is sold:
            stored = read_assessment(write_assessment(assessment), plan=plan, order=sold, credits_=given_to)
            assert explain(stored).data() == explain(assessment).data()
            assert explain(stored, locale="zh").text == explain(assessment, locale="zh").text


# Refunds ---------------------------------------------------------------------------------------------------


def reversed_sales(plan: Plan, sale: Sale, refunds: list[Refund]) -> Iterator[tuple[Reversal, list[Refund]]]:
    """Yield the refunds of a sale one after the other, each with those before it."""
    sold: Order
    given_to: Credits
    sold, given_to = sale
    try:
        assessment = assess(plan, sold, given_to)
    except CommunekitError:
        return
    standing = Standing().moved(assessment.moved)
    for number, refund in enumerate(refunds):
        earlier = refunds[:number]
        reversal = reverse(assessment, refund, earlier=earlier, standing=standing)
        standing = standing.moved(reversal.moved)
        yield reversal, earlier


@given(plan=plans(), sale=sales(), data=st.data(), whole=st.booleans())
def test_explained_refund_follows_from_its_figures(
    plan: Plan, sale: Sale, data: st.DataObject, *, whole: bool
) -> None:
    """What is left of an amount is what its own figures say, and booked less all that was taken back."""
    refunds = data.draw(refunds_of(sale[0], whole=whole))
    for reversal, earlier in reversed_sales(plan, sale, refunds):
        explanation = explain(reversal, earlier=earlier)
        assert explanation.total == reversal.taken
        for line in explanation.lines:
            assert isinstance(line, ExplainedRefund)
            given_back = line.refunded.minor + sum(amount.minor for _, amount in line.funded)
            taken = sum(back.taken.minor for back in line.taken)
            assert given_back == taken + line.tax.minor + line.residual.minor - line.shortfall.minor
            for back in line.taken:
                check_taken(back)


def check_taken(back: TakenBack) -> None:
    """Check what is left of an amount by hand."""
    assert 0 <= back.refunded_before <= back.refunded_after <= 1
    if back.left is None:
        assert back.how is How.RESTATED
        return
    if back.how is How.KEPT:
        assert (back.left, back.taken.minor) == (back.booked, 0)
        return
    assert back.taken_before is not None
    assert back.booked == back.taken_before + back.taken + back.left
    mode, exact = back.rule.rounding, back.exact_left
    if back.rule.scope is Scope.UNIT or not back.refunded_after:
        by_hand = back.booked.minor if not back.refunded_after else mode.of(exact)
    else:
        by_hand = mode.of(back.running + exact) - mode.of(back.running)
    assert back.left.minor == by_hand
    if back.refunded_after == 1:
        assert not back.left


@given(
    plan=plans(),
    sale=sales(),
    data=st.data(),
    party=st.sampled_from((None, *PARTIES)),
    locale=st.sampled_from(("en", "zh_CN")),
)
def test_refunds_are_told_to_each_party(
    plan: Plan, sale: Sale, data: st.DataObject, party: str | None, locale: str
) -> None:
    """A refund adds up for each party, is laid out, and is plain data."""
    refunds = data.draw(refunds_of(sale[0], most=2))
    for reversal, earlier in reversed_sales(plan, sale, refunds):
        explanation = explain(reversal, party=party, locale=locale, earlier=earlier)
        check_text(explanation)
        assert json.loads(write_json(explanation.data())) == explanation.data()
        if party is not None:
            assert explanation.total == reversal.taken_from(party)
        for line in explanation.lines:
            assert isinstance(line, ExplainedRefund)
            given_back = line.refunded.minor + sum(amount.minor for _, amount in line.funded)
            told = sum(back.taken.minor for back in line.taken) + line.tax.minor + line.residual.minor
            assert told - line.shortfall.minor + line.others.minor == given_back
