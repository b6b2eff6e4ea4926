"""A plain storage with joints (可拆的存储): one lock, and copies to go back to."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from threading import RLock
from typing import TypeVar

from communekit.ledger import STRICT
from communekit.storage import UnitOfWork

from .plain_book import PlainBook
from .plain_events import PlainEvents
from .plain_parts import PlainAgenda, PlainOutbox, PlainSnapshots

T = TypeVar("T")
Part = object


class PlainUnit:
    """The parts, and the way back."""

    def __init__(self, storage: "PlainStorage") -> None:
        self.events = storage.events
        self.book = storage.book
        self.snapshots = storage.snapshots
        self.outbox = storage.outbox
        self.agenda = storage.agenda
        self.attempt = storage.attempt


class PlainStorage:
    """Everything of one community."""

    def __init__(self, community: str) -> None:
        self.community = community
        self.lock: AbstractContextManager[object] = RLock()
        self.book = PlainBook(STRICT)
        self.events, self.snapshots = PlainEvents(), PlainSnapshots()
        self.outbox, self.agenda = PlainOutbox(), PlainAgenda()

    def parts(self) -> list[Part]:
        """Return what is taken back together."""
        return [self.events, self.book, self.snapshots, self.outbox, self.agenda]

    def write(self, work: Callable[[UnitOfWork], T]) -> T:
        """Do work, or go back."""
        with self.lock, self.whole():
            return work(PlainUnit(self))

    def read(self, work: Callable[[UnitOfWork], T]) -> T:
        """Do work that only reads."""
        with self.lock:
            return work(PlainUnit(self))

    def whole(self) -> AbstractContextManager[None]:
        """Begin a unit of work."""
        return taken_back(self.parts())

    def attempt(self) -> AbstractContextManager[None]:
        """Begin a part of one."""
        return taken_back(self.parts())

    def close(self) -> None:
        """Nothing is held."""


State = list[dict[str, object]]


def state_of(parts: Sequence[Part]) -> State:
    """Return a copy of what parts hold."""
    return [{name: _copied(value) for name, value in vars(part).items()} for part in parts]


def put_back(parts: Sequence[Part], state: State) -> None:
    """Let parts hold what they did."""
    for part, was in zip(parts, state, strict=True):
        vars(part).update(was)


@contextmanager
def taken_back(parts: Sequence[Part]) -> Iterator[None]:
    """Put parts back to what they were, if anything is raised."""
    before = state_of(parts)
    try:
        yield
    except BaseException:
        put_back(parts, before)
        raise


def _copied(value: object) -> object:
    return value.copy() if isinstance(value, list | dict) else value
