"""The same rules, plain and slow: unit by unit, case by case, in fractions."""

from collections.abc import Sequence
from fractions import Fraction

from communekit.groupbuy.allocation import Booking, Demand, FairCost, FirstCome, Pack, PartCase, Policy

Got = dict[str, int]


def cases(demand: Demand, pack: Pack, least: int) -> int:
    """Try every number of cases: the most whose last case holds something firm, and which can be taken whole."""
    if demand.firm == 0:
        return 0
    if pack.part_case is PartCase.ORDER:
        number = 0
        while number < least or number * pack.size < demand.firm:
            number += 1
        return number
    possible = [
        number
        for number in range(demand.wanted // pack.size + 1)
        if number == 0 or (number - 1) * pack.size < demand.firm
    ]
    if max(possible) >= least:
        return max(possible)
    return least if least * pack.size <= demand.wanted else 0


def shared(bookings: Sequence[Booking], units: int, policy: Policy) -> Got:
    """Share units out over bookings."""
    queue = sorted(bookings, key=lambda booking: (booking.at, booking.id))
    got: Got = {booking.id: 0 for booking in queue}
    for booking in queue:
        if booking.lock is not None:
            got[booking.id] = booking.lock.quantity
            units -= booking.lock.quantity
    free = [booking for booking in queue if booking.lock is None]
    firm = {booking.id: booking.firm for booking in free}
    serve = in_turn if isinstance(policy, FirstCome) else in_proportion
    units = serve(got, firm, units)
    tolerance = {booking.id: booking.tolerance for booking in free}
    if isinstance(policy, FirstCome):
        in_turn(got, tolerance, units)
    elif isinstance(policy, FairCost):
        levelled(got, free, units, policy)
    else:
        in_proportion(got, tolerance, units)
    return got


def in_turn(got: Got, wanted: Got, units: int) -> int:
    """Give one after the other all that it wants; return what is left."""
    for booking, want in wanted.items():
        for _ in range(min(want, units)):
            got[booking] += 1
            units -= 1
    return units


def in_proportion(got: Got, wanted: Got, units: int) -> int:
    """Give exact shares rounded down, then one each to the largest fractions; return what is left."""
    whole = sum(wanted.values())
    giving = min(units, whole)
    if not giving:
        return units
    exact = {booking: Fraction(giving * want, whole) for booking, want in wanted.items()}
    parts = {booking: int(share) for booking, share in exact.items()}
    for _ in range(giving - sum(parts.values())):
        lucky = max(exact, key=lambda booking: exact[booking] - parts[booking])  # of equals, the first
        parts[lucky] += 1
    for booking, part in parts.items():
        got[booking] += part
    return units - giving


def levelled(got: Got, queue: Sequence[Booking], units: int, policy: FairCost) -> None:
    """Give one at a time to whoever has paid the least extra, in fractions of a fen."""
    each = Fraction(policy.price.minor, policy.per) if policy.price is not None else Fraction(1)
    members = list(dict.fromkeys(booking.member for booking in queue))
    paid = {
        member: Fraction(policy.extra[member].minor if member in policy.extra else 0) for member in members
    }
    room = {booking.id: booking.tolerance for booking in queue}
    for _ in range(units):
        open_ = [booking for booking in queue if room[booking.id]]
        if not open_:
            return
        lowest = min(
            (booking.member for booking in open_), key=lambda name: (paid[name], members.index(name))
        )
        booking = next(booking for booking in open_ if booking.member == lowest)
        got[booking.id] += 1
        room[booking.id] -= 1
        paid[lowest] += each
