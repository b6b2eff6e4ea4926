"""Deciding groups (成团判定): formed or failed, once nothing is pending; and what that means for prices and quantities."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from communekit.ids import ProductId
from communekit.money import Money

from ..allocation import Booking, Demand, allocate, cases_to_order
from .course import Course
from .event import GroupClosed, GroupExpired, GroupFormed
from .forming import Teams
from .group import Group, GroupState, Served
from .payment import Deposit, InFull, Pledged
from .pricing import AnnouncedPrice, FixedPrice, Ladder
from .seat import SeatState
from .state import Live
from .threshold import Unit

Prices = Mapping[ProductId, Money]


def close(course: Course, group: str, at: datetime) -> None:
    """Tell that a group takes nobody any more, and how it is decided unless something is pending."""
    course.tell(GroupClosed(group, at))
    settle(course, group, at)


def settle(course: Course, group: str, at: datetime) -> None:
    """Decide a closed group of which nothing is pending any more, and a team that is full."""
    known, forming = course.state.group(group), course.state.campaign.forming
    if known.state.is_decided:
        return
    is_full = isinstance(forming, Teams) and known.people >= forming.size
    if is_full or (known.state is GroupState.UNDECIDED and not _is_pending(course.state, known)):
        course.tell(_decision(course.state, known, at))


def _is_pending(state: Live, group: Group) -> bool:
    """Return whether a closed group cannot be decided yet: seats are held unpaid, or the price is not announced."""
    unsaid = isinstance(state.campaign.pricing, AnnouncedPrice) and state.announced is None
    return group.waiting > 0 or (unsaid and group.orders > 0)


def _decision(state: Live, group: Group, at: datetime) -> GroupFormed | GroupExpired:
    if not group.orders:
        return GroupExpired(group.id, "nobody", at)
    why = _why_it_forms(state, group)
    return GroupExpired(group.id, "threshold", at) if why is None else _formed(state, group, why, at)


def _formed(state: Live, group: Group, why: str, at: datetime) -> GroupFormed | GroupExpired:
    """Return how a group forms whose threshold is met or waived; it fails where its ladder or its cases fail."""
    prices = _prices(state, group)
    if prices is None:
        return GroupExpired(group.id, "tier", at)
    cases = _cases(state, group)
    served = _served(state, group)
    if served and _nothing_is_left(state, group, served):
        return GroupExpired(group.id, "minimum", at)
    return GroupFormed(
        group.id,
        why,
        group.waived_by if why == "waived" else None,
        group.orders,
        group.people,
        group.pieces,
        prices,
        cases,
        served,
        at + _answer_time(state),
        at,
    )


def count(state: Live, group: Group, unit: Unit) -> int:
    """Return how much of a unit has come together in a group: what is paid for or pledged, nothing pending or gone."""
    match unit:
        case Unit.ORDERS:
            return group.orders
        case Unit.PEOPLE:
            return group.people
        case Unit.PIECES:
            return group.pieces
        case Unit.CASES:
            return sum(_cases_of(state, group, product) for product in group.demand)
        case Unit.MONEY:
            return group.worth.minor


def reached(state: Live, group: Group, product: ProductId, ladder: Ladder) -> int:
    """Return what a ladder counts for a product: its own pieces, or the orders or people of the whole group."""
    if ladder.counted is Unit.PIECES:
        return group.demand.get(product, Demand()).firm
    return count(state, group, ladder.counted)


def _why_it_forms(state: Live, group: Group) -> str | None:
    """Return why a group forms: nothing had to come together, enough did, or the merchant takes fewer; None if it fails."""
    forming = state.campaign.forming
    if isinstance(forming, Teams):
        if group.people >= forming.size:
            return "full"
        lets = forming.waiver is not None and forming.waiver.lets(group.people, forming.size)
        return "waived" if lets or group.waived_by is not None else None
    if forming.threshold is None:
        return "joined"
    if forming.threshold.is_met(count(state, group, forming.threshold.unit)):
        return "threshold"
    return "waived" if group.waived_by is not None else None


def _prices(state: Live, group: Group) -> Prices | None:
    """Return the final price of each product; None where the ladder lets the group fail."""
    items, pricing = state.campaign.items, state.campaign.pricing
    match pricing:
        case FixedPrice():
            return {product: item.price for product, item in items.items()}
        case AnnouncedPrice():
            said = state.announced.prices if state.announced is not None else {}
            return {product: said.get(product, item.price) for product, item in items.items()}
        case Ladder():
            prices: dict[ProductId, Money] = {}
            for product, item in items.items():
                if product not in pricing.tiers:
                    prices[product] = item.price
                    continue
                price = pricing.price(product, reached(state, group, product, pricing), item.listed)
                if price is None:
                    return None
                prices[product] = price
            return prices


def _cases(state: Live, group: Group) -> Mapping[ProductId, int]:
    """Return how many cases are ordered of what comes in cases."""
    return {
        product: _cases_of(state, group, product)
        for product in group.demand
        if state.campaign.items[product].pack.size > 1
    }


def _cases_of(state: Live, group: Group, product: ProductId) -> int:
    item = state.campaign.items[product]
    return cases_to_order(group.demand[product], item.pack, minimum=item.minimum)


def _served(state: Live, group: Group) -> Served:
    """Return what seats get where cases do not fill, a product misses its minimum, or a tolerance is not needed."""
    unsure = [
        product
        for product, demand in group.demand.items()
        if demand.tolerance or state.campaign.items[product].comes_in_cases
    ]
    served: dict[str, dict[ProductId, int]] = {}
    for product in unsure:
        item = state.campaign.items[product]
        allocation = allocate(
            bookings(state, group, product), item.pack, minimum=item.minimum, policy=state.campaign.allocation
        )
        for portion in allocation:
            if portion.quantity != portion.booking.wanted:
                served.setdefault(portion.booking.id, {})[product] = portion.quantity
    return served


def bookings(state: Live, group: Group, product: ProductId) -> list[Booking]:
    """Return what the paid seats of a group want of a product."""
    return [
        Booking(seat.id, seat.member, product, seat.at, want.firm, tolerance=want.tolerance)
        for seat in state.seats_of(group.id)
        if seat.state is SeatState.JOINED
        for want in seat.wants
        if want.product == product
    ]


def _nothing_is_left(state: Live, group: Group, served: Served) -> bool:
    return not any(
        served.get(seat.id, {}).get(want.product, want.most)
        for seat in state.seats_of(group.id)
        if seat.state is SeatState.JOINED
        for want in seat.wants
    )


def _answer_time(state: Live) -> timedelta:
    """Return how long members may pay what is still owed."""
    match state.campaign.payment:
        case InFull(answer_within=within) | Deposit(balance_within=within) | Pledged(collect_within=within):
            return within


__all__ = ["bookings", "close", "count", "reached", "settle"]
