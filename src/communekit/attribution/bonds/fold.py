"""The fold (锁客重放): all facts of a community, each in its place, life by life."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from communekit.ids import PartyId, derived_id
from communekit.parties import LeaderExited, Role, Ties
from communekit.period import instant_text

from .bond import Bond
from .command import BondCommand, PassOn, Register
from .decider import after
from .event import (
    BondDeclined,
    BondEvent,
    MemberRegistered,
)
from .leaders import LeaderRecord
from .mode import BondScope, OnExit
from .policy import BondPolicy
from .ruling import rule, standing
from .state import BondState, Bound, Unbound

LifeKey = tuple[PartyId, PartyId | None]
"""Whose life, and in which store."""

Turns = tuple[list[datetime], list[Bond | None]]
"""At which instants a life turned, and what stood from each of them on."""

_START: Final = Unbound()


class Fold:
    """The lives of all members while their facts are read (锁客重放), the oldest first."""

    def __init__(self, policy: BondPolicy, leaders: LeaderRecord, ties: Ties) -> None:
        self.events: dict[LifeKey, list[BondEvent]] = {}
        self.turns: dict[LifeKey, Turns] = {}
        self._policy, self._leaders, self._ties = policy, leaders, ties
        self._states: dict[LifeKey, BondState] = {}
        self._below: dict[PartyId, set[LifeKey]] = {}
        """Of each leader the lives that are bound to him, some of which may have expired since."""
        self._is_per_store = policy.scope is BondScope.STORE
        self._registered: dict[PartyId, MemberRegistered] = {}
        self._stores: dict[PartyId, list[LifeKey]] = {}

    def read(self, facts: Iterable[BondCommand]) -> None:
        """Read all facts, sorted; exits of leaders come in between at their instants, before all else."""
        exits = self._leaders.exits
        exit_ = next(exits, None)
        for fact in facts:
            while exit_ is not None and exit_.at <= fact.at:
                self._leave(exit_)
                exit_ = next(exits, None)
            self._tell(self._key(fact), fact)
        while exit_ is not None:
            self._leave(exit_)
            exit_ = next(exits, None)

    def may_bind(self, leader: PartyId, at: datetime) -> bool:
        """Whether a leader may bind members at an instant, by his own life and the policy."""
        return self._leaders.works_at(leader, at, paused=self._policy.binds_while_paused)

    def stands_below(self, party: PartyId, member: PartyId, at: datetime, store: PartyId | None) -> bool:
        """Whether a party stands below a member at any depth.

        Looked for from both ends at once, so it takes no longer than the shorter way: up the line of the party, or
        through those below the member, who mostly has nobody.
        """
        if not self._below.get(member):
            return False
        up = party
        for below in self._under(member, at, store):
            if below == party:
                return True
            bond = self._bond((up, store), at)
            if bond is None or bond.leader == up:
                return False
            if bond.leader == member:
                return True
            up = bond.leader
        return False

    def _under(self, top: PartyId, at: datetime, store: PartyId | None) -> Iterator[PartyId | None]:
        """Yield those who stand below a member, level by level; None for each look that found nobody."""
        waiting, seen = [top], {top}
        for leader in waiting:
            for key in self._below.get(leader, ()):
                member, place = key
                bond = self._bond(key, at) if place == store and member not in seen else None
                if bond is None:
                    yield None
                    continue
                seen.add(member)
                waiting.append(member)
                yield member

    def _bond(self, key: LifeKey, at: datetime) -> Bond | None:
        state = self._states.get(key)
        return None if state is None else standing(state, at)

    def _key(self, fact: BondCommand) -> LifeKey:
        return fact.member, fact.store if self._is_per_store else None

    def _tell(self, key: LifeKey, fact: BondCommand) -> None:
        """Let a fact happen in a life."""
        before = self._states.get(key)
        if before is None:
            before = self._born(key)
        state = before
        for event in rule(fact, state, self._policy, self):
            self.events.setdefault(key, []).append(event)
            if not isinstance(event, BondDeclined):  # What was declined changes nothing.
                state = after(state, event)
                self._note(key, event, state)
        self._states[key] = state
        if isinstance(before, Bound) and state is not before:
            self._below[before.bond.leader].discard(key)
        if isinstance(state, Bound) and state is not before:
            self._below.setdefault(state.bond.leader, set()).add(key)
        if self._is_per_store and isinstance(fact, Register):
            self._told_everywhere(key, state)

    def _note(self, key: LifeKey, event: BondEvent, state: BondState) -> None:
        """Write down what stands from an event on."""
        if isinstance(event, MemberRegistered):
            return
        times, bonds = self.turns.setdefault(key, ([], []))
        times.append(event.at)
        bonds.append(state.bond if isinstance(state, Bound) else None)

    def _born(self, key: LifeKey) -> BondState:
        """Return how a life begins: what is known of the member in other stores is known here."""
        if not self._is_per_store:
            return _START
        self._stores.setdefault(key[0], []).append(key)
        registered = self._registered.get(key[0])
        return _START if registered is None else after(_START, registered)

    def _told_everywhere(self, key: LifeKey, state: BondState) -> None:
        """Let the member's other lives know when he registered."""
        member, _ = key
        at = state.registered_at
        if at is None or member in self._registered:
            return
        known = MemberRegistered("", at, member)
        self._registered[member] = known
        for other in self._stores[member]:
            if other != key:
                self._states[other] = after(self._states[other], known)

    def _leave(self, exited: LeaderExited) -> None:
        """Pass on the bonds of a leader who leaves, member by member."""
        leader, at = exited.leader, exited.at
        fact = derived_id("attribution.leader_exit", leader, instant_text(at))
        led = sorted(self._below.get(leader, ()), key=lambda key: (key[0], key[1] or ""))
        stores = {store for _, store in led}
        parents = {store: self._parent(leader, at, store) for store in stores}
        for key in led:
            member, store = key
            to = self._policy.receivers(exited, parent=parents[store])
            self._tell(key, PassOn(fact, at, member, leader, to, store=store))

    def _parent(self, leader: PartyId, at: datetime, store: PartyId | None) -> PartyId | None:
        """Return the nearest above a leader who may bind members: up the line of bonds, or else his sponsor."""
        if self._policy.on_exit is not OnExit.PARENT:
            return None
        up = leader
        while (bond := self._bond((up, store), at)) is not None and bond.leader != up:
            up = bond.leader
            if self.may_bind(up, at):
                return up
        return self._ties.as_of(Role.SPONSOR, leader, at)


__all__ = ["Fold", "LifeKey", "Turns"]
