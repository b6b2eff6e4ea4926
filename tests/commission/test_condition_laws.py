"""Laws of conditions: three answers, a small algebra, and never a yes from what is not known."""

import pickle
from datetime import UTC, datetime
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from communekit.commission import ALWAYS, Condition, assess
from communekit.commission.condition import Any_, Op, Test, answer
from communekit.commission.condition import tests_of as asked_in
from communekit.money import Money, Rate
from communekit.orders import Value
from communekit.testing.condition import atoms, conditions
from communekit.testing.order import Sale, sales
from tests.commission.model_condition import holds
from tests.commission.shop import LEADER_ONLY, cny, pay, plan

ANSWERS = (True, False, None)


def values() -> st.SearchStrategy[Value]:
    """Draw a fact of any kind, with neighbours that Python takes for equal."""
    return st.sampled_from(
        (
            *("super", "fresh", "fresh/veg", "freshest", ""),
            *(True, False, 1, 0, 2, Fraction(1), Fraction(1, 2)),
            *(cny(1), cny(0), Money.of("0.01", "USD"), Rate.percent(1)),
            *(("gift", "organic"), ()),
            *(datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 2, tzinfo=UTC)),
        )
    )


@st.composite
def questions(draw: st.DrawFn) -> Test:
    """Draw a question of any kind about one fact."""
    op = draw(st.sampled_from(Op))
    match op:
        case Op.IN:
            words = draw(st.sets(st.sampled_from(("super", "fresh", "")), min_size=1))
            return Test("line", "x", op, tuple(sorted(words)))
        case Op.UNDER | Op.HAS:
            return Test("line", "x", op, draw(st.sampled_from(("fresh", "gift", "super"))))
        case Op.KNOWN:
            return Test("line", "x", op, draw(st.booleans()))
        case Op.IS:
            operand = draw(values().filter(lambda value: not isinstance(value, tuple)))
            return Test("line", "x", op, operand)
        case _:
            ordered = values().filter(lambda value: not isinstance(value, tuple | str | bool))
            return Test("line", "x", op, draw(ordered))


@st.composite
def answered(draw: st.DrawFn) -> tuple[Condition, Condition, dict[Test, bool | None]]:
    """Draw two conditions over a few questions, and an answer to each question."""
    one, other = draw(conditions()), draw(conditions())
    asked = {*asked_in(one), *asked_in(other)}
    ordered = sorted(asked, key=repr)
    return one, other, {test: draw(st.sampled_from(ANSWERS)) for test in ordered}


@given(drawn=answered())
def test_de_morgan(drawn: tuple[Condition, Condition, dict[Test, bool | None]]) -> None:
    """Not both is one of them not, and not either is both not: also where answers are missing."""
    one, other, answers = drawn
    assert answer(~(one & other), answers) is answer(~one | ~other, answers)
    assert answer(~(one | other), answers) is answer(~one & ~other, answers)


@given(drawn=answered())
def test_double_negation(drawn: tuple[Condition, Condition, dict[Test, bool | None]]) -> None:
    """Not not is the condition itself; what is unknown stays unknown under not."""
    one, _, answers = drawn
    assert ~~one == one
    assert answer(~~one, answers) is answer(one, answers)
    assert (answer(~one, answers) is None) is (answer(one, answers) is None)


@given(drawn=answered())
def test_and_or_commute_and_absorb(drawn: tuple[Condition, Condition, dict[Test, bool | None]]) -> None:
    """The order of parts has no say; a part that is there twice counts once; always is neutral to and."""
    one, other, answers = drawn
    assert answer(one & other, answers) is answer(other & one, answers)
    assert answer(one | other, answers) is answer(other | one, answers)
    assert answer(one & one, answers) is answer(one | one, answers) is answer(one, answers)
    assert answer(one & (one | other), answers) is answer(one, answers)
    assert answer(one | (one & other), answers) is answer(one, answers)
    assert answer(one & ALWAYS, answers) is answer(one, answers)
    assert answer(one | ALWAYS, answers) is True


@given(drawn=answered(), third=atoms())
def test_and_or_associate_and_distribute(
    drawn: tuple[Condition, Condition, dict[Test, bool | None]], third: Condition
) -> None:
    """Brackets have no say, and each distributes over the other."""
    one, other, answers = drawn
    told = answers | {test: None for test in asked_in(third) if test not in answers}
    assert answer((one & other) & third, told) is answer(one & (other & third), told)
    assert answer((one | other) | third, told) is answer(one | (other | third), told)
    assert answer(one & (other | third), told) is answer((one & other) | (one & third), told)
    assert answer(one | (other & third), told) is answer((one | other) & (one | third), told)


@given(drawn=answered(), data=st.data())
def test_knowing_more_never_turns_an_answer(
    drawn: tuple[Condition, Condition, dict[Test, bool | None]], data: st.DataObject
) -> None:
    """An answer that was given without a fact stands whatever the fact turns out to be."""
    one, _, answers = drawn
    more = {
        test: data.draw(st.booleans()) if said is None else said
        for test, said in sorted(answers.items(), key=repr)
    }
    before = answer(one, answers)
    assert before is None or answer(one, more) is before


@given(asked=questions())
def test_fail_closed_on_what_is_missing(asked: Test) -> None:
    """A missing fact answers no question but whether it is there, and not under not either."""
    if asked.op is Op.KNOWN:
        assert asked.answer(None) is (not asked.operand)
        return
    assert asked.answer(None) is None
    assert answer(~asked, {asked: asked.answer(None)}) is None


@given(asked=questions(), value=values())
def test_fail_closed_on_another_kind(asked: Test, value: Value) -> None:
    """A fact of another kind than what it is held against is not known: truths are no numbers, dollars no yuan."""
    said = asked.answer(value)
    match asked.op:
        case Op.KNOWN:
            assert said is asked.operand
        case Op.IN | Op.UNDER:
            assert (said is None) is not isinstance(value, str)
        case Op.HAS:
            assert (said is None) is not isinstance(value, tuple)
        case _ if isinstance(value, bool) or isinstance(asked.operand, bool):
            assert (said is None) is (type(value) is not type(asked.operand))
        case Op.IS:
            assert (said is None) is (_number_or_kind(value) is not _number_or_kind(asked.operand))
        case _:
            kinds = _number_or_kind(value), _number_or_kind(asked.operand)
            same = kinds[0] is kinds[1]
            if same and isinstance(value, Money) and isinstance(asked.operand, Money):
                same = value.currency == asked.operand.currency
            assert (said is None) is not same


def _number_or_kind(value: Value) -> type:
    return Fraction if isinstance(value, int) else type(value)


@given(one=questions(), other=questions(), value=values())
def test_equal_questions_have_equal_answers(one: Test, other: Test, value: Value) -> None:
    """Two questions that compare equal are one question, also in a table of answers: 1 is not true."""
    if one == other:
        assert hash(one) == hash(other)
        assert one.answer(value) is other.answer(value)


@given(condition=conditions(), sale=sales(lines_max=2))
def test_fail_closed(condition: Condition, sale: Sale) -> None:
    """Of a rule and its opposite, at most one applies to a line, and neither where a fact is missing: both say so."""
    sold, _ = sale
    of = plan(pay(Rate.percent(1), "yes", when=condition), pay(Rate.percent(1), "no", when=~condition))
    for one in assess(of, sold, LEADER_ONLY).lines:
        said = holds(condition, one.line, sold, LEADER_ONLY)
        paid = [accrual.rule for accrual in one.accruals]
        assert paid == ({True: ["yes"], False: ["no"], None: []}[said])
        unknown = [noted.rule for noted in one.decision.unknown]
        assert unknown == ([] if said is not None else ["yes", "no"])


@given(condition=conditions())
def test_conditions_are_values(condition: Condition) -> None:
    """A condition equals its like, hashes alike, and holds all the questions that it was made of."""
    like = pickle.loads(pickle.dumps(condition))
    assert like == condition
    assert hash(like) == hash(condition)
    assert repr(like) == repr(condition)
    assert list(asked_in(Any_((condition, condition)))) == [*asked_in(condition)] * 2
