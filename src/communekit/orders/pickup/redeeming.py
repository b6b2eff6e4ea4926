"""Handing out (核销): once per request, only what is due, only by whom it may be."""

from communekit.orders.quantity import Quantity

from .command import Redeem
from .counted import Taken
from .event import PickupEvent, PickupHandedOver, PickupMissed
from .hand_over import HandOver
from .refusing import check_lines, refused, store_of
from .state import Standing
from .terms import Way, WhenMissed


def redeemed(command: Redeem, state: Standing) -> tuple[PickupEvent, ...]:
    """Return what follows from a hand-over; nothing where the same request was carried out before.

    Raises:
        PickupRefusedError: "conflict", "nothing_due", "payment", "group", "arrival", "refund_open", "staff", "deadline",
            "delivery_only", "unknown_line", "too_much".
    """
    for one in state.hand_overs:
        if one.key == command.key:
            if not _is_same(command, one):
                raise refused(command, state, "conflict", command.key)
            return ()
        if one.undone is not None and one.undone.key == command.key:
            raise refused(command, state, "conflict", command.key)
    due = state.due
    if not any(due.values()):
        raise refused(command, state, "nothing_due")
    if state.awaits:
        raise refused(command, state, state.awaits[0].value)
    if state.open_refunds:
        raise refused(command, state, "refund_open", state.open_refunds)
    store = store_of(command, state, command.way)
    before = _if_missed(command, state)
    check_lines(command, state, due, command.lines or (), command.losses)
    lost: dict[str, Quantity] = {loss.line: loss.quantity for loss in command.losses}
    lines = command.lines
    if lines is None:
        left = ((line, quantity - lost.get(line, 0)) for line, quantity in due.items())
        lines = tuple(Taken(line, quantity) for line, quantity in left if quantity)
    elif not lines and not command.losses:
        raise refused(command, state, "nothing_due")
    handed = PickupHandedOver(
        pickup=command.pickup,
        at=command.at,
        by=command.by,
        key=command.key,
        store=store,
        lines=lines,
        losses=command.losses,
        way=command.way,
        whole=command.lines is None,
    )
    return (*before, handed)


def _if_missed(command: Redeem, state: Standing) -> tuple[PickupEvent, ...]:
    """Return that the deadline was missed, where nobody has said so yet; refuse what the terms do not allow then."""
    if not state.is_late(command.at):
        return ()
    match state.pickup.terms.missed:
        case WhenMissed.REFUND:
            raise refused(command, state, "deadline", state.deadline or "")
        case WhenMissed.DELIVER if command.way is Way.COUNTER:
            raise refused(command, state, "delivery_only")
        case WhenMissed.KEEP | WhenMissed.DELIVER:
            return (PickupMissed(command.pickup, command.at),) if state.missed is None else ()


def _is_same(command: Redeem, one: HandOver) -> bool:
    """Whether a request asks for what was done; at what time it was sent does not matter."""
    asked = one.whole if command.lines is None else (not one.whole and command.lines == one.lines)
    return asked and (command.by, command.way, command.losses) == (one.by, one.way, one.losses)


__all__ = ["redeemed"]
