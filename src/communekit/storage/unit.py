"""Storage (存储): everything that one community keeps, written together or not at all."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol, TypeVar

from communekit.ledger import BookStore

from .agenda import Agenda
from .event_store import EventStore
from .outbox import Outbox
from .snapshot import Snapshots

T = TypeVar("T")


class UnitOfWork(Protocol):
    """What is read and written together (工作单元): all of it is kept, or nothing."""

    @property
    def events(self) -> EventStore:
        """What was recorded."""

    @property
    def book(self) -> BookStore:
        """What was booked."""

    @property
    def snapshots(self) -> Snapshots:
        """What was folded so far."""

    @property
    def outbox(self) -> Outbox:
        """What the world is to be told."""

    @property
    def agenda(self) -> Agenda:
        """What is due."""

    def attempt(self) -> AbstractContextManager[None]:
        """Begin a part of which nothing stays if it raises; what was written before it stands."""


class Storage(Protocol):
    """Where one community is kept (存储). `communekit.testing.StorageContract` shows whether it keeps its promises."""

    @property
    def community(self) -> str:
        """Whose it is."""

    def write(self, work: Callable[[UnitOfWork], T]) -> T:
        """Do work and keep all that it wrote, or nothing if it raises; no other writer of the community is between.

        The work may be done again from its beginning where others were in the way, so it changes nothing else.
        """

    def read(self, work: Callable[[UnitOfWork], T]) -> T:
        """Do work that only reads, as of one moment."""

    def close(self) -> None:
        """Let go of what it holds."""


__all__ = ["Storage", "UnitOfWork"]
