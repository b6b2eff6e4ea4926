"""Conditions that cannot be what was meant: never true, never answered, misspelt, or too much to look at."""

import pytest

from communekit.commission import (
    Condition,
    Fact,
    Override,
    leader,
    line,
    member,
    order,
    store,
)
from communekit.commission.condition import tests_of as asked_in
from communekit.commission.lint.domain import classes_of
from communekit.money import Money
from communekit.parties import Role
from tests.commission.linted import (
    BASE,
    WINDOW,
    cny,
    codes,
    only,
    paid,
    plan_of,
)


@pytest.mark.parametrize(
    "when",
    [
        (line.paid >= cny("10.00")) & (line.paid < cny("10.00")),
        (line.category == "fresh") & (line.category == "dry"),
        line.category.under("fresh/veg") & ~line.category.under("fresh"),
        line.tags.has("gift") & ~line.tags.has("gift"),
        line.paid >= 10,
        line.paid <= Money.of("10.00", "USD"),
        line.quantity <= 0,
        ~line.product.known(),
        (leader.grade == "super") & ~leader.grade.known(),
        (line.organic == True) & (line.organic == 1),  # noqa: E712 - a condition
        (member.id == "M1") & (order.member == "M2"),
        line.category == "fresh//veg",
        order.placed_at < WINDOW.start,
    ],
    ids=repr,
)
def test_a_rule_that_no_line_can_meet_is_dead(when: Condition) -> None:
    """Contradictions, kinds that do not fit, values that cannot be: found by looking at every class of facts."""
    assert "dead_rule" in codes(plan_of(BASE, paid("dead", Role.HOST, when=when)))


@pytest.mark.parametrize(
    "when",
    [
        (line.paid >= cny("10.00")) & (line.paid <= cny("10.00")),
        (line.paid > cny("10.00")) & (line.paid < cny("10.02")),
        line.category.under("fresh") & ~line.category.under("fresh/veg"),
        line.category.under("fresh") & (line.category != "fresh") & (line.category != "fresh/other"),
        line.tags.has("gift") & ~line.tags.has("tea"),
        line.tags.has("gift") & line.tags.has("tea"),
        (line.quantity > 1) & (line.quantity < 2),
        ~leader.grade.known(),
        (leader.grade != "super") & (leader.grade != "gold"),
        order.placed_at <= WINDOW.start,
        line.category == "",
        Fact("courier", "id") == "C1",
    ],
    ids=repr,
)
def test_a_rule_that_some_line_can_meet_is_not_dead(when: Condition) -> None:
    """Both sides of each edge: one value between two bounds keeps a rule alive."""
    assert "dead_rule" not in codes(plan_of(BASE, paid("alive", Role.HOST, when=when)))


def test_only_a_path_has_something_below_it() -> None:
    """The example of what else lies under a path is a word right below it, not one below a word that is compared."""
    asked = tuple(asked_in((line.category == "fresh/veg") & line.category.under("fresh")))
    classes = classes_of(("line", "category"), asked, plan_of(BASE))
    assert classes is not None
    assert [each.value for each in classes] == ["other", "fresh/other", "fresh/veg"]


def test_one_minor_unit_between_two_bounds_is_not_two() -> None:
    """Amounts are whole minor units: nothing lies between 10.00 and 10.01."""
    when = (line.paid > cny("10.00")) & (line.paid < cny("10.01"))
    assert "dead_rule" in codes(plan_of(BASE, paid("dead", Role.HOST, when=when)))


def test_a_question_that_cannot_be_answered_is_shown() -> None:
    """An amount asked as a number is unknown for ever, whatever the host hands in."""
    found = only(plan_of(paid("large", when=line.paid >= 10)), "unanswerable")
    assert found.data["fact"] == "line.paid"
    assert "unanswerable" not in codes(plan_of(paid("large", when=line.paid >= cny("10"))))
    for often_missing in (line.supplier == "G1", line.cost <= cny("10"), member.id == "M1"):
        assert "unanswerable" not in codes(plan_of(paid("some", when=often_missing)))


@pytest.mark.parametrize(
    ("fact", "meant"),
    [
        (line.catagory, "line.category"),
        (line.tag, "line.tags"),
        (order.placed, "order.placed_at"),
        (order.category, "line.category"),
        (line.store, "order.store"),
        (Fact("leaders", "grade"), "leader.grade"),
        (Fact("lien", "category"), "line.category"),
    ],
    ids=repr,
)
def test_a_misspelt_fact_is_shown_with_the_one_meant(fact: Fact, meant: str) -> None:
    """An open fact close to a built-in one, or one of another subject, would silently never be there."""
    assert only(plan_of(paid("odd", when=fact == "x")), "misspelt_fact").data["meant"] == meant


@pytest.mark.parametrize(
    "fact", [line.organic, line.origin, line.skin, order.campaign, leader.grade, Fact("host", "level")]
)
def test_the_hosts_own_facts_are_welcome(fact: Fact) -> None:
    """An open fact that resembles nothing built in is the host's own."""
    rules = (paid("odd", when=fact == "x"), paid("live", Role.HOST))
    assert "misspelt_fact" not in codes(plan_of(*rules))


def test_a_role_that_is_paid_may_sound_like_another() -> None:
    """A loader is no leader misspelt where loaders are paid."""
    loader = paid("odd", when=Fact("loader", "grade") == "x")
    assert only(plan_of(loader), "misspelt_fact").data["meant"] == "leader.grade"
    assert "misspelt_fact" not in codes(plan_of(loader, paid("load", Role("loader"))))


def test_a_rule_of_an_override_is_dead_where_the_override_never_holds_with_it() -> None:
    """What stands in for the first store's rule asks for the second store."""
    odd = paid("base", share="9", when=store.id == "S2")
    assert only(plan_of(BASE, overrides=[Override(stores="S1", rules=[odd])]), "dead_rule").data["rule"]
    assert "dead_rule" not in codes(plan_of(BASE, overrides=[Override(stores="S2", rules=[odd])]))
