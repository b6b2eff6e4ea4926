"""Changed bookings (改单): what is added queues anew, what is taken away goes from the newest."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import attrs

from communekit.period import instant

from .allocate import queue_of
from .booking import Booking
from .errors import InvalidBookingError


def rebook(
    bookings: Iterable[Booking], *, new_id: str, at: datetime | str, firm: int, tolerance: int = 0
) -> tuple[Booking, ...]:  # fmt: skip
    """Return a member's bookings of one product after she says anew what she wants in all (改单).

    An increase is a new booking with a place of its own in the queue; the earlier ones keep theirs. A decrease takes
    from the newest first. Firm part and tolerance are looked at apart. Bookings of nothing are gone.

    Args:
        bookings: Hers, of one product, at least one.
        new_id: Of the new booking, if there is one.
        at: When she says so; not before her last booking.
        firm: What she wants in any case, in all.
        tolerance: How much more she would take, in all.

    Raises:
        InvalidBookingError: "nothing" without bookings, "member", "product", "twice", "locked", "back_in_time", "quantity".

    >>> first = Booking("b1", "ann", "eggs", "2026-03-01T17:00:00Z", 2, tolerance=2)
    >>> [(one.firm, one.tolerance) for one in rebook([first], new_id="b2", at="2026-03-01T18:00:00Z", firm=4, tolerance=1)]
    [(2, 1), (2, 0)]
    """
    queue, said = queue_of(bookings), instant(at)
    if not queue:
        raise InvalidBookingError(new_id, "nothing", 0)
    for booking in queue:
        if booking.member != queue[0].member:
            raise InvalidBookingError(booking.id, "member", booking.member)
        if booking.lock is not None:
            raise InvalidBookingError(booking.id, "locked", booking.lock.quantity)
    if said < queue[-1].at:
        raise InvalidBookingError(new_id, "back_in_time", said)
    for quantity in (firm, tolerance):
        if type(quantity) is not int or quantity < 0:
            raise InvalidBookingError(new_id, "quantity", quantity)
    firms, more_firm = _taken([booking.firm for booking in queue], firm)
    tolerances, more_tolerance = _taken([booking.tolerance for booking in queue], tolerance)
    kept = tuple(
        attrs.evolve(booking, firm=kept_firm, tolerance=kept_tolerance)
        for booking, kept_firm, kept_tolerance in zip(queue, firms, tolerances, strict=True)
        if kept_firm or kept_tolerance
    )
    if not more_firm and not more_tolerance:
        return kept
    added = Booking(new_id, queue[0].member, queue[0].product, said, more_firm, tolerance=more_tolerance)
    return tuple(queue_of((*kept, added)))


def _taken(parts: Sequence[int], total: int) -> tuple[list[int], int]:
    """Return what is kept of parts, oldest first, up to a total, and what the total asks beyond them."""
    kept, left = [], total
    for part in parts:
        kept.append(min(part, left))
        left -= kept[-1]
    return kept, left


__all__ = ["rebook"]
