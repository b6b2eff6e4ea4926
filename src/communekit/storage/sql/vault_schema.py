"""The tables of a vault (个人信息表结构), apart from those of a book, so that they may live in another database."""

from typing import Final

from sqlalchemy import Column, MetaData, Table, Text

from .private import version_table

VERSION: Final = 1

METADATA: Final = MetaData()

VERSIONS: Final = version_table("communekit_vault_meta", METADATA)

PERSONS: Final = Table(
    "communekit_person",
    METADATA,
    Column("community", Text, primary_key=True),
    Column("party", Text, primary_key=True),
    Column("erased_at", Text, nullable=True),
)
"""One row a person that ever was: whether it was erased."""

FIELDS: Final = Table(
    "communekit_personal",
    METADATA,
    Column("community", Text, primary_key=True),
    Column("party", Text, primary_key=True),
    Column("field", Text, primary_key=True),
    Column("text", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("since", Text, nullable=False),
    Column("kept_until", Text, nullable=True),
    Column("kept_by", Text, nullable=True),
)
"""The data itself. No CHECK constraint stands here: PostgreSQL quotes a row that breaks one in its log."""

HOLDING: Final = ("field", "text", "purpose", "since", "kept_until", "kept_by")
"""The columns of what is held."""

__all__ = ["FIELDS", "HOLDING", "METADATA", "PERSONS", "VERSION", "VERSIONS"]
