"""Plain events with joints (可拆的事件存储): right as they stand, small enough that each canary breaks one joint of them."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from threading import RLock

from communekit.ledger import UnknownPositionError
from communekit.storage import (
    Appended,
    Event,
    KeyConflictError,
    NothingToAppendError,
    Recorded,
    VersionConflictError,
)
from communekit.storage.place import checked_key, checked_place


class PlainEvents:
    """A log, and what is known by key, under one lock."""

    def __init__(self) -> None:
        self.log: list[Recorded] = []
        self.known: dict[str, tuple[Recorded, ...]] = {}
        self.lock: AbstractContextManager[object] = RLock()

    def append(
        self, stream: str, events: Iterable[Event], *, key: str, expected: int | None = None
    ) -> Appended:
        """Judge, then write."""
        told = self.taken(events)
        with self.lock:
            known = self.found(checked_key(key))
            if known:
                if self.differs(known, stream, told):
                    raise KeyConflictError(key)
                return Appended(known, is_new=False)
            if not told:
                raise NothingToAppendError(checked_place(stream), key)
            version = len(self.of(checked_place(stream)))
            self.check(stream, expected, version)
            return self.write(stream, told, key, version)

    def append_all(
        self, stream: str, told: Mapping[str, Iterable[Event]], *, expected: int | None = None
    ) -> tuple[Appended, ...]:
        """Append key by key; as before where one is refused."""
        with self.lock:
            log, known, done = list(self.log), dict(self.known), list[Appended]()
            try:
                for key, events in told.items():
                    asked = None if any(one.is_new for one in done) else expected
                    done.append(self.append(stream, events, key=key, expected=asked))
            except BaseException:
                self.go_back(log, known)
                raise
        return tuple(done)

    def go_back(self, log: list[Recorded], known: dict[str, tuple[Recorded, ...]]) -> None:
        """Be as before."""
        self.log, self.known = log, known

    def taken(self, events: Iterable[Event]) -> tuple[Event, ...]:
        """Return what is told, all of it or none."""
        return tuple(event for event in events if event.kind)  # What is no event ends here.

    def found(self, key: str) -> tuple[Recorded, ...]:
        """Return what an `append` finds under its key."""
        return self.known.get(key, ())

    def differs(self, known: tuple[Recorded, ...], stream: str, told: tuple[Event, ...]) -> bool:
        """Whether one key stands for two things."""
        return (known[0].stream, tuple(one.event for one in known)) != (stream, told)

    def check(self, stream: str, expected: int | None, version: int) -> None:
        """Refuse what expects another version."""
        if expected is not None and expected != version:
            raise VersionConflictError(stream, expected, version)

    def write(self, stream: str, told: tuple[Event, ...], key: str, version: int) -> Appended:
        """Write down what is new."""
        start = len(self.log)
        recorded = tuple(
            Recorded(start + number, stream, version + number, key, self.kept(event))
            for number, event in enumerate(told)
        )
        self.log += recorded
        self.known[key] = recorded
        return Appended(recorded, is_new=True)

    def kept(self, event: Event) -> Event:
        """Return an event as it is kept."""
        return event

    def of(self, stream: str) -> list[Recorded]:
        """Return the events of a stream."""
        return [one for one in self.log if one.stream == stream]

    def find(self, key: str) -> tuple[Recorded, ...]:
        """Return what was appended under a key."""
        return self.known.get(key, ())

    def load(self, stream: str, *, version: int = 0) -> Iterator[Recorded]:
        """Yield the events of a stream."""
        return iter(self.of(stream)[version:])

    def since(self, position: int, *, tag: str | None = None) -> Iterator[Recorded]:
        """Yield the events from a position on."""
        if type(position) is not int or not 0 <= position <= len(self.log):
            raise UnknownPositionError(position, len(self.log))
        return iter([one for one in self.log[position:] if tag is None or self.carries(one, tag)])

    def carries(self, one: Recorded, tag: str) -> bool:
        """Whether an event is found under a tag."""
        return tag in one.event.tags

    def __len__(self) -> int:
        return len(self.log)
