"""Events in memory (内存事件存储): what every other place that keeps events must agree with."""

from collections.abc import Iterable, Iterator, Mapping
from threading import RLock

from communekit.storage.asked import check_position, check_same
from communekit.storage.errors import NothingToAppendError, VersionConflictError
from communekit.storage.event import Appended, Event, Recorded
from communekit.storage.place import checked_key, checked_place

from .undo import Undo


class MemoryEvents:
    """Events behind the port `EventStore` (内存事件存储), safe between threads; gone with the process.

    >>> events = MemoryEvents()
    >>> paid = Event("order.paid", "2026-03-01T09:00:00+08:00", "{}")
    >>> events.append("order/A1", [paid], key="order/A1").is_new
    True
    >>> events.append("order/A1", [paid], key="order/A1").is_new
    False
    """

    def __init__(self, undo: Undo | None = None) -> None:
        self._undo = undo
        self._lock = RLock()
        self._all: list[Recorded] = []
        self._streams: dict[str, list[Recorded]] = {}
        self._tags: dict[str, list[Recorded]] = {}
        self._keys: dict[str, tuple[Recorded, ...]] = {}

    def append(
        self, stream: str, events: Iterable[Event], *, key: str, expected: int | None = None
    ) -> Appended:
        """Append events to a stream under a key; see `EventStore.append`."""
        told = tuple(events)
        with self._lock:
            known = self._keys.get(checked_key(key))
            if known is not None:
                check_same(known, stream, told)
                return Appended(known, is_new=False)
            if not told:
                raise NothingToAppendError(checked_place(stream), key)
            version = len(self._streams.get(checked_place(stream), ()))
            if expected is not None and expected != version:
                raise VersionConflictError(stream, expected, version)
            start = len(self._all)
            recorded = tuple(
                Recorded(start + number, stream, version + number, key, event)
                for number, event in enumerate(told)
            )
            tagged = [(tag, one) for one in recorded for tag in one.event.tags]  # What is no event ends here.
            self._keys[key] = recorded
            self._all += recorded
            self._streams.setdefault(stream, []).extend(recorded)
            for tag, one in tagged:
                self._tags.setdefault(tag, []).append(one)
            if self._undo is not None:
                self._undo.note(lambda: self._take_back(recorded))
            return Appended(recorded, is_new=True)

    def append_all(
        self, stream: str, told: Mapping[str, Iterable[Event]], *, expected: int | None = None
    ) -> tuple[Appended, ...]:
        """Append events to a stream under several keys, all or none; see `EventStore.append_all`."""
        appended = list[Appended]()
        with self._lock:
            mark = self._undo.mark() if self._undo is not None else 0
            try:
                for key, events in told.items():
                    is_first = not any(one.is_new for one in appended)
                    appended.append(
                        self.append(stream, events, key=key, expected=expected if is_first else None)
                    )
            except BaseException:
                if self._undo is not None:
                    self._undo.back(mark)
                else:
                    for one in reversed(appended):
                        if one.is_new:
                            self._take_back(one.events)
                raise
        return tuple(appended)

    def _take_back(self, recorded: tuple[Recorded, ...]) -> None:
        for one in reversed(recorded):
            self._all.pop()
            self._streams[one.stream].pop()
            for tag in one.event.tags:
                self._tags[tag].pop()
        del self._keys[recorded[0].key]

    def find(self, key: str) -> tuple[Recorded, ...]:
        """Return what was appended under a key; nothing where the key is unknown."""
        return self._keys.get(key, ())

    def load(self, stream: str, *, version: int = 0) -> Iterator[Recorded]:
        """Yield the events of a stream from a version on."""
        of = self._streams.get(stream, [])
        return iter(of[check_position(version, len(of), or_beyond=True) :])

    def since(self, position: int, *, tag: str | None = None) -> Iterator[Recorded]:
        """Yield the events from a position on, of all streams or of one tag."""
        check_position(position, len(self._all))
        if tag is None:
            return iter(self._all[position:])
        return (one for one in tuple(self._tags.get(tag, ())) if one.position >= position)

    def __len__(self) -> int:
        """Return how many events it holds."""
        return len(self._all)


__all__ = ["MemoryEvents"]
