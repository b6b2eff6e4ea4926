"""A database (数据库): opened once, shared by the books of many communities."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final, Self
from weakref import WeakSet

from sqlalchemy import Connection, Engine, Pool, Table, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from communekit.errors import excerpt

from .errors import UnknownDatabaseError
from .failure import plainly
from .migrations import upgrade

BUSY_MS: Final = 1_000

_SAFE: Final = WeakSet[Engine | Pool]()
"""SQLite engines, and their pools, that listen already: one that is wrapped again, or with options, listens once.

By themselves, not by SQLAlchemy's own list of listeners: that goes by address, and an address is used again."""

_READS: Final = "communekit_reads"
"""The execution option of connections that only read."""


class Database:
    """A SQLite or PostgreSQL database with our tables (数据库).

    SQLite runs with a write-ahead log and full synchronisation, so that what was acknowledged survives a power cut, and
    every writing transaction begins as one. PostgreSQL runs at read committed; what must not move is locked, in one order.

    >>> with Database.open("sqlite://") as database:
    ...     database.dialect
    'sqlite'
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.dialect = engine.dialect.name
        if self.dialect == "sqlite" and engine not in _SAFE and engine.pool not in _SAFE:
            event.listen(engine, "connect", _connected)
            event.listen(engine, "begin", _begun)
            _SAFE.update((engine, engine.pool))

    @classmethod
    def open(cls, url: str) -> Self:
        """Open a database and make its tables where they are missing.

        Args:
            url: As SQLAlchemy has it: "sqlite:///shop.db", "postgresql+psycopg://...".

        Raises:
            UnknownDatabaseError: The address names no SQLite or PostgreSQL database.
            SchemaVersionError: Its tables are of a newer version.
            StoreUnavailableError: It cannot be reached, or its tables cannot be made.
        """
        made = cls(_engine(url))
        try:
            made.prepare()
        except BaseException:
            made.dispose()
            raise
        return made

    def prepare(self) -> None:
        """Make the tables where they are missing, and bring older ones up to date."""
        with self.writing() as connection:
            if self.dialect == "postgresql":
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(727160210)")  # one maker at a time
            upgrade(connection)

    def insert(self, table: Any) -> Any:  # noqa: ANN401  # the two dialects share no type of it
        """Return an insert that may pass over what is there."""
        return postgresql.insert(table) if self.dialect == "postgresql" else sqlite.insert(table)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection in a transaction that writes; it commits at the end, or leaves nothing.

        Raises:
            StoreUnavailableError: The database failed on the way; nothing was written.
            OutcomeUnknownError: It failed while it committed.
        """
        with plainly(), self.engine.connect() as connection, connection.begin() as transaction:
            yield connection
            with plainly(committing=True):
                transaction.commit()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one moment.

        Raises:
            StoreUnavailableError: The database failed on the way.
        """
        options: dict[str, Any] = {_READS: True}
        if self.dialect == "postgresql":
            options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with plainly(), self.engine.connect().execution_options(**options) as connection:
            yield connection

    def dispose(self) -> None:
        """Close all connections."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.dispose()


def inserts(table: Table, passing_over: Callable[[Any], Any]) -> Mapping[str, Any]:
    """Return an insert that says what to do with what is there, by dialect: made once, since making one takes its time."""
    return {
        "postgresql": passing_over(postgresql.insert(table)),
        "sqlite": passing_over(sqlite.insert(table)),
    }


def _engine(url: str) -> Engine:
    """Return an engine for an address.

    Raises:
        UnknownDatabaseError: It is none that we can use.
    """
    try:
        address = make_url(url)
        kind = address.get_backend_name()
        if kind == "sqlite":
            return create_engine(address, connect_args={"timeout": BUSY_MS / 1000})
        if kind == "postgresql":  # A connection that its server has closed is not given out.
            return create_engine(address, pool_pre_ping=True)
    except (ArgumentError, ImportError):
        raise UnknownDatabaseError(_without_password(url)) from None
    raise UnknownDatabaseError(_without_password(url))


def _without_password(url: str) -> str:
    return re.sub(r"//[^@/]*@", "//…@", excerpt(url))


def _connected(connection: Any, _: object) -> None:  # noqa: ANN401  # a driver's connection
    """Leave transactions to us, and keep what was acknowledged through a power cut."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        f"busy_timeout = {BUSY_MS}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begun(connection: Connection) -> None:
    """Begin every transaction of ours as a writing one, unless it only reads."""
    reads = connection.get_execution_options().get(_READS, False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


__all__ = ["Database", "inserts"]
