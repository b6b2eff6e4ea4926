"""Laws of kept assessments: what is read back is what was written, and reverses alike."""

import attrs
import pytest
from hypothesis import given

from communekit.commission import (
    Assessment,
    Bound,
    InvalidRecordError,
    Plan,
    Rule,
    assess,
    leader,
    read_assessment,
    reverse,
    write_assessment,
)
from communekit.errors import CommunekitError
from communekit.money import Rate
from communekit.orders import Credit, Credits, Discount, Refund
from communekit.parties import Role
from communekit.testing.order import Sale, sales
from communekit.testing.plan import plans
from tests.refused import check_refusal

from .shop import LEADER_ONLY, cny, order, pay, plan, share


def assessed(plan: Plan, sale: Sale) -> Assessment | None:
    """Return the assessment of a sale, or None where the plan refuses it."""
    try:
        return assess(plan, *sale)
    except CommunekitError:
        return None


@given(plan=plans(), sale=sales())
def test_round_trip(plan: Plan, sale: Sale) -> None:
    """An assessment read back from its record is the assessment, and its record is the same text."""
    made = assessed(plan, sale)
    if made is not None:
        order, credits_ = sale
        text = write_assessment(made)
        read = read_assessment(text, plan=plan, order=order, credits_=credits_)
        assert read.lines == made.lines
        assert write_assessment(read) == text


@given(plan=plans(), sale=sales())
def test_refund_of_a_record_is_the_refund(plan: Plan, sale: Sale) -> None:
    """A refund takes the same back from a kept assessment as from the fresh one."""
    made = assessed(plan, sale)
    if made is not None:
        order, credits_ = sale
        read = read_assessment(write_assessment(made), plan=plan, order=order, credits_=credits_)
        refund = Refund.whole("R1", order, order.paid_at)
        try:
            fresh = reverse(made, refund)
        except CommunekitError as refused:
            with pytest.raises(type(refused)):
                reverse(read, refund)
        else:
            assert reverse(read, refund).lines == fresh.lines


@given(plan=plans(), sale=sales())
def test_record_of_another_plan_is_refused(plan: Plan, sale: Sale) -> None:
    """A record read with another version of the plan is refused, in both languages."""
    made = assessed(plan, sale)
    if made is not None:
        order, credits_ = sale
        text = write_assessment(made).replace(f'"version":{plan.version}', f'"version":{plan.version + 1}')
        with pytest.raises(InvalidRecordError) as refused:
            read_assessment(text, plan=plan, order=order, credits_=credits_)
        assert refused.value.code == "commission.invalid_record"
        assert "does not fit" in str(refused.value)
        assert "存档" in refused.value.text("zh")


def test_a_record_does_not_fit_other_terms_or_amounts() -> None:
    """A plan of the same version with another rate, or an order of the same id with another payment, is refused."""
    rule = Rule("base", Role.LEADER, Rate.percent("8"))
    of, sold = plan(rule), order(1_000)
    text = write_assessment(assess(of, sold, LEADER_ONLY))
    other = plan(attrs.evolve(rule, rate=Rate.percent("4")))
    funded = attrs.evolve(
        sold, lines=[attrs.evolve(sold.lines[0], discounts=[Discount(Role.PLATFORM, cny(10))])]
    )
    for of_, order_, problem in ((other, sold, "terms"), (of, funded, "amounts")):
        with pytest.raises(InvalidRecordError) as refused:
            read_assessment(text, plan=of_, order=order_, credits_=LEADER_ONLY)
        assert refused.value.problem == problem
        assert problem not in refused.value.text("zh")


def test_a_record_knows_which_rules_applied_to_each_line() -> None:
    """The second line is another leader's: read back, as when it was made, the first one's rule does not apply to it."""
    of, sold = plan(share("10", when=leader.id == "L1")), order(1_000, 1_000)
    credited = Credits([Credit("leader", "L1"), Credit("leader", "L2", line="2")])
    made = assess(of, sold, credited)
    read = read_assessment(write_assessment(made), plan=of, order=sold, credits_=credited)
    applied = [[len(rules) for rules in one.decision.generations] for one in read.lines]
    assert applied == [[len(rules) for rules in one.decision.generations] for one in made.lines] == [[1], [0]]


@pytest.mark.parametrize(
    ("was", "made", "problem"),
    [
        ('"line":"2"', '"line":"3"', "order"),
        ('"distributed_minor":1000', '"distributed_minor":1001', "amounts"),
        ('"amount_minor":50,"base":"1000"', '"amount_minor":49,"base":"1000"', "balance"),
        ('"place":0,"rule":"base"}],"distributed_minor":1000', '"place":1,"rule":"base"}],"distributed_minor":1000', "rule"),
        ('"place":0,"rule":"base"}],"distributed_minor":1000', '"place":2,"rule":"base"}],"distributed_minor":1000', "rule"),
        ('"place":0,"rule":"base"}],"distributed_minor":1000', '"place":-2,"rule":"base"}],"distributed_minor":1000', "rule"),
        ('"bound":0', '"bound":1', "bound"),
        ('"bound":0', '"bound":-1', "bound"),
    ],
)  # fmt: skip
def test_a_record_that_was_altered_is_refused(was: str, made: str, problem: str) -> None:
    """Another order, line, amount, rule or bound than the plan and the order have is found, wherever it stands."""
    cap = Bound(role=Role.LEADER, per="line", at_most=cny(50))
    of, sold = plan(share("10"), pay(Rate.percent(0), "none", "host"), bounds=[cap]), order(1_000, 500)
    text = write_assessment(assess(of, sold, LEADER_ONLY))
    assert text.count(was) == 1
    with pytest.raises(InvalidRecordError) as refused:
        read_assessment(text.replace(was, made), plan=of, order=sold, credits_=LEADER_ONLY)
    assert refused.value.problem == problem


@pytest.mark.parametrize(
    ("was", "made", "problem", "stored", "given"),
    [
        ('"order":"O1"', '"order":"O2"', "order", "O2", "O1"),
        ('"paid_minor":1000', '"paid_minor":999', "amounts", 999, 1_000),
        ('"residual_minor":950', '"residual_minor":951', "balance", 1_001, 1_000),
        ('"version":1', '"version":2', "plan", "basket v2", "basket v1"),
    ],
)
def test_a_record_that_does_not_fit_shows_both_sides(
    was: str, made: str, problem: str, stored: object, given: object
) -> None:
    """What the record says, and what the plan and the order say; of which order."""
    cap = Bound(role=Role.LEADER, per="line", at_most=cny(50))
    of, sold = plan(share("10"), bounds=[cap]), order(1_000, 500)
    text = write_assessment(assess(of, sold, LEADER_ONLY))
    assert text.count(was) == 1
    altered = text.replace(was, made)
    check_refusal(
        (
            lambda: read_assessment(altered, plan=of, order=sold, credits_=LEADER_ONLY),
            InvalidRecordError("O1", problem, stored, given),
        )
    )
