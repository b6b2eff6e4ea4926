"""APSW behind SQLAlchemy (驱动): "sqlite+apsw:////folder/book.db?vfs=name", so that our own code runs on a disk of ours.

As much of a driver as our adapter needs; errors are those of the standard library's driver, with its names.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import suppress
from sqlite3 import Error
from typing import Any, Final, Self

import apsw
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.base import SQLiteDialect
from sqlalchemy.engine import URL

paramstyle: Final = "qmark"
sqlite_version_info: Final = tuple(int(part) for part in apsw.sqlite_lib_version().split("."))

KINDS: Final[dict[type[apsw.Error], type[sqlite3.Error]]] = {
    apsw.ConstraintError: sqlite3.IntegrityError,
    apsw.CorruptError: sqlite3.DatabaseError,
    apsw.NotADBError: sqlite3.DatabaseError,
}
"""Which error of the standard driver an error is; the others are operational."""

WORDS: Final = {apsw.BusyError: "database is locked", apsw.LockedError: "database table is locked"}


def told(error: apsw.Error) -> sqlite3.Error:
    """Return an error as the standard library's driver would raise it."""
    kind = KINDS.get(type(error), sqlite3.OperationalError)
    same = kind(WORDS.get(type(error), str(error)))
    code = getattr(error, "extendedresult", 0)
    same.sqlite_errorcode = code
    same.sqlite_errorname = str(
        apsw.mapping_extended_result_codes.get(code) or apsw.mapping_result_codes.get(code & 255)
    )
    return same


class Cursor:
    """A cursor that has all its rows at once."""

    arraysize, lastrowid = 1, 0

    def __init__(self, connection: apsw.Connection) -> None:
        self._of = connection
        self._rows: list[tuple[Any, ...]] = []
        self.description: Sequence[tuple[Any, ...]] | None = None
        self.rowcount = -1

    def _traced(self, cursor: apsw.Cursor, *_: object) -> bool:
        named = cursor.get_description()
        self.description = [(name, *(None,) * 6) for name, _kind in named] or None
        return True

    def _run(self, statement: str, each: Iterable[Sequence[Any]]) -> Self:
        self.description, before = None, self._of.total_changes()
        cursor = self._of.cursor()
        cursor.exec_trace = self._traced
        try:
            self._rows = [row for bound in each for row in cursor.execute(statement, tuple(bound))]
        except apsw.Error as error:
            # A commit is done before its checkpoint: SQLite says nothing where that fails, APSW raises all the same.
            if statement != "COMMIT" or "checkpoint" not in getattr(error, "__notes__", ()):
                raise told(error) from error
        self.rowcount, self.lastrowid = self._of.total_changes() - before, self._of.last_insert_rowid()
        return self

    def execute(self, statement: str, bound: Sequence[Any] = ()) -> Self:
        """Run a statement."""
        return self._run(statement, [bound])

    def executemany(self, statement: str, each: Iterable[Sequence[Any]]) -> Self:
        """Run a statement for each row."""
        return self._run(statement, each)

    def fetchone(self) -> tuple[Any, ...] | None:
        """Return the next row."""
        return self._rows.pop(0) if self._rows else None

    def fetchmany(self, size: int = 1) -> list[tuple[Any, ...]]:
        """Return the next rows."""
        rows, self._rows = self._rows[:size], self._rows[size:]
        return rows

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Return the rows that are left."""
        return self.fetchmany(len(self._rows))

    def close(self) -> None:
        """Drop the rows."""
        self._rows = []


class Connection:
    """A connection; transactions are begun by whoever uses it."""

    isolation_level: str | None = None

    def __init__(self, path: str, vfs: str, checkpoint_pages: int, timeout: float) -> None:
        try:
            self.apsw = apsw.Connection(path, vfs=vfs)
        except apsw.Error as error:
            raise told(error) from error
        self.apsw.set_busy_timeout(int(timeout * 1000))
        self.apsw.wal_autocheckpoint(checkpoint_pages)

    def cursor(self) -> Cursor:
        """Return a cursor."""
        return Cursor(self.apsw)

    def commit(self) -> None:
        """Commit, where there is a transaction."""
        if self.apsw.in_transaction:
            self.cursor().execute("COMMIT")

    def rollback(self) -> None:
        """Roll back, where there is a transaction."""
        if self.apsw.in_transaction:
            self.cursor().execute("ROLLBACK")

    def close(self) -> None:
        """Close it."""
        with suppress(apsw.Error):  # Where there is no power, it is closed all the same.
            self.apsw.close()


def connect(path: str, *, vfs: str = "", checkpoint_pages: str = "1000", timeout: float = 5.0) -> Connection:
    """Return a connection to a file, on a file system of SQLite's by its name."""
    return Connection(path, vfs, int(checkpoint_pages), timeout)


class Dialect(SQLiteDialect):
    """SQLite through APSW."""

    driver = "apsw"
    supports_statement_cache = True

    @classmethod
    def import_dbapi(cls) -> Any:
        """Return this module."""
        return __import__(__name__, fromlist=["connect"])

    def create_connect_args(self, url: URL) -> Any:
        """Return what `connect` takes."""
        return [url.database], dict(url.query)


registry.register("sqlite.apsw", __name__, "Dialect")

__all__ = ["Connection", "Cursor", "Dialect", "Error", "connect", "paramstyle", "sqlite_version_info"]
