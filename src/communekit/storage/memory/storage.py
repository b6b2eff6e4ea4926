"""Everything of one community in memory (内存存储): the readable reference of `Storage`."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import RLock
from typing import TypeVar

from communekit.ids import identifier
from communekit.ledger import STRICT, Limit, Limits
from communekit.storage.unit import UnitOfWork

from .agenda import MemoryAgenda
from .book import MemoryBook
from .events import MemoryEvents
from .outbox import MemoryOutbox
from .snapshots import MemorySnapshots
from .undo import Undo

T = TypeVar("T")


class MemoryUnit:
    """A unit of work in memory (内存工作单元); see `UnitOfWork`."""

    def __init__(self, limits: Limits | Iterable[Limit]) -> None:
        self._undo = Undo()
        self.events = MemoryEvents(self._undo)
        self.book = MemoryBook(limits, undo=self._undo)
        self.snapshots = MemorySnapshots(self._undo)
        self.outbox = MemoryOutbox(self._undo)
        self.agenda = MemoryAgenda(self._undo)

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Begin a part of which nothing stays if it raises."""
        mark = self._undo.mark()
        try:
            yield
        except BaseException:
            self._undo.back(mark)
            raise

    def in_vain(self, work: Callable[[UnitOfWork], T]) -> T:
        """Do work of which nothing stays."""
        mark = self._undo.mark()
        try:
            return work(self)
        finally:
            self._undo.back(mark)

    def keep(self) -> None:
        """Let all that was written stand."""
        self._undo.forget()


class MemoryStorage:
    """One community in memory behind the port `Storage` (内存存储), one writer at a time; gone with the process.

    >>> storage = MemoryStorage("riverside")
    >>> storage.read(lambda unit: len(unit.events))
    0
    """

    def __init__(self, community: str, *, limits: Limits | Iterable[Limit] = STRICT) -> None:
        self.community = identifier(community, what="community id")
        self._unit = MemoryUnit(limits)
        self._lock = RLock()

    def write(self, work: Callable[[UnitOfWork], T]) -> T:
        """Do work and keep all that it wrote, or nothing if it raises."""
        with self._lock, self._unit.attempt():
            done = work(self._unit)
            self._unit.keep()
            return done

    def read(self, work: Callable[[UnitOfWork], T]) -> T:
        """Do work that only reads; what it writes all the same is not kept."""
        with self._lock:
            return self._unit.in_vain(work)

    def close(self) -> None:
        """Nothing is held."""


__all__ = ["MemoryStorage", "MemoryUnit"]
