"""The tables of a book (表结构). Amounts are checked by the database, too: types alone do not guard.

Moments are kept as text of one width, in UTC, so that they sort as they run on every database. One book per community;
many communities share the tables.
"""

from typing import Final

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
)

from communekit.money import MINOR_MAX

VERSION: Final = 1
"""The version of the tables; newer ones are refused, not guessed."""

METADATA: Final = MetaData()

META: Final = Table(
    "communekit_meta",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("version", Integer, nullable=False),
)

BOOKS: Final = Table(
    "communekit_book",
    METADATA,
    Column("community", Text, primary_key=True),
    Column("entries", BigInteger, nullable=False),
    CheckConstraint("entries >= 0", name="communekit_book_entries"),
)
"""One row a community: how many entries its book holds. Whoever appends holds the row until he is done, so that
positions become visible in their order."""

ENTRIES: Final = Table(
    "communekit_entry",
    METADATA,
    Column("community", Text, primary_key=True),
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("record", Text, nullable=False),
    Index("communekit_entry_id", "community", "id", unique=True),
)

POSTINGS: Final = Table(
    "communekit_posting",
    METADATA,
    Column("community", Text, primary_key=True),
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("party", Text, primary_key=True),
    Column("bucket", Text, primary_key=True),
    Column("commodity", Text, primary_key=True),
    Column("digits", Integer, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("minor", BigInteger, nullable=False),
    ForeignKeyConstraint(
        ["community", "position"], ["communekit_entry.community", "communekit_entry.position"]
    ),
    CheckConstraint(
        f"minor BETWEEN -{MINOR_MAX} AND {MINOR_MAX} AND minor <> 0", name="communekit_posting_minor"
    ),
    Index("communekit_posting_account", "community", "party", "bucket", "commodity", "digits", "at"),
)

BALANCES: Final = Table(
    "communekit_balance",
    METADATA,
    Column("community", Text, primary_key=True),
    Column("party", Text, primary_key=True),
    Column("bucket", Text, primary_key=True),
    Column("commodity", Text, primary_key=True),
    Column("digits", Integer, primary_key=True, autoincrement=False),
    Column("minor", BigInteger, nullable=False),
    CheckConstraint(f"minor BETWEEN -{MINOR_MAX} AND {MINOR_MAX}", name="communekit_balance_minor"),
)

PARTIES: Final = Table(
    "communekit_party",
    METADATA,
    Column("community", Text, primary_key=True),
    Column("party", Text, primary_key=True),
    Column("closed_until", Text, nullable=True),
)
"""One row a party that was posted to or closed: up to when its books are closed, if they are."""

__all__ = ["BALANCES", "BOOKS", "ENTRIES", "META", "METADATA", "PARTIES", "POSTINGS", "VERSION"]
