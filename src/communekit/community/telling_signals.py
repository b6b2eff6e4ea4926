"""Telling what led people here (归因事实记录): kept where it is found by whom it concerns."""

from communekit.attribution import Consent, Merge, SignIn
from communekit.attribution.bonds import HandOver, Offer, Register, Release
from communekit.parties import Touch

from .desk import Desk
from .happening import DeedTold, Happening, LeaderMoved, PersonForgotten, PersonKnown
from .known import Known
from .signal import Forget, Signal, signal_stream, signal_tags


def keep_signal(desk: Desk, fact: Signal, key: str) -> None:
    """Keep a fact with the tags by which it is found.

    Raises:
        IdentityError: A visitor is a member, an account is merged twice, or in a circle.
    """
    happening: Happening
    tags = list(signal_tags(fact))
    match fact:
        case Touch() | Offer() | Register() | Release() | HandOver():
            happening = DeedTold(fact)
        case SignIn() | Merge() | Consent():
            _check(desk, fact)
            happening = PersonKnown(fact)
        case Forget():
            keys, found = Known(desk).forget(fact.person)
            happening = PersonForgotten(fact, tuple(keys))
            tags += found
        case _:
            happening = LeaderMoved(fact)
    desk.keep(signal_stream(fact), key, happening, fact.at, tags)


def _check(desk: Desk, fact: SignIn | Merge | Consent) -> None:
    """Refuse what cannot be beside what is known of a person."""
    match fact:
        case SignIn(visitor=one, member=other) | Merge(member=one, into=other):
            Known(desk).identities(one, other).with_fact(fact)
        case Consent():
            pass


__all__ = ["keep_signal"]
