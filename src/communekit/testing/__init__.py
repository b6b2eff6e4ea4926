"""Testing: what hosts prove their own parts with (测试工具): strategies, and contract suites for each port. Extra `[testing]`."""

from .book_store import BookStoreContract
from .event_store import EventStoreContract, events
from .ledger import entries, journals, moments, postings
from .storage import StorageContract

__all__ = [
    "BookStoreContract",
    "EventStoreContract",
    "StorageContract",
    "entries",
    "events",
    "journals",
    "moments",
    "postings",
]
