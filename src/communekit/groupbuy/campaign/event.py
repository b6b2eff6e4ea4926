"""What happened to a campaign (团购事件). Facts, with their times; nothing in them is worked out again later."""

from collections.abc import Mapping
from datetime import datetime

import attrs

from communekit.ids import PartyId, ProductId
from communekit.money import Money

from .campaign import Campaign
from .group import Served
from .seat import Seat, Wants


@attrs.frozen
class Published:
    """A campaign was published, on these terms (已发布)."""

    campaign: Campaign
    at: datetime


@attrs.frozen
class SeatTaken:
    """A member joined (已参团); `closes_at` is set where she opened the team."""

    seat: Seat
    closes_at: datetime | None
    at: datetime


@attrs.frozen
class PaymentTaken:
    """A payment was taken for a seat (已支付); `excess` is what was more than asked for, and goes back."""

    seat: str
    payment: str
    amount: Money
    excess: Money
    at: datetime


@attrs.frozen
class PaymentStrayed:
    """Money came for a seat that is gone, or paid for already (失效付款): all of it goes back."""

    seat: str
    payment: str
    amount: Money
    at: datetime


@attrs.frozen
class SeatLapsed:
    """A seat was not paid for in time, or its payment failed (占位失效); `head` as for `SeatLeft`."""

    seat: str
    head: str | None
    at: datetime


@attrs.frozen
class SeatLeft:
    """A member went (已退团); `head` is the seat that leads the team from now on, where she led it."""

    seat: str
    head: str | None
    at: datetime


@attrs.frozen
class SeatReduced:
    """A member wants less (已减量): what she wants now, and what that costs at joining."""

    seat: str
    wants: Wants
    first: Money
    at: datetime


@attrs.frozen
class SeatReturned:
    """A seat of a formed group was taken back whole (售后全退)."""

    seat: str
    at: datetime


@attrs.frozen
class BalanceMissed:
    """A balance or a pledge was not paid in time (尾款逾期); `keeps`: the deposit, and no more, stays with the store."""

    seat: str
    keeps: bool
    at: datetime


@attrs.frozen
class FillingBegun:
    """A campaign takes only what helps to fill a case, from now on (凑箱期开始)."""

    group: str
    at: datetime


@attrs.frozen
class ThresholdWaived:
    """The merchant takes fewer than the threshold (免凑满): who decided, and why."""

    group: str
    by: PartyId
    why: str
    at: datetime


@attrs.frozen
class GroupClosed:
    """A group takes nobody any more, and is to be decided (已截单)."""

    group: str
    at: datetime


@attrs.frozen
class GroupFormed:
    """A group has formed, for ever (已成团).

    Args:
        group: Which.
        why: "full", "threshold", "joined" where nothing had to come together, "waived".
        by: Who waived the threshold.
        orders: How many seats, people and pieces there really were.
        prices: The final price of each product.
        cases: How many cases of each product are ordered, where it comes in cases.
        served: What seats get where that differs from the most they would take.
        owing_until: Until when balances, pledges or differences are to be paid, where anybody owes one.
        at: When.
    """

    group: str
    why: str
    by: PartyId | None
    orders: int
    people: int
    pieces: int
    prices: Mapping[ProductId, Money]
    cases: Mapping[ProductId, int]
    served: Served
    owing_until: datetime
    at: datetime


@attrs.frozen
class GroupExpired:
    """A group has failed, for ever (流团); `why` is "threshold", "nobody", "tier" or "minimum"."""

    group: str
    why: str
    at: datetime


@attrs.frozen
class GroupCancelled:
    """The merchant has cancelled a group that had not formed (已取消)."""

    group: str
    why: str
    at: datetime


@attrs.frozen
class PricesAnnounced:
    """The merchant said the final prices (已公布成交价)."""

    prices: Mapping[ProductId, Money]
    at: datetime


@attrs.frozen
class Restocked:
    """Stock of a product changed, in a pool (库存已调整): a store's allotment, or `""` for the common one."""

    product: ProductId
    pool: str
    change: int
    at: datetime


@attrs.frozen
class Received:
    """Goods arrived (已到货): what seats get now, where that differs from what they want, and what nobody takes."""

    product: ProductId
    delivered: int
    left_over: int
    served: Mapping[str, int]
    at: datetime


@attrs.frozen
class CampaignCancelled:
    """The merchant cancelled the campaign (活动已取消)."""

    why: str
    at: datetime


@attrs.frozen
class CampaignConcluded:
    """The campaign is closed for good (活动已结束)."""

    at: datetime


CampaignEvent = (
    Published
    | SeatTaken
    | PaymentTaken
    | PaymentStrayed
    | SeatLapsed
    | SeatLeft
    | SeatReduced
    | SeatReturned
    | BalanceMissed
    | FillingBegun
    | ThresholdWaived
    | GroupClosed
    | GroupFormed
    | GroupExpired
    | GroupCancelled
    | PricesAnnounced
    | Restocked
    | Received
    | CampaignCancelled
    | CampaignConcluded
)

__all__ = [
    "BalanceMissed",
    "CampaignCancelled",
    "CampaignConcluded",
    "CampaignEvent",
    "FillingBegun",
    "GroupCancelled",
    "GroupClosed",
    "GroupExpired",
    "GroupFormed",
    "PaymentStrayed",
    "PaymentTaken",
    "PricesAnnounced",
    "Published",
    "Received",
    "Restocked",
    "SeatLapsed",
    "SeatLeft",
    "SeatReduced",
    "SeatReturned",
    "SeatTaken",
    "ThresholdWaived",
]
