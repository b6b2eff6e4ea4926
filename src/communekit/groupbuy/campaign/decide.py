"""What follows from a command (团购裁决): what time has brought about first, then what was asked for. Refuses by raising."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from ..allocation import Booking, allocate
from .asking import give_up, join, leave, pay, reduce, take_back
from .check import check_amount
from .closing import close, settle
from .command import (
    Advance,
    Announce,
    CampaignCommand,
    Cancel,
    Conclude,
    CutOff,
    GiveUp,
    Join,
    Leave,
    Pay,
    Publish,
    Receive,
    Reduce,
    Restock,
    TakeBack,
    Waive,
)
from .course import Course
from .errors import (
    CampaignStateError,
    FactConflictError,
    InvalidCampaignError,
    StockRefusedError,
)
from .event import (
    CampaignCancelled,
    CampaignConcluded,
    CampaignEvent,
    GroupCancelled,
    PricesAnnounced,
    Published,
    Received,
    Restocked,
    ThresholdWaived,
)
from .forming import Teams, Together
from .group import GroupState
from .passing import pass_time
from .pricing import AnnouncedPrice
from .seat import SeatState
from .state import CampaignState, Draft, Live


def decide(command: CampaignCommand, state: CampaignState) -> tuple[CampaignEvent, ...]:
    """Say what follows from a command: what became due until then, and what was asked for.

    A command that tells an earlier time than the latest event counts as told now. One that was refused changes
    nothing; what has become due meanwhile follows from the next.

    Raises:
        CampaignStateError: The campaign, or a group, does not stand so; also before `Publish`, or for a second one.
        JoinRefusedError: Nobody can join like this, with the reason.
        SeatStateError: A seat does not stand so.
        UnknownSeatError: There is no such seat or team.
        FactConflictError: A seat or a payment was told before with other content.
        StockRefusedError: Stock would fall below what is sold.
        InvalidCampaignError: "unknown", "not_together", "amount", "currency" of what was handed in.
    """
    if isinstance(command, Publish):
        return _publish(command, state)
    if isinstance(state, Draft):
        raise CampaignStateError("campaign", state.phase.value, type(command).__name__)
    course, now = Course(state), max(command.at, state.at)
    pass_time(course, now)
    _RULES[type(command)](course, command, now)
    return tuple(course.events)


def _publish(command: Publish, state: CampaignState) -> tuple[CampaignEvent, ...]:
    if isinstance(state, Draft):
        return (Published(command.campaign, command.at),)
    if state.campaign != command.campaign:
        raise CampaignStateError(state.campaign.id, state.phase.value, "Publish")
    return ()


def _advance(_course: Course, _command: Advance, _now: datetime) -> None:
    """Time has passed already."""


def _cut_off(course: Course, _: CutOff, now: datetime) -> None:
    campaign = course.state.campaign
    if isinstance(campaign.forming, Teams):
        raise CampaignStateError(campaign.id, course.state.phase.value, "CutOff")
    if course.state.group(campaign.id).state in (GroupState.OPEN, GroupState.FILLING):
        close(course, campaign.id, now)


def _waive(course: Course, command: Waive, now: datetime) -> None:
    group = course.state.group(command.group)
    if group.waived_by is not None:
        return
    if group.state.is_decided:
        raise CampaignStateError(group.id, group.state.value, "Waive")
    course.tell(ThresholdWaived(group.id, command.by, command.why, now))
    if group.state is not GroupState.UNDECIDED:
        close(course, group.id, now)


def _announce(course: Course, command: Announce, now: datetime) -> None:
    campaign = course.state.campaign
    if not isinstance(campaign.pricing, AnnouncedPrice):
        raise InvalidCampaignError("prices", type(campaign.pricing).__name__, "not_together")
    if course.state.announced is not None:
        if course.state.announced.prices != command.prices:
            raise FactConflictError("prices", campaign.id)
        return
    for product, price in command.prices.items():
        item = campaign.items.get(product)
        if item is None:
            raise InvalidCampaignError("prices", product, "unknown")
        check_amount("prices", price)
        if price.currency != campaign.currency:
            raise InvalidCampaignError("prices", price, "currency")
        item.check_cost(price)
    if unsaid := tuple(sorted(campaign.items.keys() - command.prices.keys())):
        raise InvalidCampaignError("prices", unsaid, "unsaid")
    course.tell(PricesAnnounced(command.prices, now))
    settle(course, campaign.id, now)


def _restock(course: Course, command: Restock, now: datetime) -> None:
    item = course.state.campaign.items.get(command.product)
    if item is None:
        raise InvalidCampaignError("product", command.product, "unknown")
    pool = item.pool(command.store)
    left = course.state.left(command.product, pool)
    if pool is None or left is None or (command.store is not None and pool != command.store):
        raise InvalidCampaignError("stock", command.store or command.product, "unknown")
    if left + command.change < 0:
        raise StockRefusedError(command.product, command.change, left, now)
    course.tell(Restocked(command.product, pool, command.change, now))


def _receive(course: Course, command: Receive, now: datetime) -> None:
    state = course.state
    campaign = state.campaign
    item = campaign.items.get(command.product)
    if item is None:
        raise InvalidCampaignError("product", command.product, "unknown")
    if isinstance(campaign.forming, Together) and state.group(campaign.id).state is not GroupState.FORMED:
        raise CampaignStateError(campaign.id, state.phase.value, "Receive")  # Else it would be forgotten.
    bookings = _bookings_of(state, command)
    booked = sum(booking.wanted for booking in bookings)
    delivered = min(command.delivered, booked)
    served = {}
    if bookings:
        allocation = allocate(bookings, item.pack, delivered=delivered, policy=campaign.allocation)
        served = {
            portion.booking.id: portion.quantity
            for portion in allocation
            if portion.quantity != portion.booking.wanted
        }
    course.tell(Received(command.product, command.delivered, command.delivered - delivered, served, now))


def _bookings_of(state: Live, command: Receive) -> list[Booking]:
    """Return what all seats of formed groups get of a product, as it was decided: firm parts stay firm."""
    bookings = []
    for seat in state.list():
        if seat.state not in (SeatState.CONFIRMED, SeatState.OWING):
            continue
        group = state.group(seat.group)
        for want in seat.wants:
            got = group.gets(seat.id, want.product, want.most)
            if want.product == command.product and got:
                firm = min(want.firm, got)
                bookings.append(
                    Booking(seat.id, seat.member, want.product, seat.at, firm, tolerance=got - firm)
                )
    return bookings


def _cancel(course: Course, command: Cancel, now: datetime) -> None:
    if course.state.is_cancelled:
        return
    groups = [course.state.group(group) for _, group in sorted(course.state.group_ids.items())]
    undecided = [group for group in groups if not group.state.is_decided]
    if course.state.is_concluded or (isinstance(course.state.campaign.forming, Together) and not undecided):
        raise CampaignStateError(course.state.campaign.id, course.state.phase.value, "Cancel")
    course.tell(CampaignCancelled(command.why, now))
    for group in undecided:
        course.tell(GroupCancelled(group.id, command.why, now))


def _conclude(course: Course, _: Conclude, now: datetime) -> None:
    state = course.state
    if state.is_concluded:
        return
    is_over = isinstance(state.campaign.forming, Together) or now >= state.campaign.closes_at
    if state.running or not (is_over or state.is_cancelled):
        raise CampaignStateError(state.campaign.id, state.phase.value, "Conclude")
    course.tell(CampaignConcluded(now))


_RULES: Final[dict[type, Callable[..., None]]] = {
    Advance: _advance,
    Announce: _announce,
    Cancel: _cancel,
    Conclude: _conclude,
    CutOff: _cut_off,
    GiveUp: give_up,
    Join: join,
    Leave: leave,
    Pay: pay,
    Receive: _receive,
    Reduce: reduce,
    Restock: _restock,
    TakeBack: take_back,
    Waive: _waive,
}

__all__ = ["decide"]
