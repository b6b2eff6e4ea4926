"""The same databases as in the tests of storage."""

from tests.storage.conftest import database, postgres

__all__ = ["database", "postgres"]
