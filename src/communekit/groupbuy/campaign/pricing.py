"""Pricing (定价): what one pays in the end, once it is known how many have come together."""

from collections.abc import Iterable, Mapping
from enum import Enum
from itertools import pairwise

import attrs

from communekit.ids import ProductId, identifier
from communekit.money import Money

from .check import check_amount, check_kind, check_whole
from .errors import InvalidCampaignError
from .threshold import Unit


@attrs.frozen
class FixedPrice:
    """The price of joining is the price (一口价)."""


@attrs.frozen
class PriceTier:
    """A tier (阶梯): from so many on, this price for all.

    Errors: `InvalidCampaignError` "quantity", "amount".
    """

    least: int
    price: Money

    def __attrs_post_init__(self) -> None:
        check_whole("tier", self.least)
        check_amount("tier", self.price)


def tier_for(tiers: Iterable[PriceTier], count: int) -> PriceTier | None:
    """Return the highest tier that a count reaches (匹配阶梯); above the top tier the top tier holds; None below the first.

    >>> tiers = [PriceTier(10, Money.cny("20.00")), PriceTier(50, Money.cny("18.00"))]
    >>> [tier_for(tiers, count) and tier_for(tiers, count).price.text for count in (9, 10, 49, 50, 900)]
    [None, '20.00', '20.00', '18.00', '18.00']
    """
    reached = [tier for tier in tiers if tier.least <= count]
    return max(reached, key=lambda tier: tier.least, default=None)


class Below(Enum):
    """What holds below the first tier (未达首档).

    - `LIST_PRICE`: everybody pays the list price (按原价).
    - `FIRST_TIER`: everybody pays the price of the first tier all the same (按首档价).
    - `FAIL`: the group fails, and everybody gets his money back (流团).
    """

    LIST_PRICE = "list_price"
    FIRST_TIER = "first_tier"
    FAIL = "fail"


def _tiers(given: Mapping[str, Iterable[PriceTier]]) -> Mapping[ProductId, tuple[PriceTier, ...]]:
    check_kind("tiers", given, Mapping)
    if not given:
        raise InvalidCampaignError("tiers", given, "empty")
    return {
        ProductId(identifier(product, what="product id")): tuple(tiers) for product, tiers in given.items()
    }


@attrs.frozen
class Ladder:
    """One final price for all, the lower the more have come (阶梯价).

    Args:
        tiers: By product, rising in number and falling in price.
        counted: What is counted: pieces of the product, or orders, or people of the whole group.
        below: What holds below the first tier.

    Errors: `InvalidCampaignError` "kind", "order", "currency", "not_together".

    >>> Ladder({"rice": [PriceTier(10, Money.cny("20.00")), PriceTier(50, Money.cny("18.00"))]}).below
    <Below.LIST_PRICE: 'list_price'>
    """

    tiers: Mapping[ProductId, tuple[PriceTier, ...]] = attrs.field(converter=_tiers)
    counted: Unit = Unit.PIECES
    below: Below = Below.LIST_PRICE

    def __attrs_post_init__(self) -> None:
        if self.counted not in (Unit.PIECES, Unit.ORDERS, Unit.PEOPLE):
            raise InvalidCampaignError("counted", self.counted, "not_together")
        check_kind("below", self.below, Below)
        for tiers in self.tiers.values():
            if not tiers:
                raise InvalidCampaignError("tiers", tiers, "empty")
            for tier in tiers:
                check_kind("tiers", tier, PriceTier)
            for lower, upper in pairwise(tiers):
                if upper.price.currency != lower.price.currency:
                    raise InvalidCampaignError("tiers", upper.price, "currency")
                if upper.least <= lower.least or upper.price >= lower.price:
                    raise InvalidCampaignError("tiers", upper.least, "order")

    def price(self, product: ProductId, count: int, listed: Money) -> Money | None:
        """Return the price of a product for all at a count; None where the group fails."""
        tiers = self.tiers.get(product)
        if tiers is None:
            return listed
        tier = tier_for(tiers, count)
        if tier is not None:
            return tier.price
        match self.below:
            case Below.LIST_PRICE:
                return listed
            case Below.FIRST_TIER:
                return tiers[0].price
            case Below.FAIL:
                return None


@attrs.frozen
class AnnouncedPrice:
    """The merchant says the final price once all have joined (竞价池、拼价): who joined named the most he pays.

    A lower price is refunded down to; at a higher one each member has `answer_within` to pay the difference, and gets
    everything back who does not.
    """


Pricing = FixedPrice | Ladder | AnnouncedPrice

__all__ = ["AnnouncedPrice", "Below", "FixedPrice", "Ladder", "PriceTier", "Pricing", "tier_for"]
