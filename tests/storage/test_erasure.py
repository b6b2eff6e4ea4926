"""The law of erasure, on the bytes: what was erased is in no file, no log and no error, and the books are what they were."""

import logging
import random
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

from communekit.errors import CommunekitError
from communekit.ids import EntryId, PartyId
from communekit.ledger import Account, BookStore, Entry, Posting, write_entry
from communekit.storage import (
    ErasureUnfinishedError,
    Held,
    Kept,
    MemoryBook,
    MemoryVault,
    SealedVault,
    Vault,
    VaultFailedError,
)
from communekit.storage.sql import Database, SqlBook, SqlKeys, SqlVault
from communekit.testing.ledger import MARCH
from communekit.testing.vault import PLANTED, shows

LATER = MARCH + timedelta(days=1)


def forms(planted: str) -> tuple[bytes, ...]:
    """Return the bytes that a text may stand as."""
    return planted.encode(), planted.encode("utf-16-le"), ascii(planted)[1:-1].encode()


def found_in(paths: Iterable[Path], *wanted: bytes) -> list[str]:
    """Return the files that hold any of these bytes."""
    return [path.name for path in paths if any(form in _bytes(path) for form in wanted)]


def _bytes(path: Path) -> bytes:
    """Return what a file holds; a server may take one away while we look."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def files(database: Database) -> list[Path]:
    """Return every file of a database, its log included."""
    if database.dialect == "sqlite":
        path = Path(str(database.engine.url.database))
        return sorted(path.parent.glob(f"{path.name}*"))
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("CHECKPOINT"))
        folder = Path(connection.execute(text("SHOW data_directory")).scalar_one())
    return sorted(path for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Database]:
    """Return a SQLite database of this test's own."""
    with Database.open(f"sqlite:///{tmp_path / 'vault.db'}") as opened:
        yield opened


@pytest.fixture
def keys_file(tmp_path: Path) -> Iterator[Database]:
    """Return a database for keys of this test's own."""
    with Database.open(f"sqlite:///{tmp_path / 'keys.db'}") as opened:
        yield opened


def test_erasure_from_the_files_of_sqlite(sqlite: Database) -> None:
    """The planted text is in the file or its log before, and in neither after."""
    vault = SqlVault(sqlite, "riverside")
    vault.put("m-1", {"name": PLANTED, "phone": "13800138000"}, at=MARCH)
    assert found_in(files(sqlite), *forms(PLANTED)) != []
    assert vault.erase("m-1", at=MARCH).is_finished
    assert found_in(files(sqlite), *forms(PLANTED), b"13800138000") == []


def test_erasure_of_a_field_and_of_what_was_replaced(sqlite: Database) -> None:
    """A field that is taken away leaves the files at once; so does what was replaced before."""
    vault = SqlVault(sqlite, "riverside")
    vault.put("m-1", {"name": f"old-{PLANTED}", "phone": "13800138000"}, at=MARCH)
    vault.put("m-1", {"name": "new"}, at=MARCH)
    vault.put("m-1", {"phone": None}, at=MARCH)
    assert found_in(files(sqlite), *forms(PLANTED), b"13800138000") == []


def test_erasure_after_pages_were_rebuilt(sqlite: Database) -> None:
    """Where rows moved between pages, stale copies stay behind that overwriting deleted rows does not reach.

    With this seed they stay in SQLite 3.40, where the file is not written anew.
    """
    chance, vault, parties = random.Random(2), SqlVault(sqlite, "riverside"), 100

    def live(connection: Connection) -> None:
        for _ in range(1_500):
            party = chance.randrange(parties)
            field, width = f"f{chance.randrange(6)}", chance.choice((5, 10, 20, 60, 1_500))
            held = Held(f"<{party}|{'x' * width}") if chance.random() < 0.8 else None
            vault._put(connection, PartyId(f"m-{party}"), {field: held}, MARCH)

    vault._tables.write("everybody", live)
    kept = Kept(LATER, "until later")
    people = {party: vault.get(f"m-{party}") for party in range(parties)}
    gone = [party for party, person in people.items() if person is not None and party % 2 == 0]
    there = [party for party, person in people.items() if person is not None and party % 2 == 1]
    vault.keep("m-0", people[0].fields if people[0] is not None else (), kept)
    for party in gone:
        vault._erase(f"m-{party}", MARCH)
    assert [each.party for each in vault.erase_due(at=LATER)] == ["m-0"]
    assert min(len(gone), len(there)) > 40
    assert [party for party in gone if found_in(files(sqlite), f"<{party}|".encode())] == []
    assert all(found_in(files(sqlite), f"<{party}|".encode()) for party in there)


@pytest.fixture
def impatient(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """Return a SQLite database that does not wait for others."""
    monkeypatch.setattr("communekit.storage.sql.database.BUSY_MS", 20)
    with Database.open(f"sqlite:///{tmp_path / 'impatient.db'}") as opened:
        yield opened


def test_erasure_beside_whoever_reads(impatient: Database) -> None:
    """Somebody reads an old state of the file: it is said that traces are left, and told again it is finished."""
    vault = SqlVault(impatient, "riverside")
    vault.put("m-1", {"name": PLANTED}, at=MARCH)
    with impatient.reading() as connection:
        connection.execute(text("SELECT 1 FROM communekit_personal")).all()
        with pytest.raises(ErasureUnfinishedError) as refused:
            vault.erase("m-1", at=MARCH)
    assert not shows(PLANTED, refused.value)
    assert vault.erase("m-1", at=MARCH).is_finished
    assert found_in(files(impatient), *forms(PLANTED)) == []


def test_erasure_beside_whoever_writes(impatient: Database) -> None:
    """Somebody writes when the file is to be written anew: the same."""
    vault = SqlVault(impatient, "riverside")
    vault.put("m-1", {"name": PLANTED}, at=MARCH)
    vault._erase("m-1", MARCH)
    with impatient.writing() as connection:
        connection.execute(text("SELECT 1")).all()
        with pytest.raises(ErasureUnfinishedError, match="OperationalError"):
            vault.erase_due(at=MARCH)
    vault.erase_due(at=MARCH)
    assert found_in(files(impatient), *forms(PLANTED)) == []


def test_erasure_from_the_files_of_postgresql(postgres: str, keys_file: Database) -> None:
    """Sealed, the text is never in the server's files; once its key is forgotten, nothing that is left opens it."""
    with Database.open(postgres) as database:
        plain = SqlVault(database, "postgresql-plain")
        plain.put("m-1", {"name": f"plain-{PLANTED}"}, at=MARCH)
        assert found_in(files(database), *forms(f"plain-{PLANTED}")) != []  # So this scan can find it.

        keys = SqlKeys(keys_file, "sealed")
        inner = SqlVault(database, "postgresql-sealed")
        vault = SealedVault(inner, keys)
        vault.put("m-1", {"name": f"sealed-{PLANTED}", "tax_id": f"taxed-{PLANTED}"}, at=MARCH)
        vault.keep("m-1", ["tax_id"], Kept(LATER, "a law"))
        sealed = {name: held.text for name, held in _held(inner).items()}
        ids = {name: sealed[name].split(".")[2] for name in sealed}
        secrets = {name: keys.of("m-1")[ids[name]] for name in sealed}
        everywhere = [*files(database), *files(keys_file)]
        assert found_in(everywhere, *forms(f"sealed-{PLANTED}"), *forms(f"taxed-{PLANTED}")) == []
        assert found_in(files(database), *secrets.values()) == []
        assert found_in(files(keys_file), secrets["name"]) != []

        assert vault.erase("m-1", at=MARCH).erased == ("name",)
        assert f"taxed-{PLANTED}" in str(vault.export("m-1"))
        assert (
            found_in(files(database), sealed["name"].encode()) != []
        )  # What PostgreSQL keeps of deleted rows,
        assert (
            found_in([*files(database), *files(keys_file)], secrets["name"]) == []
        )  # and what no longer opens it.
        assert [each.erased for each in vault.erase_due(at=LATER)] == [("tax_id",)]
        assert found_in([*files(database), *files(keys_file)], *secrets.values()) == []
        assert keys.of("m-1") == {}


def _held(vault: Vault) -> dict[str, Held]:
    person = vault.get("m-1")
    assert person is not None
    return dict(person.fields)


def test_nothing_gets_into_a_log(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    """Whatever a host has SQLAlchemy log, values and rows of ours are not in it."""
    vault = SqlVault(database, f"{database.dialect}-logged")
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, logger="sqlalchemy")
    with database.reading() as connection:
        connection.execute(text("SELECT 'control-of-the-log'")).all()
    vault.put("m-1", {"name": PLANTED}, at=MARCH)
    assert vault.get("m-1") is not None
    vault.export("m-1")
    vault.erase("m-1", at=MARCH)
    assert "control-of-the-log" in caplog.text
    assert PLANTED not in caplog.text


@contextmanager
def refusing(database: Database) -> Iterator[None]:
    """Have the database refuse long texts of ours, and say which."""
    if database.dialect == "sqlite":
        does = "CREATE TRIGGER refusing BEFORE INSERT ON communekit_personal BEGIN SELECT RAISE(ABORT, 'no'); END"
        undoes = "DROP TRIGGER refusing"
    else:
        does = "ALTER TABLE communekit_personal ADD CONSTRAINT refusing CHECK (length(text) < 1) NOT VALID"
        undoes = "ALTER TABLE communekit_personal DROP CONSTRAINT refusing"
    with database.writing() as connection:
        connection.execute(text(does))
    try:
        yield
    finally:
        with database.writing() as connection:
            connection.execute(text(undoes))


def test_no_error_of_a_database_shows_the_data(database: Database) -> None:
    """A driver quotes the row that it refuses, and SQLAlchemy the values; neither comes through, nor hangs on."""
    vault = SqlVault(database, f"{database.dialect}-refusing")
    with refusing(database):
        with pytest.raises(VaultFailedError) as refused:
            vault.put("m-1", {"name": PLANTED}, at=MARCH)
        assert not shows(PLANTED, refused.value)
    assert vault.get("m-1") is None
    vault.put("m-1", {"name": PLANTED}, at=MARCH)


def test_no_error_of_ours_drags_one_along(sqlite: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a database says in our words comes from what a driver said: neither hangs on."""
    vault = SqlVault(sqlite, "riverside")

    @contextmanager
    def failing(_: Database) -> Iterator[None]:
        raise CommunekitError from OperationalError("INSERT", {"text": PLANTED}, ValueError(PLANTED))
        yield

    monkeypatch.setattr(Database, "writing", failing)
    with pytest.raises(VaultFailedError) as refused:
        vault.put("m-1", {"name": PLANTED}, at=MARCH)
    assert not shows(PLANTED, refused.value)


def entries(number: int) -> Iterator[Entry]:
    """Yield some entries of two parties."""
    for each in range(number):
        legs = (
            Posting(Account("m-1", "available", "CNY"), 3 + each),
            Posting(Account("club", "outside.payment", "CNY"), -3 - each),
        )
        yield Entry(EntryId(f"e{each}"), "order.paid", MARCH, legs)


def test_books_are_what_they_were(sqlite: Database) -> None:
    """Balances and checks are unchanged: every record of the books is the same, byte for byte, after an erasure."""
    pairs: list[tuple[BookStore, Vault]] = [
        (MemoryBook(), MemoryVault()),
        (SqlBook(sqlite, "riverside"), SqlVault(sqlite, "riverside")),
    ]
    for book, vault in pairs:
        book.post(*entries(20))
        vault.put("m-1", {"name": PLANTED}, at=MARCH)
        records = [write_entry(entry) for entry in book.since(0)]
        balances = dict(book.balances())
        rows = _rows(sqlite)
        assert PLANTED not in "".join(records)
        vault.erase("m-1", at=MARCH)
        assert [write_entry(entry) for entry in book.since(0)] == records
        assert dict(book.balances()) == balances
        assert sum(money.minor for money in balances.values()) == 0
        assert _rows(sqlite) == rows
        assert len(book.post(*entries(21))) == 1


def _rows(database: Database) -> list[object]:
    """Return every row of the books' tables."""
    tables = (
        "communekit_book",
        "communekit_entry",
        "communekit_posting",
        "communekit_balance",
        "communekit_party",
    )
    with database.reading() as connection:
        return [list(connection.execute(text(f"SELECT * FROM {table} ORDER BY 1, 2"))) for table in tables]


def test_the_vault_may_live_in_another_database(sqlite: Database, tmp_path: Path) -> None:
    """The books' database then never sees a person."""
    with Database.open(f"sqlite:///{tmp_path / 'books.db'}") as books:
        SqlBook(books, "riverside").post(*entries(3))
        SqlVault(sqlite, "riverside").put("m-1", {"name": PLANTED}, at=MARCH)
        assert found_in(files(books), *forms(PLANTED)) == []
        assert found_in(files(books), b"order.paid") != []
