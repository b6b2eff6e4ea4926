"""What a database's failure means (数据库故障): was anything written, and may it be told again?"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy.exc import DBAPIError, IntegrityError

from .errors import OutcomeUnknownError, StoreUnavailableError

STATES: Final = {
    "08": "unreachable",  # connection exception
    "25006": "read_only",
    "53100": "full",
    "53300": "unreachable",  # too many connections
    "57P": "unreachable",  # stopped, crashed, or not up yet
}
"""Beginnings of PostgreSQL's SQLSTATE, and what they mean."""

NAMES: Final = {
    "SQLITE_CANTOPEN": "unreachable",
    "SQLITE_CORRUPT": "damaged",
    "SQLITE_FULL": "full",
    "SQLITE_IOERR": "io",
    "SQLITE_NOTADB": "damaged",
    "SQLITE_READONLY": "read_only",
}
"""Beginnings of SQLite's error names, and what they mean."""

DOUBTFUL: Final = ("unreachable", "io")
"""Where these strike while a transaction commits, nobody knows whether it did: the answer was lost on the way, or what was
written could not be synchronised and may yet be found after a restart. All others say that it did not."""


@contextmanager
def plainly(*, committing: bool = False) -> Iterator[None]:
    """Say in our own words what a driver says of a failure; errors of other kinds pass as they are.

    Raises:
        StoreUnavailableError: Nothing was written.
        OutcomeUnknownError: It came while a transaction was committed.
    """
    try:
        yield
    except DBAPIError as error:
        problem = problem_of(error)
        if problem is None:
            raise
        reason = (str(error.orig).splitlines() or [""])[0]
        if committing and problem in DOUBTFUL:
            raise OutcomeUnknownError(reason) from error
        raise StoreUnavailableError(problem, reason) from error


def problem_of(error: DBAPIError) -> str | None:
    """Return the word of `StoreUnavailableError.problems` for a driver's error, None where it is of another kind."""
    if error.connection_invalidated:
        return "unreachable"
    if isinstance(error, IntegrityError):
        return None
    state, name = getattr(error.orig, "sqlstate", ""), getattr(error.orig, "sqlite_errorname", "")
    if state is None and type(error.orig).__name__ == "OperationalError":
        return "unreachable"  # The server was never reached: psycopg has no state to tell.
    for table, said in ((STATES, state or ""), (NAMES, name)):
        for beginning, problem in table.items():
            if said.startswith(beginning):
                return problem
    return None


__all__ = ["plainly", "problem_of"]
