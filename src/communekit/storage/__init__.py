"""Storage: where books are kept (存储). The rooms stay pure; adapters stand here.

`MemoryBook` is the readable reference; `communekit.storage.sql` keeps books in SQLite and PostgreSQL (extra `[sql]`).
"""

from .memory import MemoryBook

__all__ = ["MemoryBook"]
