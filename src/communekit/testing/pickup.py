"""Strategies of pick-up: points, hours, slots, codes, terms, receipts, what is due (自提测试策略)."""

from collections.abc import Mapping
from typing import Any, Final

from hypothesis import strategies as st

from communekit.ids import PartyId
from communekit.orders.pickup import (
    UNDO_MAX,
    ArrivalLine,
    ArrivalReceipt,
    Awaited,
    CodeBook,
    CodeForm,
    DueLine,
    IssuedPickupCode,
    Lack,
    Loss,
    Opening,
    OpeningHours,
    Pickup,
    PickupCode,
    PickupLine,
    PickupPoint,
    PickupTerms,
    PurchaseTotal,
    Shortage,
    Slot,
    SlotUse,
    Staff,
    Taken,
    WhenMissed,
)

from .ground import counts, durations, ids, instants, windows, zones
from .order import quantities

_MAYBE: Final = st.none() | ids()
_STORES: Final = st.lists(ids(), max_size=3)
_CLOCKS: Final = ("00:00", "06:30", "09:00", "12:00", "13:45", "18:00", "22:15", "24:00")
_WEEKDAYS: Final = st.lists(st.integers(1, 7), min_size=1, max_size=4)


def taken(lines: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[Taken]:
    """Draw how much of a line was handed out."""
    return st.builds(Taken, ids() if lines is None else lines, quantities())


def losses(lines: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[Loss]:
    """Draw how much of a line is missing, damaged, or both."""
    names, some = ids() if lines is None else lines, st.just(0) | quantities()
    missing = st.builds(Loss, names, missing=quantities(), damaged=some)
    return missing | st.builds(Loss, names, missing=some, damaged=quantities())


def pickup_terms() -> st.SearchStrategy[PickupTerms]:
    """Draw by which rules goods wait."""
    return st.builds(
        PickupTerms,
        keep=st.none() | durations().filter(bool),
        zone=zones(),
        missed=st.sampled_from(WhenMissed),
        undo=durations(),
        undo_max=st.integers(0, UNDO_MAX),
        staff=st.sampled_from(Staff),
    )


def pickup_lines() -> st.SearchStrategy[PickupLine]:
    """Draw a line that is collected."""
    return st.builds(PickupLine, ids(), ids(), quantities())


def pickups() -> st.SearchStrategy[Pickup]:
    """Draw what an order has to be handed out."""
    return st.builds(
        Pickup,
        id=ids(),
        order=ids(),
        store=ids(),
        point=ids(),
        lines=st.lists(pickup_lines(), min_size=1, max_size=3, unique_by=lambda line: line.line),
        terms=pickup_terms(),
        served=_STORES,
        member=_MAYBE,
        leader=_MAYBE,
        awaits=st.lists(st.sampled_from(Awaited), max_size=3),
    )


@st.composite
def openings(draw: st.DrawFn) -> Opening:
    """Draw from when to when a point is open on some days."""
    opens, closes = sorted(draw(st.lists(st.sampled_from(_CLOCKS), min_size=2, max_size=2, unique=True)))
    return Opening(draw(_WEEKDAYS), opens, closes)


@st.composite
def opening_hours(draw: st.DrawFn) -> OpeningHours:
    """Draw when a point is open; at different times of the day, so that nothing overlaps."""
    times = sorted(draw(st.lists(st.sampled_from(_CLOCKS), max_size=6, unique=True)))
    spans = zip(times[::2], times[1::2], strict=False)
    return OpeningHours(
        openings=[Opening(draw(_WEEKDAYS), opens, closes) for opens, closes in spans],
        zone=draw(zones()),
        slot_minutes=draw(counts(1_440)),
        capacity=draw(counts(10**6)),
    )


def pickup_points() -> st.SearchStrategy[PickupPoint]:
    """Draw a pick-up point, with hours or without."""
    return st.builds(PickupPoint, ids(), ids(), serves=_STORES, hours=st.none() | opening_hours())


def slots() -> st.SearchStrategy[Slot]:
    """Draw a span in which so many pick-ups may be fetched."""
    return st.builds(Slot, windows().filter(lambda window: window.end is not None), counts(10**6))


@st.composite
def slot_uses(draw: st.DrawFn) -> SlotUse:
    """Draw who has booked a slot: nobody ever, or as many as it has room for at most."""
    if draw(st.booleans()):
        return SlotUse()
    slot = draw(slots())
    booked = draw(st.lists(ids(), max_size=min(3, slot.capacity), unique=True))
    return SlotUse(PartyId(draw(ids())), slot, tuple(booked))


@st.composite
def pickup_codes(draw: st.DrawFn, form: CodeForm | None = None, length: int | None = None) -> PickupCode:
    """Draw a code, of any form and length where none is named."""
    of = draw(st.sampled_from(CodeForm)) if form is None else form
    size = draw(st.integers(5, 16)) if length is None else length
    return PickupCode(of.checked(draw(st.text(of.symbols, min_size=size - 1, max_size=size - 1))), of)


def issued_pickup_codes(
    form: CodeForm | None = None, length: int | None = None
) -> st.SearchStrategy[IssuedPickupCode]:
    """Draw a code that was given out for a pick-up."""
    return st.builds(IssuedPickupCode, pickup_codes(form, length), ids())


@st.composite
def pickup_code_books(draw: st.DrawFn) -> CodeBook:
    """Draw the live codes of a store, all of one form and length."""
    form = draw(st.sampled_from(CodeForm))
    length = draw(st.just(form.usual_length) | st.integers(5, 16))
    alike = (lambda one: one.code.symbols, lambda one: one.pickup)
    issued = draw(st.lists(issued_pickup_codes(form, length), max_size=3, unique_by=alike))
    return CodeBook(draw(ids()), form, length=length, issued=issued)


@st.composite
def arrival_lines(draw: st.DrawFn, product: str | None = None) -> ArrivalLine:
    """Draw what came of a product, of any where none is named."""
    arrived = draw(st.just(0) | quantities())
    damaged = draw(st.just(0) | quantities().filter(lambda lost: lost <= arrived)) if arrived >= 1 else 0
    return ArrivalLine(
        draw(ids()) if product is None else product, draw(st.just(0) | quantities()), arrived, damaged=damaged
    )


@st.composite
def arrival_receipts(draw: st.DrawFn) -> ArrivalReceipt:
    """Draw what came in one delivery."""
    products = draw(st.lists(ids(), min_size=1, max_size=3, unique=True))
    lines = [draw(arrival_lines(product)) for product in products]
    return ArrivalReceipt(
        draw(ids()), draw(ids()), draw(instants()), draw(ids()), lines, supplier=draw(_MAYBE)
    )


def pickup_shortages() -> st.SearchStrategy[Shortage]:
    """Draw what was paid for and cannot be used."""
    return st.builds(
        Shortage,
        id=ids(),
        pickup=ids(),
        order=ids(),
        line=ids(),
        product=ids(),
        lack=st.sampled_from(Lack),
        quantity=quantities(),
        at=instants(),
        at_arrival=st.booleans(),
    )


PICKUP: Final[Mapping[type, st.SearchStrategy[Any]]] = {
    ArrivalLine: arrival_lines(),
    ArrivalReceipt: arrival_receipts(),
    CodeBook: pickup_code_books(),
    DueLine: st.builds(DueLine, ids(), ids(), _MAYBE, ids(), ids(), _MAYBE, quantities()),
    IssuedPickupCode: issued_pickup_codes(),
    Loss: losses(),
    Opening: openings(),
    OpeningHours: opening_hours(),
    Pickup: pickups(),
    PickupCode: pickup_codes(),
    PickupLine: pickup_lines(),
    PickupPoint: pickup_points(),
    PickupTerms: pickup_terms(),
    PurchaseTotal: st.builds(PurchaseTotal, _MAYBE, ids(), quantities(), counts()),
    Shortage: pickup_shortages(),
    Slot: slots(),
    SlotUse: slot_uses(),
    Taken: taken(),
}
"""What is drawn for each class."""

__all__ = [
    "PICKUP",
    "arrival_lines",
    "arrival_receipts",
    "issued_pickup_codes",
    "losses",
    "opening_hours",
    "openings",
    "pickup_code_books",
    "pickup_codes",
    "pickup_lines",
    "pickup_points",
    "pickup_shortages",
    "pickup_terms",
    "pickups",
    "slot_uses",
    "slots",
    "taken",
]
