"""An agenda in memory (内存日程)."""

from bisect import bisect_left, insort
from datetime import datetime
from threading import RLock

from communekit.period import instant
from communekit.storage.agenda import Due
from communekit.storage.asked import check_most
from communekit.storage.place import checked_place

from .undo import Undo


class MemoryAgenda:
    """What is due, behind the port `Agenda` (内存日程).

    >>> from communekit.period import instant
    >>> agenda = MemoryAgenda()
    >>> agenda.put("order/A1", instant("2026-03-08T00:00:00Z"))
    >>> [due.what for due in agenda.due(instant("2026-03-08T00:00:00Z"), 10)]
    ['order/A1']
    """

    def __init__(self, undo: Undo | None = None) -> None:
        self._undo = undo
        self._lock = RLock()
        self._when: dict[str, datetime] = {}
        self._sorted: list[Due] = []

    def put(self, what: str, at: datetime | None) -> None:
        """Say when something is due; None takes it off."""
        name, moment = checked_place(what), None if at is None else instant(at)
        with self._lock:
            before = self._when.get(name)
            if self._undo is not None:
                self._undo.note(lambda: self._set(name, before))
            self._set(name, moment)

    def _set(self, what: str, at: datetime | None) -> None:
        before = self._when.pop(what, None)
        if before is not None:
            del self._sorted[bisect_left(self._sorted, Due(before, what))]
        if at is not None:
            self._when[what] = at
            insort(self._sorted, Due(at, what))

    def due(self, until: datetime, most: int) -> tuple[Due, ...]:
        """Return what is due at a moment or before it, the earliest first."""
        check_most(most)
        moment = instant(until)
        with self._lock:
            return tuple(due for due in self._sorted[:most] if due.at <= moment)

    def when(self, what: str) -> datetime | None:
        """Return when something is due, None where it is not."""
        return self._when.get(what)


__all__ = ["MemoryAgenda"]
