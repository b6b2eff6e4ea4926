"""Telling what led people here (归因事实记录): kept where it is found by whom it concerns."""

from communekit.attribution import Consent, Merge, SignIn
from communekit.attribution.bonds import HandOver, Offer, Register, Release
from communekit.attribution.guards import CodeAttempt, Decision, Mark
from communekit.parties import Touch

from .desk import Desk
from .guarding import decide
from .happening import DeedTold, Happening, LeaderMoved, PersonForgotten, PersonKnown
from .known import Known
from .selling import mind_hold
from .signal import Forget, Signal, signal_moment, signal_stream, signal_tags


def keep_signal(desk: Desk, fact: Signal, key: str) -> None:
    """Keep a fact with the tags by which it is found.

    Raises:
        IdentityError: A visitor is a member, an account is merged twice, or in a circle.
        NotHereError, InvalidTermsError: What is decided is no finding here, or there are no guards.
    """
    happening: Happening
    tags = list(signal_tags(fact))
    match fact:
        case Touch() | Offer() | Register() | Release() | HandOver() | CodeAttempt():
            happening = DeedTold(fact)
        case SignIn() | Merge() | Consent() | Mark():
            _check(desk, fact)
            happening = PersonKnown(fact)
        case Decision():
            for order in decide(desk, fact, key, tags):
                mind_hold(desk, order)
            return
        case Forget():
            keys, found = Known(desk).forget(fact.person)
            happening = PersonForgotten(fact, tuple(keys))
            tags += found
        case _:
            happening = LeaderMoved(fact)
    desk.keep(signal_stream(fact), key, happening, signal_moment(fact), tags)


def _check(desk: Desk, fact: SignIn | Merge | Consent | Mark) -> None:
    """Refuse what cannot be beside what is known of a person."""
    match fact:
        case SignIn(visitor=one, member=other) | Merge(member=one, into=other):
            Known(desk).identities(one, other).with_fact(fact)
        case Consent() | Mark():
            pass


__all__ = ["keep_signal"]
