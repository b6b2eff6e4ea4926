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

VERSION: Final = 2
"""The version of the tables; newer ones are refused, not guessed."""

METADATA: Final = MetaData()

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
    Column("about", Text, nullable=False, server_default=""),
    Index("communekit_entry_id", "community", "id", unique=True),
    Index("communekit_entry_about", "community", "about"),
)
"""`about` is the id of the fact at the head of the entries that this one refers to: its own where there is none."""

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

LOGS: Final = Table(
    "communekit_log",
    METADATA,
    Column("community", Text, primary_key=True),
    Column("events", BigInteger, nullable=False),
    CheckConstraint("events >= 0", name="communekit_log_events"),
)
"""One row a community: how many events it has. Whoever writes holds the row until he is done."""

EVENTS: Final = Table(
    "communekit_event",
    METADATA,
    Column("community", Text, primary_key=True),
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("stream", Text, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("key", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("data", Text, nullable=False),
    Column("tags", Text, nullable=False),
    Index("communekit_event_stream", "community", "stream", "version", unique=True),
    Index("communekit_event_key", "community", "key", "number", unique=True),
)
"""`number` counts the events that were appended under one key."""

TAGS: Final = Table(
    "communekit_tag",
    METADATA,
    Column("community", Text, primary_key=True),
    Column("tag", Text, primary_key=True),
    Column("position", BigInteger, primary_key=True, autoincrement=False),
)

SNAPSHOTS: Final = Table(
    "communekit_snapshot",
    METADATA,
    Column("community", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("position", BigInteger, nullable=False),
    Column("format", Integer, nullable=False),
    Column("data", Text, nullable=False),
)

MESSAGES: Final = Table(
    "communekit_message",
    METADATA,
    Column("community", Text, primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("held_until", Text, nullable=True),
    Column("is_done", Integer, nullable=False),
    CheckConstraint("is_done IN (0, 1)", name="communekit_message_is_done"),
    Index("communekit_message_id", "community", "id", unique=True),
    Index("communekit_message_open", "community", "is_done", "number"),
)

AGENDA: Final = Table(
    "communekit_agenda",
    METADATA,
    Column("community", Text, primary_key=True),
    Column("what", Text, primary_key=True),
    Column("at", Text, nullable=False),
    Index("communekit_agenda_at", "community", "at", "what"),
)

__all__ = [
    "AGENDA",
    "BALANCES",
    "BOOKS",
    "ENTRIES",
    "EVENTS",
    "LOGS",
    "MESSAGES",
    "METADATA",
    "PARTIES",
    "POSTINGS",
    "SNAPSHOTS",
    "TAGS",
    "VERSION",
]
