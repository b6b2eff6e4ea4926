"""Canaries: events, storages and vaults that are broken on purpose break their laws and no others; ours break none."""

from collections.abc import Callable

import pytest

from communekit.storage import EventStore, MemoryEvents
from communekit.storage.sql import Database, SqlEvents
from communekit.testing import EventStoreContract, broken_laws
from tests.testing.canaries.events import EVENTS
from tests.testing.canaries.plain_events import PlainEvents

ENOUGH = 8
FEW = 3
"""Examples, where each costs a disk something."""


class EventsOf(EventStoreContract):
    """The contract, held against events."""

    def __init__(self, opened: Callable[[str], EventStore]) -> None:
        self.opened = opened

    def open(self, community: str) -> EventStore:
        """Return them as they are opened."""
        return self.opened(f"canary-{community}")


@pytest.mark.parametrize("kind", EVENTS, ids=lambda kind: kind.__name__)
def test_broken_events_break_their_laws_and_no_others(kind: type[PlainEvents]) -> None:
    """Each check can fail, and fails for its own reason."""
    assert broken_laws(EventsOf(lambda _: kind()), examples=ENOUGH) == EVENTS[kind]


@pytest.mark.parametrize("kind", [PlainEvents, MemoryEvents])
def test_events_in_memory_break_none(kind: Callable[[], EventStore]) -> None:
    """No false alarm: neither on the reference, nor on what the canaries are made from."""
    assert broken_laws(EventsOf(lambda _: kind()), examples=ENOUGH) == frozenset()


def test_events_in_databases_break_none(database: Database) -> None:
    """No false alarm on SQLite and PostgreSQL."""
    assert broken_laws(EventsOf(lambda name: SqlEvents(database, name)), examples=FEW) == frozenset()
