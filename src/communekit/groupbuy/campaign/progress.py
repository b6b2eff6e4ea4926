"""How far it is (成团进度): what a card in the chat shows while members join. Real counts: paid for or pledged, nobody invented."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

import attrs

from communekit.errors import Texts, language_of
from communekit.ids import ProductId
from communekit.money import Currency, Money

from .closing import count, reached
from .errors import InvalidCampaignError
from .forming import Teams, Together
from .group import GroupState
from .pricing import Ladder, PriceTier
from .state import Live
from .threshold import Threshold, Unit
from .wording import amount_said, moment_said, told

_UNITS: Final[Mapping[Unit, Texts]] = {
    Unit.ORDERS: {"en": " orders", "zh": " 单"},
    Unit.PEOPLE: {"en": " people", "zh": " 人"},
    Unit.PIECES: {"en": " pieces", "zh": " 件"},
    Unit.CASES: {"en": " cases", "zh": " 箱"},
    Unit.MONEY: {"en": "", "zh": ""},  # Amounts say what they are.
}
_ONE: Final[Mapping[Unit, str]] = {
    Unit.ORDERS: " order",
    Unit.PEOPLE: " person",
    Unit.PIECES: " piece",
    Unit.CASES: " case",
}
_SOME: Final[Texts] = {
    "en": "{there} of {least}{unit}: {missing} more before {until}.",
    "zh": "已有 {there}{unit}，成团还差 {missing}{unit}，{until} 截止。",
}
_ENOUGH: Final[Texts] = {
    "en": "{there} of {least}{unit}: enough; open until {until}.",
    "zh": "已有 {there}{unit}，已达成团条件（{least}{unit}），{until} 截止。",
}
_OPEN: Final[Texts] = {
    "en": "{there}{unit} so far; open until {until}.",
    "zh": "已有 {there}{unit}，{until} 截单。",
}
_NEXT: Final[Texts] = {
    "en": "{there}{unit}, {price} for all; with {missing} more it is {next} for all.",
    "zh": "已有 {there}{unit}，现价 {price}；再来 {missing}{unit}，人人 {next}。",
}
_NOT_YET: Final[Texts] = {
    "en": "{there}{unit}, too few to form; with {missing} more it is {next} for all.",
    "zh": "已有 {there}{unit}，还不能成团；再来 {missing}{unit}，人人 {next}。",
}
_TOP: Final[Texts] = {
    "en": "{there}{unit}, {price} for all: the lowest price.",
    "zh": "已有 {there}{unit}，人人 {price}，已是最低价。",
}


def _unit(unit: Unit, number: int, locale: str) -> str:
    is_one = number == 1 and language_of(locale) == "en"
    return _ONE.get(unit, "") if is_one else told(_UNITS[unit], locale)


@attrs.frozen(kw_only=True)
class Progress:
    """How far a group is (成团进度).

    Args:
        unit: In what it counts; orders where nothing has to come together.
        there: How many there really are; for money in minor units.
        waiting: How many more seats are held by members who have not paid yet.
        least: How many are needed; None where nothing has to come together.
        until: Until when members join.
        currency: Of what money counts.
    """

    unit: Unit
    there: int
    waiting: int
    least: int | None
    until: datetime
    currency: Currency

    @property
    def missing(self) -> int:
        """How many more are needed (还差)."""
        return 0 if self.least is None else max(0, self.least - self.there)

    def text(self, locale: str = "en", *, zone: str | ZoneInfo = "UTC") -> str:
        """Return it in a sentence, the moment by the clocks of a zone."""

        def many(number: int) -> str:
            is_money = self.unit is Unit.MONEY
            return amount_said(Money(number, self.currency), locale) if is_money else str(number)

        texts = _OPEN if self.least is None else _SOME if self.missing else _ENOUGH
        return told(texts, locale).format(
            unit=_unit(self.unit, self.there if self.least is None else self.least, locale),
            there=many(self.there),
            least=many(self.least or 0),
            missing=many(self.missing),
            until=moment_said(self.until, zone),
        )


def progress(state: Live, group: str | None = None) -> Progress:
    """Return how far a group is (成团进度): a team, or by default all of a campaign.

    Raises:
        UnknownSeatError: There is no such team; also where teams form, and none is named.

    >>> from communekit.groupbuy.campaign import CAMPAIGN_LIFE, Item, Join, Publish, Threshold, join_list
    >>> from communekit.period import Window, instant
    >>> week = Window.parse("2026-03-01T00:00:00Z/2026-03-08T00:00:00Z")
    >>> terms = join_list("C1", [Item("eggs", Money.cny("12.90"))], week, threshold=Threshold.people(3))
    >>> state = CAMPAIGN_LIFE.handle(Publish(terms, week.start), CAMPAIGN_LIFE.initial)[1]
    >>> progress(state).text("zh", zone="Asia/Shanghai")
    '已有 0 人，成团还差 3 人，2026-03-08 08:00 截止。'
    """
    known, forming = state.group(state.campaign.id if group is None else group), state.campaign.forming
    threshold = Threshold.people(forming.size) if isinstance(forming, Teams) else forming.threshold
    unit = Unit.ORDERS if threshold is None else threshold.unit
    is_filling_later = isinstance(forming, Together) and known.state is GroupState.OPEN
    return Progress(
        unit=unit,
        there=count(state, known, unit),
        waiting=known.waiting,
        least=None if threshold is None else threshold.least,
        until=state.campaign.closes_at if is_filling_later else known.closes_at,
        currency=state.campaign.currency,
    )


@attrs.frozen(kw_only=True)
class Rung:
    """Where a product stands on its ladder (阶梯进度).

    Args:
        product: Which.
        unit: In what its ladder counts.
        there: How many there really are.
        price: What everybody would pay if nobody else came; None where the group would fail.
        next: The next tier; None above the top one.
    """

    product: ProductId
    unit: Unit
    there: int
    price: Money | None
    next: PriceTier | None

    @property
    def missing(self) -> int:
        """How many more reach the next tier (距下一档)."""
        return 0 if self.next is None else self.next.least - self.there

    def text(self, locale: str = "en") -> str:
        """Return it in a sentence."""
        texts = _TOP if self.next is None else _NOT_YET if self.price is None else _NEXT
        return told(texts, locale).format(
            unit=_unit(self.unit, self.there, locale),
            there=self.there,
            missing=self.missing,
            price="" if self.price is None else amount_said(self.price, locale),
            next="" if self.next is None else amount_said(self.next.price, locale),
        )


def rung(state: Live, product: ProductId | str) -> Rung:
    """Return where a product stands on its ladder (阶梯进度).

    Errors: `InvalidCampaignError` "unknown" for a product without a ladder.
    """
    named, pricing = ProductId(product), state.campaign.pricing
    if not isinstance(pricing, Ladder) or named not in pricing.tiers:
        raise InvalidCampaignError("tiers", named, "unknown")
    there = reached(state, state.group(state.campaign.id), named, pricing)
    following = [tier for tier in pricing.tiers[named] if tier.least > there]
    return Rung(
        product=named,
        unit=pricing.counted,
        there=there,
        price=pricing.price(named, there, state.campaign.items[named].listed),
        next=following[0] if following else None,
    )


__all__ = ["Progress", "Rung", "progress", "rung"]
