"""Storage: where books and events are kept (存储). The rooms stay pure; ports and adapters stand here.

`communekit.storage.memory` is the readable reference; `communekit.storage.sql` keeps everything in SQLite and PostgreSQL
(extra `[sql]`). The port of a book stands beside the book: `communekit.ledger.BookStore`. `write_value` and `read_value`
turn every public value into text and back.
"""

from .agenda import Agenda, Due
from .answer import Answer
from .errors import InvalidSnapshotError, KeyConflictError, NothingToAppendError, VersionConflictError
from .event import Appended, Event, Recorded
from .event_store import EventStore
from .keys import Keys, MemoryKeys
from .memory import MemoryAgenda, MemoryBook, MemoryEvents, MemoryOutbox, MemorySnapshots, MemoryStorage
from .memory_vault import MemoryVault
from .outbox import Message, Outbox
from .person import Erasure, Held, Kept, Person
from .place import place
from .projection import Projection, Watch
from .retention import CN_ACCOUNTING, CN_DEAL, CN_LIVE, CN_SELLER, CN_TAX, RetentionFloor
from .sealed_vault import SealedVault
from .snapshot import Snapshot, Snapshots
from .stored_life import StoredLife
from .unit import Storage, UnitOfWork
from .values import WORDS, read_value, write_value
from .vault import Vault
from .vault_errors import (
    BrokenSealError,
    ErasedPersonError,
    ErasureUnfinishedError,
    FieldKeptError,
    InvalidPersonalDataError,
    InvalidRetentionError,
    RetentionError,
    UnfitKeyPlaceError,
    UnknownFieldError,
    VaultFailedError,
)

__all__ = [
    "CN_ACCOUNTING",
    "CN_DEAL",
    "CN_LIVE",
    "CN_SELLER",
    "CN_TAX",
    "WORDS",
    "Agenda",
    "Answer",
    "Appended",
    "BrokenSealError",
    "Due",
    "ErasedPersonError",
    "Erasure",
    "ErasureUnfinishedError",
    "Event",
    "EventStore",
    "FieldKeptError",
    "Held",
    "InvalidPersonalDataError",
    "InvalidRetentionError",
    "InvalidSnapshotError",
    "Kept",
    "KeyConflictError",
    "Keys",
    "MemoryAgenda",
    "MemoryBook",
    "MemoryEvents",
    "MemoryKeys",
    "MemoryOutbox",
    "MemorySnapshots",
    "MemoryStorage",
    "MemoryVault",
    "Message",
    "NothingToAppendError",
    "Outbox",
    "Person",
    "Projection",
    "Recorded",
    "RetentionError",
    "RetentionFloor",
    "SealedVault",
    "Snapshot",
    "Snapshots",
    "Storage",
    "StoredLife",
    "UnfitKeyPlaceError",
    "UnitOfWork",
    "UnknownFieldError",
    "Vault",
    "VaultFailedError",
    "VersionConflictError",
    "Watch",
    "place",
    "read_value",
    "write_value",
]
