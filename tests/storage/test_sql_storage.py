"""Events, snapshots, messages and agendas in SQLite and PostgreSQL keep the contracts."""

import pytest

from communekit.storage import EventStore, Storage
from communekit.storage.sql import Database, SqlEvents, SqlStorage
from communekit.testing import EventStoreContract, StorageContract


class OnADatabase:
    """What is tested on each database."""

    database: Database

    @pytest.fixture(autouse=True)
    def _given(self, database: Database) -> None:
        self.database = database


class TestSqlEvents(OnADatabase, EventStoreContract):
    """The same laws as in memory, on each database."""

    def open(self, community: str) -> EventStore:
        """Return the events of a new community."""
        return SqlEvents(self.database, f"{self.database.dialect}-{community}")


class TestSqlStorage(OnADatabase, StorageContract):
    """The same laws as in memory, on each database."""

    def open(self, community: str) -> Storage:
        """Return the storage of a new community."""
        return SqlStorage(self.database, f"{self.database.dialect}-{community}")
