"""The ledger: accounts, balanced entries, and the book that holds them (账本)."""

from .account import Account
from .book import Book
from .entry import Entry
from .errors import (
    BalanceOutOfRangeError,
    EntryConflictError,
    InvalidReversalError,
    InvalidWordError,
    UnbalancedEntryError,
    UnknownPositionError,
)
from .posting import Posting

__all__ = [
    "Account",
    "BalanceOutOfRangeError",
    "Book",
    "Entry",
    "EntryConflictError",
    "InvalidReversalError",
    "InvalidWordError",
    "Posting",
    "UnbalancedEntryError",
    "UnknownPositionError",
]
