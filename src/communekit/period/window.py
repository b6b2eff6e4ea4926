"""Windows: spans of time (时间窗), half-open.

`[start, end)`: the start belongs to the window, the end to the next one, so that windows which meet leave
no instant out and give none to two. A window without an end is still open.
"""

import re
from datetime import datetime, timedelta
from typing import Self
from zoneinfo import ZoneInfo

import attrs

from .errors import InvalidTimeError
from .instant import edge, instant, instant_text
from .local import local, read_local, start_of_day
from .reading import whole_match
from .zone import zone as named_zone

_OPEN = ".."
_TEXT = re.compile("(?P<start>[^/]+)/(?P<end>[^/]+)")
_TEXT_CHARACTERS = 100


def _end(value: datetime | str | None) -> datetime | None:
    return None if value is None else edge(value)


@attrs.frozen(repr=False)
class Window:
    """A span of time (时间窗) from `start` up to, not including, `end`; open where `end` is None.

    Both edges are kept in UTC. Errors: `InvalidTimeError` "empty_window" when the end is not after the
    start, and those of `instant`.

    >>> march = Window.parse("2026-03-01/2026-04-01", zone="Asia/Shanghai")
    >>> march
    Window.parse("2026-02-28T16:00:00Z/2026-03-31T16:00:00Z")
    >>> march.covers(march.start), march.covers(march.end)
    (True, False)
    """

    start: datetime = attrs.field(converter=edge)
    end: datetime | None = attrs.field(converter=_end, default=None)

    def __attrs_post_init__(self) -> None:
        if self.end is not None and self.end <= self.start:
            raise InvalidTimeError("empty_window", self.text)

    @classmethod
    def parse(cls, text: str, *, zone: str | ZoneInfo | None = None) -> Self:
        """Return the window written as "start/end" or "start/..", each edge in ISO 8601.

        Edges without an offset are local times of `zone`; a date is the start of that day, so the day
        named as the end is not part of the window. Without a zone such edges are refused.

        >>> Window.parse("2026-03-01T00:00:00Z/..").text
        '2026-03-01T00:00:00Z/..'
        """
        parts = whole_match(_TEXT, text, longest=_TEXT_CHARACTERS)
        if parts is None:
            raise InvalidTimeError("malformed", text)
        end = None if parts["end"] == _OPEN else _read(parts["end"], zone)
        return cls(_read(parts["start"], zone), end)

    @property
    def text(self) -> str:
        """The one text of the window, in UTC, which `parse` reads back."""
        end = _OPEN if self.end is None else instant_text(self.end)
        return f"{instant_text(self.start)}/{end}"

    @property
    def is_open(self) -> bool:
        """Whether the window has no end."""
        return self.end is None

    @property
    def length(self) -> timedelta:
        """The time that passes between start and end; an open window has none ("open_window")."""
        if self.end is None:
            raise InvalidTimeError("open_window", self.text)
        return self.end - self.start

    def covers(self, at: datetime) -> bool:
        """Whether an instant lies in the window: at or after the start, before the end."""
        moment = instant(at)
        return self.start <= moment and (self.end is None or moment < self.end)

    def overlaps(self, other: "Window") -> bool:
        """Whether some instant lies in both; windows that only meet do not overlap."""
        return (other.end is None or self.start < other.end) and (self.end is None or other.start < self.end)

    def common(self, other: "Window") -> "Window | None":
        """Return the span that lies in both, or None.

        >>> Window.parse("2026-03-01T00:00:00Z/..").common(Window.parse("2026-01-01T00:00:00Z/.."))
        Window.parse("2026-03-01T00:00:00Z/..")
        """
        if not self.overlaps(other):
            return None
        ends = [end for end in (self.end, other.end) if end is not None]
        return Window(max(self.start, other.start), min(ends, default=None))

    def ended(self, at: datetime) -> "Window":
        """Return the window closed at an instant, if it was not closed before that already."""
        moment = edge(at)
        return self if self.end is not None and self.end <= moment else Window(self.start, moment)

    def __repr__(self) -> str:
        return f'Window.parse("{self.text}")'


def _read(text: str, zone: str | ZoneInfo | None) -> datetime:
    """Return an edge: as it stands, or by the clocks of the zone."""
    if text.endswith("Z") or "+" in text or "-" in text[10:]:
        return edge(text)
    clock = read_local(text)
    if zone is None:
        raise InvalidTimeError("naive", text)
    return local(text, zone) if isinstance(clock, datetime) else start_of_day(clock, named_zone(zone))


__all__ = ["Window"]
