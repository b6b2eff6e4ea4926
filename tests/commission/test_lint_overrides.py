"""Overrides that change nothing, and the nearest ones that do."""

from communekit.commission import (
    Override,
)
from communekit.parties import Role
from tests.commission.linted import BASE, codes, only, paid, plan_of


def test_an_override_that_changes_nothing_is_shown() -> None:
    """Stating the rule as it is, or dropping what is not there, has no effect."""
    same = plan_of(BASE, overrides=[Override(stores="S1", rules=[BASE])])
    assert only(same, "idle_override").data["reason"] == "same"
    extra = Override(stores="S1", rules=[paid("extra", Role.HOST)])
    drops = plan_of(BASE, overrides=[extra, Override(stores="S1", drops="extra")])
    assert only(drops, "idle_override").data["reason"] == "drops_nothing"
    assert codes(plan_of(BASE, overrides=[Override(stores="S1", rules=[paid("base", share="9")])])) == []


def test_a_drop_of_what_a_later_override_states_has_an_effect() -> None:
    """The first override that holds counts, also where it takes a rule away that a later one would add."""
    drop = Override(leaders="L1", drops="extra")
    plan = plan_of(BASE, overrides=[drop, Override(stores="S1", rules=[paid("extra", Role.HOST)])])
    assert "idle_override" not in codes(plan)


def test_an_override_behind_a_wider_one_is_shown() -> None:
    """The first override that holds counts: a narrower one after it never stands."""
    wide, narrow = (paid("base", share=share) for share in ("9", "7"))
    behind = [Override(stores="S1", rules=[wide]), Override(stores="S1", leaders="L1", rules=[narrow])]
    assert only(plan_of(BASE, overrides=behind), "idle_override").data["reason"] == "never"
    assert "idle_override" not in codes(plan_of(BASE, overrides=behind[::-1]))


def test_an_override_that_keeps_a_later_one_off_is_not_idle() -> None:
    """Stating the plan's own rule for a leader shields him from the store's override."""
    shield = [Override(leaders="L1", rules=[BASE]), Override(stores="S1", rules=[paid("base", share="9")])]
    assert "idle_override" not in codes(plan_of(BASE, overrides=shield))
