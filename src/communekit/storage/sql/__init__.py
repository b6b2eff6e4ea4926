"""Books in a database (数据库存储): SQLite and PostgreSQL, through SQLAlchemy Core. Needs the extra `[sql]`.

Importing it without SQLAlchemy raises `MissingExtraError`.
"""

from . import extra  # noqa: F401  # before all others: it says what is missing
from .book import SqlBook
from .database import Database
from .errors import OutcomeUnknownError, StoreBusyError, StoreUnavailableError
from .events import SqlEvents
from .storage import SqlStorage

__all__ = [
    "Database",
    "OutcomeUnknownError",
    "SqlBook",
    "SqlEvents",
    "SqlStorage",
    "StoreBusyError",
    "StoreUnavailableError",
]
