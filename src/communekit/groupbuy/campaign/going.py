"""Going (离座): a member leaves, or her seat lapses; who leads her team then, and what becomes of those she leaves."""

from datetime import datetime

from .closing import close, settle
from .course import Course
from .event import SeatLapsed, SeatLeft
from .forming import Teams
from .group import GroupState
from .seat import Seat, SeatState
from .state import Live


def leaves(course: Course, seat: Seat, at: datetime) -> None:
    """Tell that a member goes."""
    course.tell(SeatLeft(seat.id, _next_head(course.state, seat), at))
    _go_on(course, seat.group, at)


def lapses(course: Course, seat: Seat, at: datetime) -> None:
    """Tell that a seat was not paid for."""
    course.tell(SeatLapsed(seat.id, _next_head(course.state, seat), at))
    _go_on(course, seat.group, at)


def _go_on(course: Course, group: str, at: datetime) -> None:
    """Close a team in which nobody is left; decide a group that waited for this seat alone."""
    known = course.state.group(group)
    is_team = isinstance(course.state.campaign.forming, Teams)
    if is_team and known.state is GroupState.OPEN and not known.orders + known.waiting:
        close(course, group, at)
    else:
        settle(course, group, at)


def _next_head(state: Live, seat: Seat) -> str | None:
    """Return who leads a team once a seat is gone: the earliest of the others, those who have paid first."""
    group = state.group(seat.group)
    if group.head != seat.id:
        return group.head
    others = [other for other in state.seats_of(group.id) if other.id != seat.id and other.state.is_running]
    others.sort(key=lambda other: (other.state is not SeatState.JOINED, other.number))
    return others[0].id if others else None


__all__ = ["lapses", "leaves"]
