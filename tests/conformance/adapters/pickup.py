"""Pick-up: who may redeem a code, once, and how often that is undone (自提核销)."""

from communekit.errors import CommunekitError
from communekit.orders import Line, Order
from communekit.orders.pickup import (
    PICKUP_LIFE,
    Arrive,
    Awaited,
    Confirm,
    Open,
    OpenRefund,
    Pickup,
    PickupCommand,
    PickupPoint,
    PickupState,
    Redeem,
    Undo,
)
from communekit.period import instant

from ..answer import Answer
from ..given import Given

NOON = instant("2026-03-01T12:00:00+08:00")
ORDER = Order("order", "store", [Line.of("1", "goods", "10.00")], NOON, NOON)
PICKUP = Pickup.of(
    ORDER, PickupPoint("point", "store"), awaits=(Awaited.PAYMENT, Awaited.GROUP, Awaited.ARRIVAL)
)


def verify(given: Given) -> Answer:
    """Return which codes are accepted, what a request that comes twice does, and how often it may be undone."""
    found: dict[str, object] = {}
    if "cases" in given:
        found["accepted"] = [accepted(case) for case in given.each("cases")]
    if given.flag("same_request_no_twice"):
        once = after(ready(), redeem("first"))
        events, then = PICKUP_LIFE.handle(redeem("first"), once)
        used_once = not events and then == once
        found["second_call"] = "same result, no second use" if used_once else "used twice"
    if "undo_count" in given:
        found["undo_accepted"] = [undone(int(count)) for count in given.values("undo_count")]
    return found


def accepted(case: Given) -> bool:
    """Whether a code is accepted, as its order, its refund, its group and its clerk stand."""
    paid, formed = case.flag("paid"), case.choice("group", {"SUCCESS": True, "IN_PROGRESS": False})
    refunding = case.choice("refund", {"none": False, "applied": True})
    staff, used = case.flag("clerk_of_store"), case.flag("done")
    state = ready(paid=paid, formed=formed)
    if used:
        state = after(state, redeem("before"))
    if refunding:
        state = after(state, OpenRefund(PICKUP.id, NOON, "refund"))
    return is_allowed(state, redeem("now", staff=staff))


def undone(count: int) -> bool:
    """Whether a code that was used so many times may be taken back so many times."""
    state = ready()
    for number in range(1, count):
        state = after(state, redeem(f"use {number}"), undo(number))
    return is_allowed(after(state, redeem(f"use {count}")), undo(count))


def ready(*, paid: bool = True, formed: bool = True) -> PickupState:
    """Return a pick-up whose goods have arrived."""
    steps: list[PickupCommand] = [Open(PICKUP, NOON), Arrive(PICKUP.id, NOON, "clerk", "receipt")]
    met = ((Awaited.PAYMENT, paid), (Awaited.GROUP, formed))
    steps += [Confirm(PICKUP.id, NOON, awaited) for awaited, is_met in met if is_met]
    return after(PICKUP_LIFE.initial, *steps)


def redeem(key: str, *, staff: bool = True) -> Redeem:
    """Return a request to hand out."""
    return Redeem(PICKUP.id, NOON, "clerk", key, staff_of=("store",) if staff else ("elsewhere",))


def undo(number: int) -> Undo:
    """Return a request to take a hand-over back."""
    return Undo(PICKUP.id, NOON, "clerk", f"undo {number}", f"use {number}", staff_of=("store",))


def after(state: PickupState, *commands: PickupCommand) -> PickupState:
    """Return the state after commands."""
    for command in commands:
        _, state = PICKUP_LIFE.handle(command, state)
    return state


def is_allowed(state: PickupState, command: PickupCommand) -> bool:
    """Whether something follows from a command, and it is not refused."""
    try:
        return bool(PICKUP_LIFE.decide(command, state))
    except CommunekitError:
        return False
