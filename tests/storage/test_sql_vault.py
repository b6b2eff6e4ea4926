"""Vaults in SQLite and PostgreSQL keep the contract, sealed or not."""

import pytest

from communekit.storage import SealedVault, Vault
from communekit.storage.sql import Database, SqlKeys, SqlVault
from communekit.testing import VaultContract


class TestSqlVault(VaultContract):
    """The same laws as in memory, on each database."""

    database: Database

    @pytest.fixture(autouse=True)
    def _given(self, database: Database) -> None:
        self.database = database

    def open(self, community: str) -> Vault:
        """Return the vault of a new community."""
        return SqlVault(self.database, f"{self.database.dialect}-{community}")


class TestSealedSqlVault(TestSqlVault):
    """Sealed, the keys in a file of their own."""

    keys: Database

    @pytest.fixture(autouse=True)
    def _keys(self, key_database: Database) -> None:
        self.keys = key_database

    def open(self, community: str) -> Vault:
        """Return the sealed vault of a new community."""
        keys = SqlKeys(self.keys, f"{self.database.dialect}-{community}")
        return SealedVault(super().open(f"sealed-{community}"), keys)
