"""Pick-up points (自提点): where orders of one store, or of several, wait for whoever bought them."""

import attrs

from communekit.ids import PartyId

from .hours import OpeningHours
from .value_check import check_kind, party, store, stores


def _hours(given: OpeningHours | None) -> OpeningHours | None:
    check_kind("opening hours", given, (OpeningHours, type(None)))
    return given


@attrs.frozen
class PickupPoint:
    """A pick-up point (自提点): the counter of a store, or a neighbour's door.

    Who keeps it says a tie, `Tie(Role.KEEPER, point, keeper, window)`; what the keeper earns, a plan.

    Args:
        id: Unique in the community.
        store: The store that answers for it.
        serves: Further stores whose orders are handed out here (承接门店), by id.
        hours: When it is open, with the room of each slot; None where nobody books.

    Errors: `InvalidIdError`, `InvalidPickupError` "unlike".

    >>> point = PickupPoint("gate_2", "S1", serves=["S2"])
    >>> point.accepts("S2"), point.accepts("S3")
    (True, False)
    """

    id: PartyId = attrs.field(converter=party)
    store: PartyId = attrs.field(converter=store)
    serves: tuple[PartyId, ...] = attrs.field(default=(), kw_only=True, converter=stores)
    hours: OpeningHours | None = attrs.field(default=None, kw_only=True, converter=_hours)

    @property
    def stores(self) -> tuple[PartyId, ...]:
        """All stores whose orders are handed out here, its own first."""
        return (self.store, *(other for other in self.serves if other != self.store))

    def accepts(self, store: str) -> bool:
        """Whether orders of a store are handed out here."""
        return store in self.stores


__all__ = ["PickupPoint"]
