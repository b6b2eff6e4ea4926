"""Storages that are broken on purpose (弄坏的存储): what is written together is not; each with the laws that it breaks."""

# ruff: noqa: D102  # a class says what it does otherwise than the plain storage

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime
from typing import Final, TypeVar

from communekit.storage import Snapshot, UnitOfWork

from .books import pause
from .plain_parts import PlainAgenda, PlainSnapshots
from .plain_storage import Part, PlainStorage, PlainUnit, State, put_back, state_of

T = TypeVar("T")

STORAGES: Final[dict[type[PlainStorage], frozenset[str]]] = {}
"""The broken ones, each with the laws that it must break."""


def breaks(*laws: str) -> Callable[[type[PlainStorage]], type[PlainStorage]]:
    """Say which laws a storage breaks."""

    def noted(storage: type[PlainStorage]) -> type[PlainStorage]:
        STORAGES[storage] = frozenset(laws)
        return storage

    return noted


# Units of work ----------------------------------------------------------------------------------------------


@breaks("refusal_is_atomic")
class KeepsWhatFailed(PlainStorage):
    """Each part is written as it is told: what raises leaves what came before."""

    def whole(self) -> AbstractContextManager[None]:
        return nullcontext()


@breaks("refusal_is_atomic")
class AttemptsKeepWhatFailed(PlainStorage):
    """Only the whole unit of work is ever rolled back."""

    def attempt(self) -> AbstractContextManager[None]:
        return nullcontext()


@breaks("refusal_is_atomic")
class AttemptsTakeBackTheRest(PlainStorage):
    """What fails in part takes back all that the unit of work has written so far."""

    begun: State

    def write(self, work: Callable[[UnitOfWork], T]) -> T:
        with self.lock:
            self.begun = state_of(self.parts())
            return super().write(work)

    @contextmanager
    def attempt(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            put_back(self.parts(), self.begun)
            raise


@breaks("refusal_is_atomic")
class MessagesGoAtOnce(PlainStorage):
    """Messages are in a database of their own: they stay where their cause was rolled back."""

    def parts(self) -> list[Part]:
        return [part for part in super().parts() if part is not self.outbox]


@breaks("refusal_is_atomic")
class AgendaStays(PlainStorage):
    """What is due is kept elsewhere: what was taken off in vain is off."""

    def parts(self) -> list[Part]:
        return [part for part in super().parts() if part is not self.agenda]


class SlowAgenda(PlainAgenda):
    """An agenda that takes its time."""

    def put(self, what: str, at: datetime | None) -> None:
        pause()
        super().put(what, at)


@breaks("written_together")
class ReadersComeBetween(PlainStorage):
    """Whoever reads does not wait for whoever writes, and sees half of it."""

    def __init__(self, community: str) -> None:
        super().__init__(community)
        self.agenda = SlowAgenda()

    def read(self, work: Callable[[UnitOfWork], T]) -> T:
        return work(PlainUnit(self))


class LaterAgenda(PlainAgenda):
    """What is put here is due from the next unit of work on."""

    def __init__(self) -> None:
        super().__init__()
        self.later: dict[str, datetime | None] = {}

    def put(self, what: str, at: datetime | None) -> None:
        self.later[what] = at

    def catch_up(self) -> None:
        """Let it be due."""
        for what, at in self.later.items():
            super().put(what, at)
        self.later.clear()


@breaks("written_together", "refusal_is_atomic", "stores_agree")
class AgendaComesLater(PlainStorage):
    """The agenda is written by whoever writes next."""

    agenda: LaterAgenda

    def __init__(self, community: str) -> None:
        super().__init__(community)
        self.agenda = LaterAgenda()

    def write(self, work: Callable[[UnitOfWork], T]) -> T:
        with self.lock:
            self.agenda.catch_up()
            return super().write(work)


class SlowSnapshots(PlainSnapshots):
    """What is read here is a while old when it is used."""

    def load(self, name: str) -> Snapshot | None:
        found = super().load(name)
        pause()
        return found


@breaks("no_lost_update", "written_together")
class WritersInterleave(PlainStorage):
    """Each part has a lock, and the unit of work has none: two write at the same time."""

    def __init__(self, community: str) -> None:
        super().__init__(community)
        self.lock = nullcontext()
        self.snapshots, self.agenda = SlowSnapshots(), SlowAgenda()
