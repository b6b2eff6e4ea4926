"""Slots (自提时段): spans in which so many pick-ups may be fetched."""

from datetime import datetime

import attrs

from communekit.period import Window, instant

from .errors import InvalidPickupError
from .value_check import check_count, check_kind


@attrs.frozen
class Slot:
    """A span in which so many pick-ups may be fetched (自提时段), [start, end).

    Errors: `InvalidPickupError` "unlike", "not_a_count", "open_slot".

    >>> Slot(Window.parse("2026-03-07T09:00:00Z/2026-03-07T09:30:00Z"), 20).id
    '2026-03-07T09:00:00Z--2026-03-07T09:30:00Z'
    """

    window: Window
    capacity: int

    def __attrs_post_init__(self) -> None:
        check_kind("slot", self.window, Window)
        check_count("capacity of a slot", self.capacity)
        if self.window.is_open:
            raise InvalidPickupError("slot", self.window.text, "open_slot")

    @property
    def id(self) -> str:
        """Its name at its point: start and end in UTC."""
        return self.window.text.replace("/", "--")

    def is_over(self, at: datetime) -> bool:
        """Whether it has ended at an instant; at its end it has."""
        return instant(at) >= self.window.start and not self.window.covers(at)


__all__ = ["Slot"]
