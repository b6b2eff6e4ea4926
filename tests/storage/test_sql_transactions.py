"""The host's own transaction, versions of the tables, what the database itself refuses, and trying again."""

from collections.abc import Callable
from unittest.mock import Mock

import pytest
from sqlalchemy import create_engine, text, update
from sqlalchemy.exc import DBAPIError, OperationalError

from communekit.codec import SchemaVersionError
from communekit.errors import CommunekitError
from communekit.ids import EntryId
from communekit.ledger import STRICT, Account, Entry, Posting
from communekit.storage.sql import (
    Database,
    OutcomeUnknownError,
    SqlBook,
    StoreBusyError,
    StoreUnavailableError,
    UnknownDatabaseError,
)
from communekit.storage.sql.failure import plainly
from communekit.storage.sql.retry import Retry
from communekit.storage.sql.schema import BALANCES, VERSION
from communekit.testing.ledger import MARCH


def move(id_: str, minor: int = 5) -> Entry:
    """Return an entry that pays a leader."""
    legs = (
        Posting(Account("L1", "available", "CNY"), minor),
        Posting(Account("club", "outside.payment", "CNY"), -minor),
    )
    return Entry(EntryId(id_), "order.paid", MARCH, legs)


def has(book: SqlBook) -> int:
    """Return what the leader has, in fen."""
    return book.balance(Account("L1", "available", "CNY")).minor


def test_our_writes_commit_with_the_hosts(database: Database) -> None:
    """In the host's transaction the entry is there when it commits, and not when it rolls back; so is the host's own row."""
    book = SqlBook(database, f"{database.dialect}-host", limits=STRICT)
    with database.writing() as connection:
        connection.execute(text("CREATE TABLE IF NOT EXISTS host_orders (id TEXT)"))
    with database.writing() as connection:
        connection.execute(text("INSERT INTO host_orders VALUES ('A1')"))
        assert len(book.within(connection).post(move("A1"))) == 1
        assert has(book.within(connection)) == 5
    assert has(book) == 5

    def fail() -> None:
        with database.writing() as connection:
            connection.execute(text("INSERT INTO host_orders VALUES ('A2')"))
            book.within(connection).post(move("A2"))
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert (has(book), book.find("A2"), len(book)) == (5, None, 1)
    with database.reading() as connection:
        assert connection.execute(text("SELECT id FROM host_orders")).scalars().all() == ["A1"]


def test_what_is_refused_leaves_nothing(database: Database) -> None:
    """refusal_is_atomic: of entries posted together, one that is refused keeps out the others."""
    book = SqlBook(database, f"{database.dialect}-refused", limits=STRICT)
    with pytest.raises(CommunekitError):
        book.post(move("a", 5), move("b", -6))
    assert (len(book), dict(book.balances())) == (0, {})
    assert book.post() == ()


def test_the_database_guards_amounts_too(database: Database) -> None:
    """A balance beyond 10^15 minor units is refused by the database itself, whoever writes it."""
    book = SqlBook(database, f"{database.dialect}-guard")
    book.post(move("a"))

    def spoil() -> None:
        with database.writing() as connection:
            connection.execute(update(BALANCES).values(minor=10**15 + 1))

    with pytest.raises(DBAPIError):
        spoil()
    assert has(book) == 5


def test_tables_of_a_newer_version_are_refused(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A newer version is refused, not guessed; the same one opens again."""
    url = f"sqlite:///{tmp_path_factory.mktemp('newer') / 'book.db'}"
    for _ in range(2):
        with Database.open(url) as database:
            SqlBook(database, "riverside").post(move("a"))
    with Database.open(url) as database, database.writing() as connection:
        connection.execute(text(f"UPDATE communekit_version SET version_num = '{VERSION + 1}'"))
    with pytest.raises(SchemaVersionError):
        Database.open(url)


def test_sqlite_is_safe_in_a_power_cut(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A write-ahead log, and every commit synchronised in full."""
    url = f"sqlite:///{tmp_path_factory.mktemp('wal') / 'book.db'}"
    with Database.open(url) as database, database.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2


class _Driver(Exception):
    """An error of a driver, with a state."""

    def __init__(self, said: str, sqlstate: str = "") -> None:
        super().__init__(said)
        self.sqlstate = sqlstate


def failing(times: int, error: Exception) -> tuple[Callable[[], str], list[int]]:
    """Return work that fails so many times, and a count of its turns."""
    turns: list[int] = []

    def work() -> str:
        turns.append(1)
        if len(turns) <= times:
            raise OperationalError("UPDATE", {}, error)
        return "done"

    return work, turns


@pytest.mark.parametrize(
    "error",
    [
        _Driver("could not serialize", "40001"),
        _Driver("deadlock detected", "40P01"),
        _Driver("database is locked"),
    ],
    ids=["serialization", "deadlock", "locked"],
)
def test_what_may_succeed_is_tried_again(error: Exception) -> None:
    """A capped number of times, with pauses that grow; then it is said that nothing was written."""
    pauses: list[float] = []
    retry = Retry(attempts=4, first_ms=10, longest_ms=25, sleep=pauses.append, chance=lambda: 1.0)
    work, turns = failing(3, error)
    assert retry.run(work) == "done"
    assert (len(turns), pauses) == (4, [0.01, 0.02, 0.025])
    work, turns = failing(4, error)
    with pytest.raises(StoreBusyError) as refused:
        retry.run(work)
    assert (len(turns), refused.value.attempts) == (4, 4)
    assert "重试" in refused.value.text("zh")


def test_what_cannot_succeed_is_not_tried_again() -> None:
    """Another error is the caller's at once."""
    work, turns = failing(1, _Driver("no such table"))
    with pytest.raises(OperationalError):
        Retry(sleep=lambda _: None).run(work)
    assert len(turns) == 1


@pytest.mark.parametrize(
    ("error", "problem"),
    [
        (_Driver("the server closed the connection", "57P01"), "unreachable"),
        (_Driver("could not receive data from server", "08006"), "unreachable"),
        (_Driver("too many clients", "53300"), "unreachable"),
        (_Driver("could not extend file", "53100"), "full"),
        (_Driver("cannot execute INSERT in a read-only transaction", "25006"), "read_only"),
    ],
    ids=["stopped", "lost", "crowded", "full", "read-only"],
)
def test_a_failure_is_said_plainly(error: Exception, problem: str) -> None:
    """Before the commit nothing was written; at a commit, a lost connection leaves open whether it was."""
    with pytest.raises(StoreUnavailableError) as refused, plainly():
        raise OperationalError("UPDATE", {}, error)
    assert refused.value.data() == {"problem": problem, "reason": str(error)}
    doubtful = problem == "unreachable"
    kind = OutcomeUnknownError if doubtful else StoreUnavailableError
    with pytest.raises(kind) as refused_at_commit, plainly(committing=True):
        raise OperationalError("COMMIT", {}, error)
    assert ("放心地原样重试" in refused_at_commit.value.text("zh")) == doubtful


def test_a_server_that_is_away_is_asked_again() -> None:
    """So many times; a commit without an answer and a full disk are the caller's at once."""
    pauses: list[float] = []
    retry = Retry(attempts=3, sleep=pauses.append)
    for error, times in (
        (StoreUnavailableError("unreachable", "refused"), 3),
        (StoreUnavailableError("full", "no space"), 1),
        (OutcomeUnknownError("lost"), 1),
    ):
        away = Mock(side_effect=error)
        with pytest.raises(type(error)):
            retry.run(away)
        assert away.call_count == times
    assert len(pauses) == 2


@pytest.mark.parametrize(
    "where", ["shop.db", "mysql://root:secret@host/shop", "oracle://u:secret@h/x", "", "sqlite"]
)
def test_an_address_that_is_none(where: str) -> None:
    """Whoever gives an address that cannot be used is told which are, and no password is shown."""
    with pytest.raises(UnknownDatabaseError) as refused:
        Database.open(where)
    assert "secret" not in refused.value.text("zh")
    assert "sqlite:///shop.db" in refused.value.text("zh")


def test_the_hosts_own_engine_is_made_safe(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A SQLite engine that the host made itself keeps what is acknowledged, too; wrapped twice, it begins once."""
    engine = create_engine(f"sqlite:///{tmp_path_factory.mktemp('own') / 'book.db'}")
    with Database(Database(engine).engine) as database:
        database.prepare()
        with database.reading() as connection:
            assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert len(SqlBook(database, "riverside").post(move("a"))) == 1


def test_a_file_that_is_no_database(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A file of something else, or a damaged one, is said to be so, and is left as it is."""
    path = tmp_path_factory.mktemp("damaged") / "shop.db"
    path.write_text("orders of March\n" * 100, encoding="utf-8")
    with pytest.raises(StoreUnavailableError) as refused:
        Database.open(f"sqlite:///{path}")
    assert refused.value.problem == "damaged"
    assert path.read_text(encoding="utf-8") == "orders of March\n" * 100
