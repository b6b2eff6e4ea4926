"""Credits: who is credited, in which role, with which share."""

import pickle
from fractions import Fraction
from typing import Any

import attrs
import pytest

from communekit.errors import CommunekitError
from communekit.ids import InvalidIdError, InvalidTextError
from communekit.money import Rate
from communekit.orders import (
    Credit,
    Credits,
    InvalidCreditsError,
    Line,
    Order,
    UnknownSubjectError,
    check_credits,
)
from communekit.parties import InvalidRoleError, Role

HALF = Rate.percent("50")


def test_single_credits_one_party_per_role() -> None:
    """The short form: everything of the role, for the whole order."""
    credited = Credits.single(leader="L1", sponsor="L0")
    assert credited.of(Role.LEADER, "1") == (Credit(Role.LEADER, "L1", share=Rate.percent("100")),)
    assert credited.of(Role.SPONSOR, "2")[0].party == "L0"
    assert credited.of(Role.HOST, "1") == ()
    assert credited.roles == (Role.LEADER, Role.SPONSOR)
    assert (len(credited), len(Credits())) == (2, 0)


def test_credit_of_a_line_replaces_that_of_the_order() -> None:
    """For its line and its role alone."""
    whole, own = Credit("leader", "L1"), Credit("leader", "L2", line="2", share=HALF)
    credited = Credits((whole, own, Credit("host", "H1")))
    assert credited.of(Role.LEADER, "1") == (whole,)
    assert credited.of(Role.LEADER, "2") == (own,)
    assert credited.of(Role.HOST, "2")[0].party == "H1"


def test_credits_keep_their_order() -> None:
    """Parties stand as they were given; that order breaks ties where amounts are shared."""
    parts = [Credit("leader", name, share=Rate.fraction(1, 3)) for name in ("L3", "L1", "L2")]
    assert list(Credits(parts)) == parts
    assert [credit.party for credit in Credits(parts).of(Role.LEADER, "1")] == ["L3", "L1", "L2"]


def test_credits_are_a_value() -> None:
    """Equal by content, hashable, pickled whole."""
    credited = Credits((Credit("leader", "L1", why="bond since 2026-03-01", active=False),))
    again = pickle.loads(pickle.dumps(credited))
    assert {credited, again, attrs.evolve(credited)} == {credited}
    assert again.of(Role.LEADER, "1") == credited.credits


@pytest.mark.parametrize(
    ("credited", "sole"),
    [
        ([Credit("leader", "L1")], "L1"),
        ([Credit("leader", "L1", active=False)], None),
        ([Credit("leader", "L1", share=Rate.percent(99))], None),
        ([Credit("leader", name, share=Rate.percent(50)) for name in ("L1", "L2")], None),
        ([Credit("leader", "L1"), Credit("leader", "L2", line="1")], "L1"),
    ],
)
def test_a_role_is_held_by_one_only_where_he_is_active_and_holds_it_whole(
    credited: list[Credit], sole: str | None
) -> None:
    """One who is asleep, or has a part of it, does not stand for the role."""
    assert Credits(credited).sole == {"leader": sole}


def test_shares_add_up_to_one_and_no_more() -> None:
    """Three thirds are one; a millionth more is refused, per role and line."""
    third = [Credit("leader", name, share=Rate.fraction(1, 3)) for name in "ABC"]
    assert len(Credits(third)) == 3
    with pytest.raises(InvalidCreditsError) as caught:
        Credits([*third, Credit("leader", "D", share=Rate.ppm(1))])
    assert caught.value.data() == {
        "role": "leader",
        "problem": "shares_exceed_whole",
        "value": str(1 + Fraction(1, 10**6)),
    }
    assert caught.value.code == "orders.invalid_credits"
    assert "份额合计超过 1" in caught.value.text("zh")


def test_party_stands_once_in_a_role() -> None:
    """Twice in a role is refused, even within the whole; twice in two roles is not."""
    assert len(Credits([Credit("leader", "A"), Credit("sponsor", "A")])) == 2
    assert len(Credits([Credit("leader", "A"), Credit("leader", "A", line="1")])) == 2
    with pytest.raises(InvalidCreditsError) as caught:
        Credits([Credit("leader", "A", share=Rate.percent("10")), Credit("leader", "A", share=HALF)])
    assert caught.value.problem == "party_twice"
    assert "a party is credited twice" in str(caught.value)


def test_credit_of_a_line_that_is_not_there_is_refused() -> None:
    """Otherwise it would be lost without a word."""
    order = Order("O1", "S1", [Line.of("1", "tea", "1.00")], "2026-03-01T09:00Z", "2026-03-01T09:00Z")
    check_credits(order, Credits([Credit("leader", "A", line="1"), Credit("host", "H")]))
    with pytest.raises(UnknownSubjectError):
        check_credits(order, Credits([Credit("leader", "A", line="2")]))


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"role": "Leader"}, InvalidRoleError),
        ({"party": ""}, InvalidIdError),
        ({"line": ""}, InvalidIdError),
        ({"share": Fraction(1, 2)}, InvalidCreditsError),
        ({"share": 0.5}, InvalidCreditsError),
        ({"active": "yes"}, InvalidCreditsError),
        ({"why": "\u202e"}, InvalidTextError),
    ],
)
def test_bad_credits_are_refused(given: dict[str, Any], error: type[CommunekitError]) -> None:
    """Each field is checked at birth."""
    with pytest.raises(error):
        Credit(**{"role": "leader", "party": "L1", **given})


def test_only_credits_are_credits() -> None:
    """A name alone says no role."""
    wrong: Any = ("L1",)
    with pytest.raises(InvalidCreditsError) as caught:
        Credits(wrong)
    assert caught.value.problem == "kind"
