"""Canaries: events, storages and vaults that are broken on purpose break their laws and no others; ours break none."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from communekit.storage import (
    EventStore,
    MemoryEvents,
    MemoryKeys,
    MemoryStorage,
    MemoryVault,
    SealedVault,
    Storage,
    Vault,
)
from communekit.storage.sql import Database, SqlEvents, SqlStorage, SqlVault
from communekit.testing import EventStoreContract, StorageContract, VaultContract, broken_laws, laws_of
from tests.testing.canaries.events import EVENTS
from tests.testing.canaries.plain_events import PlainEvents
from tests.testing.canaries.plain_storage import PlainStorage
from tests.testing.canaries.storage_parts import PARTS, Part, storage_with
from tests.testing.canaries.storages import STORAGES
from tests.testing.canaries.vaults import VAULTS

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


class StorageOf(StorageContract):
    """The contract, held against storages."""

    def __init__(self, opened: Callable[[str], Storage]) -> None:
        self.opened = opened

    def open(self, community: str) -> Storage:
        """Return one as it is opened."""
        return self.opened(f"canary-{community}")


@pytest.mark.parametrize("kind", STORAGES, ids=lambda kind: kind.__name__)
def test_broken_storages_break_their_laws_and_no_others(kind: type[PlainStorage]) -> None:
    """A unit of work that is none is seen, and named."""
    assert broken_laws(StorageOf(kind), examples=ENOUGH) == STORAGES[kind]


@pytest.mark.parametrize("kind", PARTS, ids=lambda kind: kind.__name__)
def test_broken_parts_break_their_laws_and_no_others(kind: type[Part]) -> None:
    """One part that is wrong is enough."""
    assert broken_laws(StorageOf(lambda name: storage_with(kind, name)), examples=ENOUGH) == PARTS[kind]


@pytest.mark.parametrize("kind", [PlainStorage, MemoryStorage])
def test_storages_in_memory_break_none(kind: Callable[[str], Storage]) -> None:
    """No false alarm: neither on the reference, nor on what the canaries are made from."""
    assert broken_laws(StorageOf(kind), examples=ENOUGH) == frozenset()


def test_storages_in_databases_break_none(database: Database) -> None:
    """No false alarm on SQLite and PostgreSQL."""
    assert broken_laws(StorageOf(lambda name: SqlStorage(database, name)), examples=FEW) == frozenset()


class VaultOf(VaultContract):
    """The contract, held against vaults."""

    def __init__(self, opened: Callable[[str], Vault]) -> None:
        self.opened = opened

    def open(self, community: str) -> Vault:
        """Return one as it is opened."""
        return self.opened(f"canary-{community}")


@pytest.mark.parametrize("kind", VAULTS, ids=lambda kind: kind.__name__)
def test_broken_vaults_break_their_laws_and_no_others(kind: type[MemoryVault]) -> None:
    """Whoever keeps what he erased, or says what he must not, is told so."""
    assert broken_laws(VaultOf(lambda _: kind()), examples=ENOUGH) == VAULTS[kind]


def test_vaults_in_memory_break_none() -> None:
    """No false alarm on the reference, sealed or not."""
    assert broken_laws(VaultOf(lambda _: MemoryVault()), examples=ENOUGH) == frozenset()
    sealed = VaultOf(lambda _: SealedVault(MemoryVault(), MemoryKeys()))
    assert broken_laws(sealed, examples=FEW) == frozenset()


def test_vaults_in_sqlite_break_none(tmp_path: Path) -> None:
    """No false alarm on SQLite."""
    with Database.open(f"sqlite:///{tmp_path / 'vault.db'}") as database:
        assert broken_laws(VaultOf(lambda name: SqlVault(database, name)), examples=FEW) == frozenset()


CANARIES: Final[tuple[EventsOf | StorageOf | VaultOf, ...]] = (
    *(EventsOf(lambda _, kind=kind: kind()) for kind in EVENTS),  # type: ignore[misc]  # of its turn
    *(StorageOf(kind) for kind in STORAGES),
    *(StorageOf(lambda name, kind=kind: storage_with(kind, name)) for kind in PARTS),  # type: ignore[misc]  # likewise
    *(VaultOf(lambda _, kind=kind: kind()) for kind in VAULTS),  # type: ignore[misc]  # likewise
)


def names_of(contract: type[object]) -> list[str]:
    """Return the names of the checks of a contract."""
    return [name for name in dir(contract) if name.startswith("test_")]


@pytest.mark.parametrize("contract", [EventsOf, StorageOf, VaultOf])
def test_each_check_carries_its_law_and_can_fail(contract: type[EventsOf | StorageOf | VaultOf]) -> None:
    """Not only each law, each check of it is one that some canary does not pass."""
    names = names_of(contract)
    for name in names:
        assert len(laws_of(getattr(contract, name))) == 1, name
        alone = type("Alone", (contract,), {other: None for other in names if other != name})
        canaries = [each.opened for each in CANARIES if isinstance(each, contract)]
        assert any(broken_laws(alone(opened), examples=ENOUGH) for opened in canaries), name
