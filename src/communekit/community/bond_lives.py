"""Bonds of single members (单个会员的锁客), read from their own facts: nobody else's life is gone through without need.

What it answers is what `communekit.attribution.bonds.Bonds` answers, who reads the facts of all.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, Final

import attrs

from communekit.attribution.bonds import (
    Bond,
    BondCommand,
    BondDeclined,
    BondEvent,
    BondPolicy,
    BondScope,
    BondScopeError,
    BondState,
    Bound,
    Holding,
    MemberRegistered,
    Offer,
    OnExit,
    PassOn,
    Register,
    bond_life,
)
from communekit.attribution.bonds.holding import holdings
from communekit.ids import PartyId, derived_id
from communekit.parties import LeaderExited, Role, Touch
from communekit.period import instant, instant_text

from .known import Known
from .signal import DEEDS, EXITS, Deed, leads_to

Place = tuple[Any, ...]
"""Where a step stands among the steps of all lives: by instant; exits first, leader by leader and member by member."""

Key = tuple[PartyId, PartyId | None]

END: Final[Place] = (datetime.max.replace(tzinfo=UTC), 2)
ATTRIBUTED: Final = "attribution.leader_exit"


@attrs.define
class _Life:
    """One member's life, read as far as somebody asked."""

    key: Key
    steps: list[tuple[Place, BondCommand, bool]]
    """His facts in their order; True for one of another store, which is known here and does nothing else."""
    state: BondState
    done: int = 0
    last: Place = ()
    is_running: bool = False
    places: list[Place] = attrs.field(factory=list)
    states: list[BondState] = attrs.field(factory=list)
    events: list[BondEvent] = attrs.field(factory=list)


class BondLives:
    """The bonds of a community, member by member (锁客), behind `BondsAsOf`.

    Args:
        known: What was told.
        policy: The rules.
    """

    def __init__(self, known: Known, policy: BondPolicy) -> None:
        self._known, self._policy = known, policy
        self._lives: dict[Key, _Life] = {}

    def as_of(self, member: str, at: datetime, *, store: str | None = None) -> Bond | None:
        """Return the bond of a member that stood at an instant, None where he was free.

        Errors: `BondScopeError`.
        """
        moment = instant(at)
        return self._bond(self._key(member, store), (moment, 2), moment)

    def history(self, member: str, *, store: str | None = None) -> tuple[Holding, ...]:
        """Return who had a member from when until when; errors as in `as_of`."""
        return holdings(list(self.events(member, store=store)))

    def events(self, member: str, *, store: str | None = None) -> tuple[BondEvent, ...]:
        """Return all that happened to a member's bond; errors as in `as_of`."""
        life = self._life(self._key(member, store))
        self._read(life, END)
        return tuple(life.events)

    def members_of(self, leader: str, at: datetime, *, store: str | None = None) -> tuple[PartyId, ...]:
        """Return whom a leader had at an instant, by id; where bonds are per store, in one store or in any."""
        found = {
            key[0]
            for key in self._keys_of(leader)
            if store in (None, key[1]) or key[1] is None
            if (bond := self._bond(key, (instant(at), 2), instant(at))) is not None and bond.leader == leader
        }
        return tuple(sorted(found))

    def _keys_of(self, leader: str) -> Iterator[Key]:
        """Yield the lives in which a leader may have had a part: those led to him, and to whoever left."""
        exited = [fact.leader for fact in self._known.of(EXITS, LeaderExited)]
        keys = dict[Key, None]()
        for one in dict.fromkeys([leader, *exited]):
            for fact in self._known.of(leads_to(one), *DEEDS):
                by = _doer(fact)
                member = self._known.identities(by).person_of(by, fact.at)
                keys[member, self._store(fact.store)] = None
        yield from keys

    def _store(self, store: PartyId | None) -> PartyId | None:
        return store if self._policy.scope is BondScope.STORE else None

    def _key(self, member: str, store: str | None) -> Key:
        if self._policy.scope is BondScope.COMMUNITY:
            return PartyId(member), None
        if store is None:
            raise BondScopeError(PartyId(member))
        return PartyId(member), PartyId(store)

    def _bond(self, key: Key, before: Place, at: datetime) -> Bond | None:
        """Return the bond of a life that stands at an instant, by what lies before a place."""
        life = self._life(key)
        self._read(life, before)
        count = bisect_left(life.places, before)
        state = life.states[count - 1] if count else None
        return state.bond if isinstance(state, Bound) and state.bond.stands_at(at) else None

    def _life(self, key: Key) -> _Life:
        if key not in self._lives:
            self._lives[key] = _Life(
                key, sorted(self._steps(key), key=lambda step: step[0]), _initial(self._policy)
            )
        return self._lives[key]

    def _steps(self, key: Key) -> Iterator[tuple[Place, BondCommand, bool]]:
        """Yield the facts of a life; where bonds are per store, the registration in another store too."""
        told = [(_place(fact), fact) for fact in self._told(key[0])]
        registered = min((place for place, fact in told if isinstance(fact, Register)), default=END)
        for place, fact in told:
            if self._store(fact.store) == key[1]:
                yield place, fact, False
            elif place == registered:
                yield place, fact, True

    def _told(self, member: PartyId) -> Iterator[BondCommand]:
        """Yield what a person did, under whichever of his ids."""
        identities = self._known.identities(member)
        for fact in self._known.deeds((*sorted(identities.ids_of(member)), member)):
            if identities.person_of(_doer(fact), fact.at) != member:
                continue
            if not isinstance(fact, Touch):
                yield attrs.evolve(fact, member=member)
            elif fact.owner is not None:
                yield Offer.of(fact, member=member)

    def _read(self, life: _Life, before: Place) -> None:
        """Go on with a life up to a place; one that is being read is there already."""
        if life.is_running:
            return
        life.is_running = True
        try:
            while True:
                step = life.steps[life.done] if life.done < len(life.steps) else None
                until = before if step is None or before < step[0] else step[0]
                if self._pass_on(life, until):
                    continue
                if step is None or before <= step[0]:
                    return
                life.done += 1
                place, command, is_elsewhere = step
                if is_elsewhere:
                    known = MemberRegistered("", command.at, command.member)
                    self._note(life, place, (known,), is_told=False)
                else:
                    self._tell(life, place, command)
        finally:
            life.is_running = False

    def _pass_on(self, life: _Life, until: Place) -> bool:
        """Let the exit of whoever has the member happen, if it lies before a place; return whether there was one."""
        if not isinstance(life.state, Bound):
            return False
        leader, (member, store) = life.state.bond.leader, life.key
        for exited in self._known.leader(leader).exits:
            place = (exited.at, 0, (leader, repr(exited)), (member, store or ""))
            if life.last < place < until:
                to = self._policy.receivers(exited, parent=self._parent(leader, exited.at, store, place))
                fact = derived_id(ATTRIBUTED, leader, instant_text(exited.at))
                self._tell(life, place, PassOn(fact, exited.at, member, leader, to, store=store))
                return True
        return False

    def _tell(self, life: _Life, place: Place, command: BondCommand) -> None:
        decider = bond_life(self._policy, others=_Others(self, place))
        self._note(life, place, decider.decide(command, life.state))

    def _note(self, life: _Life, place: Place, events: Iterable[BondEvent], *, is_told: bool = True) -> None:
        evolve = bond_life(self._policy).evolve
        turns = False
        for event in events:
            turns = turns or not isinstance(event, BondDeclined)
            life.state = evolve(life.state, event)
            if is_told:
                life.events.append(event)
        life.last = place
        if turns:
            life.places.append(place)
            life.states.append(life.state)

    def _parent(self, leader: PartyId, at: datetime, store: PartyId | None, before: Place) -> PartyId | None:
        """Return the nearest above a leader who may bind members: up the line of bonds, or else his sponsor."""
        if self._policy.on_exit is not OnExit.PARENT:
            return None
        for up in self._line(leader, at, store, before):
            if self._may_bind(up, at):
                return up
        return self._known.ties([leader]).as_of(Role.SPONSOR, leader, at)

    def _line(self, party: PartyId, at: datetime, store: PartyId | None, before: Place) -> Iterator[PartyId]:
        """Yield the line of bonds above a party, nearest first."""
        up, seen = party, {party}
        while (bond := self._bond((up, store), before, at)) is not None and bond.leader not in seen:
            up = bond.leader
            seen.add(up)
            yield up

    def _may_bind(self, leader: PartyId, at: datetime) -> bool:
        return self._known.leader(leader).works_at(leader, at, paused=self._policy.binds_while_paused)


@attrs.frozen
class _Others:
    """Others as they stood at a place in the lives of all."""

    lives: BondLives
    place: Place

    def may_bind(self, leader: PartyId, at: datetime, /) -> bool:
        """Whether a leader may bind members at an instant."""
        return self.lives._may_bind(leader, at)  # noqa: SLF001 - one thing in two classes

    def stands_below(self, party: PartyId, member: PartyId, at: datetime, store: PartyId | None, /) -> bool:
        """Whether a party stands below a member, at any depth."""
        return member in self.lives._line(party, at, store, self.place)  # noqa: SLF001 - likewise


def _initial(policy: BondPolicy) -> BondState:
    return bond_life(policy).initial


def _doer(fact: Deed) -> PartyId:
    """Return under which id something was done."""
    return fact.by if isinstance(fact, Touch) else fact.member


def _place(fact: BondCommand) -> Place:
    at, *rest = fact.place
    return (at, 1, tuple(rest))


__all__ = ["BondLives"]
