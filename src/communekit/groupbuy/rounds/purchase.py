"""Purchase lists (采购清单): the one order of a round to its supplier, over all stores."""

from collections.abc import Iterable, Mapping
from datetime import datetime

import attrs

from communekit.groupbuy.allocation import (
    NO_MINIMUM,
    Allocation,
    Booking,
    FirstCome,
    Minimum,
    Pack,
    Policy,
    allocate,
)
from communekit.ids import PartyId, ProductId, derived_id

from .errors import InvalidRoundError
from .reading import party, product
from .round import Round


@attrs.frozen
class PurchaseList:
    """What is ordered of the supplier for a round, once, for all stores together (采购清单).

    Args:
        round: The round.
        allocations: Of each product: how many cases, who gets how much of them, and why.
        stores: Which store each booking is for, by product and booking id.
        late: Bookings at or after the cut-off of their store: they are not in it.
    """

    round: Round
    allocations: Mapping[ProductId, Allocation]
    stores: Mapping[tuple[ProductId, str], PartyId]
    late: tuple[Booking, ...] = ()

    @property
    def id(self) -> str:
        """The id of the supplier's order: one for each round, however often it is worked out."""
        return derived_id("supplier_order", self.round.id)

    @property
    def sent_at(self) -> datetime:
        """When it goes to the supplier: at the last cut-off."""
        return self.round.supplier_order_at

    @property
    def cases(self) -> Mapping[ProductId, int]:
        """How many cases are ordered of each product; those of which none is are not named."""
        return {name: one.cases for name, one in self.allocations.items() if one.cases}

    def allocation(self, name: str) -> Allocation:
        """Return who gets how much of a product, and why.

        Raises:
            InvalidRoundError: "not_booked".
        """
        for known, one in self.allocations.items():
            if known == name:
                return one
        raise InvalidRoundError("product", "not_booked", name)

    def of_store(self, store: str) -> Mapping[ProductId, int]:
        """Return what goes to a store of each product, in the smallest measure (分店配货).

        Raises:
            InvalidRoundError: "unknown_store".
        """
        self.round.at(store)
        totals: dict[ProductId, int] = {}
        for name, allocation in self.allocations.items():
            for portion in allocation:
                if self.stores[name, portion.booking.id] == store and portion.quantity:
                    totals[name] = totals.get(name, 0) + portion.quantity
        return totals

    @property
    def left_over(self) -> Mapping[ProductId, int]:
        """What is ordered of each product and nobody takes (余货)."""
        return {name: one.left_over for name, one in self.allocations.items() if one.left_over}


def purchase_list(
    round_: Round,
    bookings: Mapping[PartyId, Iterable[Booking]] | Mapping[str, Iterable[Booking]],
    packs: Mapping[ProductId, Pack] | Mapping[str, Pack],
    *,
    minimums: Mapping[ProductId, Minimum] | Mapping[str, Minimum] | None = None,
    policy: Policy = FirstCome(),  # noqa: B008  # a frozen value without fields
) -> PurchaseList:
    """Return what is ordered of the supplier for a round (采购清单): the bookings of all stores fill cases together.

    Args:
        round_: The round.
        bookings: Of each store; those of standing orders and of members alike.
        packs: How each product is packed.
        minimums: The least that is ordered of a product, where there is one.
        policy: Who goes short where a case does not fill.

    Raises:
        InvalidRoundError: "unknown_store", "unknown_product", "kind".
        InvalidBookingError, LockRefusedError, InvalidAllocationError: As `allocate` says.

    >>> from communekit.groupbuy.rounds import RoundPlan, StoreTerms
    >>> from communekit.period import Calendar, Duration
    >>> calendar = Calendar.rrule("FREQ=WEEKLY;BYDAY=TH", "Asia/Shanghai", "2026-03-05T06:00")
    >>> stores = (StoreTerms("east", Duration.days(2)), StoreTerms("west", Duration.days(1)))
    >>> first = RoundPlan("farm", "brand", calendar, Duration.days(6), stores).round("2026-03-05")
    >>> east = [Booking("b1", "li", "eggs", "2026-03-01T09:00:00Z", 4)]
    >>> west = [Booking("b2", "wang", "eggs", "2026-03-02T09:00:00Z", 2)]
    >>> needed = purchase_list(first, {"east": east, "west": west}, {"eggs": Pack(6)})
    >>> dict(needed.cases), dict(needed.of_store("west"))
    ({'eggs': 1}, {'eggs': 2})
    """
    known_packs = {product(name): pack for name, pack in packs.items()}
    known_minimums = {product(name): minimum for name, minimum in (minimums or {}).items()}
    by_product: dict[ProductId, list[Booking]] = {}
    stores: dict[tuple[ProductId, str], PartyId] = {}
    late: list[Booking] = []
    for store, given in bookings.items():
        cut_off_at = round_.at(store).cut_off_at
        for booking in given:
            if not isinstance(booking, Booking):
                raise InvalidRoundError("bookings", "kind", booking)
            if booking.product not in known_packs:
                raise InvalidRoundError("packs", "unknown_product", booking.product)
            if booking.at >= cut_off_at:
                late.append(booking)
                continue
            by_product.setdefault(booking.product, []).append(booking)
            stores[booking.product, booking.id] = party(store)
    return PurchaseList(
        round_,
        {
            name: allocate(
                by_product[name],
                known_packs[name],
                minimum=known_minimums.get(name, NO_MINIMUM),
                policy=policy,
            )
            for name in sorted(by_product)
        },
        stores,
        tuple(sorted(late, key=lambda booking: (booking.place, booking.product))),
    )


__all__ = ["PurchaseList", "purchase_list"]
