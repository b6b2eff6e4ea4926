"""What members ask for (会员操作): to join, to pay, to go, to take less. Each rule tells what follows, or refuses."""

from datetime import datetime

from communekit.money import CurrencyMismatchError

from .closing import settle
from .command import GiveUp, Join, Leave, Pay, Reduce, TakeBack
from .course import Course
from .errors import FactConflictError, InvalidWantError, SeatStateError
from .event import (
    BalanceMissed,
    PaymentStrayed,
    PaymentTaken,
    SeatReduced,
    SeatReturned,
)
from .forming import Together
from .going import lapses, leaves
from .group import GroupState
from .joining import is_less, joined
from .passing import keeps_deposit
from .seat import SeatState
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
    known = course.state.payments.get(command.payment)
    if known is not None:
        if known != seat.id or seat.payment(command.payment) != command.amount:
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
    lapses(course, seat, now)


def leave(course: Course, command: Leave, now: datetime) -> None:
    """Let a member go before the group has formed, or before she has paid a balance."""
    seat = course.state.seat(command.seat)
    group = course.state.group(seat.group)
    has_missed = group.state is GroupState.FORMED and seat.state in (SeatState.FAILED, SeatState.FORFEITED)
    if seat.state is SeatState.LEFT or has_missed:
        return
    if seat.state is SeatState.OWING:
        course.tell(BalanceMissed(seat.id, keeps_deposit(course.state), now))
        return
    if not seat.state.is_running or group.state not in (GroupState.OPEN, GroupState.UNDECIDED):
        raise SeatStateError(seat.id, seat.state.value, "Leave")
    leaves(course, seat, now)


def reduce(course: Course, command: Reduce, now: datetime) -> None:
    """Take less than a seat holds."""
    state = course.state
    seat = state.seat(command.seat)
    if frozenset(seat.wants) == frozenset(command.wants):
        return
    group = state.group(seat.group)
    is_late = isinstance(state.campaign.forming, Together) and now >= state.campaign.cut_off(seat.store)
    if not seat.state.is_running or group.state is not GroupState.OPEN or is_late:
        raise SeatStateError(seat.id, seat.state.value, "Reduce")
    if not is_less(command.wants, seat.wants):
        more = next(want for want in command.wants if not is_less((want,), seat.wants))
        raise InvalidWantError(more.product, more.most, "more")
    course.tell(SeatReduced(seat.id, command.wants, first_of(state.campaign, command.wants), now))
    settle(course, seat.group, now)  # It may be paid for now, and the last of its team.


def take_back(course: Course, command: TakeBack, now: datetime) -> None:
    """Take a seat of a formed group back."""
    seat = course.state.seat(command.seat)
    if seat.state is SeatState.RETURNED:
        return
    if seat.state is not SeatState.CONFIRMED:
        raise SeatStateError(seat.id, seat.state.value, "TakeBack")
    course.tell(SeatReturned(seat.id, now))


__all__ = ["give_up", "join", "leave", "pay", "reduce", "take_back"]
