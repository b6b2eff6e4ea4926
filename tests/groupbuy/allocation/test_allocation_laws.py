"""Laws of allocation: bounds, order, locks, monotony, and agreement with a plainer model."""

from typing import Any

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from communekit.groupbuy.allocation import (
    Allocation,
    Booking,
    Demand,
    FairCost,
    FirstCome,
    Lock,
    LockRefusedError,
    Minimum,
    Pack,
    Policy,
    Proportional,
    Reason,
    allocate,
    case_filling,
)
from communekit.groupbuy.allocation.level import levelled
from communekit.ids import PartyId
from tests.groupbuy.allocation import model
from tests.groupbuy.allocation.worlds import (
    bookings,
    deliveries,
    fair_costs,
    locked,
    minimums,
    minute,
    packs,
    policies,
)

Bookings = list[Booking]


def quantities(allocation: Allocation) -> dict[str, int]:
    """Return what each booking gets."""
    return {portion.booking.id: portion.quantity for portion in allocation}


@st.composite
def allocations(draw: st.DrawFn, *, locks: bool = True) -> Allocation:
    """Draw an allocation, at closing or at receiving, that nothing fixed by a person forbids."""
    given_ = draw(bookings(locks=locks))
    pack, minimum, delivered = draw(packs()), draw(minimums()), draw(st.none() | deliveries())
    try:
        return allocate(given_, pack, minimum=minimum, delivered=delivered, policy=draw(policies()))
    except LockRefusedError:
        assume(False)
        raise


@given(allocations())
def test_p1_allocated_is_the_lesser_of_delivered_and_wanted(allocation: Allocation) -> None:
    """For every policy, at closing and at receiving; the rest is left over."""
    wanted = sum(portion.booking.wanted for portion in allocation)
    assert allocation.demand.wanted == wanted
    assert allocation.allocated == min(allocation.units, wanted)
    assert allocation.left_over == allocation.units - allocation.allocated >= 0


@given(allocations())
def test_p2_nobody_gets_more_than_firm_and_tolerance(allocation: Allocation) -> None:
    """Nor less than nothing, of either."""
    for portion in allocation:
        assert 0 <= portion.firm <= portion.booking.firm
        assert 0 <= portion.tolerance <= portion.booking.tolerance


@given(allocations())
def test_p2_no_firm_part_is_cut_while_another_gets_tolerance(allocation: Allocation) -> None:
    """Unless a person has fixed it so."""
    free = [portion for portion in allocation if portion.booking.lock is None]
    cut = any(portion.firm < portion.booking.firm for portion in free)
    helped = any(portion.tolerance for portion in free)
    assert not (cut and helped)


@given(bookings(locks=False), deliveries(), policies(), packs(), minimums(), st.data())
def test_allocation_bounds(
    given_: Bookings, delivered: int, policy: Policy, pack: Pack, minimum: Minimum, data: st.DataObject
) -> None:
    """The law in one place: the sum, each one's bounds, firm before tolerance, and cases that never fall."""
    got = quantities(allocate(given_, pack, delivered=delivered, policy=policy))
    assert sum(got.values()) == min(delivered, sum(booking.firm + booking.tolerance for booking in given_))
    assert all(0 <= got[booking.id] <= booking.firm + booking.tolerance for booking in given_)
    if any(got[booking.id] < booking.firm for booking in given_):
        assert all(got[booking.id] <= booking.firm for booking in given_)
    more = [attrs.evolve(booking, firm=booking.firm + data.draw(st.integers(0, 3))) for booking in given_]
    before = allocate(given_, pack, minimum=minimum, policy=policy).cases
    after = allocate(more, pack, minimum=minimum, policy=policy).cases
    assert before is not None
    assert after is not None
    assert after >= before


@given(bookings(), bookings(least=1), packs(), minimums(), policies())
def test_p3_one_more_booking_never_orders_fewer_cases(
    given_: Bookings, others: Bookings, pack: Pack, minimum: Minimum, policy: Policy
) -> None:
    """Whoever books, whenever."""
    another = attrs.evolve(others[0], id="another")
    try:
        fewer = allocate(given_, pack, minimum=minimum, policy=policy)
        more = allocate([*given_, another], pack, minimum=minimum, policy=policy)
    except LockRefusedError:
        assume(False)
        raise
    assert fewer.cases is not None
    assert more.cases is not None
    assert more.cases >= fewer.cases


@given(allocations())
def test_p4_allocating_what_was_ordered_again_changes_nothing(allocation: Allocation) -> None:
    """What arrives as ordered is shared as was said at closing."""
    again = allocate(
        [portion.booking for portion in allocation],
        allocation.pack,
        delivered=allocation.units,
        policy=allocation.policy,
    )
    assert quantities(again) == quantities(allocation)
    assert again.changes_since(allocation) == {}


@given(allocations(), st.sets(st.integers(0, 7)), policies())
def test_p4_manual_rows_survive(allocation: Allocation, fixed: set[int], policy: Policy) -> None:
    """What was fixed by a person stands, under any policy, and with all fixed nothing moves."""
    rows = [portion.booking for portion in allocation]
    held = [
        attrs.evolve(row, lock=Lock(allocation[row.id].quantity, "keeper")) if place in fixed else row
        for place, row in enumerate(rows)
    ]
    again = allocate(held, allocation.pack, delivered=allocation.units, policy=policy)
    for row in held:
        if row.lock is not None:
            assert again[row.id].quantity == row.lock.quantity
            assert again.reason(row.id) is Reason.LOCKED


@given(bookings(), packs(), deliveries(), policies())
def test_locks_hold_or_are_refused(given_: Bookings, pack: Pack, delivered: int, policy: Policy) -> None:
    """They are refused exactly when together they are more than there is."""
    if locked(given_) > delivered:
        with pytest.raises(LockRefusedError) as refused:
            allocate(given_, pack, delivered=delivered, policy=policy)
        assert (refused.value.problem, refused.value.limit) == ("above_supply", delivered)
        return
    made = allocate(given_, pack, delivered=delivered, policy=policy)
    for booking in given_:
        if booking.lock is not None:
            assert made[booking.id].quantity == booking.lock.quantity


@given(allocations(), st.data())
def test_order_of_bookings_changes_nothing(allocation: Allocation, data: st.DataObject) -> None:
    """The queue is that of their times, not that in which they are handed in."""
    shuffled = data.draw(st.permutations([portion.booking for portion in allocation]))
    again = allocate(
        shuffled,
        allocation.pack,
        minimum=allocation.minimum,
        delivered=allocation.units if allocation.cases is None else None,
        policy=allocation.policy,
    )
    assert again == allocation
    assert list(again.portions) == list(allocation.portions)


@given(bookings(locks=False), deliveries(), st.sampled_from([Proportional(), FairCost()]), st.data())
def test_times_matter_to_ties_alone(
    given_: Bookings, delivered: int, policy: Policy, data: st.DataObject
) -> None:
    """Where not the first are served first, another time of booking moves nobody by more than one."""
    singles = [attrs.evolve(booking, member=booking.id) for booking in given_]
    later = [attrs.evolve(booking, at=minute(data.draw(st.integers(0, 9)))) for booking in singles]
    before = quantities(allocate(singles, Pack(), delivered=delivered, policy=policy))
    after = quantities(allocate(later, Pack(), delivered=delivered, policy=policy))
    assert all(abs(after[booking] - before[booking]) <= 1 for booking in before)


@given(st.lists(bookings(locks=False), max_size=4), deliveries(), policies())
def test_p13_standing_orders_never_drive_stock_below_nothing(
    rounds: list[Bookings], stock: int, policy: Policy
) -> None:
    """Round after round from one stock: what one leaves over the next may have, and no more."""
    left, given_out = stock, 0
    for given_ in rounds:
        made = allocate(given_, Pack(), delivered=left, policy=policy)
        left, given_out = made.left_over, given_out + made.allocated
    assert left >= 0
    assert left + given_out == stock


@given(bookings(locks=False), deliveries(), st.integers(0, 9))
def test_first_come_more_delivered_never_gives_anybody_less(
    given_: Bookings, delivered: int, more: int
) -> None:  # fmt: skip
    """Each keeps what he had."""
    before = quantities(allocate(given_, Pack(), delivered=delivered))
    after = quantities(allocate(given_, Pack(), delivered=delivered + more))
    assert all(after[booking] >= before[booking] for booking in before)


@given(bookings(locks=False), deliveries())
def test_first_come_later_bookings_change_nothing_for_earlier_firm_parts(
    given_: Bookings, delivered: int
) -> None:  # fmt: skip
    """Who came last may leave without having stood in anybody's way."""
    queue = sorted(given_, key=lambda booking: booking.place)
    whole = allocate(queue, Pack(), delivered=delivered)
    fewer = allocate(queue[:-1], Pack(), delivered=delivered)
    assert all(fewer[booking.id].firm == whole[booking.id].firm for booking in queue[:-1])


@given(bookings(locks=False), deliveries())
def test_proportional_is_less_than_one_from_the_exact_share(given_: Bookings, delivered: int) -> None:
    """Of firm parts when they are cut, of tolerances when they are not."""
    made = allocate(given_, Pack(), delivered=delivered, policy=Proportional())
    demand = Demand.of(given_)
    room = min(max(0, delivered - demand.firm), demand.tolerance)
    for portion in made:
        if delivered < demand.firm:
            assert abs(portion.firm * demand.firm - delivered * portion.booking.firm) < demand.firm
        elif demand.tolerance:
            exact = room * portion.booking.tolerance
            assert abs(portion.tolerance * demand.tolerance - exact) < demand.tolerance


@given(bookings(locks=False, least=1), deliveries(), fair_costs())
def test_fair_cost_nobody_pays_more_extra_while_another_could(
    given_: Bookings, delivered: int, policy: FairCost
) -> None:
    """Who got a unit had, before it, paid no more extra than anybody who could still take one."""
    made = allocate(given_, Pack(), delivered=delivered, policy=policy)
    price = 1 if policy.price is None else policy.price.minor
    got: dict[PartyId, int] = {}
    room: dict[PartyId, int] = {}
    for portion in made:
        member = portion.booking.member
        got[member] = got.get(member, 0) + portion.tolerance
        room[member] = room.get(member, 0) + portion.booking.tolerance
    if not any(got.values()):
        return
    paid = {
        member: (policy.extra[member].minor * policy.per if member in policy.extra else 0) + count * price
        for member, count in got.items()
    }
    last = max(paid[member] - price for member, count in got.items() if count)
    assert all(paid[member] >= last for member in got if got[member] < room[member])


@given(bookings(locks=False), deliveries(), policies(), st.integers(2, 500))
def test_scale_of_firm_parts_leaves_proportions(
    given_: Bookings, delivered: int, policy: Policy, scale: int
) -> None:
    """Served first come first in a finer measure, everybody gets the same; cut in proportion too, all being scaled alike."""
    finer = [
        attrs.evolve(booking, firm=booking.firm * scale, tolerance=booking.tolerance * scale)
        for booking in given_
    ]
    coarse = allocate(given_, Pack(), delivered=delivered, policy=policy)
    if isinstance(policy, FirstCome):
        fine = allocate(finer, Pack(), delivered=delivered * scale, policy=policy)
        assert quantities(fine) == {name: got * scale for name, got in quantities(coarse).items()}
    elif delivered <= coarse.demand.firm:
        fine = allocate(finer, Pack(), delivered=delivered, policy=policy)
        assert quantities(fine) == quantities(coarse)


@given(bookings(), packs(), minimums(), deliveries(), policies(), st.booleans())
def test_engine_agrees_with_the_plain_model(
    given_: Bookings, pack: Pack, minimum: Minimum, delivered: int, policy: Policy, closing: bool
) -> None:
    """Which hands out unit by unit."""
    units = (
        pack.units(model.cases(Demand.of(given_), pack, minimum.least_cases(pack))) if closing else delivered
    )
    assume(locked(given_) <= units)
    made = allocate(
        given_, pack, minimum=minimum, delivered=None if closing else delivered, policy=policy
    )  # fmt: skip
    assert made.units == units
    assert quantities(made) == model.shared(given_, units, policy)


@given(bookings(locks=False, least=2), fair_costs().filter(lambda policy: bool(policy.extra)), st.data())
def test_fair_cost_agrees_with_one_unit_at_a_time(
    given_: Bookings, policy: FairCost, data: st.DataObject
) -> None:  # fmt: skip
    """With prices for any number of units, and with what was paid extra before."""
    demand = Demand.of(given_)
    delivered = data.draw(st.integers(demand.firm, demand.wanted))
    made = allocate(given_, Pack(), delivered=delivered, policy=policy)
    assert quantities(made) == model.shared(given_, delivered, policy)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 9), st.integers(0, 12)), max_size=8), st.data())
def test_levelling_agrees_with_one_unit_at_a_time(
    parties: list[tuple[int, int, int]], data: st.DataObject
) -> None:
    """In one sweep, whatever the heights."""
    starts = [(whole, rest) for whole, rest, _ in parties]
    rooms = [room for _, _, room in parties]
    units = data.draw(st.integers(0, sum(rooms)))
    got = [0] * len(rooms)
    for _ in range(units):
        able = [party for party, room in enumerate(rooms) if got[party] < room]
        lowest = min(able, key=lambda party: (starts[party][0] + got[party], starts[party][1], party))
        got[lowest] += 1
    assert levelled(units, starts, rooms) == got


@given(allocations(), st.sampled_from(["en", "zh"]))
def test_every_booking_has_a_reason_with_its_figure(allocation: Allocation, locale: str) -> None:
    """As a word, and as a sentence that says what it gets."""
    for portion in allocation:
        name = portion.booking.id
        text = allocation.text(name, locale)
        assert allocation.pack.measure.text(portion.quantity, locale) in text
        assert "{" not in text
        match allocation.reason(name):
            case Reason.WHOLE:
                assert portion.quantity == portion.booking.firm + portion.booking.tolerance
            case Reason.FIRM:
                assert portion.quantity == portion.booking.firm
                assert portion.booking.tolerance
            case Reason.TOLERANCE:
                assert 0 < portion.tolerance < portion.booking.tolerance
            case Reason.SHORT | Reason.PART_CASE:
                assert portion.quantity < portion.booking.firm
            case Reason.MINIMUM:
                assert not portion.quantity
            case Reason.LOCKED:
                assert portion.booking.lock is not None


@given(bookings(), packs(), minimums())
def test_filling_says_what_closing_would_order(given_: Bookings, pack: Pack, minimum: Minimum) -> None:
    """And names exactly those who have tolerance and whom nobody has fixed."""
    filling: Any = case_filling(given_, pack, minimum=minimum)
    try:
        assert filling.cases == allocate(given_, pack, minimum=minimum).cases
    except LockRefusedError:
        assert locked(given_) > pack.units(filling.cases)
    named = {booking.id for booking in filling.takers}
    assert named == {booking.id for booking in given_ if booking.lock is None and booking.tolerance}
    assert str(filling.missing or filling.cases) in filling.text("zh")
    assert str(filling.missing or filling.cases) in filling.text()
