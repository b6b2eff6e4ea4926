"""Events, states and papers of pick-up are plain values: what is written is read again, and comes to the same."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Final

import pytest

from communekit.codec import Codec, read_json, write_json
from communekit.orders import pickup as room
from communekit.orders.pickup import (
    PICKUP_EVENTS,
    PICKUP_LIFE,
    SLOT_LIFE,
    ArrivalReceipt,
    Awaited,
    BookSlot,
    Cancel,
    CodeBook,
    Confirm,
    EndRefund,
    Loss,
    MarkMissed,
    Open,
    Opening,
    OpeningHours,
    OpenRefund,
    PickupCommand,
    PickupPoint,
    PickupStanding,
    PickupState,
    ReleaseSlot,
    SettleShortage,
    Slot,
    SlotBooked,
    SlotReleased,
    Way,
    due_lines,
    purchasing,
    shortages,
)
from communekit.period import Window
from communekit.storage.values.hooks import HOOKS
from tests.orders.pickup.made import (
    EVERYTHING,
    ONE,
    SECRET,
    after,
    arrive,
    at,
    pickup,
    redeem,
    sold,
    undo,
)

WORDS: Final[Mapping[str, type]] = {
    **PICKUP_EVENTS,
    SlotBooked.word: SlotBooked,
    SlotReleased.word: SlotReleased,
    **{
        f"test.{name.lower()}": getattr(room, name)
        for name in (
            "ArrivalReceipt", "CodeBook", "DueLine", "Opening", "OpeningHours", "Pickup", "PickupPoint", "PickupTerms",
            "PurchaseTotal", "Shortage", "Slot", "SlotUse", "Waiting", "Ready", "PartlyCollected", "Collected", "NoShow", "Closed",
            "NotOpened",
        )
    },
}  # fmt: skip
CODEC: Final = Codec(WORDS, hooks=HOOKS)


def again(value: Any) -> Any:
    """Write a value and read it."""
    return CODEC.load(read_json(write_json(CODEC.dump(value))))


def lives() -> list[list[PickupCommand]]:
    """Return lives in which everything happens that can."""
    of = pickup(awaits=EVERYTHING)
    confirmed: list[PickupCommand] = [
        Confirm(of.id, at(0), awaited) for awaited in (Awaited.PAYMENT, Awaited.GROUP)
    ]
    losses = [Loss("1", missing=1), Loss("2", damaged=Fraction(1, 2))]
    arrived = arrive(of=of, losses=losses)
    short = shortages(after(*confirmed, arrived, of=of))[0]
    return [
        [Open(of, at(-1)), *confirmed, arrived, SettleShortage(of.id, at(1), short.id, "R9")],
        [
            Open(ONE, at(-1)), arrive(), redeem(lines={"1": 1}, way=Way.LEADER_DELIVERY), undo(),
            OpenRefund(ONE.id, at(3), "R1"), EndRefund(ONE.id, at(3), "R1", granted=True, lines={"1": 1}),
            redeem("k2", 4, losses=[Loss("1", damaged=1)], lines={"2": Fraction(1, 2)}), MarkMissed(ONE.id, at(20)),
        ],
        [Open(ONE, at(-1)), Cancel(ONE.id, at(0), "the group failed")],
        [Open(ONE, at(-1)), arrive(), redeem()],
    ]  # fmt: skip


def test_round_trip_of_every_event_and_state() -> None:
    """A store of events comes to the same state, a store of states reads it back."""
    met: set[str] = set()
    for life in lives():
        state: PickupState = PICKUP_LIFE.initial
        events: list[Any] = []
        for command in life:
            new, state = PICKUP_LIFE.handle(command, state)
            events += new
            assert again(state) == state
        read = [again(event) for event in events]
        assert read == events
        assert PICKUP_LIFE.replay(read) == state
        met |= {event.word for event in events}
    assert met == set(PICKUP_EVENTS)


def test_round_trip_of_papers() -> None:
    """Points and their hours, receipts, totals, lines, codes, slots."""
    hours = OpeningHours(openings=[Opening((6, 7), "09:00", "24:00")], zone="Asia/Shanghai")
    totals = purchasing(due_lines([sold()]))
    slot = Slot(Window(at(0), at(30)), 2)
    booked, use = SLOT_LIFE.handle(BookSlot("gate_2", slot, "p-1", at(0)), SLOT_LIFE.initial)
    given_back, empty = SLOT_LIFE.handle(ReleaseSlot("gate_2", slot, "p-1", at(1)), use)
    losses = arrive(losses=[Loss("1", missing=1)])
    for value in (
        PickupPoint("gate_2", "S1", serves=["S2"], hours=hours),
        ArrivalReceipt.of("r-1", "gate_2", at(0), "clerk", totals, damaged={"milk": Fraction(1, 3)}),
        *totals,
        *due_lines([sold()]),
        *shortages(after(losses)),
        CodeBook("S1").issue(SECRET, "O1", "p-1"),
        *booked,
        *given_back,
        use,
        empty,
    ):
        assert again(value) == value


@pytest.mark.parametrize(
    "state", [after(), after(arrive()), after(arrive(), redeem())], ids=lambda one: one.word
)
def test_values_print_as_what_makes_them(state: PickupStanding) -> None:
    """Of a pick-up's lines, at least: no address in memory."""
    assert "object at 0x" not in repr(state)
