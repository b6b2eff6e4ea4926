"""Opening hours (营业时间): when a pick-up point hands goods out, week by week, by the clocks of its place."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo

import attrs

from communekit.period import Window, start_of_day
from communekit.period import zone as named_zone
from communekit.period.local import first_at

from .errors import InvalidPickupError
from .slot import Slot
from .value_check import check_count, kinds

_CLOCK: Final = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]|24:00")
MINUTES_MAX: Final = 1_440


def _weekdays(given: Iterable[int]) -> tuple[int, ...]:
    days = tuple(sorted(set(given)))
    for day in days:
        check_count("weekday", day, at_most=7)
    return days


def _clock(text: object) -> str:
    if not isinstance(text, str) or _CLOCK.fullmatch(text) is None:
        raise InvalidPickupError("opening time", text, "not_a_clock")
    return text


def _zone(given: str | ZoneInfo) -> ZoneInfo:
    return named_zone(given) if isinstance(given, str) else given


@attrs.frozen
class Opening:
    """From when to when a point is open on some days of the week (营业时段), [opens, closes).

    Args:
        weekdays: 1 for Monday to 7 for Sunday.
        opens: By the local clock: "09:00".
        closes: Later on the same day; "24:00" is its end.

    Errors: `InvalidPickupError` "not_a_count", "not_a_clock", "nothing", "overlap".

    >>> Opening((6, 7), "09:00", "12:00").weekdays
    (6, 7)
    """

    weekdays: tuple[int, ...] = attrs.field(converter=_weekdays)
    opens: str = attrs.field(converter=_clock)
    closes: str = attrs.field(converter=_clock)

    def __attrs_post_init__(self) -> None:
        if not self.weekdays:
            raise InvalidPickupError("weekdays", self.weekdays, "nothing")
        if self.opens >= self.closes:
            raise InvalidPickupError("opening time", f"{self.opens}-{self.closes}", "overlap")


def _openings(given: Iterable[Opening]) -> tuple[Opening, ...]:
    return tuple(sorted(kinds("opening times", given, Opening), key=lambda one: (one.opens, one.weekdays)))


@attrs.frozen(kw_only=True)
class OpeningHours:
    """When a point hands goods out, in slots of so many minutes with room for so many pick-ups (营业时间).

    An opening is cut from its start in minutes as they pass; a last slot that would be cut short is left out. A time
    that the clocks skip becomes the first instant after the jump; one that they show twice, the earlier.

    Args:
        openings: Any number; none of one day overlap.
        zone: Whose clocks.
        slot_minutes: Length of a slot, 1 to 1,440.
        capacity: Pick-ups a slot.

    Errors: `InvalidPickupError` "unlike", "overlap", "not_a_count"; `InvalidTimeError`.

    >>> hours = OpeningHours(
    ...     openings=[Opening((6,), "09:00", "10:00")], zone="Asia/Shanghai", slot_minutes=30, capacity=20)
    >>> [slot.id for slot in hours.slots_on(date(2026, 3, 7))]
    ['2026-03-07T01:00:00Z--2026-03-07T01:30:00Z', '2026-03-07T01:30:00Z--2026-03-07T02:00:00Z']
    """

    openings: tuple[Opening, ...] = attrs.field(converter=_openings)
    zone: ZoneInfo = attrs.field(converter=_zone)
    slot_minutes: int = 30
    capacity: int = 20

    def __attrs_post_init__(self) -> None:
        check_count("minutes of a slot", self.slot_minutes, at_most=MINUTES_MAX)
        check_count("capacity of a slot", self.capacity)
        for day in range(1, 8):
            today = [one for one in self.openings if day in one.weekdays]
            for earlier, later in pairwise(today):
                if later.opens < earlier.closes:
                    raise InvalidPickupError("opening time", later.opens, "overlap")

    def windows_on(self, day: date) -> tuple[Window, ...]:
        """Return the spans in which it is open on a local day, in order; none where it is closed."""
        found = []
        for one in self.openings:
            if day.isoweekday() in one.weekdays:
                start, end = self._instant(day, one.opens), self._instant(day, one.closes)
                if start < end:  # Both may lie in a gap of the clocks.
                    found.append(Window(start, end))
        return tuple(found)

    def slots_on(self, day: date) -> tuple[Slot, ...]:
        """Return the slots of a local day, in order (当日时段)."""
        step, found = timedelta(minutes=self.slot_minutes), []
        for window in self.windows_on(day):
            start = window.start
            while window.end is not None and start + step <= window.end:
                found.append(Slot(Window(start, start + step), self.capacity))
                start += step
        return tuple(found)

    def _instant(self, day: date, clock: str) -> datetime:
        if clock == "24:00":
            return start_of_day(day + timedelta(days=1), self.zone)
        return first_at(datetime.combine(day, time.fromisoformat(clock)), self.zone)


__all__ = ["Opening", "OpeningHours"]
