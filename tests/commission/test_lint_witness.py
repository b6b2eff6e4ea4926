"""Witnesses: an order has the facts it was made for, and nothing that nobody asked for."""

from datetime import timedelta

import pytest

from communekit.commission import Condition, line, order
from communekit.commission.condition import tests_of as asked_in
from communekit.commission.lint.domain import FactClass, classes_of, fact_of
from communekit.commission.lint.witness import Facts, Witness, witness_of
from communekit.orders import Line, Order, Value
from tests.commission.linted import BASE, WINDOW, cny, plan_of

PLAN = plan_of(BASE)
LATER = WINDOW.start + timedelta(days=3)


def made(facts: Facts, minor: int = 10_000) -> Witness:
    """Return the witness of some facts on a plan that asks for none."""
    witness = witness_of(PLAN, facts, minor, ())
    assert witness is not None
    return witness


def read(name: str, subject: str, of: Witness) -> Value | None:
    """Return what stands at a fact of the order or of its line; an empty word is none."""
    where: Order | Line = of.order if subject == "order" else of.order.lines[0]
    told: Value | None = getattr(where, name)
    return None if told == "" else told


@pytest.mark.parametrize(
    "condition",
    [
        order.received_at >= LATER,
        order.received_at < LATER,
        order.paid_at >= LATER,
        order.placed_at >= LATER,
        order.channel == "live",
        order.session == "S7",
        line.channel == "live",
        line.quantity >= 5,
        line.cost <= cny("3.00"),
    ],
    ids=repr,
)
def test_a_witness_has_the_facts_it_was_made_for(condition: Condition) -> None:
    """For each class of a fact, what the order says answers the question as the class does."""
    [test] = tests = tuple(asked_in(condition))
    subject, name = fact = fact_of(test)
    classes = classes_of(fact, tests, PLAN)
    assert classes is not None
    assert {True, False} <= {answer for each in classes for answer in each.answers}
    seen: list[FactClass] = []
    for each in classes:
        witness = witness_of(PLAN, {fact: each}, 10_000, ())
        if witness is not None:
            seen.append(each)
            assert test.answer(read(name, subject, witness)) == each.answers[0]
    assert any(each.answers == (True,) for each in seen)


def test_what_nobody_asked_for_is_not_there() -> None:
    """An order on which nothing matters but its amount has no channel, no session, no member and no pick-up."""
    plain = made({}).order
    assert (plain.channel, plain.session, plain.member, plain.received_at) == ("", None, None, None)
    assert (plain.lines[0].channel, plain.lines[0].discounts) == ("", ())
    assert plain.lines[0].paid == cny("100.00")


def test_a_line_that_costs_nothing_has_a_witness() -> None:
    """Listed at nothing, paid with nothing, no discount."""
    given = made({}, 0).order.lines[0]
    assert (given.listed, given.paid, given.discounts) == (cny("0.00"), cny("0.00"), ())
