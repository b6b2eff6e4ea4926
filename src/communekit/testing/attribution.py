"""Strategies of attribution: facts, policies, bonds, and what came of them (归因测试策略)."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from hypothesis import strategies as st

from communekit.attribution import (
    AddOns,
    Attribution,
    AttributionPolicy,
    Consent,
    Consents,
    Fate,
    Identities,
    Inactive,
    LineAbove,
    Lookback,
    LookbackFor,
    Lookbacks,
    Merge,
    Moment,
    Reattribution,
    Scope,
    SelfPurchase,
    SignIn,
    Touches,
    Traced,
    Within,
)
from communekit.orders import Credit, Credits
from communekit.parties import Role

from .attribution_bonds import BONDS
from .attribution_codes import CODES
from .attribution_guards import GUARDS
from .ground import ZONES, ids, instants, said, shares, texts
from .parties import roles, touch_kinds, touches

VISITORS: Final = ("V1", "V2")
ACCOUNTS: Final = ("M1", "M2", "M3")
WORDS: Final = ("code", "live", "click", "view", "bond", "self")
RANKED: Final = (*WORDS, "courier_card", "courier_card_view")

_MAYBE: Final = st.none() | ids()


def lookbacks() -> st.SearchStrategy[Lookback]:
    """Draw a window of seconds, of dates, or without an end."""
    same = st.booleans()
    exact = st.builds(
        Lookback.exact,
        st.integers(1, 10**7).map(lambda seconds: timedelta(seconds=seconds)),
        end_included=st.booleans(),
        same_instant=same,
    )
    dates = st.builds(Lookback.calendar, st.integers(1, 400), st.sampled_from(ZONES), same_instant=same)
    return exact | dates | st.builds(Lookback.unlimited, same_instant=same)


def lookbacks_for() -> st.SearchStrategy[LookbackFor]:
    """Draw a window for certain touches."""
    return st.builds(
        LookbackFor,
        lookbacks(),
        channel=st.none() | texts(),
        kind=st.none() | touch_kinds(),
        is_view=st.none() | st.booleans(),
    )


def all_lookbacks() -> st.SearchStrategy[Lookbacks]:
    """Draw the windows of a rule, no two for the same touches."""

    def named(rule: LookbackFor) -> tuple[object, ...]:
        return (rule.channel, rule.kind, rule.is_view)

    particular = lookbacks_for().filter(lambda rule: any(part is not None for part in named(rule)))
    return st.builds(Lookbacks, lookbacks(), st.lists(particular, max_size=2, unique_by=named))


def add_ons() -> st.SearchStrategy[AddOns]:
    """Draw a rule for what is bought besides, in the store."""
    kinds = st.lists(touch_kinds(), min_size=1, max_size=2, unique=True).map(tuple)
    channels = st.sampled_from((("store",), ("store", "counter")))
    return st.builds(AddOns, lookbacks(), kinds=kinds, channels=channels)


@st.composite
def attribution_policies(draw: st.DrawFn) -> AttributionPolicy:
    """Draw a rule of attribution."""
    referral = draw(st.sampled_from(((), (Role.SPONSOR,), (Role.SPONSOR, Role("division")))))
    inactive = draw(st.sampled_from(Inactive))
    house = ids() if inactive is Inactive.HOUSE else _MAYBE
    order = draw(st.lists(st.sampled_from(RANKED), min_size=1, max_size=4, unique=True))
    return AttributionPolicy(
        draw(ids()),
        draw(st.integers(1, 9)),
        order=tuple(order),
        within=draw(st.sampled_from(Within)),
        lookbacks=draw(all_lookbacks()),
        self_purchase=draw(st.sampled_from(SelfPurchase)),
        role=draw(st.sampled_from((Role.LEADER, Role("courier")))),
        referral=referral,
        depth_reason=draw(texts() if len(referral) > 1 else said()),
        line_above=draw(st.sampled_from(LineAbove)),
        co_credits=draw(st.sampled_from(((), (Role.HOST, Role.CREATOR)))),
        inactive=inactive,
        house=draw(house),
        share=draw(st.sampled_from(("last", "linear", "own_way"))),
        kinds=draw(st.sampled_from((("courier_card",), ("courier_card", "deal")))),
        shares=draw(st.sampled_from((("own_way",), ("own_way", "by_model")))),
        scope=draw(st.sampled_from(Scope)),
        moment=draw(st.sampled_from(Moment)),
        new_only=draw(st.sampled_from(((), tuple(order[:1])))),
        add_ons=draw(st.none() | add_ons()),
    )


def consents() -> st.SearchStrategy[Consent]:
    """Draw a yes or a no."""
    return st.builds(
        Consent, instants(), ids(), st.sampled_from(("attribution", "ads")), is_given=st.booleans()
    )


def sign_ins() -> st.SearchStrategy[SignIn]:
    """Draw a sign-in of a member on a device."""
    return st.builds(
        SignIn,
        instants(),
        st.sampled_from(VISITORS),
        st.sampled_from(ACCOUNTS),
        is_registration=st.booleans(),
    )


def merges() -> st.SearchStrategy[Merge]:
    """Draw two accounts that became one, in one direction, so that they go in no circle."""
    pairs = st.sampled_from((("M3", "M2"), ("M3", "M1"), ("M2", "M1")))
    return st.builds(lambda at, pair: Merge(at, *pair), instants(), pairs)


def identities() -> st.SearchStrategy[Identities]:
    """Draw who is who."""
    merged = st.lists(merges(), max_size=2, unique_by=lambda merge: merge.member)
    return st.builds(Identities, st.lists(sign_ins(), max_size=3), merged, within=lookbacks())


def touch_books() -> st.SearchStrategy[Touches]:
    """Draw a book of touches, some with a lifetime of their own."""
    told = st.lists(touches(), max_size=3, unique_by=lambda touch: touch.id)
    return st.builds(Touches, told, lifetimes=st.dictionaries(ids(), lookbacks(), max_size=2))


def traces() -> st.SearchStrategy[Traced]:
    """Draw a signal and what became of it."""
    return st.builds(
        Traced,
        st.sampled_from(("touch", "bond", "self", "session", "content", "visit", "line")),
        st.sampled_from(Fate),
        st.just("") | ids(),
        st.sampled_from(("", *WORDS)),
        st.none() | instants(),
        _MAYBE,
        st.none() | roles(),
        st.none() | st.integers(1, 10**9),
        said(),
    )


def given_credits() -> st.SearchStrategy[Credit]:
    """Draw a credit with its reason."""
    return st.builds(
        Credit, roles(), ids(), share=shares(), line=st.none() | ids(), active=st.booleans(), why=said()
    )


def attributions() -> st.SearchStrategy[Attribution]:
    """Draw who is credited with an order, and why."""
    return st.builds(
        Attribution,
        ids(),
        ids(),
        ids(),
        st.integers(1, 9),
        instants(),
        st.sampled_from((*WORDS, "organic")),
        roles(),
        given_credits().map(lambda credit: Credits([credit])) | st.just(Credits()),
        st.lists(traces(), max_size=2).map(tuple),
        ids(),
        said(),
        st.integers(1, 3),
        _MAYBE,
        st.booleans(),
        said(),
    )


def reattributions() -> st.SearchStrategy[Reattribution]:
    """Draw one version in another's place."""
    moved = st.lists(given_credits(), max_size=1).map(tuple)
    return st.builds(Reattribution, ids(), attributions(), attributions(), instants(), texts(), moved, moved)


ATTRIBUTION: Final[Mapping[type, st.SearchStrategy[object]]] = {
    AddOns: add_ons(),
    Attribution: attributions(),
    AttributionPolicy: attribution_policies(),
    Consent: consents(),
    Consents: st.builds(Consents, st.lists(consents(), max_size=3)),
    Identities: identities(),
    Lookback: lookbacks(),
    LookbackFor: lookbacks_for(),
    Lookbacks: all_lookbacks(),
    Merge: merges(),
    Reattribution: reattributions(),
    SignIn: sign_ins(),
    Touches: touch_books(),
    Traced: traces(),
    **BONDS,
    **CODES,
    **GUARDS,
}

__all__ = [
    "ATTRIBUTION",
    "all_lookbacks",
    "attribution_policies",
    "attributions",
    "consents",
    "identities",
    "lookbacks",
    "merges",
    "reattributions",
    "sign_ins",
    "touch_books",
    "traces",
]
