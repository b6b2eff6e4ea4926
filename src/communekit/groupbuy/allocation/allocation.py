"""Allocations (分配结果): who gets how much, what is left over, and why."""

from collections.abc import Iterator, Mapping

import attrs

from communekit.errors import language_of
from communekit.ids import PartyId
from communekit.money import Money

from .booking import Booking
from .demand import Demand
from .errors import InvalidAllocationError
from .pack import Minimum, Pack
from .policy import Policy
from .reason import Reason
from .wording import sentence


@attrs.frozen
class Portion:
    """What one booking gets (分得): of its firm part, and of its tolerance."""

    booking: Booking
    firm: int
    tolerance: int

    @property
    def quantity(self) -> int:
        """All that it gets, in the product's smallest measure."""
        return self.firm + self.tolerance

    @property
    def short(self) -> int:
        """What its firm part lacks (缺量); nothing where a person has fixed the quantity."""
        return 0 if self.booking.lock is not None else self.booking.firm - self.firm


@attrs.frozen
class Allocation:
    """Who gets how much of one product (分配结果), in the order of the queue.

    Args:
        pack: The case.
        minimum: The least that is ordered.
        policy: Who goes short, and who gets tolerance.
        demand: What the bookings add up to.
        cases: How many cases are ordered, at closing; None at receiving.
        units: What there was to share, in the smallest measure: what the cases hold, or what was delivered.
        portions: What each booking gets, by its id.

    >>> from communekit.groupbuy.allocation import allocate
    >>> booking = Booking("b1", "ann", "eggs", "2026-03-01T09:00:00Z", 5)
    >>> received = allocate([booking], Pack(6), delivered=3)
    >>> received["b1"].quantity, received.left_over, received.reason("b1")
    (3, 0, <Reason.SHORT: 'short'>)
    >>> print(received.text("b1", "zh"))
    ann 订 5 件，分得 3 件：到货 3 件，必订合计 5 件，先订先得。
    """

    pack: Pack
    minimum: Minimum
    policy: Policy
    demand: Demand
    cases: int | None
    units: int
    portions: Mapping[str, Portion]

    def __iter__(self) -> Iterator[Portion]:
        return iter(self.portions.values())

    def __len__(self) -> int:
        return len(self.portions)

    def __getitem__(self, booking: str) -> Portion:
        if booking not in self.portions:
            raise InvalidAllocationError("booking", "unknown", booking)
        return self.portions[booking]

    @property
    def allocated(self) -> int:
        """What all get together."""
        return sum(portion.quantity for portion in self)

    @property
    def left_over(self) -> int:
        """What nobody may take (余货): beyond every firm part and tolerance."""
        return self.units - self.allocated

    @property
    def tolerance_used(self) -> int:
        """What all get beyond firm parts."""
        return sum(portion.tolerance for portion in self)

    @property
    def by_member(self) -> Mapping[PartyId, int]:
        """What each member gets, over all bookings of hers."""
        got: dict[PartyId, int] = {}
        for portion in self:
            got[portion.booking.member] = got.get(portion.booking.member, 0) + portion.quantity
        return got

    def extra_cost(self, price: Money, *, per: int = 1) -> Mapping[PartyId, Money]:
        """Return what each member pays for tolerance, rounded down to the minor unit: `extra` of the next product's `FairCost`.

        Args:
            price: What one smallest measure costs, or `per` of them.
            per: How many of the smallest measure the price is for.
        """
        got: dict[PartyId, int] = {}
        for portion in self:
            got[portion.booking.member] = got.get(portion.booking.member, 0) + portion.tolerance
        return {
            member: Money(price.minor * tolerance // per, price.currency) for member, tolerance in got.items()
        }

    def reason(self, booking: str) -> Reason:
        """Return why a booking gets what it gets.

        Raises:
            InvalidAllocationError: "unknown".
        """
        portion = self[booking]
        if portion.booking.lock is not None:
            return Reason.LOCKED
        if self.cases == 0 and not self.reaches_minimum:
            return Reason.MINIMUM
        if portion.short:
            return Reason.SHORT if self.cases is None else Reason.PART_CASE
        if portion.tolerance == portion.booking.tolerance:
            return Reason.WHOLE
        return Reason.TOLERANCE if portion.tolerance else Reason.FIRM

    def text(self, booking: str, locale: str = "en") -> str:
        """Return why a booking gets what it gets, as a sentence for its member.

        Raises:
            InvalidAllocationError: "unknown".
        """
        return sentence(self, self[booking], self.reason(booking), language_of(locale))

    @property
    def reaches_minimum(self) -> bool:
        """Whether what is wanted reaches the minimum."""
        return self.demand.wanted >= self.pack.units(self.minimum.least_cases(self.pack))

    def changes_since(self, earlier: "Allocation") -> Mapping[str, int]:
        """Return how much more or less each booking gets than in an earlier allocation, where that differs.

        Closing against receiving: what to refund, and what to charge.

        Raises:
            InvalidAllocationError: "other_bookings".
        """
        if self.portions.keys() != earlier.portions.keys():
            raise InvalidAllocationError("earlier", "other_bookings", len(earlier))
        return {
            booking: portion.quantity - earlier.portions[booking].quantity
            for booking, portion in self.portions.items()
            if portion.quantity != earlier.portions[booking].quantity
        }


__all__ = ["Allocation", "Portion"]
