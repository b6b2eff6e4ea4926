"""Ready-made terms for each way in which neighbours buy together (团购模式): 拼团、阶梯团、接龙、预售、认购、竞价.

What all have in common means what it means in `Campaign`: limits, how long a seat is held, the store, who goes short.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from communekit.period import Window

from ..allocation import FirstCome, Policy
from .campaign import Campaign
from .forming import Teams, Together, Waiver
from .item import Item
from .limits import PurchaseLimit
from .payment import Deposit, InFull, Pledged
from .pricing import AnnouncedPrice, Below, Ladder, PriceTier
from .threshold import Threshold, Unit

_FIRST_COME = FirstCome()
_NO_LIMITS = PurchaseLimit()
_QUARTER = timedelta(minutes=15)


def team_buy(
    id: str,  # noqa: A002 - the campaign's own name for it
    items: Iterable[Item],
    window: Window,
    *,
    size: int,
    lasts: timedelta = timedelta(hours=24),
    waiver: Waiver | None = None,
    ends_with_campaign: bool = False,
    limits: PurchaseLimit = _NO_LIMITS,
    seat_lasts: timedelta = _QUARTER,
    store: str | None = None,
) -> Campaign:
    """Return a team buy (拼团): so many people within the team's own time, paid at once, formed when full.

    >>> from communekit.money import Money
    >>> week = Window.parse("2026-03-01T00:00:00Z/2026-03-08T00:00:00Z")
    >>> team_buy("C1", [Item("eggs", Money.cny("12.90"))], week, size=3).forming.size
    3
    """
    forming = Teams(size, lasts, waiver=waiver, ends_with_campaign=ends_with_campaign)
    return Campaign(id, items, window, forming, limits=limits, seat_lasts=seat_lasts, store=store)


def ladder(
    id: str,  # noqa: A002 - the campaign's own name for it
    items: Iterable[Item],
    window: Window,
    tiers: Mapping[str, Iterable[PriceTier]],
    *,
    counted: Unit = Unit.PIECES,
    below: Below = Below.LIST_PRICE,
    deposit: Deposit | None = None,
    limits: PurchaseLimit = _NO_LIMITS,
    seat_lasts: timedelta = _QUARTER,
    allocation: Policy = _FIRST_COME,
    store: str | None = None,
) -> Campaign:
    """Return a ladder (阶梯团): one final price for all; the difference comes back, or deposit and balance are paid.

    >>> from communekit.money import Money
    >>> week = Window.parse("2026-03-01T00:00:00Z/2026-03-08T00:00:00Z")
    >>> rice = Item("rice", Money.cny("20.00"))
    >>> tiers = [PriceTier(10, Money.cny("18.00")), PriceTier(50, Money.cny("15.00"))]
    >>> ladder("C1", [rice], week, {"rice": tiers}).pricing.below
    <Below.LIST_PRICE: 'list_price'>
    """
    return Campaign(
        id,
        items,
        window,
        Together(),
        pricing=Ladder(tiers, counted, below),
        payment=InFull() if deposit is None else deposit,
        limits=limits,
        seat_lasts=seat_lasts,
        allocation=allocation,
        store=store,
    )


def join_list(
    id: str,  # noqa: A002 - the campaign's own name for it
    items: Iterable[Item],
    window: Window,
    *,
    cut_offs: Mapping[str, datetime | str] | None = None,
    threshold: Threshold | None = None,
    fills_for: timedelta | None = None,
    limits: PurchaseLimit = _NO_LIMITS,
    seat_lasts: timedelta = _QUARTER,
    allocation: Policy = _FIRST_COME,
    store: str | None = None,
) -> Campaign:
    """Return a join list (接龙): many products, numbered seats, a cut-off for each store, whoever has joined is served.

    >>> from communekit.money import Money
    >>> week = Window.parse("2026-03-01T00:00:00Z/2026-03-08T00:00:00Z")
    >>> cut_offs = {"S1": "2026-03-07T12:00:00Z"}
    >>> join_list("C1", [Item("eggs", Money.cny("12.90"))], week, cut_offs=cut_offs).cut_off("S1").hour
    12
    """
    return Campaign(
        id,
        items,
        window,
        Together(threshold=threshold, fills_for=fills_for),
        limits=limits,
        cut_offs=cut_offs or {},
        seat_lasts=seat_lasts,
        allocation=allocation,
        store=store,
    )


def pre_sale(
    id: str,  # noqa: A002 - the campaign's own name for it
    items: Iterable[Item],
    window: Window,
    deposit: Deposit,
    *,
    threshold: Threshold | None = None,
    limits: PurchaseLimit = _NO_LIMITS,
    seat_lasts: timedelta = _QUARTER,
    allocation: Policy = _FIRST_COME,
    store: str | None = None,
) -> Campaign:
    """Return a pre-sale (预售): a deposit now, which may count for more, the balance once it has formed.

    >>> from communekit.money import Money
    >>> week = Window.parse("2026-03-01T00:00:00Z/2026-03-08T00:00:00Z")
    >>> swelling = Deposit(Money.cny("20.00"), "back within 7 days", worth=Money.cny("50.00"))
    >>> pre_sale("C1", [Item("crab", Money.cny("298.00"))], week, swelling).payment.gain
    Money.cny("30.00")
    """
    forming = Together(threshold=threshold)
    return Campaign(
        id,
        items,
        window,
        forming,
        payment=deposit,
        limits=limits,
        seat_lasts=seat_lasts,
        allocation=allocation,
        store=store,
    )


def pledge_round(
    id: str,  # noqa: A002 - the campaign's own name for it
    items: Iterable[Item],
    window: Window,
    goal: Threshold | None,
    *,
    pays_at_once: bool = False,
    collect_within: timedelta = timedelta(days=7),
    limits: PurchaseLimit = _NO_LIMITS,
    seat_lasts: timedelta = _QUARTER,
    allocation: Policy = _FIRST_COME,
    store: str | None = None,
) -> Campaign:
    """Return a pledge round (认购): all or nothing with a goal, flexible without; charged once it has formed.

    With `pays_at_once` members pay when they join, and get it back when the goal is missed.

    >>> from communekit.money import Money
    >>> week = Window.parse("2026-03-01T00:00:00Z/2026-03-08T00:00:00Z")
    >>> goal = Threshold.money(Money.cny("3000.00"))
    >>> pledge_round("C1", [Item("share", Money.cny("100.00"))], week, goal).forming.threshold.least
    300000
    """
    payment = InFull() if pays_at_once else Pledged(collect_within=collect_within)
    forming = Together(threshold=goal)
    return Campaign(
        id,
        items,
        window,
        forming,
        payment=payment,
        limits=limits,
        seat_lasts=seat_lasts,
        allocation=allocation,
        store=store,
    )


def price_pool(
    id: str,  # noqa: A002 - the campaign's own name for it
    items: Iterable[Item],
    window: Window,
    *,
    threshold: Threshold | None = None,
    answer_within: timedelta = timedelta(days=3),
    limits: PurchaseLimit = _NO_LIMITS,
    seat_lasts: timedelta = _QUARTER,
    allocation: Policy = _FIRST_COME,
    store: str | None = None,
) -> Campaign:
    """Return a price pool (竞价池): members pay the most they accept, the merchant says the price in the end.

    >>> from communekit.money import Money
    >>> week = Window.parse("2026-03-01T00:00:00Z/2026-03-08T00:00:00Z")
    >>> price_pool("C1", [Item("salmon", Money.cny("300.00"))], week).pricing
    AnnouncedPrice()
    """
    return Campaign(
        id,
        items,
        window,
        Together(threshold=threshold),
        pricing=AnnouncedPrice(),
        payment=InFull(answer_within=answer_within),
        limits=limits,
        seat_lasts=seat_lasts,
        allocation=allocation,
        store=store,
    )


__all__ = ["join_list", "ladder", "pledge_round", "pre_sale", "price_pool", "team_buy"]
