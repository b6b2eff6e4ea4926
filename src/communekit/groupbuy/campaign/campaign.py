"""Campaigns (团购活动): what is offered to neighbours, on which terms. A value: the terms are frozen when it is published."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

import attrs

from communekit.ids import PartyId, ProductId, identifier
from communekit.money import Currency, Money
from communekit.period import Window, instant

from ..allocation import FairCost, FirstCome, Policy, Proportional
from .check import check_kind, check_span
from .errors import InvalidCampaignError
from .forming import Forming, Teams, Together
from .item import Item
from .limits import PurchaseLimit
from .payment import Deposit, InFull, Payment, Pledged
from .pricing import AnnouncedPrice, Below, FixedPrice, Ladder, Pricing

ITEMS_MAX: Final = 10_000


def _id(text: str) -> str:
    return identifier(text, what="campaign id")


def _store(text: str | None) -> PartyId | None:
    return None if text is None else PartyId(identifier(text, what="store id"))


def _items(given: Iterable[Item] | Mapping[ProductId, Item]) -> Mapping[ProductId, Item]:
    items: dict[ProductId, Item] = {}
    for item in given.values() if isinstance(given, Mapping) else given:
        check_kind("items", item, Item)
        if item.product in items:
            raise InvalidCampaignError("items", item.product, "twice")
        items[item.product] = item
    return items


def _cut_offs(given: Mapping[str, datetime | str]) -> Mapping[PartyId, datetime]:
    return {PartyId(identifier(store, what="store id")): instant(at) for store, at in given.items()}


@attrs.frozen
class Campaign:
    """The terms of a group buy (团购活动). `modes` has a ready-made set for each way in which neighbours buy together.

    Args:
        id: Unique in the community.
        items: What is offered, each product once, all prices in one currency.
        window: From when to when members join (活动时间), half-open; it must have an end (截单).
        forming: Who forms together, and what must come together.
        pricing: What they pay in the end.
        payment: When they pay it.
        limits: How much each may take.
        seat_lasts: How long a seat is held for who has not paid (待支付保留时长).
        cut_offs: By store, where a store closes earlier than the campaign (各店截单时间).
        allocation: Who goes short when cases do not fill or too little arrives.
        store: Whose campaign it is; None where stores of a brand take part, and each seat names its own.

    Errors: `InvalidCampaignError`, `InvalidIdError`, `InvalidTimeError`.

    >>> from communekit.money import Money
    >>> from communekit.groupbuy.campaign import Item
    >>> campaign = Campaign("C1", [Item("eggs", Money.cny("12.90"))],
    ...     Window.parse("2026-03-01T00:00:00Z/2026-03-08T00:00:00Z"), Teams(3, timedelta(hours=24)))
    >>> campaign.currency.code
    'CNY'
    """

    id: str = attrs.field(converter=_id)
    items: Mapping[ProductId, Item] = attrs.field(converter=_items)
    window: Window
    forming: Forming = attrs.field(factory=Together)
    pricing: Pricing = attrs.field(factory=FixedPrice, kw_only=True)
    payment: Payment = attrs.field(factory=InFull, kw_only=True)
    limits: PurchaseLimit = attrs.field(factory=PurchaseLimit, kw_only=True)
    seat_lasts: timedelta = attrs.field(default=timedelta(minutes=15), kw_only=True)
    cut_offs: Mapping[PartyId, datetime] = attrs.field(factory=dict, kw_only=True, converter=_cut_offs)
    allocation: Policy = attrs.field(factory=FirstCome, kw_only=True)
    store: PartyId | None = attrs.field(
        default=None,
        kw_only=True,
        converter=_store,
    )

    def __attrs_post_init__(self) -> None:
        for part, given, kind in (
            ("window", self.window, Window),
            ("forming", self.forming, (Teams, Together)),
            ("pricing", self.pricing, (FixedPrice, Ladder, AnnouncedPrice)),
            ("payment", self.payment, (InFull, Deposit, Pledged)),
            ("limits", self.limits, PurchaseLimit),
            ("allocation", self.allocation, (FirstCome, Proportional, FairCost)),
        ):
            check_kind(part, given, kind)
        if self.window.end is None:
            raise InvalidCampaignError("window", self.window.text, "no_end")
        check_span("seat_lasts", self.seat_lasts)
        if not self.items:
            raise InvalidCampaignError("items", (), "empty")
        if len(self.items) > ITEMS_MAX:
            raise InvalidCampaignError("items", len(self.items), "quantity")
        for item in self.items.values():
            if item.price.currency != self.currency:
                raise InvalidCampaignError("items", item.price, "currency")
        for at in self.cut_offs.values():
            if not self.window.start < at <= self.window.end:
                raise InvalidCampaignError("cut_offs", at, "outside")
        self._check_together()
        self._check_ladder()
        self._check_deposit()

    def _check_together(self) -> None:
        if isinstance(self.forming, Teams):
            if not isinstance(self.pricing, FixedPrice):
                raise InvalidCampaignError("pricing", type(self.pricing).__name__, "not_together")
            if not isinstance(self.payment, InFull):
                raise InvalidCampaignError("payment", type(self.payment).__name__, "not_together")
            if self.counts_cases:
                raise InvalidCampaignError("pack", self.forming.size, "not_together")
            if self.cut_offs:
                raise InvalidCampaignError("cut_offs", len(self.cut_offs), "not_together")
        elif isinstance(self.pricing, AnnouncedPrice) and not isinstance(self.payment, InFull):
            raise InvalidCampaignError("payment", type(self.payment).__name__, "not_together")

    def _check_ladder(self) -> None:
        if not isinstance(self.pricing, Ladder):
            return
        for product, tiers in self.pricing.tiers.items():
            item = self.items.get(product)
            if item is None:
                raise InvalidCampaignError("tiers", product, "unknown")
            for tier in tiers:
                if tier.price.currency != self.currency:
                    raise InvalidCampaignError("tiers", tier.price, "currency")
                item.check_cost(tier.price)
        if isinstance(self.payment, InFull):
            for product, item in self.items.items():
                if self._dearest(product) > item.price:
                    raise InvalidCampaignError("price", item.price, "entry_price")

    def _dearest(self, product: ProductId) -> Money:
        item = self.items[product]
        if not isinstance(self.pricing, Ladder) or product not in self.pricing.tiers:
            return item.price
        first = self.pricing.tiers[product][0].price
        return max(first, item.listed) if self.pricing.below is Below.LIST_PRICE else first

    def _check_deposit(self) -> None:
        if not isinstance(self.payment, Deposit):
            return
        if self.payment.amount.currency != self.currency:
            raise InvalidCampaignError("deposit", self.payment.amount, "currency")
        for product, item in self.items.items():
            prices = [item.price]
            if isinstance(self.pricing, Ladder):
                prices += [tier.price for tier in self.pricing.tiers.get(product, ())]
            if self.payment.amount >= min(prices):
                raise InvalidCampaignError("deposit", self.payment.amount, "deposit")

    @property
    def currency(self) -> Currency:
        """The currency of all its prices."""
        return next(iter(self.items.values())).price.currency

    @property
    def closes_at(self) -> datetime:
        """When the last store closes, the time for filling cases not counted: the end of the window."""
        end = self.window.end
        if end is None:  # Refused at birth.
            raise InvalidCampaignError("window", self.window.text, "no_end")
        return end

    def cut_off(self, store: PartyId | None) -> datetime:
        """Return when a store closes (截单时间)."""
        return self.cut_offs.get(store, self.closes_at) if store is not None else self.closes_at

    @property
    def counts_cases(self) -> bool:
        """Whether the quantity that one gets may differ from the one that one wants."""
        return any(item.comes_in_cases for item in self.items.values())


__all__ = ["ITEMS_MAX", "Campaign"]
