"""Overrides: where a store, a leader or a product departs from the plan, rule by rule."""

import pytest

from communekit.commission import InvalidPlanError, Override, Plan, assess
from communekit.ids import InvalidIdError
from communekit.money import Rate
from communekit.orders import Credit, Credits, Order
from tests.commission.refusal import Bad, check_refused
from tests.commission.shop import LEADER_ONLY, NOON, booked, line, order, plan, share

HALF = Rate.of("1/2")
NINE = Override(stores="S1", rules=[share("9")])


def of(*overrides: Override) -> Plan:
    """Return the plan of 8 % and 1 % with these overrides."""
    return plan(share("8"), share("1", "more"), overrides=overrides)


def got(made: Plan, sold: Order | None = None, credits_: Credits = LEADER_ONLY) -> dict[str, int]:
    """Return what each rule pays on the first line of 10.00, in fen."""
    return {
        key[1]: fen
        for key, fen in booked(assess(made, sold or order(1_000), credits_)).items()
        if key[0] == "1"
    }


def test_a_rule_takes_the_place_of_the_one_of_its_id() -> None:
    """At this store 9 % for 8 %; the other rule stays; elsewhere all stays."""
    assert got(of(NINE)) == {"base": 90, "more": 10}
    elsewhere = Order("O1", "S2", order(1_000).lines, NOON, NOON)
    assert got(of(NINE), elsewhere) == {"base": 80, "more": 10}


def test_a_new_rule_is_added_and_one_is_dropped() -> None:
    """A new id comes after the plan's own; a dropped one does not apply there."""
    assert got(of(Override(stores="S1", rules=[share("2", "extra")]))) == {
        "base": 80,
        "more": 10,
        "extra": 20,
    }
    assert got(of(Override(stores="S1", drops="base"))) == {"more": 10}


@pytest.mark.parametrize(
    ("override", "holds"),
    [
        (Override(stores=("S2", "S1"), rules=[share("9")]), True),
        (Override(stores="S2", rules=[share("9")]), False),
        (Override(leaders="L1", rules=[share("9")]), True),
        (Override(leaders="L2", rules=[share("9")]), False),
        (Override(products="tea", rules=[share("9")]), True),
        (Override(products="rice", rules=[share("9")]), False),
        (Override(stores="S1", leaders="L1", products="tea", rules=[share("9")]), True),
        (Override(stores="S1", leaders="L2", products="tea", rules=[share("9")]), False),
    ],
)
def test_it_holds_for_all_that_it_names(override: Override, *, holds: bool) -> None:
    """Store and leader and product: each that is named must fit."""
    assert got(of(override))["base"] == (90 if holds else 80)


def test_of_two_the_one_stated_first_counts() -> None:
    """Where both touch a rule; where the first touches it not, the second does."""
    ten = Override(products="tea", rules=[share("10")], drops="more")
    assert got(of(NINE, ten)) == {"base": 90}
    assert got(of(ten, NINE)) == {"base": 100}


def test_it_fails_closed() -> None:
    """Where it is not known who leads, the plan's own rule counts."""
    override = Override(leaders="L1", rules=[share("9")])
    halves = Credits([Credit("leader", "L1", share=HALF), Credit("leader", "L2", share=HALF)])
    assert set(booked(assess(of(override), order(1_000), halves)).values()) == {40, 5}
    asleep = Credits([Credit("leader", "L1", active=False)])
    assert assess(of(override), order(1_000), asleep).residual.minor == 1_000


def test_products_are_told_apart_line_by_line() -> None:
    """In one order the product's own rule counts on its line alone."""
    sold = order(line("1", 1_000, product="tea"), line("2", 1_000, product="rice"))
    made = booked(assess(of(Override(products="rice", rules=[share("9")])), sold, LEADER_ONLY))
    assert (made["1", "base", "L1"], made["2", "base", "L1"]) == (80, 90)


def test_it_says_what_it_replaces_and_where() -> None:
    """The ids that are not the plan's own there, and the condition."""
    override = Override(stores="S1", products=("tea", "rice"), rules=[share("9")], drops="more")
    assert override.replaced == ("base", "more")
    assert repr(override.where) == "(store.id.in_('S1',) & line.product.in_('rice', 'tea'))"
    assert repr(NINE.where) == "store.id.in_('S1',)"


BAD: dict[str, Bad] = {
    "nowhere": (lambda: Override(rules=[share()]), InvalidPlanError, "names no store, leader or product", "没有写明"),
    "nothing": (lambda: Override(stores="S1"), InvalidPlanError, "changes nothing", "没有任何改动"),
    "a rule twice": (lambda: Override(stores="S1", rules=[share(), share("9")]), InvalidPlanError, "one rule twice (base, base)", "出现两次"),
    "dropped and replaced": (lambda: Override(stores="S1", rules=[share()], drops="base"), InvalidPlanError, "one rule twice", "出现两次"),
    "a store with a slash": (lambda: Override(stores="S/1", rules=[share()]), InvalidIdError, "S/1", "S/1"),
    "a rule that is a word": (lambda: Override(stores="S1", rules=["base"]), InvalidPlanError, "override, rule", "类型"),  # type: ignore[list-item]  # a word
}  # fmt: skip


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_what_no_override_can_be(bad: Bad) -> None:
    """An override that touches nothing, or one thing twice, is refused."""
    check_refused(bad)
