"""The life of a payout (提现生命周期).

    requested > approved > sent > paid | failed | unknown
    requested, approved > rejected | withdrawn
    unknown > paid | failed | returned        by reconciliation alone
    paid > returned
    failed, returned > approved | sent        the next attempt, under the same id
    failed, returned > closed                 for ever

What stands already changes nothing; everything else is refused, with the values.
"""

from typing import TypeVar

import attrs

from communekit.lifecycle import Decider
from communekit.period import InvalidTimeError

from .command import Approve, Compensate, PayoutCommand, Reconcile, Reject, Report, Request, Send, Withdraw
from .errors import PayoutRefusedError
from .event import (
    PayoutApproved,
    PayoutClosed,
    PayoutEvent,
    PayoutFailed,
    PayoutPaid,
    PayoutRejected,
    PayoutRequested,
    PayoutReturned,
    PayoutSent,
    PayoutUnknown,
    PayoutWithdrawn,
)
from .outcome import Outcome, Told
from .state import (
    Approved,
    Closed,
    Failed,
    NotRequested,
    Paid,
    PayoutStanding,
    PayoutState,
    Rejected,
    Requested,
    Returned,
    Sent,
    Standing,
    Unknown,
    Withdrawn,
)

S = TypeVar("S", bound=Standing)


def decide(command: PayoutCommand, state: PayoutState) -> tuple[PayoutEvent, ...]:
    """Say what follows from a command. Knows the rules; changes nothing.

    Errors: `PayoutRefusedError` with its problem; `InvalidTimeError` "before_its_cause" for a time before the last
    event.
    """
    if isinstance(state, NotRequested):
        if not isinstance(command, Request):
            raise _refused(command, state, "step")
        return (
            PayoutRequested(command.instruction, command.at, command.by, second_person=command.second_person),
        )
    if state.id != command.payout:
        raise _refused(command, state, "other_payout", state.id)
    events = _follows(command, state)
    if events and command.at < state.at:
        raise InvalidTimeError("before_its_cause", command.at)
    return events


def _follows(command: PayoutCommand, state: PayoutStanding) -> tuple[PayoutEvent, ...]:
    match command:
        case Request(instruction):
            if instruction != state.instruction:
                raise _refused(command, state, "conflict", _differences(command, state))
            return ()
        case Approve():
            return _approved(command, state)
        case Reject():
            if isinstance(state, Rejected):
                return ()
            _check(command, state, isinstance(state, Requested | Approved) and state.attempt == 0)
            return (PayoutRejected(command.payout, command.at, command.by, command.reason),)
        case Withdraw():
            if isinstance(state, Withdrawn):
                return ()
            _check(command, state, isinstance(state, Requested | Approved) and state.attempt == 0)
            return (PayoutWithdrawn(command.payout, command.at, command.by, command.reason),)
        case Send():
            return _sent(command, state)
        case Report() | Reconcile():
            return _told(command, state)
        case Compensate(ruling=ruling):
            if isinstance(state, Closed) and (state.reason, state.by) == (ruling.reason, ruling.by):
                return ()
            over = isinstance(state, Failed | Returned) or (isinstance(state, Approved) and state.attempt > 0)
            _check(command, state, over)
            return (PayoutClosed(command.payout, command.at, ruling),)


def _approved(command: Approve, state: PayoutStanding) -> tuple[PayoutEvent, ...]:
    if isinstance(state, Rejected | Withdrawn | Closed):
        raise _refused(command, state, "step")
    if command.attempt <= state.cleared:
        return ()
    _check(command, state, isinstance(state, Requested | Failed | Returned))
    if command.attempt != state.attempt + 1:
        raise _refused(command, state, "attempt", state.attempt + 1)
    if state.second_person and command.by == state.requested_by:
        raise _refused(command, state, "same_person", command.by)
    return (PayoutApproved(command.payout, command.at, command.by, attempt=command.attempt),)


def _sent(command: Send, state: PayoutStanding) -> tuple[PayoutEvent, ...]:
    if isinstance(state, Closed):
        raise _refused(command, state, "step")
    if command.attempt <= state.attempt:
        return ()  # Sending twice is sending once.
    _check(command, state, isinstance(state, Approved | Failed | Returned))
    if command.attempt != state.attempt + 1:
        raise _refused(command, state, "attempt", state.attempt + 1)
    return (PayoutSent(command.payout, command.at, attempt=command.attempt),)


def _told(command: Report | Reconcile, state: PayoutStanding) -> tuple[PayoutEvent, ...]:
    attempt, outcome, reference = command.attempt, command.outcome, command.reference
    if any(told.says(attempt, outcome, reference) for told in state.told):
        return ()
    if state.attempt == 0:
        raise _refused(command, state, "step")
    if attempt != state.attempt:
        raise _refused(command, state, "attempt", state.attempt)
    if any((told.attempt, told.outcome) == (attempt, outcome) for told in state.told):
        raise _refused(command, state, "other_reference", reference)
    paid = PayoutPaid(command.payout, command.at, attempt=attempt, reference=reference)
    returned = PayoutReturned(command.payout, command.at, attempt=attempt, reference=reference)
    failed = PayoutFailed(command.payout, command.at, attempt=attempt, reference=reference)
    certain = isinstance(command, Reconcile)
    match state, outcome:
        case Unknown(), _ if not certain:
            raise _refused(command, state, "reconcile_first", outcome.value)
        case Sent() | Unknown(), Outcome.PAID:
            return (paid,)
        case Sent() | Unknown(), Outcome.FAILED:
            return (failed,)
        case Sent() | Unknown(), Outcome.RETURNED:
            return (attrs.evolve(paid, reference=""), returned)  # It left, and it came back.
        case Sent(), Outcome.UNKNOWN:
            return (PayoutUnknown(command.payout, command.at, attempt=attempt, reference=reference),)
        case Paid(), Outcome.RETURNED:
            return (returned,)
        case Failed() | Approved(), Outcome.PAID if certain:
            return (paid,)  # It was said to have failed; the channel's books say that it left after all.
        case _:
            raise _refused(command, state, "contradiction", outcome.value)


def evolve(state: PayoutState, event: PayoutEvent) -> PayoutState:
    """Fold one fact into the state. Judges nothing: it has happened."""
    if isinstance(event, PayoutRequested):
        return Requested(
            instruction=event.instruction,
            at=event.at,
            requested_by=event.by,
            requested_at=event.at,
            second_person=event.second_person,
        )
    if isinstance(state, NotRequested):
        return state
    at = event.at
    match event:
        case PayoutApproved(attempt=attempt):
            return attrs.evolve(_as(Approved, state), at=at, cleared=attempt)
        case PayoutRejected():
            return attrs.evolve(_as(Rejected, state), at=at)
        case PayoutWithdrawn():
            return attrs.evolve(_as(Withdrawn, state), at=at)
        case PayoutSent(attempt=attempt):
            cleared = max(state.cleared, attempt)
            return attrs.evolve(_as(Sent, state), at=at, attempt=attempt, cleared=cleared, sent_at=at)
        case PayoutPaid():
            return _heard(Paid, state, event, Outcome.PAID)
        case PayoutFailed():
            return _heard(Failed, state, event, Outcome.FAILED)
        case PayoutUnknown():
            return _heard(Unknown, state, event, Outcome.UNKNOWN)
        case PayoutReturned():
            return _heard(Returned, state, event, Outcome.RETURNED)
        case PayoutClosed(ruling=ruling):
            return attrs.evolve(_as(Closed, state), at=at, reason=ruling.reason, by=ruling.by)


def _heard(
    kind: type[S],
    state: Standing,
    event: PayoutPaid | PayoutFailed | PayoutUnknown | PayoutReturned,
    outcome: Outcome,
) -> S:
    told = (*state.told, Told(event.attempt, outcome, event.reference))
    return attrs.evolve(_as(kind, state), at=event.at, told=told)


def _as(kind: type[S], state: Standing) -> S:
    """Return what a payout knows of itself in another state."""
    return kind(**{field.name: getattr(state, field.name) for field in attrs.fields(Standing)})


def _check(command: PayoutCommand, state: PayoutStanding, allowed: bool) -> None:
    if not allowed:
        raise _refused(command, state, "step")


def _refused(
    command: PayoutCommand, state: PayoutState, problem: str, value: object = ""
) -> PayoutRefusedError:
    return PayoutRefusedError(command.payout, state.word, type(command).__name__.lower(), problem, value)


def _differences(command: Request, state: PayoutStanding) -> tuple[str, ...]:
    one, other = command.instruction, state.instruction
    names = (field.name for field in attrs.fields(type(one)) if field.eq)
    return tuple(name for name in names if getattr(one, name) != getattr(other, name))


PAYOUT_LIFE: Decider[PayoutCommand, PayoutEvent, PayoutState] = Decider(decide, evolve, NotRequested())
"""The life of a payout, for a store of events or of states."""

__all__ = ["PAYOUT_LIFE", "decide", "evolve"]
