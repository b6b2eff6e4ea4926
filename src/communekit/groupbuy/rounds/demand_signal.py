"""Demand signals (需求反馈): what neighbours say they would buy, before anybody opens a group buy."""

from datetime import datetime

import attrs

from communekit.ids import PartyId, ProductId
from communekit.period import instant

from .errors import InvalidDemandError
from .reading import is_quantity, party, product


@attrs.frozen
class DemandSignal:
    """A member would buy so much of a product in a store (需求反馈).

    Args:
        member: Who says so.
        store: Where she would fetch it.
        product: What she would buy.
        quantity: In the product's smallest measure; 0 takes back what she said before.
        at: When she said so. Of several, her last word holds; of one instant, the larger quantity.

    Errors: `InvalidDemandError` "quantity", `InvalidIdError`, `InvalidTimeError`.

    >>> DemandSignal("li", "east", "honey", 2, "2026-03-01T09:00:00+08:00").quantity
    2
    """

    member: PartyId = attrs.field(converter=party)
    store: PartyId = attrs.field(converter=party)
    product: ProductId = attrs.field(converter=product)
    quantity: int
    at: datetime = attrs.field(converter=instant)

    def __attrs_post_init__(self) -> None:
        if not is_quantity(self.quantity):
            raise InvalidDemandError("quantity", "quantity", self.quantity)


@attrs.frozen(kw_only=True)
class DemandThreshold:
    """From when demand is worth a group buy (起团门槛), in one unit: people, or quantity in the smallest measure.

    Errors: `InvalidDemandError` "one_unit".

    >>> DemandThreshold(people=5).people
    5
    """

    people: int | None = None
    quantity: int | None = None

    def __attrs_post_init__(self) -> None:
        said = [given for given in (self.people, self.quantity) if given is not None]
        if len(said) != 1 or not is_quantity(said[0], least=1):
            raise InvalidDemandError("threshold", "one_unit", said)

    def missing(self, *, people: int, quantity: int) -> int:
        """Return how much is missing in the threshold's own unit; 0 where it is reached."""
        if self.people is not None:
            return max(0, self.people - people)
        return max(0, (self.quantity or 0) - quantity)


__all__ = ["DemandSignal", "DemandThreshold"]
