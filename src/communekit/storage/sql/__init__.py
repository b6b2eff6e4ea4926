"""Books in a database (数据库存储): SQLite and PostgreSQL, through SQLAlchemy Core. Needs the extra `[sql]`."""

from .book import SqlBook
from .database import Database
from .errors import StoreBusyError

__all__ = ["Database", "SqlBook", "StoreBusyError"]
