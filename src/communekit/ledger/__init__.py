"""The ledger: accounts, balanced entries, and the book that holds them (账本).

Rooms of its own: `ledger.claims` (what is earned, held, released and taken back), `ledger.settlement` (periods,
statements), `ledger.payout` (paying out), `ledger.tax` (withholding).
"""

from .about import about
from .account import Account
from .book import Book
from .cashier import Cashier
from .chain import START, Tampering, seals, verify
from .closings import Closings
from .entry import Entry, conflict
from .errors import (
    BalanceOutOfRangeError,
    EntryConflictError,
    InsufficientFundsError,
    InvalidLimitError,
    InvalidReversalError,
    InvalidWordError,
    PeriodClosedError,
    ReservationResolvedError,
    UnbalancedEntryError,
    UnknownPositionError,
)
from .landing import DEBTS, OFFSET, OFFSETS, land, landed, legs, offset
from .limit import FREE, STRICT, Limit, Limits, limits_of
from .posting import Posting
from .reader import BookReader
from .record import read_entry, write_entry
from .reservation import Reservation
from .store import BookStore

__all__ = [
    "DEBTS",
    "FREE",
    "OFFSET",
    "OFFSETS",
    "START",
    "STRICT",
    "Account",
    "BalanceOutOfRangeError",
    "Book",
    "BookReader",
    "BookStore",
    "Cashier",
    "Closings",
    "Entry",
    "EntryConflictError",
    "InsufficientFundsError",
    "InvalidLimitError",
    "InvalidReversalError",
    "InvalidWordError",
    "Limit",
    "Limits",
    "PeriodClosedError",
    "Posting",
    "Reservation",
    "ReservationResolvedError",
    "Tampering",
    "UnbalancedEntryError",
    "UnknownPositionError",
    "about",
    "conflict",
    "land",
    "landed",
    "legs",
    "limits_of",
    "offset",
    "read_entry",
    "seals",
    "verify",
    "write_entry",
]
