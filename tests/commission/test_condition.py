"""Conditions: what can be asked of a line, how it is written, and what is refused."""

import operator
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from communekit.commission import (
    ALWAYS,
    Condition,
    Fact,
    InvalidConditionError,
    Subject,
    assess,
    leader,
    line,
    member,
    order,
    session,
    store,
)
from communekit.commission.condition import All, Any_, Op, Test, answer
from communekit.money import Money, Rate
from communekit.orders import Credit, Credits, Discount
from communekit.parties import Role
from tests.commission import shop
from tests.commission.refusal import Bad, check_refused
from tests.commission.shop import LEADER_ONLY, NOON, cny, plan, share

SOLD = shop.line(
    "1",
    2_000,
    product="tomato",
    quantity=Fraction(3, 2),
    about={"category": "fresh/veg", "supplier": "G1", "tags": ("gift", "organic"), "kind": "goods"},
    discounts=[Discount(Role.STORE, cny(100)), Discount(Role.PLATFORM, cny(50))],
    freight=cny(300),
    tax=cny(90),
    cost=cny(1_200),
    channel="live",
    attributes={"grade": "A", "organic": True, "pieces": 12, "share": Rate.percent(5), "picked": NOON},
)
ORDER = shop.order(
    SOLD,
    member="M1",
    session="LIVE1",
    channel="group",
    received_at=NOON + timedelta(days=1),
    about={
        "leader": {"grade": "super", "level": 3},
        "order": {"source": "poster"},
        "weather": {"rain": True},
    },
)
BARE = shop.order(shop.line("1", 2_000))


def holds(condition: Condition, sold: Any = ORDER, credits_: Credits = LEADER_ONLY) -> bool:
    """Whether a rule of this condition applies to the order's line."""
    return bool(list(assess(plan(share(when=condition)), sold, credits_).accruals))


YES: list[Condition] = [
    ALWAYS,
    line.id == "1",
    line.product == "tomato",
    line.product.in_("tomato", "tea"),
    line.category == "fresh/veg",
    line.category.under("fresh"),
    line.category.under("fresh/veg"),
    line.supplier == "G1",
    line.tags.has("gift"),
    line.kind == "goods",
    line.quantity == Fraction(3, 2),
    line.quantity > 1,
    line.listed == cny(2_000),
    line.paid == cny(1_900),
    line.paid >= cny(1_900),
    line.paid <= cny(1_900),
    line.freight < cny(301),
    line.tax == cny(90),
    line.cost > cny(1_199),
    line.channel == "live",
    line.grade == "A",
    line.organic == True,  # noqa: E712 - a condition
    line.pieces == 12,
    line.pieces == Fraction(12),
    line.share >= Rate.percent(5),
    line.picked == NOON.astimezone(UTC),
    line.picked < datetime(2026, 3, 10, 12, 1, tzinfo=timezone(timedelta(hours=8))),
    order.id == "O1",
    order.store == "S1",
    order.member == "M1",
    order.session == "LIVE1",
    order.channel == "group",
    order.placed_at == NOON,
    order.paid_at >= NOON,
    order.received_at > NOON,
    order.source == "poster",
    store.id == "S1",
    member.id == "M1",
    session.id.in_("LIVE1", "LIVE2"),
    leader.id == "L1",
    leader.grade == "super",
    leader.level >= 3,
    Fact("weather", "rain") == True,  # noqa: E712 - a condition
    line.grade.known(),
    line.supplier != "G2",
]
NO: list[Condition] = [
    line.category == "fresh",
    line.category.under("fresh/v"),
    line.category.under("resh"),
    line.product.in_("tea"),
    line.tags.has("live"),
    line.quantity > Fraction(3, 2),
    line.quantity < Fraction(3, 2),
    line.paid > cny(1_900),
    line.paid < cny(1_900),
    line.pieces >= 13,
    order.paid_at < NOON,
    leader.grade.in_("plain", "gold"),
    line.grade != "A",
    ~line.grade.known(),
    line.nowhere.known(),
]
UNKNOWN: list[Condition] = [
    line.nowhere == "x",
    line.grade == 1,
    line.organic == 1,
    line.pieces == True,  # noqa: E712 - a condition
    line.grade > 1,
    line.paid >= Money.of("1", "USD"),
    line.tags == "gift",
    line.category.has("fresh"),
    line.pieces.in_("12"),
    line.tags.under("gift"),
    leader.age >= 18,
    Fact("host", "id") == "B1",
    line.share > 1,
    order.weather == "fine",
]


@pytest.mark.parametrize("condition", YES, ids=repr)
def test_what_holds(condition: Condition) -> None:
    """A question whose answer is yes; its opposite is no."""
    assert holds(condition)
    assert not holds(~condition)


@pytest.mark.parametrize("condition", NO, ids=repr)
def test_what_does_not_hold(condition: Condition) -> None:
    """A question whose answer is no; its opposite is yes."""
    assert not holds(condition)
    assert holds(~condition)


@pytest.mark.parametrize("condition", UNKNOWN, ids=repr)
def test_what_nobody_knows(condition: Condition) -> None:
    """A fact that is missing, or of another kind or currency, answers nothing; the rule says which fact it was."""
    assert not holds(condition)
    assert not holds(~condition)
    [one] = assess(plan(share(when=~condition)), ORDER, LEADER_ONLY).lines
    [noted] = one.decision.unknown
    assert isinstance(condition, Test)
    assert (noted.rule, noted.fact) == ("base", condition.fact)


@pytest.mark.parametrize(
    "condition",
    [
        line.supplier == "G1",
        line.tax >= cny(0),
        line.cost >= cny(0),
        line.channel == "live",
        order.member == "M1",
        member.id == "M1",
        session.id == "LIVE1",
        order.channel == "group",
        order.received_at > NOON,
        leader.grade == "super",
        order.source == "poster",
    ],
    ids=repr,
)
def test_facts_that_are_not_there(condition: Condition) -> None:
    """Facts that an order need not have are missing where it has none, under not, too."""
    assert not holds(condition, BARE)
    assert not holds(~condition, BARE)
    [one] = assess(plan(share(when=condition)), BARE, LEADER_ONLY).lines
    assert [noted.missing for noted in one.decision.unknown] == [True]


@pytest.mark.parametrize(
    ("credits_", "known"),
    [
        (LEADER_ONLY, True),
        (Credits(), False),
        (Credits([Credit("leader", "L1", active=False)]), False),
        (Credits([Credit("leader", "L1", share=Rate.of("1/2")), Credit("leader", "L2", share=Rate.of("1/2"))]), False),
        (Credits([Credit("leader", "L1", share=Rate.of("1/2")), Credit("leader", "L2", share=Rate.of("1/2"), active=False)]), True),
        (Credits([Credit("leader", "L1", line="1"), Credit("leader", "L2")]), True),
        (Credits([Credit("leader", "L2", line="1"), Credit("leader", "L1")]), False),
    ],
)  # fmt: skip
def test_the_id_of_a_role_is_its_only_active_party(credits_: Credits, *, known: bool) -> None:
    """Where two share a line there is no one leader; who is not active is not the leader."""
    assert holds_for_anybody(leader.id == "L1", credits_) is known


def holds_for_anybody(condition: Condition, credits_: Credits) -> bool:
    """Whether a rule for the store's keeper applies, whoever leads."""
    of = plan(shop.pay(Rate.percent(1), pays="keeper", when=condition), parties={"keeper": "K1"})
    return bool(list(assess(of, ORDER, credits_).accruals))


def test_truth_and_one_are_two_questions() -> None:
    """Python takes True for 1; a plan that asks for both gets two answers."""
    assert (line.gift == True) != (line.gift == 1)  # noqa: E712 - a condition
    of = plan(share("1", "yes", when=line.organic == True), share("2", "one", when=line.organic == 1))  # noqa: E712 - a condition
    assert [accrual.rule for _, accrual in assess(of, ORDER, LEADER_ONLY).accruals] == ["yes"]
    other = plan(share("2", "one", when=line.organic == 1), share("1", "yes", when=line.organic == True))  # noqa: E712 - a condition
    assert [accrual.rule for _, accrual in assess(other, ORDER, LEADER_ONLY).accruals] == ["yes"]
    assert plan(share(when=line.organic == 1)) != plan(share(when=line.organic == True))  # noqa: E712 - a condition
    assert (line.pieces == 12) == (line.pieces == Fraction(12))


def test_conditions_print_as_the_code_that_makes_them() -> None:
    """What is printed can be read and written again."""
    written = line.category.under("fresh") & ~((leader.grade == "super") | (line.paid >= cny(100)))
    assert repr(written) == (
        "(line.category.under('fresh') & ~((leader.grade == 'super') | (line.paid >= Money.cny(\"1.00\"))))"
    )
    assert repr(line.tags.has("gift") & line.x.in_("b", "a") & line.y.known()) == (
        "(line.tags.has('gift') & line.x.in_('a', 'b') & line.y.known())"
    )
    assert (
        repr([line.a > 1, line.a < 1, line.a <= 1, ALWAYS])
        == "[(line.a > 1), (line.a < 1), (line.a <= 1), ALWAYS]"
    )
    assert repr(Test("line", "y", Op.KNOWN, operand=False)) == "~line.y.known()"
    assert repr((line, leader.grade)) == "(line, leader.grade)"


def test_brackets_of_one_kind_melt() -> None:
    """One and two and three are three parts, however they are bracketed."""
    a, b, c = (line.x == word for word in "abc")
    assert a & (b & c) == (a & b) & c == All((a, b, c))
    assert a | (b | c) == (a | b) | c == Any_((a, b, c))
    assert ~~a == a
    assert isinstance(ALWAYS & a, All)


def ask(make: Callable[[], object]) -> Bad:
    """Return a bad input that is refused as an operand."""
    return make, InvalidConditionError, "not to be compared with that", "不能与该值比较"


BAD: dict[str, Bad] = {
    "and": (lambda: bool((line.a == 1) and (line.b == 2)), InvalidConditionError, "neither true nor false", "没有真假"),
    "a chain": (lambda: 1 < line.paid < 2, InvalidConditionError, "neither true nor false", "没有真假"),
    "not": (lambda: operator.not_(line.a == 1), InvalidConditionError, "Write & | ~", "请用 & | ~"),
    "a float": (lambda: line.a == 0.5, InvalidConditionError, "a float is not exact", "浮点数不精确"),
    "a float inside": (lambda: Test("line", "a", Op.IS, 0.5), InvalidConditionError, "a float is not exact", "浮点数不精确"),  # type: ignore[arg-type]  # a float
    "a decimal": ask(lambda: line.a == Decimal(1)),
    "nothing": ask(lambda: line.a == None),  # noqa: E711 - a condition
    "a list": ask(lambda: line.a == ["x"]),
    "a fact": ask(lambda: line.a == line.b),
    "more than a word": ask(lambda: line.a > "x"),
    "more than a truth": ask(lambda: line.a >= True),
    "at most some words": ask(lambda: Test("line", "a", Op.AT_MOST, ("x",))),
    "in nothing": ask(line.a.in_),
    "in a number": ask(lambda: line.a.in_(1)),  # type: ignore[arg-type]  # a number
    "in a word": ask(lambda: Test("line", "a", Op.IN, "word")),
    "under nothing": ask(lambda: line.a.under("")),
    "under a slash": ask(lambda: line.a.under("fresh/")),
    "under two slashes": ask(lambda: line.a.under("fresh//veg")),
    "has a number": ask(lambda: line.a.has(1)),  # type: ignore[arg-type]  # a number
    "known as a word": ask(lambda: Test("line", "a", Op.KNOWN, "yes")),
    "42: a time without a zone": (lambda: order.paid_at > datetime(2026, 3, 1), InvalidConditionError, "without a zone", "缺少时区"),  # noqa: DTZ001 - meant
    "any of nothing": (lambda: Any_(()), InvalidConditionError, "any of nothing", "没有条件"),
    "and something else": (lambda: (line.a == 1) & True, InvalidConditionError, "not a condition (not a condition)", "不是适用条件"),  # type: ignore[operator]  # a truth
    "or something else": (lambda: (line.a == 1) | line.b, InvalidConditionError, "not a condition", "不是适用条件"),  # type: ignore[operator]  # a fact
    "an unknown kind": (lambda: answer(Condition(), {}), InvalidConditionError, "not a condition", "不是适用条件"),
}  # fmt: skip


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_what_no_condition_can_be(bad: Bad) -> None:
    """What is written in Python's own words, or compared with what has no meaning, is refused at once."""
    check_refused(bad)


def test_a_fact_is_no_key_and_a_subject_has_no_secrets() -> None:
    """Facts are written, not compared; underscored names are Python's."""
    with pytest.raises(TypeError):
        hash(line.category)
    with pytest.raises(AttributeError):
        _ = Subject("line").__wrapped__
