"""Slots are never given to more than they have room for, whatever is asked in whatever order; opening hours make them."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from communekit.errors import CommunekitError
from communekit.orders.pickup import (
    SLOT_LIFE,
    BookSlot,
    InvalidPickupError,
    Opening,
    OpeningHours,
    PickupPoint,
    ReleaseSlot,
    Slot,
    SlotBooked,
    SlotEvent,
    SlotRefusedError,
    SlotUse,
)
from communekit.period import Window
from tests.orders.pickup.made import at

PICKUPS = st.sampled_from([f"p-{number}" for number in range(6)])


class Slots(RuleBasedStateMachine):
    """Bookings and releases, late and twice: a set with room for so many says the same."""

    @initialize(capacity=st.integers(1, 4))
    def open(self, capacity: int) -> None:
        """A slot of half an hour."""
        self.slot, self.now = Slot(Window(at(10), at(40)), capacity), 0
        self.use: SlotUse = SLOT_LIFE.initial
        self.events: list[SlotEvent] = []
        self.booked: list[str] = []

    @rule(pickup=PICKUPS)
    def book(self, pickup: str) -> None:
        """Somebody wants it."""
        allowed = self.now < 40 and len(self.booked) < self.slot.capacity
        refusal = None
        events: tuple[SlotEvent, ...] = ()
        try:
            events, self.use = SLOT_LIFE.handle(BookSlot("gate_2", self.slot, pickup, at(self.now)), self.use)
        except SlotRefusedError as error:
            refusal = error
        if refusal is not None:
            assert pickup not in self.booked
            assert not allowed
            assert refusal.problem == ("over" if self.now >= 40 else "full")
            return
        assert bool(events) == (pickup not in self.booked)
        assert allowed or not events
        self.events += events
        self.booked += [pickup] if events else []

    @rule(pickup=PICKUPS)
    def release(self, pickup: str) -> None:
        """Somebody gives it back."""
        events, self.use = SLOT_LIFE.handle(ReleaseSlot("gate_2", self.slot, pickup, at(self.now)), self.use)
        assert bool(events) == (pickup in self.booked)
        self.events += events
        self.booked = [other for other in self.booked if other != pickup]

    @rule(minutes=st.sampled_from((1, 9, 30)))
    def wait(self, minutes: int) -> None:
        """Time passes, to the end of the slot and beyond."""
        self.now += minutes

    @invariant()
    def never_oversold(self) -> None:
        """Who has it is who the set says, never more than there is room for."""
        if hasattr(self, "slot"):
            assert list(self.use.booked) == self.booked
            assert len(self.booked) <= self.slot.capacity
            assert SLOT_LIFE.replay(self.events) == self.use
            assert self.use.free in (None, self.slot.capacity - len(self.booked))


TestSlots = Slots.TestCase


def test_a_slot_is_over_at_its_end() -> None:
    """A minute before it may be booked, at its end it may not; before its start it may."""
    slot = Slot(Window(at(10), at(40)), 1)
    for minutes in (0, 10, 39):
        assert SLOT_LIFE.decide(BookSlot("gate_2", slot, "p-1", at(minutes)), SLOT_LIFE.initial)
    with pytest.raises(SlotRefusedError) as caught:
        SLOT_LIFE.decide(BookSlot("gate_2", slot, "p-1", at(40)), SLOT_LIFE.initial)
    assert caught.value.problem == "over"
    _, use = SLOT_LIFE.handle(BookSlot("gate_2", slot, "p-1", at(39)), SLOT_LIFE.initial)
    assert SLOT_LIFE.handle(BookSlot("gate_2", slot, "p-1", at(50)), use) == ((), use)
    for point, window in (("gate_3", slot.window), ("gate_2", Window(at(40), at(70)))):
        with pytest.raises(SlotRefusedError) as other:
            SLOT_LIFE.decide(BookSlot(point, Slot(window, 1), "p-2", at(0)), use)
        assert other.value.problem == "other_slot"


def test_room_that_was_taken_away_is_not_booked() -> None:
    """A smaller slot keeps who has it, and takes nobody more; a larger one does."""
    window = Window(at(10), at(40))
    booked = SlotBooked("gate_2", Slot(window, 2), "p-1", at(0))
    use = SLOT_LIFE.replay([booked, SlotBooked("gate_2", Slot(window, 2), "p-2", at(0))])
    with pytest.raises(SlotRefusedError):
        SLOT_LIFE.decide(BookSlot("gate_2", Slot(window, 1), "p-3", at(1)), use)
    assert SLOT_LIFE.decide(BookSlot("gate_2", Slot(window, 3), "p-3", at(1)), use)


@given(
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    st.integers(1, 300),
    st.sampled_from(["Asia/Shanghai", "Europe/London", "America/Sao_Paulo"]),
)
def test_slots_fill_the_opening_and_meet(day: date, minutes: int, zone: str) -> None:
    """Each begins where the one before it ends; all lie within the hours; what is left over is shorter than a slot."""
    hours = OpeningHours(
        openings=[Opening(range(1, 8), "08:00", "12:00"), Opening((6, 7), "12:00", "24:00")],
        zone=zone,
        slot_minutes=minutes,
        capacity=3,
    )
    slots, windows = hours.slots_on(day), hours.windows_on(day)
    assert len(windows) == (2 if day.isoweekday() > 5 else 1)
    assert all(slot.window.length == timedelta(minutes=minutes) for slot in slots)
    for window in windows:
        inside = [slot.window for slot in slots if window.overlaps(slot.window)]
        assert all(window.common(one) == one for one in inside)
        assert len(inside) == window.length // timedelta(minutes=minutes)
        assert all(one.end == other.start for one, other in pairwise(inside))
        assert not inside or inside[0].start == window.start


def test_hours_over_a_jump_of_the_clocks() -> None:
    """Open from one to four, on the night when the clocks go on from one to two: two hours, not three."""
    hours = OpeningHours(openings=[Opening((7,), "01:00", "04:00")], zone="Europe/London", slot_minutes=60)
    assert len(hours.slots_on(date(2026, 3, 29))) == 2
    assert len(hours.slots_on(date(2026, 10, 25))) == 4
    assert len(hours.slots_on(date(2026, 3, 22))) == 3
    gone = OpeningHours(openings=[Opening((7,), "01:00", "02:00")], zone="Europe/London")
    assert gone.slots_on(date(2026, 3, 29)) == ()


@pytest.mark.parametrize(
    ("given_", "problem"),
    [
        (lambda: Opening((), "09:00", "12:00"), "nothing"),
        (lambda: Opening((8,), "09:00", "12:00"), "not_a_count"),
        (lambda: Opening((1,), "9:00", "12:00"), "not_a_clock"),
        (lambda: Opening((1,), "12:00", "12:00"), "overlap"),
        (lambda: Opening((1,), "09:00", "24:01"), "not_a_clock"),
        (lambda: OpeningHours(openings=[Opening((1,), "09:00", "12:00"), Opening((1, 2), "11:59", "13:00")], zone="UTC"), "overlap"),
        (lambda: OpeningHours(openings=[], zone="UTC", slot_minutes=0), "not_a_count"),
        (lambda: OpeningHours(openings=[], zone="UTC", capacity=0), "not_a_count"),
        (lambda: Slot(Window(at(0)), 1), "open_slot"),
        (lambda: Slot(Window(at(0), at(1)), 0), "not_a_count"),
        (lambda: PickupPoint("P", "S1", hours="always"), "unlike"),  # type: ignore[arg-type]  # the mistake that is meant
        (lambda: PickupPoint("P", "S1", serves="S2"), "unlike"),
    ],
)  # fmt: skip
def test_what_no_slot_is(given_: object, problem: str) -> None:
    """Each with its word."""
    with pytest.raises(InvalidPickupError) as caught:
        given_()  # type: ignore[operator]  # each is a function
    assert caught.value.problem == problem
    assert isinstance(caught.value, CommunekitError)


def test_a_point_names_its_stores_once() -> None:
    """Its own first."""
    assert PickupPoint("P", "S1", serves=["S2", "S1", "S2"]).stores == ("S1", "S2")
