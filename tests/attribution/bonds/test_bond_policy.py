"""Bond policies: what contradicts itself is refused, what is written is read again."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.attribution.bonds import (
    BOND_EVENTS,
    REFUSED,
    BondPolicy,
    InvalidBondPolicyError,
    read_bond_policy,
    write_bond_policy,
)
from communekit.attribution.kinds import USUAL_KINDS
from communekit.codec import InvalidDocumentError, UnknownKeyError
from communekit.errors import CommunekitError
from communekit.parties import LeaderExited
from communekit.period import Duration, instant
from tests.attribution.bonds.strategies import policies
from tests.refused import Refusal, check_refusal

DAY = Duration.days(1)
MARCH = instant("2026-03-01T00:00:00+08:00")


def refused(error: InvalidBondPolicyError, **terms: Any) -> tuple[Callable[[], BondPolicy], CommunekitError]:
    """Return a policy that is refused, and with what."""
    return (lambda: BondPolicy(**terms)), error


REFUSALS: dict[str, Refusal] = {
    "no such mode": refused(
        InvalidBondPolicyError("mode", "strict", "unknown", ("first", "last", "register_only", "permanent")),
        mode="strict",
    ),
    "no such who": refused(InvalidBondPolicyError("who", "old", "unknown", ("all", "new")), who="old"),
    "no such scope": refused(
        InvalidBondPolicyError("scope", "town", "unknown", ("community", "store")), scope="town"
    ),
    "no such exit": refused(
        InvalidBondPolicyError("on_exit", "sold", "unknown", ("house", "parent", "named", "release")),
        on_exit="sold",
    ),
    "no such cool-down": refused(
        InvalidBondPolicyError("cool_down_for", "some", "unknown", ("everybody", "same_leader")),
        cool_down_for="some",
    ),
    "first has no protection": refused(
        InvalidBondPolicyError("protection", "P1D", "never_taken_over"), protection=DAY
    ),
    "permanent has no end": refused(
        InvalidBondPolicyError("validity", DAY, "never_ends"), mode="permanent", validity=DAY
    ),
    "permanent is not renewed": refused(
        InvalidBondPolicyError("renews", True, "never_ends"), mode="permanent", renews=True
    ),
    "nothing to renew": refused(InvalidBondPolicyError("renews", True, "no_end"), renews=True),
    "no time at all": refused(
        InvalidBondPolicyError("validity", "P0D", "nothing_binds"), validity=Duration()
    ),
    "no deed binds": refused(InvalidBondPolicyError("triggers", "", "nothing_binds"), triggers=()),
    "no role binds": refused(InvalidBondPolicyError("roles", "", "nothing_binds"), roles=()),
    "a slip of the pen": refused(
        InvalidBondPolicyError(
            "triggers", "lnk", "unknown_kind", (*USUAL_KINDS, "registration", "order", "first_order")
        ),
        triggers=("link", "lnk"),
    ),
    "another kind than the host's own": refused(
        InvalidBondPolicyError(
            "triggers", "card", "unknown_kind", (*USUAL_KINDS, "cart", "registration", "order", "first_order")
        ),
        triggers=["card"],
        kinds=["cart"],
    ),
    "what is done by hand needs no trigger": refused(
        InvalidBondPolicyError(
            "triggers", "hand_over", "unknown_kind", (*USUAL_KINDS, "registration", "order", "first_order")
        ),
        triggers=["hand_over"],
    ),
    "a lone word is no list": refused(InvalidBondPolicyError("triggers", "link", "kind"), triggers="link"),
    "a lone role is no list": refused(InvalidBondPolicyError("roles", "leader", "kind"), roles="leader"),
    "no house": refused(InvalidBondPolicyError("house", None, "nobody"), on_exit="house"),
    "no heir": refused(InvalidBondPolicyError("heir", None, "nobody"), on_exit="named"),
    "no house that yields": refused(InvalidBondPolicyError("house", None, "nobody"), house_yields=True),
    "days are no duration": refused(InvalidBondPolicyError("validity", 30, "kind"), validity=30),
    "no duration": refused(InvalidBondPolicyError("cool_down", None, "kind"), cool_down=None),
    "no flag": refused(InvalidBondPolicyError("renews", 1, "kind"), renews=1),
}


@pytest.mark.parametrize("refusal", REFUSALS.values(), ids=REFUSALS)
def test_refusal(refusal: Refusal) -> None:
    """A policy that contradicts itself is refused when it is made."""
    check_refusal(refusal)


@given(policy=policies(), notation=st.sampled_from(("toml", "json")))
def test_plan_round_trip(policy: BondPolicy, notation: Any) -> None:
    """What is written is read again, the same; and equal policies give equal text."""
    text = write_bond_policy(policy, format=notation)
    read = read_bond_policy(text, format=notation)
    assert read == policy
    assert write_bond_policy(read, format=notation) == text


HEAD = 'type = "attribution.bond_policy"\nformat = 1\n'


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (f'{HEAD}validty = "P30D"', UnknownKeyError),
        (f"{HEAD}validity = 30", InvalidDocumentError),
        (f'{HEAD}mode = "strict"', InvalidDocumentError),
        (f'{HEAD}triggers = "link"', InvalidDocumentError),
        (f"{HEAD}triggers = [1]", InvalidDocumentError),
        (f'{HEAD}renews = "yes"', InvalidDocumentError),
        (f"{HEAD}renews = true", InvalidBondPolicyError),
        ("format = 1", InvalidDocumentError),
    ],
)
def test_what_cannot_be_read_is_refused(text: str, error: type[CommunekitError]) -> None:
    """A slip of the pen is told, never passed over."""
    with pytest.raises(error):
        read_bond_policy(text)


def test_a_month_is_a_month_of_the_zone() -> None:
    """Durations are counted on the calendar of the policy's zone: across a change of the clocks a day is a day."""
    month = BondPolicy(mode="last", validity=Duration.months(1), protection=DAY, zone="Europe/Berlin")
    before_the_clocks_change = instant("2026-03-28T12:00:00+01:00")
    assert month.valid_until(before_the_clocks_change) == instant("2026-04-28T12:00:00+02:00")
    protected = month.protected_until(before_the_clocks_change, valid_until=None)
    assert protected == instant("2026-03-29T12:00:00+02:00")
    assert month.cool_until(MARCH) == MARCH


def test_receivers_name_nobody_twice_and_never_the_leaving_one() -> None:
    """The first choice first; who leaves does not follow himself."""
    policy = BondPolicy(on_exit="named", heir="L2", house="H")
    for named, followers in (
        (None, ("L2", "H")),
        ("L2", ("L2", "H")),
        ("H", ("H", "L2")),
        ("L3", ("L3", "L2", "H")),
    ):
        assert policy.receivers(LeaderExited("L1", MARCH, hand_over_to=named)) == followers
    assert policy.receivers(LeaderExited("L2", MARCH)) == ("H",)
    free = BondPolicy(on_exit="release", house="H")
    assert free.receivers(LeaderExited("L1", MARCH)) == ()
    assert free.receivers(LeaderExited("L1", MARCH, hand_over_to="L3")) == ("L3", "H")


def test_words_are_for_ever() -> None:
    """What is stored under a word is read under it in every later version."""
    assert sorted(BOND_EVENTS) == [
        "attribution.bond_declined",
        "attribution.bond_reassigned",
        "attribution.bond_released",
        "attribution.bond_renewed",
        "attribution.bond_taken_over",
        "attribution.bonded",
        "attribution.member_registered",
    ]
    assert sorted(REFUSED) == [
        "already_bound",
        "already_registered",
        "cooling_down",
        "cycle",
        "kind_does_not_bind",
        "leader_not_active",
        "no_store",
        "not_at_registration",
        "not_bound",
        "not_new",
        "protected",
        "role_does_not_bind",
        "same_leader",
        "self",
    ]
