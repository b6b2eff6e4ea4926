"""Booking a slot (预约自提时段): one life per slot of a point, so that it is never given to more than it has room for.

open > open, fuller or emptier, until it is over. Booking twice is booking once; whoever moves books the new slot first
and then gives the old one back.
"""

from datetime import datetime
from typing import ClassVar

import attrs

from communekit.ids import PartyId
from communekit.lifecycle import Decider
from communekit.period import instant

from .errors import SlotRefusedError
from .slot import Slot
from .value_check import check_kind, party, pickup_id


@attrs.frozen
class SlotStep:
    """A step of a slot: of which, for which pick-up, when."""

    point: PartyId = attrs.field(converter=party)
    slot: Slot
    pickup: str = attrs.field(converter=pickup_id)
    at: datetime = attrs.field(converter=instant)

    def __attrs_post_init__(self) -> None:
        check_kind("slot", self.slot, Slot)


@attrs.frozen
class BookSlot(SlotStep):
    """Book a slot for a pick-up (预约时段)."""


@attrs.frozen
class ReleaseSlot(SlotStep):
    """Give a booked slot back (取消预约)."""


@attrs.frozen
class SlotBooked(SlotStep):
    """A slot was booked (已预约)."""

    word: ClassVar[str] = "pickup.slot_booked"


@attrs.frozen
class SlotReleased(SlotStep):
    """A booked slot was given back (已取消预约)."""

    word: ClassVar[str] = "pickup.slot_released"


SlotCommand = BookSlot | ReleaseSlot
SlotEvent = SlotBooked | SlotReleased


@attrs.frozen
class SlotUse:
    """Who has booked a slot (时段占用): pick-ups in the order of their booking. Nobody, before the first."""

    point: PartyId | None = None
    slot: Slot | None = None
    booked: tuple[str, ...] = ()

    @property
    def free(self) -> int | None:
        """How many more it has room for; None while nobody has asked."""
        return None if self.slot is None else self.slot.capacity - len(self.booked)


def decide(command: SlotCommand, state: SlotUse) -> tuple[SlotEvent, ...]:
    """Say what follows from a command. Knows the rules; changes nothing.

    Errors: `SlotRefusedError` "full", "over", "other_slot".
    """
    known = (command.point, command.slot.window)
    if state.slot is not None and known != (state.point, state.slot.window):
        raise SlotRefusedError(command.pickup, command.slot.id, "other_slot")
    has_it = command.pickup in state.booked
    if isinstance(command, ReleaseSlot):
        return (SlotReleased(command.point, command.slot, command.pickup, command.at),) if has_it else ()
    if has_it:
        return ()
    if command.slot.is_over(command.at):
        raise SlotRefusedError(command.pickup, command.slot.id, "over")
    if len(state.booked) >= command.slot.capacity:
        raise SlotRefusedError(command.pickup, command.slot.id, "full")
    return (SlotBooked(command.point, command.slot, command.pickup, command.at),)


def evolve(state: SlotUse, event: SlotEvent) -> SlotUse:
    """Fold one fact into the state. Judges nothing: it has happened."""
    match event:
        case SlotBooked(point, slot, pickup):
            return SlotUse(point, slot, (*state.booked, pickup))
        case SlotReleased(point, slot, pickup):
            return SlotUse(point, slot, tuple(other for other in state.booked if other != pickup))


SLOT_LIFE: Decider[SlotCommand, SlotEvent, SlotUse] = Decider(decide, evolve, SlotUse())
"""The life of a slot, for a store of events or of states: one stream per point and slot."""

__all__ = [
    "SLOT_LIFE",
    "BookSlot",
    "ReleaseSlot",
    "SlotBooked",
    "SlotCommand",
    "SlotEvent",
    "SlotReleased",
    "SlotUse",
    "decide",
    "evolve",
]
