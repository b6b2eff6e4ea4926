"""Everything of one community in a database (数据库存储)."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Self, TypeVar

from sqlalchemy import Connection

from communekit.ids import identifier
from communekit.ledger import STRICT, Limit, Limits
from communekit.storage.unit import UnitOfWork

from .agenda import SqlAgenda
from .book import SqlBook
from .database import Database
from .events import SqlEvents, lock_log
from .outbox import SqlOutbox
from .retry import Retry
from .session import Session
from .snapshots import SqlSnapshots

T = TypeVar("T")


class SqlUnit:
    """A unit of work in one transaction (数据库工作单元); see `UnitOfWork`."""

    def __init__(
        self,
        session: Session,
        connection: Connection,
        limits: Limits | Iterable[Limit],
        *,
        is_locked: bool = False,
    ) -> None:
        inner = Session(session.database, session.community, session.retry, connection)
        self._connection = connection
        self.events = SqlEvents(
            session.database, session.community, connection=connection, is_locked=is_locked
        )
        self.book = SqlBook(session.database, session.community, limits=limits, connection=connection)
        self.snapshots = SqlSnapshots(inner)
        self.outbox = SqlOutbox(inner)
        self.agenda = SqlAgenda(inner)

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Begin a part of which nothing stays if it raises."""
        with self._connection.begin_nested():
            yield


class SqlStorage:
    """One community in a database behind the port `Storage` (数据库存储).

    Args:
        database: Where; several communities share it and do not see each other.
        community: Whose.
        limits: How far balances may go.
        retry: How often to try where others are in the way.
        connection: A transaction of the host's own to read and write in (see `within`).

    >>> with Database.open("sqlite://") as database:
    ...     SqlStorage(database, "riverside").read(lambda unit: len(unit.events))
    0
    """

    def __init__(
        self,
        database: Database,
        community: str,
        *,
        limits: Limits | Iterable[Limit] = STRICT,
        retry: Retry | None = None,
        connection: Connection | None = None,
    ) -> None:
        self.community = identifier(community, what="community id")
        self._limits = limits
        self._session = Session(database, self.community, retry or Retry(), connection)

    def within(self, connection: Connection) -> Self:
        """Return the same storage inside a transaction of the host's own: it commits, or leaves nothing, with the host's writes."""
        session = self._session
        return type(self)(
            session.database, self.community, limits=self._limits, retry=session.retry, connection=connection
        )

    def write(self, work: Callable[[UnitOfWork], T]) -> T:
        """Do work and keep all that it wrote, or nothing if it raises; see `Storage.write`.

        Raises:
            StoreBusyError: Others were in the way every time; nothing was written.
        """

        def locked(connection: Connection) -> T:
            lock_log(self._session, connection)
            return work(SqlUnit(self._session, connection, self._limits, is_locked=True))

        given = self._session.connection
        if given is None:
            return self._session.write(locked)
        with given.begin_nested():  # The host's own writes stand, whatever becomes of ours.
            return locked(given)

    def read(self, work: Callable[[UnitOfWork], T]) -> T:
        """Do work that only reads, as of one moment."""
        return self._session.read(lambda connection: work(SqlUnit(self._session, connection, self._limits)))

    def close(self) -> None:
        """Close the database's connections; not in a transaction of the host's, who goes on with them."""
        if self._session.connection is None:
            self._session.database.dispose()


__all__ = ["SqlStorage", "SqlUnit"]
