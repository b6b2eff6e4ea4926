"""The agenda (日程): what is due when. Nothing happens by itself: whoever has a clock asks what is due."""

from datetime import datetime
from typing import NamedTuple, Protocol


class Due(NamedTuple):
    """Something is due at a moment (到期事项)."""

    at: datetime
    what: str


class Agenda(Protocol):
    """A place that keeps what is due of one community (日程), one moment for each thing."""

    def put(self, what: str, at: datetime | None) -> None:
        """Say when something is due, in place of what was said before; None takes it off.

        Args:
            what: As a place: "order/A1".
            at: When, or None.
        """

    def due(self, until: datetime, most: int) -> tuple[Due, ...]:
        """Return what is due at a moment or before it, the earliest first, of one moment by name; so many at most."""

    def when(self, what: str) -> datetime | None:
        """Return when something is due, None where it is not."""


__all__ = ["Agenda", "Due"]
