"""What members ask for (会员操作): to join, to pay, to go, to take less. Each rule tells what follows, or refuses."""

from datetime import datetime

from communekit.money import CurrencyMismatchError

from .closing import close, settle
from .command import GiveUp, Join, Leave, Pay, Reduce, TakeBack
from .course import Course
from .errors import FactConflictError, InvalidCampaignError, SeatStateError
from .event import (
    BalanceMissed,
    PaymentStrayed,
    PaymentTaken,
    SeatLapsed,
    SeatLeft,
    SeatReduced,
    SeatReturned,
)
from .forming import Teams, Together
from .group import GroupState
from .joining import is_less, joined
from .passing import keeps_deposit
from .seat import Seat, SeatState
from .state import Live
from .terms import first_of


def join(course: Course, command: Join, now: datetime) -> None:
    """Take a member on, or refuse her."""
    for event in joined(command, course.state, now):
        course.tell(event)
        if event.seat.state is SeatState.JOINED:
            settle(course, event.seat.group, now)


def pay(course: Course, command: Pay, now: datetime) -> None:
    """Take money, or send it back; a payment told twice is one."""
    seat = course.state.seat(command.seat)
    before = seat.payment(command.payment)
    if before is not None:
        if before != command.amount:
            raise FactConflictError("payment", command.payment)
        return
    if command.amount.currency != seat.asked.currency:
        raise CurrencyMismatchError(command.amount.currency.code, seat.asked.currency.code)
    if seat.state not in (SeatState.RESERVED, SeatState.OWING):
        course.tell(PaymentStrayed(seat.id, command.payment, command.amount, now))
        return
    excess = max(command.amount - seat.owes, command.amount - command.amount)
    course.tell(PaymentTaken(seat.id, command.payment, command.amount, excess, now))
    settle(course, seat.group, now)


def give_up(course: Course, command: GiveUp, now: datetime) -> None:
    """Free a seat whose payment failed."""
    seat = course.state.seat(command.seat)
    if seat.state is SeatState.LAPSED:
        return
    if seat.state is not SeatState.RESERVED:
        raise SeatStateError(seat.id, seat.state.value, "GiveUp")
    course.tell(SeatLapsed(seat.id, now))
    settle(course, seat.group, now)


def leave(course: Course, command: Leave, now: datetime) -> None:
    """Let a member go before the group has formed, or before she has paid a balance."""
    seat = course.state.seat(command.seat)
    if seat.state is SeatState.LEFT:
        return
    if seat.state is SeatState.OWING:
        course.tell(BalanceMissed(seat.id, keeps_deposit(course.state), now))
        return
    group = course.state.group(seat.group)
    if not seat.state.is_running or group.state not in (GroupState.OPEN, GroupState.UNDECIDED):
        raise SeatStateError(seat.id, seat.state.value, "Leave")
    course.tell(SeatLeft(seat.id, _next_head(course.state, seat), now))
    emptied = course.state.group(seat.group)
    if isinstance(course.state.campaign.forming, Teams) and not emptied.orders + emptied.waiting:
        close(course, emptied.id, now)
    settle(course, seat.group, now)


def _next_head(state: Live, seat: Seat) -> str | None:
    """Return who leads a team once a seat is gone: the earliest of the others, those who have paid first."""
    group = state.group(seat.group)
    if group.head != seat.id:
        return group.head
    others = [other for other in state.seats_of(group.id) if other.id != seat.id and other.state.is_running]
    others.sort(key=lambda other: (other.state is not SeatState.JOINED, other.number))
    return others[0].id if others else None


def reduce(course: Course, command: Reduce, now: datetime) -> None:
    """Take less than a seat holds."""
    state = course.state
    seat = state.seat(command.seat)
    if seat.wants == command.wants:
        return
    group = state.group(seat.group)
    is_late = isinstance(state.campaign.forming, Together) and now >= state.campaign.cut_off(seat.store)
    if not seat.state.is_running or group.state is not GroupState.OPEN or is_late:
        raise SeatStateError(seat.id, seat.state.value, "Reduce")
    if not is_less(command.wants, seat.wants):
        raise InvalidCampaignError("wants", tuple(want.product for want in command.wants), "quantity")
    course.tell(SeatReduced(seat.id, command.wants, first_of(state.campaign, command.wants), now))


def take_back(course: Course, command: TakeBack, now: datetime) -> None:
    """Take a seat of a formed group back."""
    seat = course.state.seat(command.seat)
    if seat.state is SeatState.RETURNED:
        return
    if seat.state is not SeatState.CONFIRMED:
        raise SeatStateError(seat.id, seat.state.value, "TakeBack")
    course.tell(SeatReturned(seat.id, now))


__all__ = ["give_up", "join", "leave", "pay", "reduce", "take_back"]
