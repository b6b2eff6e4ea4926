"""Policies (分配规则): who gets how much when there is not enough for everybody."""

from collections.abc import Mapping

import attrs

from communekit.ids import PartyId, identifier
from communekit.money import Money

from .errors import InvalidAllocationError
from .measure import is_amount, is_quantity


@attrs.frozen
class FirstCome:
    """First come, first served (先订先得): firm parts in the order of booking, then tolerances in that order.

    More delivered never gives anybody less.
    """


@attrs.frozen
class Proportional:
    """In proportion (按比例): firm parts are cut in proportion to firm parts, tolerances to tolerances.

    By largest remainder: each is less than one of the smallest measure from its exact share; exact ties go to the
    earlier booking. As with every such rule, one more delivered may give somebody one less.
    """


def _own(extra: Mapping[PartyId, Money] | Mapping[str, Money]) -> Mapping[PartyId, Money]:
    if not isinstance(extra, Mapping):
        raise InvalidAllocationError("extra", "kind", extra)
    return {PartyId(identifier(member, what="member id")): amount for member, amount in extra.items()}


@attrs.frozen(kw_only=True)
class FairCost:
    """Fair cost (公平分摊): nobody pays much more than others for helping to fill a case.

    Tolerance is handed out one smallest measure at a time, each to the member who has paid the least extra so far;
    ties go to the member who booked first. Firm parts are cut in proportion, as `Proportional` does. A member's
    bookings count together, and her earlier ones are filled first.

    Args:
        price: What one smallest measure costs, or `per` of them; without it, quantities are levelled.
        per: How many of the smallest measure the price is for.
        extra: What members already pay for tolerance of other products, in the currency of the price, zero or more.

    Errors: `InvalidAllocationError` "price", "quantity", "extra", "kind"; `InvalidIdError`.

    >>> FairCost(price=Money.cny("2.50"), extra={"li": Money.cny("5.00")}).extra["li"]
    Money.cny("5.00")
    """

    price: Money | None = None
    per: int = 1
    extra: Mapping[PartyId, Money] = attrs.field(factory=dict, converter=_own)

    def __attrs_post_init__(self) -> None:
        if self.price is not None and not is_amount(self.price, least=1):
            raise InvalidAllocationError("price", "price", self.price)
        if not is_quantity(self.per, least=1):
            raise InvalidAllocationError("per", "quantity", self.per)
        for amount in self.extra.values():
            if self.price is None or not is_amount(amount):
                raise InvalidAllocationError("extra", "extra", amount)
            if amount.currency != self.price.currency:
                raise InvalidAllocationError("extra", "extra", amount)

    def start_of(self, member: PartyId) -> tuple[int, int]:
        """Return where a member stands before anything is handed out: whole measures paid for, and the rest."""
        paid = self.extra.get(member)
        return (
            (0, 0) if paid is None or self.price is None else divmod(paid.minor * self.per, self.price.minor)
        )


Policy = FirstCome | Proportional | FairCost

__all__ = ["FairCost", "FirstCome", "Policy", "Proportional"]
