"""Books in SQLite and PostgreSQL keep the contract, and the host's transaction is theirs."""

import pytest

from communekit.ledger import BookStore, Limits
from communekit.storage.sql import Database, SqlBook
from communekit.testing import BookStoreContract


class TestSqlBook(BookStoreContract):
    """The same laws as in memory, on each database."""

    database: Database

    @pytest.fixture(autouse=True)
    def _given(self, database: Database) -> None:
        self.database = database

    def open(self, community: str, limits: Limits) -> BookStore:
        """Return the book of a new community."""
        return SqlBook(self.database, f"{self.database.dialect}-{community}", limits=limits)

    def reopen(self, store: BookStore, community: str) -> BookStore:
        """Return the same book as another process finds it."""
        return self.open(community, store.limits)
