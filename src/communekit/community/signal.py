"""What led people to the community (归因事实): touches, sign-ins, consents, bonds, leaders' lives; by whom they are found."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, Final

import attrs

from communekit.attribution import Consent, Merge, SignIn
from communekit.attribution.bonds import HandOver, Offer, Register, Release
from communekit.attribution.guards import CodeAttempt, Decision, Mark
from communekit.ids import PartyId, derived_id
from communekit.parties import LEADER_EVENTS, LeaderEvent, LeaderExited, Tie, Touch
from communekit.parties.party_id import party_id
from communekit.period import instant
from communekit.storage import place

Deed = Touch | Offer | Register | Release | HandOver
"""What somebody did, or was done with him, under an id of the host's; touches and the facts of bonds share their ids."""

Attempted = CodeAttempt
"""Somebody tried a code; what came of it is a touch."""

Identity = SignIn | Merge | Consent | Mark
"""Who is who, what he allows, and which devices and households are his."""


@attrs.frozen
class Forget:
    """A person wants to be forgotten (删除触点与身份关联): what led him here, and which ids are his, counts no more.

    From then on nothing is worked out from it, and it is handed out to nobody. What orders were credited with stays, and
    cannot be worked out anew. What he does afterwards is told and counts as anybody's.

    Args:
        person: Under any of his accounts.
        at: When.
    """

    person: PartyId = attrs.field(converter=party_id)
    at: datetime = attrs.field(converter=instant)


Signal = Deed | Attempted | Identity | LeaderEvent | Decision | Forget

DEEDS: Final = (Touch, Offer, Register, Release, HandOver)
IDENTITIES: Final = (SignIn, Merge, Consent, Mark)
LIVES: Final = tuple(LEADER_EVENTS.values())
SIGNALS: Final = (*DEEDS, CodeAttempt, *IDENTITIES, *LIVES, Decision, Forget)

DECIDED: Final = "finding/decided"
"""The tag of all that people say of findings."""

EXITS: Final = "leader/exits"
"""The tag of all exits of leaders."""


def signal_key(fact: Signal, write: Callable[[Any], str]) -> str:
    """Return the key of a fact: of a deed its own id, of everything else what it says."""
    match fact:
        case Touch() | Offer() | Register() | Release() | HandOver() | CodeAttempt():
            return place("deed", fact.id)
        case SignIn() | Merge() | Consent() | Mark() | Forget():
            return place("person", derived_id(write(fact)))
        case Decision():
            return place("decision", derived_id(write(fact)))
        case _:
            return place("leader", fact.leader, derived_id(write(fact)))


def signal_stream(fact: Signal) -> str:
    """Return the stream of a fact: a deed has one of its own, a person's and a leader's stand in theirs."""
    match fact:
        case Touch() | Offer() | Register() | Release() | HandOver() | CodeAttempt():
            return place("deed", fact.id)
        case SignIn() | Merge():
            return place("person", fact.member)
        case Consent() | Mark() | Forget():
            return place("person", fact.person)
        case Decision():
            return place("finding", fact.finding)
        case _:
            return place("leader", fact.leader)


def signal_moment(fact: Signal) -> datetime:
    """Return when a fact happened; of a device or household, since when it was somebody's."""
    return fact.window.start if isinstance(fact, Mark) else fact.at


def signal_tags(fact: Signal) -> Iterator[str]:
    """Yield the tags by which a fact is found: whose it is, and to whom it leads."""
    match fact:
        case Touch(by=by, owner=owner):
            yield from _of_deed(by, owner)
            if fact.order is not None:
                yield tied_to(fact.order)
        case Offer(member=member, leader=leader) | Register(member=member, leader=leader):
            yield from _of_deed(member, leader)
        case Release(member=by) | CodeAttempt(by=by):
            yield from _of_deed(by, None)
        case HandOver(member=member, to=leader):
            yield from _of_deed(member, leader)
        case SignIn():
            yield from (known_as(fact.visitor), known_as(fact.member))
        case Merge():
            yield from (known_as(fact.member), known_as(fact.into))
        case Consent() | Forget():
            yield known_as(fact.person)
        case Mark():
            yield from (known_as(fact.person), found_on(fact))
        case Decision():
            yield from (DECIDED, decided_of(fact.finding))
        case _:
            yield life_of(fact.leader)
            if isinstance(fact, LeaderExited):
                yield EXITS


def _of_deed(by: str, leader: str | None) -> Iterator[str]:
    yield done_by(by)
    if leader is not None:
        yield leads_to(leader)


def tie_tag(fact: Tie) -> str:
    """Return the tag by which a tie is found: of whom it says who stands to him in a role."""
    return tied_subject(fact.subject)


def done_by(party: str) -> str:
    """Return the tag of what somebody did, under one of his ids."""
    return place("deed.by", party)


def leads_to(leader: str) -> str:
    """Return the tag of what leads to somebody."""
    return place("deed.to", leader)


def tied_to(order: str) -> str:
    """Return the tag of touches that belong to an order."""
    return place("deed.order", order)


def known_as(party: str) -> str:
    """Return the tag of what is known of an id: sign-ins, merges, consents."""
    return place("known.as", party)


def life_of(leader: str) -> str:
    """Return the tag of a leader's life."""
    return place("life.of", leader)


def found_on(mark: Mark) -> str:
    """Return the tag of whoever used a device, or lived in a household."""
    return place("mark.on", mark.kind.value, mark.hash)


def decided_of(finding: str) -> str:
    """Return the tag of what people say of a finding."""
    return place("decision.of", finding)


def tied_subject(party: str) -> str:
    """Return the tag of the ties of somebody, or something."""
    return place("tie.of", party)


__all__ = [
    "DECIDED",
    "DEEDS",
    "EXITS",
    "IDENTITIES",
    "LIVES",
    "SIGNALS",
    "Attempted",
    "Deed",
    "Forget",
    "Identity",
    "Signal",
    "decided_of",
    "done_by",
    "found_on",
    "known_as",
    "leads_to",
    "life_of",
    "signal_key",
    "signal_moment",
    "signal_stream",
    "signal_tags",
    "tie_tag",
    "tied_subject",
    "tied_to",
]
