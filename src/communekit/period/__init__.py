"""Time: instants, windows, durations and the calendars of settlement. Aware, half-open, stated."""

from .calendar import Calendar
from .cycle import Cycle
from .duration import Duration
from .errors import InvalidTimeError
from .instant import instant, instant_text, parse_instant
from .local import local, start_of_day
from .period import Period
from .recurrence import Recurrence
from .window import Window
from .zone import zone

__all__ = [
    "Calendar",
    "Cycle",
    "Duration",
    "InvalidTimeError",
    "Period",
    "Recurrence",
    "Window",
    "instant",
    "instant_text",
    "local",
    "parse_instant",
    "start_of_day",
    "zone",
]
