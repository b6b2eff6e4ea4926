"""The life of a leader (团长生命周期).

Not applied > applied > active <> paused; active or paused > suspended > active; from these three > exited,
which is final. A declined applicant may apply again. Asking for what already is changes nothing.
"""

import attrs

from communekit.lifecycle import Decider
from communekit.period import InvalidTimeError

from .errors import InvalidPartyError, LeaderStateError, UnknownPartyError
from .leader_command import (
    Apply,
    Approve,
    Decline,
    Exit,
    LeaderCommand,
    Pause,
    Regrade,
    Reinstate,
    Resume,
    Suspend,
)
from .leader_event import (
    LeaderApplied,
    LeaderApproved,
    LeaderDeclined,
    LeaderEvent,
    LeaderExited,
    LeaderPaused,
    LeaderRegraded,
    LeaderReinstated,
    LeaderResumed,
    LeaderSuspended,
)
from .leader_state import (
    Active,
    Applied,
    Declined,
    Exited,
    LeaderState,
    NotApplied,
    Paused,
    Suspended,
)


def decide(command: LeaderCommand, state: LeaderState) -> tuple[LeaderEvent, ...]:
    """Say what follows from a command. Knows the rules; changes nothing.

    Errors: `LeaderStateError`; `UnknownPartyError` for another leader's state; `InvalidPartyError` "itself"
    for a hand-over to oneself; `InvalidTimeError` "before_its_cause" for a time before the last event.
    """
    if not isinstance(state, NotApplied) and state.leader != command.leader:
        raise UnknownPartyError("leader", command.leader)
    if isinstance(command, Exit) and command.hand_over_to == command.leader:
        raise InvalidPartyError("receiver", command.leader, "itself")
    if _is_so(command, state):
        return ()
    if not _is_allowed(command, state):
        raise LeaderStateError(command.leader, state.word, type(command).__name__.lower())
    if not isinstance(state, NotApplied) and command.at < state.at:
        raise InvalidTimeError("before_its_cause", command.at)
    return (_event(command),)


def evolve(state: LeaderState, event: LeaderEvent) -> LeaderState:
    """Fold one fact into the state. Judges nothing: it has happened."""
    match event:
        case LeaderApplied(leader, at):
            return Applied(leader, at)
        case LeaderDeclined(leader, at):
            return Declined(leader, at)
        case LeaderApproved(leader, at, grade=grade):
            return Active(leader, at, grade)
        case LeaderPaused(leader, at):
            return Paused(leader, at, _grade(state))
        case LeaderResumed(leader, at) | LeaderReinstated(leader, at):
            return Active(leader, at, _grade(state))
        case LeaderSuspended(leader, at):
            return Suspended(leader, at, _grade(state))
        case LeaderRegraded():
            return _regraded(state, event)
        case LeaderExited(leader, at, hand_over_to=receiver):
            return Exited(leader, at, receiver)


def _is_so(command: LeaderCommand, state: LeaderState) -> bool:
    """Whether what is asked for stands already."""
    match command:
        case Apply():
            return isinstance(state, Applied)
        case Decline():
            return isinstance(state, Declined)
        case Approve(grade=grade):
            return isinstance(state, Active) and state.grade == grade
        case Resume() | Reinstate():
            return isinstance(state, Active)
        case Pause():
            return isinstance(state, Paused)
        case Suspend():
            return isinstance(state, Suspended)
        case Regrade(grade=grade):
            return isinstance(state, Active | Paused | Suspended) and state.grade == grade
        case Exit(hand_over_to=receiver):
            return isinstance(state, Exited) and state.hand_over_to == receiver


def _is_allowed(command: LeaderCommand, state: LeaderState) -> bool:
    """Whether the state lets a command through."""
    match command:
        case Apply():
            return isinstance(state, NotApplied | Declined)
        case Approve() | Decline():
            return isinstance(state, Applied)
        case Pause():
            return isinstance(state, Active)
        case Resume():
            return isinstance(state, Paused)
        case Suspend():
            return isinstance(state, Active | Paused)
        case Reinstate():
            return isinstance(state, Suspended)
        case Regrade() | Exit():
            return isinstance(state, Active | Paused | Suspended)


def _event(command: LeaderCommand) -> LeaderEvent:
    """Return the fact that a command becomes."""
    leader, at = command.leader, command.at
    match command:
        case Apply():
            return LeaderApplied(leader, at)
        case Approve(grade=grade):
            return LeaderApproved(leader, at, grade=grade)
        case Decline(why=why):
            return LeaderDeclined(leader, at, why=why)
        case Pause(why=why):
            return LeaderPaused(leader, at, why=why)
        case Resume():
            return LeaderResumed(leader, at)
        case Suspend(why=why):
            return LeaderSuspended(leader, at, why=why)
        case Reinstate():
            return LeaderReinstated(leader, at)
        case Regrade(grade=grade):
            return LeaderRegraded(leader, at, grade=grade)
        case Exit(why=why, hand_over_to=receiver):
            return LeaderExited(leader, at, why=why, hand_over_to=receiver)


def _grade(state: LeaderState) -> str:
    return state.grade if isinstance(state, Active | Paused | Suspended) else ""


def _regraded(state: LeaderState, event: LeaderRegraded) -> LeaderState:
    if isinstance(state, Active | Paused | Suspended):
        return attrs.evolve(state, at=event.at, grade=event.grade)
    return state


LEADER_LIFE: Decider[LeaderCommand, LeaderEvent, LeaderState] = Decider(decide, evolve, NotApplied())
"""The life of a leader, for a store of events or of states.

>>> from communekit.period import instant
>>> at = instant("2026-03-01T00:00:00Z")
>>> _, state = LEADER_LIFE.handle(Apply("L1", at), LEADER_LIFE.initial)
>>> _, state = LEADER_LIFE.handle(Approve("L1", at, grade="super"), state)
>>> state.word, state.grade
('active', 'super')
"""

__all__ = ["LEADER_LIFE", "decide", "evolve"]
