"""Strategies of campaigns' terms: items, ways of forming, prices, payments, limits (团购活动测试策略)."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import accumulate
from typing import Any, Final

from hypothesis import strategies as st

from communekit.groupbuy.allocation import LOOSE, NO_MINIMUM
from communekit.groupbuy.campaign import (
    AnnouncedPrice,
    Below,
    Campaign,
    Deposit,
    FixedPrice,
    Forming,
    InFull,
    Item,
    Ladder,
    Payment,
    Pledged,
    PriceTier,
    Pricing,
    PurchaseLimit,
    Teams,
    Threshold,
    Together,
    Unit,
    Unpaid,
    Waiver,
)
from communekit.money import CNY, Currency, Money
from communekit.period import Window

from .allocation import minimums, packs, policies
from .ground import counts, currencies, ids, instants, said, shares, texts, yuan

_YEAR: Final = 366 * 24 * 3600
_MAYBE: Final = st.none() | ids()


def spans() -> st.SearchStrategy[timedelta]:
    """Draw a length of time above zero, up to a year, to the microsecond."""
    whole = st.integers(1, _YEAR).map(lambda seconds: timedelta(seconds=seconds))
    return whole | st.integers(1, 10**9).map(lambda part: timedelta(microseconds=part))


def waivers() -> st.SearchStrategy[Waiver]:
    """Draw when the merchant takes fewer."""
    return st.builds(Waiver, missing=counts()) | st.builds(Waiver, share=shares())


def teams() -> st.SearchStrategy[Teams]:
    """Draw teams of a fixed size."""
    size = st.integers(2, 50)
    return st.builds(Teams, size, spans(), waiver=st.none() | waivers(), ends_with_campaign=st.booleans())


def thresholds() -> st.SearchStrategy[Threshold]:
    """Draw what must come together."""
    return st.builds(Threshold, st.sampled_from(Unit), counts(10**6))


def together() -> st.SearchStrategy[Together]:
    """Draw that all form one group."""
    return st.builds(Together, threshold=st.none() | thresholds(), fills_for=st.none() | spans())


@st.composite
def ladder_tiers(draw: st.DrawFn, currency: Currency = CNY, most: int = 10**6) -> tuple[PriceTier, ...]:
    """Draw tiers that rise in number and fall in price, from a price of so much at most."""
    prices = sorted(draw(st.sets(st.integers(1, most), min_size=1, max_size=3)), reverse=True)
    steps = draw(st.lists(counts(), min_size=len(prices), max_size=len(prices)))
    return tuple(
        PriceTier(least, Money(price, currency))
        for least, price in zip(accumulate(steps), prices, strict=True)
    )


def ladders() -> st.SearchStrategy[Ladder]:
    """Draw a ladder."""
    counted = st.sampled_from((Unit.PIECES, Unit.ORDERS, Unit.PEOPLE))
    tiers = st.dictionaries(ids(), ladder_tiers(), min_size=1, max_size=2)
    return st.builds(Ladder, tiers, counted, st.sampled_from(Below))


def pledges() -> st.SearchStrategy[Pledged]:
    """Draw that members promise."""
    return st.builds(Pledged, collect_within=spans())


def full_payments() -> st.SearchStrategy[InFull]:
    """Draw that members pay the whole."""
    return st.builds(InFull, answer_within=spans())


@st.composite
def deposits(draw: st.DrawFn, currency: Currency = CNY, most: int = 10**6) -> Deposit:
    """Draw a deposit of so much at most."""
    amount = draw(st.integers(1, most))
    worth = draw(st.none() | st.integers(amount, 2 * amount))
    return Deposit(
        Money(amount, currency),
        draw(texts()),
        worth=None if worth is None else Money(worth, currency),
        balance_within=draw(spans()),
        unpaid=draw(st.sampled_from(Unpaid)),
        ships_at=draw(st.none() | instants()),
    )


def limits() -> st.SearchStrategy[PurchaseLimit]:
    """Draw how much each may take."""
    most = st.none() | counts(500)
    return st.builds(PurchaseLimit, per_order=most, per_member=most, per_household=most, total=most)


@st.composite
def items(
    draw: st.DrawFn, product: str | None = None, currency: Currency = CNY, *, cased: bool = True
) -> Item:
    """Draw what is offered; below cost only with a reason.

    Args:
        draw: Of hypothesis.
        product: What it is; any where it is None.
        currency: Of its price.
        cased: Whether it may come in cases, or have a minimum.
    """
    price = draw(st.integers(10, 10**6))
    below = draw(said())
    cost = draw(st.none() | st.integers(0, 2 * price if below else 1))
    listed = draw(st.none() | st.integers(1, 10**6))
    stock = draw(
        st.none() | st.integers(0, 10**6) | st.dictionaries(st.just("") | ids(), st.integers(0, 500))
    )
    return Item(
        draw(ids()) if product is None else product,
        Money(price, currency),
        per=draw(counts(500)),
        list_price=None if listed is None else Money(listed, currency),
        cost=None if cost is None else Money(cost, currency),
        below_cost=below,
        stock=stock,
        pack=draw(packs()) if cased else LOOSE,
        minimum=draw(minimums()) if cased else NO_MINIMUM,
        supplier=draw(_MAYBE),
        category=draw(st.sampled_from(("", "fresh", "fresh/veg"))),
        tags=draw(st.lists(st.sampled_from(("organic", "gift")), max_size=2)),
        kind=draw(st.sampled_from(("goods", "voucher"))),
    )


@st.composite
def campaigns(draw: st.DrawFn) -> Campaign:
    """Draw the terms of a campaign, of all modes."""
    currency = draw(currencies())
    start, lasts = draw(instants().filter(lambda at: at.year < 2190)), draw(spans())
    window = Window(start, start + lasts)
    forming: Forming = draw(teams() | together())
    in_teams = isinstance(forming, Teams)
    products = draw(st.lists(ids(), min_size=1, max_size=2, unique=True))
    offered = [draw(items(product, currency, cased=not in_teams)) for product in products]
    pricing, payment = (FixedPrice(), draw(full_payments())) if in_teams else draw(_prices(offered))
    cut_offs = {} if in_teams else draw(st.dictionaries(ids(), _within(window), max_size=2))
    return Campaign(
        draw(ids()),
        offered,
        window,
        forming,
        pricing=pricing,
        payment=payment,
        limits=draw(limits()),
        seat_lasts=draw(spans()),
        cut_offs=cut_offs,
        allocation=draw(policies()),
        store=draw(_MAYBE),
    )


def _within(window: Window) -> st.SearchStrategy[Any]:
    """Draw a moment after the start of a window, its end at the latest."""
    whole = ((window.end or window.start) - window.start) // timedelta(microseconds=1)
    return st.integers(1, whole).map(lambda part: window.start + timedelta(microseconds=part))


@st.composite
def _prices(draw: st.DrawFn, offered: Sequence[Item]) -> tuple[Pricing, Payment]:
    """Draw what goods cost in the end and when it is paid, such as may stand beside each other."""
    currency = offered[0].price.currency
    least = min(item.price.minor for item in offered)
    kind = draw(st.sampled_from(("fixed", "announced", "ladder")))
    if kind == "announced":
        return AnnouncedPrice(), draw(full_payments())
    if kind == "fixed":
        return FixedPrice(), draw(full_payments() | pledges() | deposits(currency, least - 1))
    tiers = {str(item.product): draw(ladder_tiers(currency, item.price.minor)) for item in offered}
    pricing = Ladder(tiers, draw(st.sampled_from((Unit.PIECES, Unit.PEOPLE))), draw(st.sampled_from(Below)))
    later: list[st.SearchStrategy[Payment]] = [pledges()]
    if (lowest := min(least, *(steps[-1].price.minor for steps in tiers.values()))) > 1:
        later.append(deposits(currency, lowest - 1))
    if pricing.below is not Below.LIST_PRICE:
        later.append(full_payments())
    return pricing, draw(st.one_of(later))


CAMPAIGN: Final[Mapping[type, st.SearchStrategy[Any]]] = {
    AnnouncedPrice: st.just(AnnouncedPrice()),
    Campaign: campaigns(),
    Deposit: deposits(),
    FixedPrice: st.just(FixedPrice()),
    InFull: full_payments(),
    Item: items(),
    Ladder: ladders(),
    Pledged: pledges(),
    PriceTier: st.builds(PriceTier, counts(10**6), yuan(1)),
    PurchaseLimit: limits(),
    Teams: teams(),
    Threshold: thresholds(),
    Together: together(),
    Waiver: waivers(),
}
"""What is drawn for each class."""

__all__ = [
    "CAMPAIGN",
    "campaigns",
    "deposits",
    "full_payments",
    "items",
    "ladder_tiers",
    "ladders",
    "limits",
    "pledges",
    "spans",
    "teams",
    "thresholds",
    "together",
    "waivers",
]
