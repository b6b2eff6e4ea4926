"""How rules of a role stand to each other: overlaps, gaps, rules that never get their turn, bases of nothing."""

import attrs
import pytest

from communekit.commission import (
    ALWAYS,
    Base,
    Fact,
    Flat,
    Override,
    Plan,
    Rule,
    Stacking,
    leader,
    line,
)
from communekit.commission.lint import Severity, lint
from communekit.parties import Role
from tests.commission.linted import BASE, FRESH, LIVE, VEG, cny, codes, only, paid, plan_of


def test_rules_on_the_same_fact_that_add_up_are_noted() -> None:
    """Of "fresh" and "fresh/veg" a reader expects one; both are paid unless one replaces the other."""
    found = only(plan_of(BASE, FRESH, VEG), "overlap")
    assert found.data["rules"] == ["fresh", "veg"]
    assert found.severity is Severity.NOTE
    assert "overlap" not in codes(plan_of(BASE, FRESH, attrs.evolve(VEG, replaces=("fresh",))))
    thanks = Rule("veg", Role.LEADER, Flat(cny("0.10")), when=VEG.when)
    assert "overlap" not in codes(plan_of(BASE, FRESH, thanks))  # A thank-you is no other rate.


def test_rules_on_different_facts_add_up_without_a_word() -> None:
    """A bonus for a live sale on top of one for fresh goods is what it says."""
    assert codes(plan_of(BASE, FRESH, LIVE)) == []


def test_the_order_of_rules_that_cross_under_first_is_noted() -> None:
    """Where neither rule covers the other, which is stated first decides."""
    crossing = [attrs.evolve(rule, group="x") for rule in (FRESH, LIVE)]
    found = only(plan_of(*crossing, BASE, stacking={"x": Stacking.FIRST}), "overlap_order")
    assert found.data["facts"] == {"line.category": "fresh/other", "line.channel": "live"}
    fallback = [attrs.evolve(rule, group="x") for rule in (FRESH, BASE)]
    assert codes(plan_of(*fallback, stacking={"x": Stacking.FIRST})) == []
    behind = [attrs.evolve(rule, group="x") for rule in (FRESH, VEG)]
    assert "overlap_order" not in codes(plan_of(*behind, BASE, stacking={"x": Stacking.FIRST}))


@pytest.mark.parametrize(
    ("rules", "stacking", "reason"),
    [
        ((attrs.evolve(BASE, group="x"), attrs.evolve(FRESH, group="x")), {"x": Stacking.FIRST}, "first"),
        ((attrs.evolve(BASE, group="x"), FRESH), {"x": Stacking.EXCLUSIVE}, "exclusive"),
        ((FRESH, attrs.evolve(BASE, replaces=("fresh",))), {}, "replaced"),
        ((attrs.evolve(BASE, group="x"), attrs.evolve(FRESH, group="x")), {"x": Stacking.BEST}, "best"),
    ],
)
def test_a_rule_that_never_gets_its_turn_is_shadowed(
    rules: tuple[Rule, ...], stacking: dict[str, Stacking], reason: str
) -> None:
    """Behind a rule that always comes first, is alone, replaces it, or pays more, a rule never pays."""
    found = only(plan_of(*rules, stacking=stacking), "shadowed_rule")
    assert (found.data["rule"], found.data["winners"], found.data["reason"]) == ("fresh", ["base"], reason)


def test_of_equal_rules_of_a_best_of_group_the_later_one_is_shadowed() -> None:
    """A tie goes to the rule stated first, so the first is paid and the second never."""
    rules = [attrs.evolve(paid(name), group="x") for name in ("one", "two")]
    found = only(plan_of(*rules, stacking={"x": Stacking.BEST}), "shadowed_rule")
    assert (found.data["rule"], found.data["winners"]) == ("two", ["one"])


def test_a_rule_of_another_role_can_shadow_one() -> None:
    """What a host's rule replaces wherever it applies is never paid to the leader."""
    host = paid("host", Role.HOST, "9", replaces="base")
    assert only(plan_of(BASE, host), "shadowed_rule").data["winners"] == ["host"]
    assert "shadowed_rule" not in codes(plan_of(BASE, attrs.evolve(host, when=line.channel == "live")))


def test_a_rule_that_sometimes_gets_its_turn_is_not_shadowed() -> None:
    """Stated first, the narrower rule wins where it applies, and the wider one everywhere else."""
    rules = (attrs.evolve(FRESH, group="x"), attrs.evolve(BASE, group="x"))
    assert "shadowed_rule" not in codes(plan_of(*rules, stacking={"x": Stacking.FIRST}))


def test_two_rules_together_can_shadow_a_third() -> None:
    """What neither winner covers alone they may cover together."""
    rules = [
        attrs.evolve(paid("a", when=line.paid < cny("10")), group="x"),
        attrs.evolve(paid("b", when=line.paid >= cny("10")), group="x"),
        attrs.evolve(paid("c"), group="x"),
    ]
    assert only(plan_of(*rules, stacking={"x": Stacking.FIRST}), "shadowed_rule").data["winners"] == [
        "a",
        "b",
    ]


def test_a_role_that_earns_nothing_somewhere_is_noted_with_an_example() -> None:
    """Conditions that leave a gap are shown with facts that fall into it; complete ones are not."""
    found = only(plan_of(FRESH), "gap")
    assert found.data["facts"] == {"line.category": "other"}
    rest = paid("rest", when=~line.category.under("fresh"))
    assert codes(plan_of(FRESH, rest)) == []


def test_a_gap_where_a_fact_is_not_said() -> None:
    """A condition and its opposite leave out the lines on which nobody knows: unknown is neither."""
    grade = leader.grade == "super"
    found = only(plan_of(paid("super", when=grade), paid("plain", when=~grade)), "gap")
    assert found.data["facts"] == {"leader.grade": None}
    assert "not said" in found.text()
    assert "未提供" in found.text("zh_CN")


def test_a_base_that_is_never_paid_is_shown() -> None:
    """A share of a rule that is always replaced, or of a role that no rule pays, is a share of nothing."""
    new = paid("new", share="9", replaces="base")
    sponsor = paid("sponsor", Role.SPONSOR, "10", base=Base.of_rule("base"))
    assert only(plan_of(BASE, new, sponsor), "rests_on_nothing").data["rule"] == "sponsor"
    assert "rests_on_nothing" not in codes(
        plan_of(BASE, attrs.evolve(new, when=line.channel == "live"), sponsor)
    )
    of_host = paid("sponsor", Role.SPONSOR, "10", base=Base.of_role(Role.HOST))
    assert "rests_on_nothing" in codes(plan_of(BASE, of_host))
    dead = attrs.evolve(sponsor, when=line.quantity < 0)
    assert "rests_on_nothing" not in codes(
        plan_of(BASE, dead)
    )  # It applies nowhere: that is another finding.


def test_a_base_that_is_never_paid_together_is_shown() -> None:
    """Two rules that never apply to the same line do not rest on each other."""
    fresh = attrs.evolve(FRESH, id="fresh")
    rest = paid("on_dry", Role.SPONSOR, base=Base.of_rule("fresh"), when=line.category.under("dry"))
    assert "rests_on_nothing" in codes(plan_of(BASE, fresh, rest))


def test_a_group_without_stacking_is_noted() -> None:
    """Rules of a named group add up like all others unless the plan says how they stack."""
    rules = (attrs.evolve(BASE, group="x"), attrs.evolve(LIVE, group="x"))
    assert only(plan_of(*rules), "unstated_stacking").data["rules"] == ["base", "live"]
    assert codes(plan_of(*rules, stacking={"x": Stacking.SUM})) == []
    assert codes(plan_of(*rules[:1])) == []  # A group of one stacks with nothing.


def test_what_is_too_large_to_look_at_is_said_not_guessed() -> None:
    """Beyond the bound a check says that it has not decided."""
    many = ALWAYS
    for number in range(9):
        many &= (Fact("line", f"a{number}") == "x") | (Fact("line", f"a{number}") == "y")
    found = [
        finding.data["check"]
        for finding in lint(plan_of(paid("many", when=many)))
        if "combinations" in finding.data
    ]
    assert found == ["rule_check", "role_check", "worst_case"]


def test_words_of_a_set_are_told_apart_up_to_a_bound() -> None:
    """Twelve tags have 4,096 subsets that are looked at; of thirteen nothing is said."""

    def tagged(count: int) -> Plan:
        every = ALWAYS
        for number in range(count):
            every &= line.tags.has(f"t{number}")
        return plan_of(BASE, paid("tagged", Role.HOST, when=every & ~line.tags.has("t0")))

    assert "dead_rule" in codes(tagged(12))
    assert "not_decided" in codes(tagged(13))
    assert "dead_rule" not in codes(tagged(13))


def test_more_rules_than_are_compared_are_said_not_guessed() -> None:
    """Four hundred rules of a role are compared pair by pair; with one more a note says that they are not."""

    def many(count: int) -> list[str]:
        rules = [paid(f"r{number}", when=line.product == f"P{number}") for number in range(count)]
        return [
            str(found.data["check"]) for found in lint(plan_of(*rules)) if found.code == "lint.not_decided"
        ]

    assert many(400) == []
    assert many(401) == ["pairs_check"]


def test_what_a_base_or_an_override_rests_on_may_be_too_much_to_look_at() -> None:
    """Each check says for itself what it has not decided."""
    many = ALWAYS
    for number in range(9):
        many &= (Fact("line", f"a{number}") == "x") | (Fact("line", f"a{number}") == "y")
    sponsor = paid("sponsor", Role.SPONSOR, base=Base.of_rule("base"))
    override = Override(stores="S1", rules=[paid("base", share="9", when=many)])
    plan = plan_of(attrs.evolve(BASE, when=many & (line.paid > cny("1"))), sponsor, overrides=[override])
    checks = {str(found.data["check"]) for found in lint(plan) if found.code == "lint.not_decided"}
    assert checks == {"rule_check", "role_check", "base_check", "override_check", "bands_check", "worst_case"}
