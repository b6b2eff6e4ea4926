"""The life of one member's bond (锁客生命周期): unbound <> bound, one life per member, and per store where bonds are so.

An offer that does not bind is no error: it is recorded with its reason. Facts of one life are told in their order;
`Bonds` takes them in any.
"""

from functools import partial

import attrs

from communekit.lifecycle import Decider
from communekit.parties import UnknownPartyError
from communekit.period import InvalidTimeError

from .command import BondCommand
from .event import (
    BondDeclined,
    Bonded,
    BondEvent,
    BondReassigned,
    BondReleased,
    BondRenewed,
    BondTakenOver,
    MemberRegistered,
)
from .others import NOBODY, Others
from .policy import BondPolicy
from .ruling import rule
from .state import BondState, Bound, Unbound


def decide(
    policy: BondPolicy, others: Others, command: BondCommand, state: BondState
) -> tuple[BondEvent, ...]:
    """Say what follows from a fact. Knows the rules; changes nothing.

    A fact that was told before leads to nothing. Errors: `UnknownPartyError` for another member's state;
    `InvalidTimeError` "before_its_cause" for a time before the last event.
    """
    if state.member is not None and state.member != command.member:
        raise UnknownPartyError("member", command.member)
    if command.id in state.facts:
        return ()
    if state.last_at is not None and command.at < state.last_at:
        raise InvalidTimeError("before_its_cause", command.at)
    return rule(command, state, policy, others)


def evolve(state: BondState, event: BondEvent) -> BondState:
    """Fold one fact into the state. Judges nothing: it has happened."""
    return attrs.evolve(after(state, event), facts=state.facts | {event.fact})


def after(state: BondState, event: BondEvent) -> BondState:
    """Return the state after an event, without noting that its fact was told."""
    member, at, registered_at, facts = event.member, event.at, state.registered_at, state.facts
    match event:
        case Bonded() | BondTakenOver() | BondReassigned():
            return Bound(member=member, registered_at=registered_at, last_at=at, facts=facts, bond=event.bond)
        case BondReleased(left=left):
            return Unbound(
                member=member,
                registered_at=registered_at,
                last_at=at,
                facts=facts,
                released=None if left else event,
            )
        case BondRenewed(valid_until=until):
            if isinstance(state, Unbound):
                return attrs.evolve(state, member=member, last_at=at)
            return attrs.evolve(state, last_at=at, bond=attrs.evolve(state.bond, valid_until=until))
        case MemberRegistered():
            return attrs.evolve(state, member=member, last_at=at, registered_at=at)
        case BondDeclined():
            return attrs.evolve(state, member=member, last_at=at)


def bond_life(policy: BondPolicy, *, others: Others = NOBODY) -> Decider[BondCommand, BondEvent, BondState]:
    """Return the life of a member's bond under a policy (锁客生命周期), for a store of events or of states.

    Args:
        policy: The rules.
        others: Who may lead, and who stands below whom; nothing is known of others unless said otherwise.

    >>> from communekit.attribution.bonds import Offer
    >>> life = bond_life(BondPolicy())
    >>> _, state = life.handle(Offer("o-1", "2026-03-01T12:00:00Z", "M1", "L1", "link"), life.initial)
    >>> (declined,), state = life.handle(Offer("o-2", "2026-03-02T12:00:00Z", "M1", "L2", "link"), state)
    >>> declined.why, state.bond.leader
    ('already_bound', 'L1')
    """
    return Decider(partial(decide, policy, others), evolve, Unbound())


__all__ = ["after", "bond_life", "decide", "evolve"]
