"""A book in memory keeps the contract."""

from communekit.ledger import BookStore, Limits
from communekit.storage import MemoryBook
from communekit.testing import BookStoreContract


class TestMemoryBook(BookStoreContract):
    """The readable reference."""

    def open(self, community: str, limits: Limits) -> BookStore:
        """Return a book of its own."""
        assert community
        return MemoryBook(limits)
