"""Strategies of pick-ups' lives: commands, events, states and what they remember (自提过程测试策略)."""

from collections.abc import Mapping
from typing import Any, Final, TypeVar

from hypothesis import strategies as st

from communekit.orders.pickup import (
    Arrival,
    Arrive,
    Awaited,
    BookSlot,
    Cancel,
    Closed,
    Collected,
    Confirm,
    EndRefund,
    HandOver,
    Loss,
    MarkMissed,
    Missed,
    NoShow,
    NotOpened,
    Open,
    OpenRefund,
    PartlyCollected,
    PickupArrived,
    PickupCancelled,
    PickupCommand,
    PickupConfirmed,
    PickupEvent,
    PickupHandedOver,
    PickupMissed,
    PickupOpened,
    PickupReady,
    PickupRefundEnded,
    PickupRefundOpened,
    PickupStanding,
    PickupUndone,
    Ready,
    Redeem,
    RefundHold,
    ReleaseSlot,
    Settled,
    SettleShortage,
    ShortageSettled,
    SlotBooked,
    SlotReleased,
    Taken,
    Undo,
    Undone,
    Waiting,
    Way,
)

from .ground import ids, instants, said
from .pickup import losses, pickups, slots, taken

T = TypeVar("T")
S = TypeVar("S", bound=PickupStanding)

_STEP: Final[Mapping[str, st.SearchStrategy[Any]]] = {"pickup": ids(), "at": instants()}
_KEYED: Final[Mapping[str, st.SearchStrategy[Any]]] = {**_STEP, "by": ids(), "key": ids()}
_AWAITED: Final = st.sampled_from((Awaited.PAYMENT, Awaited.GROUP))
_STORES: Final = st.lists(ids(), max_size=2)
_SLOT_STEP: Final = (ids(), slots(), ids(), instants())


def _some_taken(lines: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[tuple[Taken, ...]]:
    return st.lists(taken(lines), max_size=2, unique_by=lambda one: one.line).map(tuple)


def _some_losses(lines: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[tuple[Loss, ...]]:
    return st.lists(losses(lines), max_size=2, unique_by=lambda one: one.line).map(tuple)


def _ends_of_refunds(kind: type[T]) -> st.SearchStrategy[T]:
    told = {**_STEP, "refund": ids()}
    refused = st.builds(kind, **told, granted=st.just(False))
    return refused | st.builds(kind, **told, granted=st.just(True), lines=_some_taken())


def hand_overs(lines: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[HandOver]:
    """Draw goods that changed hands, and perhaps came back."""
    return st.builds(
        HandOver,
        key=ids(),
        at=instants(),
        by=ids(),
        store=ids(),
        way=st.sampled_from(Way),
        lines=_some_taken(lines),
        losses=_some_losses(lines),
        whole=st.booleans(),
        undone=st.none() | st.builds(Undone, key=ids(), by=ids(), at=instants()),
    )


def refund_holds(lines: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[RefundHold]:
    """Draw a refund that touches a pick-up: open, granted or not."""
    return (
        st.builds(RefundHold, refund=ids())
        | st.builds(RefundHold, refund=ids(), is_open=st.just(False))
        | st.builds(
            RefundHold,
            refund=ids(),
            is_open=st.just(False),
            granted=st.just(True),
            lines=_some_taken(lines),
            after=st.integers(0, 9),
        )
    )


def arrivals(lines: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[Arrival]:
    """Draw what came, and who signed."""
    return st.builds(Arrival, ids(), ids(), instants(), _some_losses(lines))


@st.composite
def standings(draw: st.DrawFn, kind: type[S]) -> S:
    """Draw a pick-up in a state; what it remembers speaks of its own lines."""
    pickup = draw(pickups())
    lines = st.sampled_from([line.line for line in pickup.lines])
    return kind(
        pickup=pickup,
        at=draw(instants()),
        awaits=tuple(draw(st.lists(st.sampled_from(Awaited), max_size=3, unique=True))),
        deadline=draw(st.none() | instants()),
        arrival=draw(st.none() | arrivals(lines)),
        hand_overs=tuple(draw(st.lists(hand_overs(lines), max_size=2))),
        refunds=tuple(draw(st.lists(refund_holds(lines), max_size=2))),
        settled=tuple(draw(st.lists(st.builds(Settled, ids(), ids()), max_size=2))),
        missed=draw(st.none() | st.builds(Missed, instants(), st.integers(0, 9))),
        cancelled=draw(st.booleans()),
    )


COMMANDS: Final[Mapping[type, st.SearchStrategy[Any]]] = {
    Arrive: st.builds(Arrive, **_STEP, by=ids(), receipt=ids(), losses=_some_losses()),
    Cancel: st.builds(Cancel, **_STEP, reason=said()),
    Confirm: st.builds(Confirm, **_STEP, awaited=_AWAITED),
    EndRefund: _ends_of_refunds(EndRefund),
    MarkMissed: st.builds(MarkMissed, **_STEP),
    Open: st.builds(Open, pickups(), instants()),
    OpenRefund: st.builds(OpenRefund, **_STEP, refund=ids()),
    Redeem: st.builds(
        Redeem,
        **_KEYED,
        staff_of=_STORES,
        lines=st.none() | _some_taken(),
        losses=_some_losses(),
        way=st.sampled_from(Way),
    ),
    SettleShortage: st.builds(SettleShortage, **_STEP, shortage=ids(), refund=ids()),
    Undo: st.builds(Undo, **_KEYED, of=ids(), staff_of=_STORES),
}
EVENTS: Final[Mapping[type, st.SearchStrategy[Any]]] = {
    PickupArrived: st.builds(PickupArrived, **_STEP, by=ids(), receipt=ids(), losses=_some_losses()),
    PickupCancelled: st.builds(PickupCancelled, **_STEP, reason=said()),
    PickupConfirmed: st.builds(PickupConfirmed, **_STEP, awaited=_AWAITED),
    PickupHandedOver: st.builds(
        PickupHandedOver,
        **_KEYED,
        store=ids(),
        lines=_some_taken(),
        losses=_some_losses(),
        way=st.sampled_from(Way),
        whole=st.booleans(),
    ),
    PickupMissed: st.builds(PickupMissed, **_STEP),
    PickupOpened: st.builds(PickupOpened, pickups(), instants()),
    PickupReady: st.builds(PickupReady, **_STEP, deadline=st.none() | instants()),
    PickupRefundEnded: _ends_of_refunds(PickupRefundEnded),
    PickupRefundOpened: st.builds(PickupRefundOpened, **_STEP, refund=ids()),
    PickupUndone: st.builds(PickupUndone, **_KEYED, of=ids()),
    ShortageSettled: st.builds(ShortageSettled, **_STEP, shortage=ids(), refund=ids()),
}


def pickup_commands() -> st.SearchStrategy[PickupCommand]:
    """Draw a command to a pick-up."""
    return st.one_of(list(COMMANDS.values()))


def pickup_events() -> st.SearchStrategy[PickupEvent]:
    """Draw an event of a pick-up."""
    return st.one_of(list(EVENTS.values()))


PICKUP_LIVES: Final[Mapping[type, st.SearchStrategy[Any]]] = {
    **COMMANDS,
    **EVENTS,
    BookSlot: st.builds(BookSlot, *_SLOT_STEP),
    ReleaseSlot: st.builds(ReleaseSlot, *_SLOT_STEP),
    SlotBooked: st.builds(SlotBooked, *_SLOT_STEP),
    SlotReleased: st.builds(SlotReleased, *_SLOT_STEP),
    Arrival: arrivals(),
    HandOver: hand_overs(),
    Missed: st.builds(Missed, instants(), st.integers(0, 9)),
    RefundHold: refund_holds(),
    Settled: st.builds(Settled, ids(), ids()),
    Undone: st.builds(Undone, key=ids(), by=ids(), at=instants()),
    NotOpened: st.just(NotOpened()),
    Closed: standings(Closed),
    Collected: standings(Collected),
    NoShow: standings(NoShow),
    PartlyCollected: standings(PartlyCollected),
    Ready: standings(Ready),
    Waiting: standings(Waiting),
}
"""What is drawn for each class."""

__all__ = [
    "COMMANDS",
    "EVENTS",
    "PICKUP_LIVES",
    "arrivals",
    "hand_overs",
    "pickup_commands",
    "pickup_events",
    "refund_holds",
    "standings",
]
