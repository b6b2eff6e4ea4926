"""Demand (需求合计): what all bookings of a product add up to."""

from collections.abc import Iterable

import attrs

from .booking import Booking
from .errors import InvalidAllocationError
from .measure import is_quantity


@attrs.frozen
class Demand:
    """Firm parts and tolerances of one product, added up (需求合计). What is fixed by a person counts as firm.

    Errors: `InvalidAllocationError` "quantity".

    >>> Demand(5, 3).wanted
    8
    """

    firm: int = 0
    tolerance: int = 0

    def __attrs_post_init__(self) -> None:
        for quantity in (self.firm, self.tolerance):
            if type(quantity) is not int or quantity < 0:
                raise InvalidAllocationError("demand", "quantity", quantity)

    @classmethod
    def of(cls, bookings: Iterable[Booking]) -> "Demand":
        """Return what bookings of one product add up to.

        >>> Demand.of([Booking("b1", "li", "eggs", "2026-03-01T09:00:00Z", 2, tolerance=1)])
        Demand(firm=2, tolerance=1)
        """
        firm = tolerance = 0
        for booking in bookings:
            if booking.lock is None:
                firm, tolerance = firm + booking.firm, tolerance + booking.tolerance
            else:
                firm += booking.lock.quantity
        return cls(firm, tolerance)

    @property
    def wanted(self) -> int:
        """All that could be taken."""
        return self.firm + self.tolerance


def checked_delivered(delivered: object) -> None:
    """Refuse what cannot have been delivered."""
    if delivered is not None and not is_quantity(delivered):
        raise InvalidAllocationError("delivered", "quantity", delivered)


__all__ = ["Demand", "checked_delivered"]
