"""Instructions out (指令): what the host has to do with money, suppliers and people. Data, each with a key of its own.

`text(locale)` is what the member or the supplier is told, in English or Chinese.
"""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

import attrs

from communekit.ids import PartyId, ProductId
from communekit.money import Money

from ..allocation import Measure
from .wording import BALANCE, CHARGE, TOPICS, asked, given_back, ordered, told


@attrs.frozen
class Charge:
    """Ask a member for money (收款): at joining, or for a pledge. The amount is what is open, until a moment."""

    key: str
    seat: str
    member: PartyId
    amount: Money
    until: datetime

    def text(self, locale: str = "en", *, zone: str | ZoneInfo = "UTC") -> str:
        """Return what the member is told; the moment by the clocks of a zone.

        >>> from communekit.period import instant
        >>> until = instant("2026-03-01T01:15:00Z")
        >>> Charge("k", "s1", PartyId("li"), Money.cny("12.90"), until).text("zh", zone="Asia/Shanghai")
        '请在 2026-03-01 09:15 前支付 ¥12.90，逾期不再保留名额。'
        """
        return asked(CHARGE, locale, self.amount, self.until, zone)


@attrs.frozen
class BalanceDue:
    """Ask a member for the balance (尾款), or for what a final price is above what was paid, until a moment."""

    key: str
    seat: str
    member: PartyId
    amount: Money
    until: datetime

    def text(self, locale: str = "en", *, zone: str | ZoneInfo = "UTC") -> str:
        """Return what the member is told; the moment by the clocks of a zone.

        >>> from communekit.period import instant
        >>> until = instant("2026-03-04T12:00:00Z")
        >>> BalanceDue("k", "s1", PartyId("li"), Money.cny("80.00"), until).text()
        'The group has formed: please pay the rest, CN¥80.00, before 2026-03-04 12:00.'
        """
        return asked(BALANCE, locale, self.amount, self.until, zone)


@attrs.frozen
class RefundMoney:
    """Give a member money back (退款): a difference, or all of it; `why` is a word, which `text` spells out."""

    key: str
    seat: str
    member: PartyId
    amount: Money
    why: str

    def text(self, locale: str = "en", *, zone: str | ZoneInfo = "UTC") -> str:  # noqa: ARG002 - as with the others
        """Return what the member is told.

        >>> RefundMoney("k", "s1", PartyId("li"), Money.cny("3.00"), "price_difference").text()
        'CN¥3.00 comes back: in the end it costs less than was paid.'
        """
        return given_back(locale, self.amount, self.why)


@attrs.frozen
class PurchaseOrder:
    """Order from a supplier (采购单): what a group that has formed gets, by product, and in how many cases.

    `measures` names the measure of what is not counted in pieces; the supplier is None for the store's own goods.
    """

    key: str
    group: str
    supplier: PartyId | None
    quantities: Mapping[ProductId, int]
    cases: Mapping[ProductId, int]
    measures: Mapping[ProductId, Measure] = attrs.field(factory=dict, kw_only=True)

    def text(self, locale: str = "en", *, zone: str | ZoneInfo = "UTC") -> str:  # noqa: ARG002 - as with the others
        """Return what the supplier is told.

        >>> pears, ham = ProductId("pears"), ProductId("ham")
        >>> PurchaseOrder("k", "C1", None, {pears: 16, ham: 900}, {pears: 2}, measures={ham: Measure.GRAM}).text()
        'Please deliver pears × 16 (2 cases), ham × 900 g.'
        """
        return ordered(locale, self.quantities, self.cases, self.measures)


@attrs.frozen
class Notify:
    """Tell a member (通知); `text` says it.

    `topic` is "formed", "balance" (formed, something is to be paid), "short" (there is less for her), "expired",
    "cancelled", "head" (she leads the team now), "lapsed" (not paid at joining), "missed" (the rest was not paid) or
    "forfeited" (and the deposit stays with the store).
    """

    key: str
    seat: str
    member: PartyId
    topic: str

    def text(self, locale: str = "en", *, zone: str | ZoneInfo = "UTC") -> str:  # noqa: ARG002 - as with the others
        """Return what the member is told.

        >>> Notify("k", "s1", PartyId("li"), "expired").text("zh")
        '很遗憾未能成团，已付款项全额退还。'
        """
        return told(TOPICS[self.topic], locale)


Instruction = Charge | BalanceDue | RefundMoney | PurchaseOrder | Notify

__all__ = ["BalanceDue", "Charge", "Instruction", "Notify", "PurchaseOrder", "RefundMoney"]
