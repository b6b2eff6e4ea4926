"""What is kept in memory keeps the contracts."""

from communekit.ledger import BookStore, Limits
from communekit.storage import EventStore, MemoryBook, MemoryEvents, MemoryStorage, Storage
from communekit.testing import BookStoreContract, EventStoreContract, StorageContract


class TestMemoryBook(BookStoreContract):
    """The readable reference."""

    def open(self, community: str, limits: Limits) -> BookStore:
        """Return a book of its own."""
        assert community
        return MemoryBook(limits)


class TestMemoryEvents(EventStoreContract):
    """The readable reference."""

    def open(self, community: str) -> EventStore:
        """Return events of their own."""
        assert community
        return MemoryEvents()


class TestMemoryStorage(StorageContract):
    """The readable reference."""

    def open(self, community: str) -> Storage:
        """Return a storage of its own."""
        return MemoryStorage(community)
