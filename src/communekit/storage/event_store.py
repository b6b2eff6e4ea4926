"""The port of an event store (事件存储端口): what a place that keeps events must do."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from .event import Appended, Event, Recorded


class EventStore(Protocol):
    """A place that keeps the events of one community (事件存储).

    It promises: all events of one `append` or `append_all`, or none; a key counts once, for ever; versions and positions without gaps;
    a reader by position misses nothing and sees nothing twice. `communekit.testing.EventStoreContract` shows whether it
    does.
    """

    def append(
        self, stream: str, events: Iterable[Event], *, key: str, expected: int | None = None
    ) -> Appended:
        """Append events to a stream under a key; the same key with the same content again finds what was appended.

        Args:
            stream: Where, as a place: "order/A1".
            events: At least one.
            key: The idempotency key (幂等键), as a place or an id: made and saved by whoever tells it first.
            expected: How many events the stream must hold; not asked where the key is known already.

        Raises:
            KeyConflictError: The key stands for something else.
            VersionConflictError: The stream holds another number of events; nothing was appended.
            NothingToAppendError: No events.
        """

    def append_all(
        self, stream: str, told: Mapping[str, Iterable[Event]], *, expected: int | None = None
    ) -> tuple[Appended, ...]:
        """Append events to a stream under several keys at once (批量追加): as `append` would, key by key, all or none.

        Args:
            stream: Where.
            told: Events by key, in their order.
            expected: How many events the stream must hold before the first that is new.

        Errors: as in `append`, for the first key that is refused; nothing was appended.
        """

    def find(self, key: str) -> tuple[Recorded, ...]:
        """Return what was appended under a key; nothing where the key is unknown."""

    def load(self, stream: str, *, version: int = 0) -> Iterator[Recorded]:
        """Yield the events of a stream from a version on, the oldest first; none of a stream that is unknown."""

    def since(self, position: int, *, tag: str | None = None) -> Iterator[Recorded]:
        """Yield the events from a position on, of all streams, in the order in which they were appended.

        Args:
            position: How many events were read already.
            tag: Only those that carry it.

        Raises:
            UnknownPositionError: Below zero, or beyond `len(events)`.
        """

    def __len__(self) -> int:
        """Return how many events it holds."""


__all__ = ["EventStore"]
