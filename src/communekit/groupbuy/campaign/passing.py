"""What time alone brings about (到期处理): seats that lapse, groups that close, balances that are missed; in their order."""

from datetime import datetime

from .closing import close
from .course import Course
from .event import BalanceMissed, FillingBegun
from .going import lapses
from .group import GroupState
from .payment import Deposit, Unpaid
from .seat import SeatState
from .state import Live


def pass_time(course: Course, now: datetime) -> None:
    """Tell what has become due by now, the earliest first; what is due now, is due.

    At one instant a seat lapses before its group closes, and balances are missed last.
    """
    while not course.state.is_concluded:
        due = course.state.next_due()
        if due is None or due > now:
            return
        state = course.state
        at = max(due, state.at)  # Of a campaign that was published after its end, all is due at once.
        seat, group = state.first_waiting, state.first_running
        if seat is not None and seat.until == due:
            lapses(course, seat, at)
        elif group is not None and state.group_due() == due:
            if group.state is GroupState.OPEN and due < group.closes_at:
                course.tell(FillingBegun(group.id, at))
            else:
                close(course, group.id, at)
        else:
            miss_balances(course, at)


def miss_balances(course: Course, at: datetime) -> None:
    """Tell of every seat that still owes that its balance was missed."""
    state = course.state
    for seat in list(state.seats_of(state.campaign.id)):
        if seat.state is SeatState.OWING:
            course.tell(BalanceMissed(seat.id, keeps_deposit(state), at))


def keeps_deposit(state: Live) -> bool:
    """Return whether a deposit stays with the store when its balance is missed."""
    payment = state.campaign.payment
    return isinstance(payment, Deposit) and payment.unpaid is Unpaid.KEEP


__all__ = ["keeps_deposit", "miss_balances", "pass_time"]
