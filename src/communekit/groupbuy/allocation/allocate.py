"""Allocating (分配): bookings in, who gets how much out; at closing, at receiving, and for weighed goods alike."""

from collections.abc import Iterable, Sequence
from itertools import accumulate

from communekit.ids import PartyId
from communekit.money import SplitMethod

from .allocation import Allocation, Portion
from .booking import Booking
from .cases import cases_to_order
from .demand import Demand, checked_delivered
from .errors import InvalidAllocationError, InvalidBookingError, LockRefusedError
from .level import levelled
from .pack import NO_MINIMUM, Minimum, Pack
from .policy import FairCost, FirstCome, Policy, Proportional


def allocate(
    bookings: Iterable[Booking],
    pack: Pack,
    *,
    minimum: Minimum = NO_MINIMUM,
    delivered: int | None = None,
    policy: Policy = FirstCome(),  # noqa: B008 - a frozen value without fields
) -> Allocation:
    """Return who gets how much of one product, and why (分配).

    What a person has fixed comes first. Then firm parts are served; only when all of them are whole are tolerances
    served; within each, the policy decides. Allocated is the lesser of what is there and what is wanted. The order in
    which bookings are handed in changes nothing: the queue is that of their times.

    Args:
        bookings: Of one product, ids unique.
        pack: The supplier's case. At receiving it names the measure and no more: what came, came.
        minimum: The least that is ordered; at closing only.
        delivered: What arrived, in the smallest measure, short or more than ordered (到货). None at closing (截单): as
            much as the cases to order hold.
        policy: Who goes short, and who gets tolerance.

    Raises:
        InvalidBookingError: "kind", "twice", "product".
        LockRefusedError: "above_supply": what persons have fixed is more than there is.
        InvalidAllocationError: "quantity" for what cannot have been delivered, "kind" of pack, minimum or policy.

    >>> eggs = [
    ...     Booking("b1", "ann", "eggs", "2026-03-01T09:00:00Z", 2, tolerance=1),
    ...     Booking("b2", "bo", "eggs", "2026-03-01T10:00:00Z", 3),
    ... ]
    >>> closing = allocate(eggs, Pack(6))
    >>> closing.cases, [portion.quantity for portion in closing]
    (1, [3, 3])
    >>> [portion.quantity for portion in allocate(eggs, Pack(6), delivered=4)]
    [2, 2]
    """
    for part, given, kind in (
        ("pack", pack, Pack),
        ("minimum", minimum, Minimum),
        ("policy", policy, Policy),
    ):
        if not isinstance(given, kind):
            raise InvalidAllocationError(part, "kind", given)
    checked_delivered(delivered)
    queue = queue_of(bookings)
    demand = Demand.of(queue)
    cases = cases_to_order(demand, pack, minimum=minimum) if delivered is None else None
    units = delivered if delivered is not None else pack.units(cases or 0)
    fixed = 0
    for booking in queue:
        if booking.lock is not None:
            fixed += booking.lock.quantity
            if fixed > units:
                raise LockRefusedError(booking.id, booking.lock.quantity, units, "above_supply")
    free = [booking for booking in queue if booking.lock is None]
    firm = _firm_parts(min(units - fixed, demand.firm - fixed), free, policy)
    room = min(units - demand.firm, demand.tolerance)
    more = _tolerances(room, free, policy) if room > 0 else [0] * len(free)
    shared = iter(zip(firm, more, strict=True))
    portions = {}
    for booking in queue:
        if booking.lock is None:
            served, added = next(shared)
            portions[booking.id] = Portion(booking, served, added)
        else:
            served = min(booking.lock.quantity, booking.firm)
            portions[booking.id] = Portion(booking, served, booking.lock.quantity - served)
    return Allocation(pack, minimum, policy, demand, cases, units, portions)


def queue_of(bookings: Iterable[Booking]) -> list[Booking]:
    """Return bookings of one product in the order of their places, each id once.

    Raises:
        InvalidBookingError: "kind", "twice", "product".
    """
    given = list(bookings)
    for booking in given:
        if not isinstance(booking, Booking):
            raise InvalidBookingError(str(booking), "kind", booking)
        if booking.product != given[0].product:
            raise InvalidBookingError(booking.id, "product", booking.product)
    queue = sorted(given, key=lambda booking: booking.place)
    seen = set[str]()
    for booking in queue:
        if booking.id in seen:
            raise InvalidBookingError(booking.id, "twice", booking.id)
        seen.add(booking.id)
    return queue


def _firm_parts(units: int, queue: Sequence[Booking], policy: Policy) -> list[int]:
    """Return what is served of each firm part; units are at most what they add up to."""
    firm = [booking.firm for booking in queue]
    match policy:
        case FirstCome():
            return _in_turn(units, firm)
        case Proportional() | FairCost():
            return _in_proportion(units, firm)


def _tolerances(units: int, queue: Sequence[Booking], policy: Policy) -> list[int]:
    """Return what is served of each tolerance; units are at most what they add up to."""
    tolerances = [booking.tolerance for booking in queue]
    match policy:
        case FirstCome():
            return _in_turn(units, tolerances)
        case Proportional():
            return _in_proportion(units, tolerances)
        case FairCost():
            return _levelled(units, queue, policy)


def _in_turn(units: int, wanted: Sequence[int]) -> list[int]:
    before = accumulate(wanted, initial=0)
    return [max(0, min(want, units - taken)) for want, taken in zip(wanted, before, strict=False)]


def _in_proportion(units: int, wanted: Sequence[int]) -> list[int]:
    return SplitMethod.LARGEST_REMAINDER.lay(units, wanted) if any(wanted) else [0] * len(wanted)


def _levelled(units: int, queue: Sequence[Booking], policy: FairCost) -> list[int]:
    """Level by member, then fill the bookings of each in turn."""
    rooms: dict[PartyId, int] = {}
    for booking in queue:
        rooms[booking.member] = rooms.get(booking.member, 0) + booking.tolerance
    starts = [policy.start_of(member) for member in rooms]
    left = dict(zip(rooms, levelled(units, starts, list(rooms.values())), strict=True))
    parts = []
    for booking in queue:
        part = min(left[booking.member], booking.tolerance)
        left[booking.member] -= part
        parts.append(part)
    return parts


__all__ = ["allocate", "queue_of"]
