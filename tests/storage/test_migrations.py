"""Tables of every older version become today's: whole or not at all."""

from collections.abc import Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, event, text

from communekit.ids import EntryId
from communekit.ledger import STRICT, Entry
from communekit.storage.sql import Database, SqlBook
from communekit.storage.sql.migrations import upgrade, version_of
from communekit.storage.sql.schema import METADATA, VERSION
from communekit.testing.ledger import MARCH
from tests.storage.older import BOOK_OF_VERSION_1, fill_version_1
from tests.storage.test_sql_transactions import move


def wipe(connection: Connection) -> None:
    """Leave no table of ours."""
    for table in ("communekit_version", "communekit_meta"):
        connection.execute(text(f"DROP TABLE IF EXISTS {table}"))
    METADATA.drop_all(connection)


@pytest.fixture
def bare(database: Database) -> Iterator[Database]:
    """Return a database without our tables, and leave it with them."""
    with database.writing() as connection:
        wipe(connection)
    yield database
    with database.writing() as connection:
        wipe(connection)
    database.prepare()


def test_the_migrations_lead_to_the_tables(bare: Database) -> None:
    """From nothing to today's version: exactly the tables that the library reads and writes."""
    bare.prepare()
    with bare.reading() as connection:
        assert version_of(connection) == VERSION
        ours = {"include_object": lambda _, name, kind, *__: kind != "table" or name in METADATA.tables}
        context = MigrationContext.configure(connection, opts={"version_table": "communekit_version", **ours})
        assert compare_metadata(context, METADATA) == []


def test_old_logs_replay(bare: Database) -> None:
    """old_logs_replay: a book of version 1 reads the same afterwards, knows what each entry is about, and goes on."""
    with bare.writing() as connection:
        upgrade(connection, to=1)
        fill_version_1(connection)
    bare.prepare()
    book = SqlBook(bare, "riverside", limits=STRICT)
    assert list(book.since(0)) == list(BOOK_OF_VERSION_1)
    assert book.balances() == BOOK_OF_VERSION_1.balances
    first = next(iter(BOOK_OF_VERSION_1))
    assert book.about(first.id) == tuple(BOOK_OF_VERSION_1)[:3]
    assert book.post(*BOOK_OF_VERSION_1) == ()
    assert len(book.post(move("later"))) == 1


def test_a_migration_cut_in_half_leaves_what_was_there(bare: Database) -> None:
    """Cut at each of its statements in turn, the tables are those of version 1, and the next opening completes it."""
    with bare.writing() as connection:
        upgrade(connection, to=1)
        fill_version_1(connection)
    statements = 0
    while True:
        seen = 0

        def cut(*_: object) -> None:
            nonlocal seen
            seen += 1
            if seen > statements:  # noqa: B023  # asked while the loop stands still
                raise InterruptedError

        event.listen(bare.engine, "before_cursor_execute", cut)
        try:
            bare.prepare()
        except InterruptedError:
            statements += 1
        else:
            break
        finally:
            event.remove(bare.engine, "before_cursor_execute", cut)
        with bare.reading() as connection:
            assert version_of(connection) == 1
            assert connection.execute(text("SELECT count(*) FROM communekit_entry")).scalar() == 4
    assert statements > 20
    assert SqlBook(bare, "riverside").balances() == BOOK_OF_VERSION_1.balances


def test_two_open_at_once(bare: Database) -> None:
    """Opening what is up to date changes nothing."""
    bare.prepare()
    SqlBook(bare, "riverside").post(move("a"))
    bare.prepare()
    found = SqlBook(bare, "riverside").find("a")
    assert isinstance(found, Entry)
    assert (found.id, found.at) == (EntryId("a"), MARCH)
