"""What is known of people (已知事实), read person by person: the facts of others are not touched."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from communekit.attribution import Consent, Consents, Identities, Merge, SignIn
from communekit.attribution.bonds import LeaderRecord
from communekit.attribution.guards import CodeAttempt, Mark
from communekit.errors import CommunekitError
from communekit.parties import LeaderState, Role, Tie, Ties, Touch
from communekit.storage import Recorded

from .desk import Desk
from .happening import (
    KINDS,
    DeedTold,
    FindingDecided,
    LeaderMoved,
    PersonForgotten,
    PersonKnown,
    TieMade,
    read_happening,
)
from .signal import (
    DEEDS,
    LIVES,
    Deed,
    Forget,
    Signal,
    done_by,
    known_as,
    life_of,
    signal_tags,
    tied_subject,
    tied_to,
)

SIGNAL_KINDS: Final = frozenset(
    KINDS[kind] for kind in (DeedTold, PersonKnown, PersonForgotten, LeaderMoved, TieMade, FindingDecided)
)
"""The events that say what is known."""


class Known:
    """What a unit of work knows of people (已知事实), at the moment at which it is made; read when it is asked for.

    As `LeadersAsOf` it says how leaders stood; nothing of those of whom nothing was told.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._read: dict[str, list[tuple[str, Any]]] = {}
        self._records: dict[str, LeaderRecord] = {}
        self._identities: dict[str, Identities] = {}

    def identities(self, *seeds: str) -> Identities:
        """Return who is who as far as it bears on some ids: all ids of their persons, and who else used the devices.

        Errors: `IdentityError`.
        """
        if len(seeds) == 1 and seeds[0] in self._identities:
            return self._identities[seeds[0]]
        facts = dict[SignIn | Merge, None]()
        waiting, seen, devices = list(seeds), set[str](), dict[str, None]()
        while waiting:
            id_ = waiting.pop()
            if id_ in seen:
                continue
            seen.add(id_)
            for fact in self.of(known_as(id_), SignIn, Merge):
                facts[fact] = None
                if isinstance(fact, Merge):
                    waiting += (fact.member, fact.into)
                elif fact.member == id_:
                    devices[fact.visitor] = None
                else:
                    waiting.append(fact.member)
        for device in devices:
            facts.update(dict.fromkeys(self.of(known_as(device), SignIn)))
        told = Identities(
            [fact for fact in facts if isinstance(fact, SignIn)],
            [fact for fact in facts if isinstance(fact, Merge)],
        )
        if len(seeds) == 1:
            self._identities[seeds[0]] = told
        return told

    def deeds(self, ids: Iterable[str]) -> list[Deed]:
        """Return what was done under some ids, touches and facts of bonds."""
        return [fact for id_ in dict.fromkeys(ids) for fact in self.of(done_by(id_), *DEEDS)]

    def touches(self, ids: Iterable[str]) -> list[Touch]:
        """Return the touches under some ids."""
        return [fact for fact in self.deeds(ids) if isinstance(fact, Touch)]

    def touches_of_order(self, order: str) -> list[Touch]:
        """Return the touches that belong to an order, whosever they are."""
        return self.of(tied_to(order), Touch)

    def consents(self, ids: Iterable[str]) -> Consents:
        """Return what was said yes and no to under some ids."""
        return Consents([fact for id_ in dict.fromkeys(ids) for fact in self.of(known_as(id_), Consent)])

    def leader(self, leader: str) -> LeaderRecord:
        """Return the life of a leader, as far as it was told."""
        if leader not in self._records:
            self._records[leader] = LeaderRecord(self.of(life_of(leader), *LIVES))
        return self._records[leader]

    def state_of(self, leader: str, at: datetime) -> LeaderState | None:
        """Return the state of a leader at an instant, None where nothing is known of him."""
        return self.leader(leader).state_of(leader, at)

    def person(self, member: str) -> list[Signal]:
        """Return what was told of one person, under all his ids; of a device that others used, what he did alone."""
        identities = self.identities(member)
        own = identities.account_of(member)
        accounts, ids = set(identities.accounts_of(own)), sorted(identities.ids_of(own))
        done: list[Signal] = [
            fact
            for fact in self.deeds(ids)
            if identities.person_of(fact.by if isinstance(fact, Touch) else fact.member, fact.at) == own
        ]
        tried = (fact for id_ in ids for fact in self.of(done_by(id_), CodeAttempt))
        done += [fact for fact in tried if identities.person_of(fact.by, fact.at) == own]
        marks = (mark for id_ in ids for mark in self.of(known_as(id_), Mark))
        done += [mark for mark in marks if identities.person_of(mark.person, mark.window.start) == own]
        known = dict.fromkeys(fact for id_ in ids for fact in self.of(known_as(id_), SignIn, Merge))
        mine = [fact for fact in known if isinstance(fact, Merge) or fact.member in accounts]
        said = [
            fact for fact in self.consents(ids).consents if identities.person_of(fact.person, fact.at) == own
        ]
        return [*done, *mine, *said]

    def ties(self, subjects: Iterable[str], *, depth: int = 0) -> Ties:
        """Return the ties of some subjects, and of their sponsors so many levels up; of two that clash, the first told."""
        ties, level, seen = Ties(), list(dict.fromkeys(subjects)), set[str]()
        for _ in range(depth + 1):
            above = list[str]()
            for subject in level:
                if subject in seen:
                    continue
                seen.add(subject)
                for tie in self.of(tied_subject(subject), Tie):
                    ties = _with(ties, tie)
                    above += [tie.object] if tie.kind == Role.SPONSOR else []
            level = above
        return ties

    def of(self, tag: str, *kinds: type) -> list[Any]:  # of these kinds
        """Return the facts of some kinds under a tag, in the order in which they were told."""
        return [fact for _, fact in self.keyed(tag) if isinstance(fact, kinds)]

    def keyed(self, tag: str) -> list[tuple[str, Any]]:
        """Return the facts under a tag with their keys; what was told of a person before he was forgotten is not there."""
        if tag not in self._read:
            self._read[tag] = list(_standing(self._desk.unit.events.since(0, tag=tag)).items())
        return self._read[tag]

    def everything(self) -> list[Signal]:
        """Return all that led people here, whosever it is (全部归因事实), in the order in which it was told."""
        return list(_standing(self._desk.unit.events.since(0)).values())

    def forgotten_at(self, member: str) -> datetime | None:
        """Return when a person was forgotten last, None where he never was."""
        return max((fact.at for fact in self.of(known_as(member), Forget)), default=None)

    def forget(self, member: str) -> tuple[list[str], list[str]]:
        """Return the keys and the tags of all that is known of a person."""
        mine, ids = self.person(member), self.identities(member).ids_of(member)
        tags = {tag for fact in mine for tag in signal_tags(fact)} | {known_as(id_) for id_ in ids}
        keys = {key for tag in tags for key, fact in self.keyed(tag) if fact in mine}
        return sorted(keys), sorted(tags)


def _standing(events: Iterable[Recorded]) -> dict[str, Any]:
    """Return the facts of some events by key; what was told of a person before he was forgotten is not there."""
    told = dict[str, Any]()
    for one in events:
        if one.event.kind in SIGNAL_KINDS:
            happening = read_happening(one.event.data)
            if isinstance(happening, PersonForgotten):
                for key in happening.keys:
                    told.pop(key, None)
            told[one.key] = happening.fact
    return told


def _with(ties: Ties, tie: Tie) -> Ties:
    try:
        return ties if tie in ties.ties else ties.with_tie(tie)
    except CommunekitError:
        return ties


__all__ = ["Known"]
