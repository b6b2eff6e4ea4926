"""Laws of the supplier's order: one for all stores, units that convert, cut-offs of each store."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from communekit.groupbuy.allocation import Booking, Measure, Minimum, Pack, PartCase, grams
from communekit.groupbuy.rounds import (
    PurchaseList,
    StandingLine,
    StandingOrder,
    purchase_list,
    standing_bookings,
)
from communekit.ids import ProductId
from tests.groupbuy.rounds.worlds import PRODUCTS, at, weekly

ROUND = weekly().round("2026-03-12")
OPENING = ROUND.window.start
HONEY = ProductId("honey")

Booked = dict[str, list[Booking]]


@st.composite
def booked(draw: st.DrawFn, *, late: bool = True) -> Booked:
    """Draw bookings of two stores, at the edges of their windows too."""
    made: Booked = {"east": [], "west": []}
    for number in range(draw(st.integers(0, 10))):
        store = draw(st.sampled_from(("east", "west")))
        last = ROUND.at(store).cut_off_at
        moments = [OPENING, OPENING + timedelta(hours=number), last - timedelta(microseconds=1)]
        when = draw(st.sampled_from([*moments, last, last + timedelta(hours=1)] if late else moments))
        firm = draw(st.integers(0, 8))
        tolerance = draw(st.integers(0 if firm else 1, 4))
        name = draw(st.sampled_from(PRODUCTS))
        made[store].append(Booking(f"b{number}", f"m{number}", name, when, firm, tolerance=tolerance))
    return made


@st.composite
def packings(draw: st.DrawFn) -> dict[ProductId, Pack]:
    """Draw how each product is packed."""
    return {
        name: Pack(
            draw(st.integers(1, 12)),
            draw(st.sampled_from(Measure)),
            part_case=draw(st.sampled_from(PartCase)),
        )
        for name in PRODUCTS
    }


def total(needed: PurchaseList, name: ProductId) -> int:
    """Return what all stores get of a product."""
    return sum(needed.of_store(store).get(name, 0) for store in ("east", "west"))


@given(booked(), packings())
def test_p19_cases_and_units_convert_and_never_to_nothing(
    given_: Booked, packs: dict[ProductId, Pack]
) -> None:
    """What the cases hold is what the stores get and what is left over; ordered whole, something is never no case."""
    needed = purchase_list(ROUND, given_, packs)
    for name, allocation in needed.allocations.items():
        cases = needed.cases.get(name, 0)
        assert packs[name].units(cases) == total(needed, name) + needed.left_over.get(name, 0)
        assert packs[name].cases_for(packs[name].units(cases)) == cases
        if packs[name].part_case is PartCase.ORDER and allocation.demand.firm:
            assert cases >= 1
        if packs[name].size == 1:
            assert allocation.allocated == allocation.demand.firm


@given(st.integers(1, 40), st.sampled_from(("斤", "两", "kg")), st.integers(1, 30))
def test_p19_a_standing_order_by_weight_reaches_the_supplier_to_the_gram(
    many: int, unit: str, crate: int
) -> None:
    """A jin is 500 g, a liang 50 g: what is asked in one and packed in another is neither lost nor rounded."""
    weight = grams(many, unit)
    order = StandingOrder.starting(
        "s1", ROUND, "li", "east", [StandingLine("honey", weight)], at=OPENING - timedelta(days=1)
    )
    (placed,) = standing_bookings(ROUND, [order], {"honey": weight}, at=OPENING)
    pack = Pack(grams(crate), Measure.GRAM, part_case=PartCase.ORDER)
    needed = purchase_list(ROUND, {"east": placed.bookings}, {"honey": pack})
    assert dict(needed.of_store("east")) == {"honey": weight}
    assert needed.cases[HONEY] * grams(crate) == weight + needed.left_over.get(HONEY, 0)
    assert needed.left_over.get(HONEY, 0) < grams(crate)


@given(booked(), packings(), st.data())
def test_order_independence_of_bookings(
    given_: Booked, packs: dict[ProductId, Pack], data: st.DataObject
) -> None:
    """In whatever order stores and bookings come."""
    shuffled = {
        store: data.draw(st.permutations(given_[store]))
        for store in data.draw(st.permutations(sorted(given_)))
    }
    assert purchase_list(ROUND, shuffled, packs) == purchase_list(ROUND, given_, packs)


@given(booked())
def test_half_open_a_booking_at_the_cut_off_of_its_store_is_late(given_: Booked) -> None:
    """It is in the list of late ones and in nothing else; every booking is in one of the two."""
    needed = purchase_list(ROUND, given_, dict.fromkeys(PRODUCTS, Pack()))
    bookings = {one.id: (store, one) for store, of in given_.items() for one in of}
    late = {name for name, (store, one) in bookings.items() if one.at >= ROUND.at(store).cut_off_at}
    assert {one.id for one in needed.late} == late
    assert {
        portion.booking.id for of in needed.allocations.values() for portion in of
    } == bookings.keys() - late


@given(booked(late=False), packings())
def test_one_order_for_all_stores_serves_no_less(given_: Booked, packs: dict[ProductId, Pack]) -> None:
    """What is asked firmly is served as far as by an order for each store; where part cases are ordered, by no more cases."""
    together = purchase_list(ROUND, given_, packs)
    apart = [purchase_list(ROUND, {store: given_[store]}, packs) for store in given_]
    for name, pack in packs.items():
        assert firm_served(together, name) >= sum(firm_served(one, name) for one in apart)
        if pack.part_case is PartCase.ORDER:
            assert together.cases.get(name, 0) <= sum(one.cases.get(name, 0) for one in apart)
    assert {one.id for one in apart} == {together.id}


def firm_served(needed: PurchaseList, name: ProductId) -> int:
    """Return how much of the firm parts is ordered."""
    return sum(portion.firm for portion in needed.allocations.get(name, ()))


def test_two_stores_fill_a_case_that_neither_would() -> None:
    """Four and two eggs in a case of six; the minimum of two cases is then not reached."""
    bookings = {
        "east": [Booking("b1", "li", "eggs", at("07T09:00"), 4)],
        "west": [Booking("b2", "wang", "eggs", at("07T10:00"), 2)],
    }
    needed = purchase_list(ROUND, bookings, {"eggs": Pack(6)})
    assert dict(needed.cases) == {"eggs": 1}
    assert dict(needed.of_store("west")) == {"eggs": 2}
    assert needed.sent_at == ROUND.at("west").cut_off_at
    assert dict(purchase_list(ROUND, {"east": bookings["east"]}, {"eggs": Pack(6)}).cases) == {}
    assert (
        dict(purchase_list(ROUND, bookings, {"eggs": Pack(6)}, minimums={"eggs": Minimum(cases=2)}).cases)
        == {}
    )
