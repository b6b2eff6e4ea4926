"""Everything in memory (内存存储): the readable reference, and what tests run on."""

from .agenda import MemoryAgenda
from .book import MemoryBook
from .events import MemoryEvents
from .outbox import MemoryOutbox
from .snapshots import MemorySnapshots
from .storage import MemoryStorage

__all__ = [
    "MemoryAgenda",
    "MemoryBook",
    "MemoryEvents",
    "MemoryOutbox",
    "MemorySnapshots",
    "MemoryStorage",
]
