"""Storage: where books and events are kept (存储). The rooms stay pure; ports and adapters stand here.

`communekit.storage.memory` is the readable reference; `communekit.storage.sql` keeps everything in SQLite and PostgreSQL
(extra `[sql]`). The port of a book stands beside the book: `communekit.ledger.BookStore`. `write_value` and `read_value`
turn every public value into text and back.
"""

from .agenda import Agenda, Due
from .errors import (
    InvalidSnapshotError,
    KeyConflictError,
    NothingToAppendError,
    VersionConflictError,
)
from .event import Appended, Event, Recorded
from .event_store import EventStore
from .memory import MemoryAgenda, MemoryBook, MemoryEvents, MemoryOutbox, MemorySnapshots, MemoryStorage
from .outbox import Message, Outbox
from .place import place
from .projection import Projection, Watch
from .snapshot import Snapshot, Snapshots
from .unit import Storage, UnitOfWork
from .values import WORDS, read_value, write_value

__all__ = [
    "WORDS",
    "Agenda",
    "Appended",
    "Due",
    "Event",
    "EventStore",
    "InvalidSnapshotError",
    "KeyConflictError",
    "MemoryAgenda",
    "MemoryBook",
    "MemoryEvents",
    "MemoryOutbox",
    "MemorySnapshots",
    "MemoryStorage",
    "Message",
    "NothingToAppendError",
    "Outbox",
    "Projection",
    "Recorded",
    "Snapshot",
    "Snapshots",
    "Storage",
    "UnitOfWork",
    "VersionConflictError",
    "Watch",
    "place",
    "read_value",
    "write_value",
]
