"""Taking a hand-over back (撤销核销): in time, not too often, and only while nothing was built on it."""

from .command import Undo
from .event import PickupEvent, PickupUndone
from .hand_over import HandOver
from .refusing import refused, store_of
from .shortage import shortages_of
from .state import Standing


def undone(command: Undo, state: Standing) -> tuple[PickupEvent, ...]:
    """Return what follows from an undoing; nothing where the hand-over was taken back before.

    Raises:
        PickupRefusedError: "conflict", "no_hand_over", "staff", "undo_window", "undo_max", "missed", "refund_open",
            "refunded", "settled".
    """
    for one in state.hand_overs:
        if one.key == command.key or _is_other(command, one):
            raise refused(command, state, "conflict", command.key)
    found = state.hand_over(command.of)
    if found is None:
        raise refused(command, state, "no_hand_over", command.of)
    if not found.stands:
        return ()
    store_of(command, state, found.way)
    _check(command, state, found)
    return (PickupUndone(command.pickup, command.at, command.by, command.key, command.of),)


def _is_other(command: Undo, one: HandOver) -> bool:
    """Whether the request's key was used to take something else back, or by somebody else."""
    back = one.undone
    return back is not None and back.key == command.key and (one.key, back.by) != (command.of, command.by)


def _check(command: Undo, state: Standing, found: HandOver) -> None:
    terms, place = state.pickup.terms, state.hand_overs.index(found)
    end = terms.undo.add_to(found.at, terms.zone)
    if command.at >= end:
        raise refused(command, state, "undo_window", end)
    if state.undone >= terms.undo_max:
        raise refused(command, state, "undo_max", terms.undo_max)
    if state.is_late(command.at) and (state.missed is None or place < state.missed.after):
        raise refused(command, state, "missed", state.deadline or "")
    if state.open_refunds:
        raise refused(command, state, "refund_open", state.open_refunds)
    for refund in state.refunds:
        if refund.granted and place < refund.after:
            raise refused(command, state, "refunded", refund.refund)
    paid = {one.shortage for one in state.settled}
    for shortage in shortages_of(state.pickup, found):
        if shortage.id in paid:
            raise refused(command, state, "settled", shortage.id)


__all__ = ["undone"]
