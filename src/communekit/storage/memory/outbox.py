"""An outbox in memory (内存发件箱)."""

from collections.abc import Iterable
from datetime import datetime
from threading import RLock

from communekit.period import instant
from communekit.storage.asked import check_most
from communekit.storage.errors import KeyConflictError
from communekit.storage.outbox import Message

from .undo import Undo


class MemoryOutbox:
    """Messages behind the port `Outbox` (内存发件箱).

    >>> from communekit.period import instant
    >>> outbox = MemoryOutbox()
    >>> noon, later = instant("2026-03-01T12:00:00+08:00"), instant("2026-03-01T12:05:00+08:00")
    >>> kept = outbox.put(Message("m1", "order.paid", noon))
    >>> [message.id for message in outbox.take(10, now=noon, until=later)]
    ['m1']
    >>> outbox.take(10, now=noon, until=later)
    ()
    """

    def __init__(self, undo: Undo | None = None) -> None:
        self._undo = undo
        self._lock = RLock()
        self._messages: dict[str, Message] = {}
        self._open: dict[str, datetime | None] = {}
        """The messages that are not done, and until when somebody holds each."""

    def put(self, *messages: Message) -> tuple[Message, ...]:
        """Keep messages, and return those that were new; see `Outbox.put`."""
        with self._lock:
            fresh: dict[str, Message] = {}
            for message in messages:
                known = self._messages.get(message.id) or fresh.get(message.id)
                if known is None:
                    fresh[message.id] = message
                elif known != message:
                    raise KeyConflictError(message.id)
            for id_, message in fresh.items():
                self._messages[id_], self._open[id_] = message, None
            if self._undo is not None and fresh:
                self._undo.note(lambda: self._take_back(list(fresh)))
            return tuple(fresh.values())

    def _take_back(self, ids: list[str]) -> None:
        for id_ in ids:
            del self._messages[id_]
            self._open.pop(id_, None)

    def take(self, most: int, *, now: datetime, until: datetime) -> tuple[Message, ...]:
        """Return the oldest messages that nobody holds, and hold them; see `Outbox.take`."""
        check_most(most)
        moment, end = instant(now), instant(until)
        with self._lock:
            free = [id_ for id_, held in self._open.items() if held is None or held <= moment][:most]
            for id_ in free:
                self._hold(id_, end)
            return tuple(self._messages[id_] for id_ in free)

    def _hold(self, id_: str, until: datetime) -> None:
        before = self._open[id_]
        if self._undo is not None:
            self._undo.note(lambda: self._open.__setitem__(id_, before))
        self._open[id_] = until

    def done(self, ids: Iterable[str]) -> None:
        """Say that messages were sent."""
        with self._lock:
            before = dict(self._open)
            for id_ in ids:
                self._open.pop(id_, None)
            if self._undo is not None:
                self._undo.note(lambda: self._restore(before))

    def _restore(self, before: dict[str, datetime | None]) -> None:
        self._open = before

    def waiting(self) -> int:
        """Return how many messages are not done."""
        return len(self._open)


__all__ = ["MemoryOutbox"]
