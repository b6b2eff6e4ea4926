"""Terms of a store in a plan of rounds (门店截单安排): how long before the shipping it cuts off, how long after it has the goods."""

from typing import Final

import attrs

from communekit.ids import PartyId
from communekit.period import Duration

from .errors import InvalidRoundError
from .reading import party

_NONE: Final = Duration()


@attrs.frozen
class StoreTerms:
    """A store's own terms in a plan (门店截单安排).

    Args:
        store: The store.
        lead: From its cut-off to the shipping (提前期); none: orders are taken until the goods leave.
        pick_up: From the shipping until the goods can be fetched there.

    Errors: `InvalidRoundError` "kind", `InvalidIdError`.

    >>> StoreTerms("east", Duration.days(2)).lead
    Duration.parse("P2D")
    """

    store: PartyId = attrs.field(converter=party)
    lead: Duration = _NONE
    pick_up: Duration = _NONE

    def __attrs_post_init__(self) -> None:
        for part, given in (("lead", self.lead), ("pick_up", self.pick_up)):
            if not isinstance(given, Duration):
                raise InvalidRoundError(part, "kind", given)


__all__ = ["StoreTerms"]
