"""Books in a database (数据库存储): SQLite and PostgreSQL, through SQLAlchemy Core. Needs the extra `[sql]`.

Importing it without SQLAlchemy raises `MissingExtraError`.
"""

from importlib.util import find_spec

from communekit.errors import MissingExtraError

if find_spec("sqlalchemy") is None:
    raise MissingExtraError("A book in a database", "sql")

from .book import SqlBook
from .database import Database
from .errors import StoreBusyError

__all__ = ["Database", "SqlBook", "StoreBusyError"]
