"""Bookings (订单行): what a member wants of one product, and how much more she would take.

A member who raises her booking has two of them (`rebook`), so each keeps its own place in the queue.
"""

from datetime import datetime

import attrs

from communekit.ids import PartyId, ProductId, identifier
from communekit.period import instant

from .errors import InvalidBookingError, LockRefusedError
from .measure import is_quantity


def _booking_id(text: str) -> str:
    return identifier(text, what="booking id")


def _member(text: str) -> PartyId:
    return PartyId(identifier(text, what="member id"))


def _product(text: str) -> ProductId:
    return ProductId(identifier(text, what="product id"))


@attrs.frozen
class Lock:
    """A quantity fixed by a person (人工锁定): whatever is shared out, this booking gets so much.

    Args:
        quantity: In the product's smallest measure; zero is fine.
        by: Who fixed it.
        why: His reason, in his own words; may be empty.

    Errors: `InvalidBookingError` "quantity", `InvalidIdError`.

    >>> Lock(1480, "keeper", "the smaller chicken").quantity
    1480
    """

    quantity: int
    by: PartyId = attrs.field(converter=_member)
    why: str = ""

    def __attrs_post_init__(self) -> None:
        if not is_quantity(self.quantity):
            raise InvalidBookingError("lock", "quantity", self.quantity)


@attrs.frozen
class Booking:
    """What a member wants of one product (订单行): a firm part (必订), and a tolerance (可加) of so much more.

    The tolerance is what she would take beyond the firm part to complete a case; she is not served less than firm so
    that another has more. Quantities are whole numbers of the product's smallest measure: pieces, or grams.

    Args:
        id: Unique among the bookings of a round.
        member: Who wants it.
        product: What is wanted: one stock-keeping unit.
        at: When it was booked: the place in the queue; of equal instants, the lesser id is first.
        firm: What she wants in any case.
        tolerance: How much more she would take.
        lock: The quantity that a person has fixed, if any.

    Errors: `InvalidBookingError` "quantity", "nothing", "lock"; `LockRefusedError` "above_wanted"; `InvalidIdError`;
    `InvalidTimeError`.

    >>> Booking("b1", "li", "eggs", "2026-03-01T09:00:00+08:00", 2, tolerance=1).wanted
    3
    """

    id: str = attrs.field(converter=_booking_id)
    member: PartyId = attrs.field(converter=_member)
    product: ProductId = attrs.field(converter=_product)
    at: datetime = attrs.field(converter=instant)
    firm: int
    tolerance: int = attrs.field(default=0, kw_only=True)
    lock: Lock | None = attrs.field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        for quantity in (self.firm, self.tolerance):
            if not is_quantity(quantity):
                raise InvalidBookingError(self.id, "quantity", quantity)
        booked = self.firm + self.tolerance
        if not booked:
            raise InvalidBookingError(self.id, "nothing", booked)
        if self.lock is not None:
            if not isinstance(self.lock, Lock):
                raise InvalidBookingError(self.id, "lock", self.lock)
            if self.lock.quantity > booked:
                raise LockRefusedError(self.id, self.lock.quantity, booked, "above_wanted")

    @property
    def wanted(self) -> int:
        """The most that it can get: firm and tolerance, or what was fixed."""
        return self.firm + self.tolerance if self.lock is None else self.lock.quantity

    @property
    def place(self) -> tuple[datetime, str]:
        """Its place in the queue."""
        return self.at, self.id


__all__ = ["Booking", "Lock"]
