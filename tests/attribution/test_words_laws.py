"""Laws of the words of a rule: a rule that names a word is made where something can stand under it, and refused otherwise."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.attribution import AttributionPolicy, InvalidAttributionPolicyError
from communekit.attribution.bonds import BondPolicy, Bonds, InvalidBondPolicyError, Offer
from communekit.attribution.kinds import USUAL_KINDS
from communekit.attribution.signals import word_of
from communekit.parties import Touch
from communekit.period import instant
from tests.attribution.worlds import order_of

NOON = instant("2026-03-01T12:00:00Z")
ORDER = order_of("M1", NOON)
OWN = ("courier_card", "deal")
KINDS = (*map(str, USUAL_KINDS), *OWN)
SLIPS = (
    "clik",
    "lin",
    "links",
    "life",
    "codes",
    "bonds",
    "selv",
    "viev",
    "live_views",
    "courier",
    "card_view",
)


def words() -> st.SearchStrategy[str]:
    """Draw a word of the order of precedence, a kind, seen or clicked, the host's own, or a slip of the pen."""
    seen = st.sampled_from(KINDS).map(lambda kind: f"{kind}_view")
    return st.sampled_from((*KINDS, "click", "bond", "self", "view", *SLIPS)) | seen


def stands_under(word: str, kinds: tuple[str, ...]) -> bool:
    """Whether any touch of some kinds, a bond or the buyer himself stands under a word: tried, one by one."""
    tried = (
        Touch("t-1", NOON - timedelta(hours=1), kind, "M1", "L1", is_view=is_view, order=tied)
        for kind in kinds
        for is_view in (False, True)
        for tied in (None, ORDER.id)
    )
    return word in ("bond", "self") or any(word_of(touch, ORDER, (word,)) == word for touch in tried)


@given(word=words(), own=st.sets(st.sampled_from(OWN)))
def test_no_word_matches_nothing(word: str, own: set[str]) -> None:
    """A word is taken iff something can stand under it; what is refused is refused with all words that would be taken."""
    declared = tuple(sorted(own))
    if stands_under(word, (*map(str, USUAL_KINDS), *declared)):
        assert AttributionPolicy("main", 1, order=(word,), kinds=declared).order == (word,)
        return
    with pytest.raises(InvalidAttributionPolicyError) as refused:
        AttributionPolicy("main", 1, order=(word,), kinds=declared)
    assert (refused.value.part, refused.value.problem, refused.value.given) == ("order", "unknown_kind", word)
    for choice in refused.value.choices:
        assert stands_under(choice, (*map(str, USUAL_KINDS), *declared))
        assert AttributionPolicy("main", 1, order=(choice,), kinds=declared).order == (choice,)
    assert choice in refused.value.text("zh")


@given(
    word=st.sampled_from((*KINDS, "registration", "order", "first_order", *SLIPS)),
    own=st.sets(st.sampled_from(OWN)),
)
def test_every_trigger_binds(word: str, own: set[str]) -> None:
    """A trigger is taken iff it is usual or declared; and whatever is taken binds whom it is told of."""
    if word not in {*map(str, USUAL_KINDS), *own, "registration", "order", "first_order"}:
        with pytest.raises(InvalidBondPolicyError) as refused:
            BondPolicy(triggers=[word], kinds=own)
        assert refused.value.problem == "unknown_kind"
        assert BondPolicy(triggers=refused.value.choices, kinds=own) != BondPolicy(kinds=own)
        return
    bonds = Bonds(BondPolicy(triggers=[word], kinds=own), [Offer("o-1", NOON, "M1", "L1", word)])
    bond = bonds.as_of("M1", NOON)
    assert bond is not None
    assert bond.leader == "L1"


def test_declared_but_not_named_changes_nothing() -> None:
    """Kinds may be declared that the order does not name; a window may name them."""
    plain, declaring = AttributionPolicy("main", 1), AttributionPolicy("main", 1, kinds=OWN, shares=("own",))
    assert plain.order == declaring.order
    assert BondPolicy(kinds=OWN).triggers is None
