"""Books in a database (数据库存储): SQLite and PostgreSQL, through SQLAlchemy Core. Needs the extra `[sql]`.

Personal data, too: `SqlVault`, and the keys that seal it: `SqlKeys`. Importing it without SQLAlchemy raises `MissingExtraError`.
"""

from . import extra  # noqa: F401  # before all others: it says what is missing
from .book import SqlBook
from .database import Database
from .errors import OutcomeUnknownError, StoreBusyError, StoreUnavailableError, UnknownDatabaseError
from .events import SqlEvents
from .keys import SqlKeys
from .storage import SqlStorage
from .vault import SqlVault

__all__ = [
    "Database",
    "OutcomeUnknownError",
    "SqlBook",
    "SqlEvents",
    "SqlKeys",
    "SqlStorage",
    "SqlVault",
    "StoreBusyError",
    "StoreUnavailableError",
    "UnknownDatabaseError",
]
