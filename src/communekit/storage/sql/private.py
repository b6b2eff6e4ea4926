"""Private tables (私密数据表): what is in them gets into no error and no log, and leaves the files of SQLite when it goes."""

import logging
from collections.abc import Callable
from typing import Final, TypeVar

from sqlalchemy import Column, Connection, Integer, MetaData, Table, Text, select
from sqlalchemy.exc import SQLAlchemyError

from communekit.codec import SchemaVersionError
from communekit.errors import CommunekitError

from ..vault_errors import ErasureUnfinishedError, VaultFailedError
from .database import Database
from .retry import Retry

T = TypeVar("T")

_LOCK: Final = 727160211

_SILENT: Final = logging.Logger("communekit.private", logging.CRITICAL + 1)  # noqa: LOG001  # registered, it could be told to speak
"""Says nothing at any level, whatever the host has SQLAlchemy log."""


def version_table(name: str, metadata: MetaData) -> Table:
    """Return the table that says of which version the others are."""
    return Table(
        name,
        metadata,
        Column("key", Text, primary_key=True),
        Column("version", Integer, nullable=False),
    )


class PrivateTables:
    """Tables of a database whose contents are nobody else's business.

    SQLAlchemy's log is silent about them, and what the driver and SQLAlchemy say of an error is not repeated: they quote
    rows and values. `sweep` takes the traces of what was deleted out of the files of SQLite; PostgreSQL has no such act.
    """

    def __init__(self, database: Database, versions: Table, version: int, retry: Retry | None) -> None:
        engine = database.engine.execution_options()
        engine.logger = _SILENT  # values of statements and rows that come back, too
        self._database = Database(engine)
        self._retry = Retry() if retry is None else retry
        self._prepare(versions, version)

    @property
    def database(self) -> Database:
        """Where they are."""
        return self._database

    def _prepare(self, versions: Table, version: int) -> None:
        """Make the tables where they are missing, and check their version."""
        with self._database.writing() as connection:
            if self._database.dialect == "postgresql":
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")  # one maker at a time
            versions.metadata.create_all(connection)
            row = self._database.insert(versions).values(key="schema", version=version)
            connection.execute(row.on_conflict_do_nothing())
            found = connection.execute(select(versions.c.version)).scalar_one()
            if found > version:
                raise SchemaVersionError(found, 1, version)

    def write(self, party: str, work: Callable[[Connection], T]) -> T:
        """Do some work in a transaction that writes, tried again where others are in the way.

        Raises:
            VaultFailedError: The database failed; telling it again is safe.
            StoreBusyError: Others were in the way every time; nothing was written.
        """

        def once() -> T:
            with self._database.writing() as connection:
                if self._database.dialect == "sqlite":
                    connection.exec_driver_sql("PRAGMA secure_delete = ON")
                return work(connection)

        return self._silent(party, lambda: self._retry.run(once))

    def read(self, party: str, work: Callable[[Connection], T]) -> T:
        """Do some work that reads one moment."""

        def once() -> T:
            with self._database.reading() as connection:
                return work(connection)

        return self._silent(party, once)

    def _silent(self, party: str, work: Callable[[], T]) -> T:
        try:
            return work()
        except SQLAlchemyError as error:
            reason = _reason(error)
        except CommunekitError as error:
            if not isinstance(error.__cause__, SQLAlchemyError):
                raise
            reason = _reason(error.__cause__)
        raise VaultFailedError(
            party, reason
        )  # Out here, so that it does not drag along what the driver said.

    def sweep(self) -> None:
        """Take the traces of deleted rows out of the files of SQLite.

        Overwriting deleted rows is not enough: pages that were rebuilt before keep stale copies. So the file is written
        anew, and the write-ahead log is emptied.

        Raises:
            ErasureUnfinishedError: Somebody reads an old state of the file, or writes.
        """
        if self._database.dialect != "sqlite":
            return
        try:
            connection = self._database.engine.raw_connection()
            try:
                cursor = connection.cursor()
                cursor.execute("VACUUM")
                busy, _, _ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            finally:
                connection.close()
            reason = "busy" if busy else ""
        except (SQLAlchemyError, self._database.engine.dialect.loaded_dbapi.Error) as error:
            reason = type(error).__name__
        if reason:
            raise ErasureUnfinishedError(reason)


def _reason(error: SQLAlchemyError) -> str:
    """Return what went wrong as words that cannot quote a row: the class, and the state where there is one."""
    state = getattr(getattr(error, "orig", None), "sqlstate", None)
    return f"{type(error).__name__} {state}" if isinstance(state, str) else type(error).__name__


__all__ = ["PrivateTables", "version_table"]
