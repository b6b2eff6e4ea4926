"""The life of a pick-up (自提单生命周期).

    waiting > ready > partly collected > collected       by line, in one go or in several
    ready, partly collected > no-show                    at the deadline; then refunded, kept or delivered
    collected, partly collected > as it was              undone, in time and ten times at most
    waiting, ready > closed                              cancelled, refunded, or nothing came

What stands already changes nothing; everything else is refused, with the values.
"""

from communekit.lifecycle import Decider
from communekit.period import InvalidTimeError

from .command import (
    Arrive,
    Cancel,
    Confirm,
    EndRefund,
    MarkMissed,
    Open,
    OpenRefund,
    PickupCommand,
    Redeem,
    SettleShortage,
    Undo,
)
from .event import (
    PickupArrived,
    PickupCancelled,
    PickupConfirmed,
    PickupEvent,
    PickupMissed,
    PickupOpened,
    PickupReady,
    PickupRefundEnded,
    PickupRefundOpened,
    ShortageSettled,
)
from .fold import evolve
from .pickup import Awaited
from .redeeming import redeemed
from .refusing import check_lines, refused
from .shortage import shortages
from .state import Closed, NotOpened, PickupStanding, PickupState, Ready, Standing, Waiting
from .undoing import undone


def decide(command: PickupCommand, state: PickupState) -> tuple[PickupEvent, ...]:
    """Say what follows from a command. Knows the rules; changes nothing.

    Errors: `PickupRefusedError` with its problem; `InvalidTimeError` "before_its_cause" for a time before the last
    event.
    """
    if isinstance(state, NotOpened):
        if not isinstance(command, Open):
            raise refused(command, state, "step")
        opened = PickupOpened(command.opened, command.at)
        return _and_ready((opened,), command, state)
    if state.id != command.pickup:
        raise refused(command, state, "other_pickup", state.id)
    events = _follows(command, state)
    if events and command.at < state.at:
        raise InvalidTimeError("before_its_cause", command.at)
    return events


def _follows(command: PickupCommand, state: PickupStanding) -> tuple[PickupEvent, ...]:
    match command:
        case Open(opened):
            if opened != state.pickup:
                raise refused(command, state, "conflict", opened.id)
            return ()
        case Confirm():
            return _confirmed(command, state)
        case Arrive():
            return _arrived(command, state)
        case OpenRefund():
            return _refund_opened(command, state)
        case EndRefund():
            return _refund_ended(command, state)
        case Redeem():
            return redeemed(command, state)
        case Undo():
            return undone(command, state)
        case MarkMissed():
            return _missed(command, state)
        case SettleShortage():
            return _settled(command, state)
        case Cancel():
            return _cancelled(command, state)


def _and_ready(
    events: tuple[PickupEvent, ...], command: PickupCommand, state: PickupState
) -> tuple[PickupEvent, ...]:
    """Return events, and that the goods may be collected, where nothing more is awaited after them."""
    after: PickupState = state
    for event in events:
        after = evolve(after, event)
    if not isinstance(after, Ready):
        return events
    terms = after.pickup.terms
    deadline = None if terms.keep is None else terms.keep.add_to(command.at, terms.zone)
    return (*events, PickupReady(command.pickup, command.at, deadline))


def _arrived(command: Arrive, state: PickupStanding) -> tuple[PickupEvent, ...]:
    if state.arrival is not None:
        told = (state.arrival.receipt, state.arrival.by, state.arrival.losses)
        if told != (command.receipt, command.by, command.losses):
            raise refused(command, state, "conflict", state.arrival.receipt)
        return ()
    _check_live(command, state)
    if Awaited.ARRIVAL not in state.awaits:
        raise refused(command, state, "step")
    check_lines(command, state, state.due, command.losses)
    came = PickupArrived(command.pickup, command.at, command.by, command.receipt, losses=command.losses)
    return _and_ready((came,), command, state)


def _confirmed(command: Confirm, state: PickupStanding) -> tuple[PickupEvent, ...]:
    if command.awaited not in state.awaits:
        return ()
    _check_live(command, state)
    confirmed = PickupConfirmed(command.pickup, command.at, command.awaited)
    return _and_ready((confirmed,), command, state)


def _refund_opened(command: OpenRefund, state: PickupStanding) -> tuple[PickupEvent, ...]:
    if any(one.refund == command.refund for one in state.refunds):
        return ()  # Late or twice: it was opened, and perhaps ended, before.
    return (PickupRefundOpened(command.pickup, command.at, command.refund),)


def _refund_ended(command: EndRefund, state: PickupStanding) -> tuple[PickupEvent, ...]:
    known = next((one for one in state.refunds if one.refund == command.refund), None)
    if known is not None and not known.is_open:
        if (known.granted, known.lines) != (command.granted, command.lines):
            raise refused(command, state, "conflict", command.refund)
        return ()
    check_lines(command, state, state.due, command.lines)
    return (
        PickupRefundEnded(
            command.pickup, command.at, command.refund, granted=command.granted, lines=command.lines
        ),
    )


def _missed(command: MarkMissed, state: PickupStanding) -> tuple[PickupEvent, ...]:
    if state.missed is not None or not any(state.due.values()):
        return ()
    if isinstance(state, Waiting) or state.deadline is None:
        raise refused(command, state, "step")
    if command.at < state.deadline:
        raise refused(command, state, "not_yet", state.deadline)
    return (PickupMissed(command.pickup, command.at),)


def _settled(command: SettleShortage, state: PickupStanding) -> tuple[PickupEvent, ...]:
    for one in state.settled:
        if one.shortage == command.shortage:
            if one.refund != command.refund:
                raise refused(command, state, "conflict", one.refund)
            return ()
    if all(one.id != command.shortage for one in shortages(state)):
        raise refused(command, state, "unknown_shortage", command.shortage)
    return (ShortageSettled(command.pickup, command.at, command.shortage, command.refund),)


def _cancelled(command: Cancel, state: PickupStanding) -> tuple[PickupEvent, ...]:
    if isinstance(state, Closed):
        return ()
    if state.standing or state.is_late(command.at):
        raise refused(command, state, "step")
    return (PickupCancelled(command.pickup, command.at, command.reason),)


def _check_live(command: PickupCommand, state: Standing) -> None:
    if isinstance(state, Closed):
        raise refused(command, state, "step")


PICKUP_LIFE: Decider[PickupCommand, PickupEvent, PickupState] = Decider(decide, evolve, NotOpened())
"""The life of a pick-up, for a store of events or of states."""

__all__ = ["PICKUP_LIFE", "decide", "evolve"]
