"""What a fact changes in a pick-up (自提状态的折叠)."""

import attrs

from .event import (
    PickupArrived,
    PickupCancelled,
    PickupConfirmed,
    PickupEvent,
    PickupHandedOver,
    PickupMissed,
    PickupOpened,
    PickupReady,
    PickupRefundEnded,
    PickupRefundOpened,
    PickupUndone,
    ShortageSettled,
)
from .hand_over import Arrival, HandOver, Missed, RefundHold, Settled, Undone
from .pickup import Awaited
from .state import NotOpened, PickupState, Standing, placed


def evolve(state: PickupState, event: PickupEvent) -> PickupState:
    """Fold one fact into the state. Judges nothing: it has happened."""
    if isinstance(event, PickupOpened):
        return placed(Standing(pickup=event.opened, at=event.at, awaits=event.opened.awaits))
    if isinstance(state, NotOpened):
        return state
    return placed(_changed(attrs.evolve(state, at=event.at), event))


def _changed(record: Standing, event: PickupEvent) -> Standing:
    match event:
        case PickupOpened():
            return record
        case PickupConfirmed():
            return _no_longer(record, event.awaited)
        case PickupArrived():
            arrival = Arrival(event.receipt, event.by, event.at, event.losses)
            return attrs.evolve(_no_longer(record, Awaited.ARRIVAL), arrival=arrival)
        case PickupReady():
            return attrs.evolve(record, deadline=event.deadline)
        case PickupRefundOpened():
            return attrs.evolve(record, refunds=(*record.refunds, RefundHold(refund=event.refund)))
        case PickupRefundEnded():
            return _refund_ended(record, event)
        case PickupHandedOver():
            return attrs.evolve(record, hand_overs=(*record.hand_overs, _hand_over(event)))
        case PickupUndone():
            back = Undone(key=event.key, by=event.by, at=event.at)
            kept = (
                attrs.evolve(one, undone=back) if one.key == event.of else one for one in record.hand_overs
            )
            return attrs.evolve(record, hand_overs=tuple(kept))
        case PickupMissed():
            return attrs.evolve(record, missed=Missed(event.at, len(record.hand_overs)))
        case ShortageSettled():
            return attrs.evolve(record, settled=(*record.settled, Settled(event.shortage, event.refund)))
        case PickupCancelled():
            return attrs.evolve(record, cancelled=True)


def _no_longer(record: Standing, met: Awaited) -> Standing:
    return attrs.evolve(record, awaits=tuple(one for one in record.awaits if one is not met))


def _hand_over(event: PickupHandedOver) -> HandOver:
    return HandOver(
        key=event.key,
        at=event.at,
        by=event.by,
        store=event.store,
        way=event.way,
        lines=event.lines,
        losses=event.losses,
        whole=event.whole,
    )


def _refund_ended(record: Standing, event: PickupRefundEnded) -> Standing:
    ended = RefundHold(
        refund=event.refund,
        is_open=False,
        granted=event.granted,
        lines=event.lines,
        after=len(record.hand_overs) if event.granted else 0,
    )
    if all(one.refund != event.refund for one in record.refunds):
        return attrs.evolve(record, refunds=(*record.refunds, ended))
    kept = (ended if one.refund == event.refund else one for one in record.refunds)
    return attrs.evolve(record, refunds=tuple(kept))


__all__ = ["evolve"]
