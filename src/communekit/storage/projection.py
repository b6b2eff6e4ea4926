"""Projections (投影): what the events of a community come to, folded from the first, or from a snapshot on."""

from collections.abc import Callable
from typing import Generic, TypeVar

import attrs

from .event import Recorded
from .snapshot import Snapshot
from .unit import UnitOfWork

S = TypeVar("S")

Watch = Callable[[int, int], None]
"""Is told, now and then, how many events were read, of how many."""

WATCHED_EVENTS = 1_000


def _unwatched(_: int, __: int) -> None:
    """Tell nobody."""


@attrs.frozen
class Projection(Generic[S]):
    """What events come to (投影): the fold of all of them, kept as a snapshot so that a reader begins where it stopped.

    Args:
        name: Under which it is kept, for ever.
        format: Raised whenever `fold` or the text changes: older snapshots are passed over then, and it is folded anew.
        initial: What it is before the first event.
        fold: Returns what it is after one more; judges nothing, and depends on nothing else.
        write: As text.
        read: From that text.

    >>> from communekit.storage import Event, MemoryStorage
    >>> orders = Projection("orders", 1, 0, lambda seen, one: seen + 1, str, int)
    >>> storage = MemoryStorage("riverside")
    >>> paid = Event("order.paid", "2026-03-01T09:00:00Z", "{}")
    >>> told = storage.write(lambda unit: unit.events.append("order/A1", [paid], key="order/A1"))
    >>> storage.write(orders.keep), storage.read(orders.now)
    (1, 1)
    """

    name: str
    format: int
    initial: S
    fold: Callable[[S, Recorded], S]
    write: Callable[[S], str]
    read: Callable[[str], S]

    def now(self, unit: UnitOfWork, *, watch: Watch = _unwatched) -> S:
        """Return what all events come to: the snapshot, and what was recorded since."""
        return self._after(unit, *self._kept(unit), watch)

    def anew(self, unit: UnitOfWork, *, watch: Watch = _unwatched) -> S:
        """Return what all events come to, folded from the first (重建); the same as `now`, and slower."""
        return self._after(unit, 0, self.initial, watch)

    def keep(self, unit: UnitOfWork, *, watch: Watch = _unwatched) -> S:
        """Return what all events come to, and keep it as a snapshot."""
        state = self.now(unit, watch=watch)
        unit.snapshots.save(Snapshot(self.name, len(unit.events), self.format, self.write(state)))
        return state

    def _kept(self, unit: UnitOfWork) -> tuple[int, S]:
        kept = unit.snapshots.load(self.name)
        if kept is None or kept.format != self.format or kept.position > len(unit.events):
            return 0, self.initial
        return kept.position, self.read(kept.data)

    def _after(self, unit: UnitOfWork, position: int, state: S, watch: Watch) -> S:
        last = len(unit.events)
        for recorded in unit.events.since(position):
            state = self.fold(state, recorded)
            if not (recorded.position + 1) % WATCHED_EVENTS:
                watch(recorded.position + 1, last)
        watch(last, last)
        return state


__all__ = ["Projection", "Watch"]
