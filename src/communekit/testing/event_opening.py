"""How a contract comes by events (事件存储的打开), and what it tells them."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from itertools import count
from typing import Final

from communekit.errors import CommunekitError
from communekit.storage import Appended, Event, EventStore, Recorded

from .ledger import MARCH

STREAMS: Final = ("order/A1", "order/A2", "payout/P1")

_numbers: Final = count(1)


class EventOpening:
    """What an adapter hands to the contract."""

    def open(self, community: str) -> EventStore:
        """Return the store of a community that was never used before. Adapters say how."""
        raise NotImplementedError  # the adapter's own

    def fresh(self) -> EventStore:
        """Return a store of a new community."""
        return self.open(f"events-{next(_numbers)}")


def paid(data: str) -> Event:
    """Return an event that carries a tag."""
    return Event("order.paid", MARCH + timedelta(hours=1), data, ["leader/zhang"])


def appended(store: EventStore, stream: str, told: Iterable[Event], key: str, expected: int | None) -> object:
    """Append, and return the outcome, a refusal too."""
    try:
        return store.append(stream, told, key=key, expected=expected)
    except CommunekitError as refused:
        return refused


def appended_all(
    store: EventStore, stream: str, told: Mapping[str, Iterable[Event]], expected: int | None
) -> tuple[Appended, ...] | CommunekitError:
    """Append under several keys, and return the outcome, a refusal too."""
    try:
        return store.append_all(stream, told, expected=expected)
    except CommunekitError as refused:
        return refused


def all_of(store: EventStore) -> tuple[object, ...]:
    """Return all that a store shows: its length, its log, its streams, and what stands under a tag."""
    tagged = list[Recorded](store.since(0, tag="leader/zhang"))
    return len(store), list(store.since(0)), tagged, [list(store.load(stream)) for stream in STREAMS]


__all__ = ["STREAMS", "EventOpening", "all_of", "appended", "appended_all", "paid"]
