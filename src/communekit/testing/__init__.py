"""Testing: what hosts prove their own parts with (测试工具): strategies, and contract suites for each port. Extra `[testing]`."""

from .book_store import BookStoreContract
from .ledger import entries, journals, moments, postings

__all__ = ["BookStoreContract", "entries", "journals", "moments", "postings"]
