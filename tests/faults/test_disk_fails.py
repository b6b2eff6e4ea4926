"""A disk that is full, fails, or may not be written (磁盘故障): the refusal is said, is atomic, and work goes on afterwards."""

import shutil
from pathlib import Path

import apsw
import pytest
from sqlalchemy import event, inspect
from sqlalchemy.exc import DBAPIError

from communekit.storage.sql import Database, OutcomeUnknownError, SqlBook, StoreUnavailableError
from communekit.storage.sql.migrations.upgrade import VERSION_TABLE
from communekit.storage.sql.schema import METADATA
from tests.faults.figures import STRIDE
from tests.faults.mixed import MixedPostings, batch, step
from tests.faults.power import Disk, disk
from tests.faults.test_power import on, whole

FAILURES = {
    "full": apsw.SQLITE_FULL,
    "write": apsw.SQLITE_IOERR_WRITE,
    "sync": apsw.SQLITE_IOERR_FSYNC,
}


def restarted(path: Path, name: str) -> Path:
    """Return a copy of a file and its log, as a process finds them that starts now."""
    folder = path.parent / name
    folder.mkdir()
    for kept in (path, Path(f"{path}-wal")):
        shutil.copy(kept, folder / kept.name)
    return folder / path.name


@pytest.mark.parametrize("stays", [False, True], ids=["once", "from then on"])
@pytest.mark.parametrize("failure", FAILURES)
def test_each_call_of_the_disk_fails(failure: str, stays: bool, tmp_path: Path) -> None:
    """refusal_is_atomic: whichever call fails, three entries are in or none; what is said is so, also after a restart."""
    path, work, problems = tmp_path / "book.db", MixedPostings(), set[str]()
    with disk(f"fails-{failure}-{stays}", 1) as drive, on(drive, path, checkpoint_pages=8) as database:
        book, turn, through = SqlBook(database, "fails"), 1 - STRIDE, 0
        while through < 3:  # Beyond the last call that a posting makes.
            turn += STRIDE
            number = turn * 8 + 1
            drive.fail_at(turn, FAILURES[failure], stays=stays)
            try:
                work.do(database, "fails", number)
                expected, through = {3}, through + (drive.calls < turn)
            except StoreUnavailableError as error:
                problems.add(error.problem)
                expected = {0}
            except OutcomeUnknownError:
                problems.add("unknown")
                expected = {0, 3}
            drive.fail_at(0)
            again = restarted(path, f"{turn}")
            assert whole(again)
            with Database.open(f"sqlite:///{again}") as after:
                ids = {entry.id for entry in SqlBook(after, "fails").since(0)}
                assert len(ids & {entry.id for entry in batch(number)}) in expected
            work.do(database, "fails", number)
            assert {entry.id for entry in batch(number)} <= {entry.id for entry in book.since(0)}
    assert problems == ({"full"} if failure == "full" else {"unknown"})  # All is written at the commit.


def test_a_file_that_may_not_be_written(tmp_path: Path) -> None:
    """It is read as before; whoever writes is told why he cannot."""
    path = tmp_path / "book.db"
    with Database.open(f"sqlite:///{path}") as database:
        book = SqlBook(database, "riverside")
        book.post(*step(0).entries)
        event.listen(database.engine, "connect", lambda raw, _: raw.execute("PRAGMA query_only = ON"))
        database.dispose()
        with pytest.raises(StoreUnavailableError) as refused:
            book.post(*batch(1))
        assert refused.value.problem == "read_only"
        assert "只读" in refused.value.text("zh")
        assert len(book) == 1
    with Database.open(f"sqlite:///file:{path}?mode=ro&uri=true") as database:
        book = SqlBook(database, "riverside")
        assert len(book) == 1
        with pytest.raises(StoreUnavailableError) as refused:
            book.post(*batch(1))
        assert refused.value.problem == "read_only"


def test_a_server_that_only_reads(postgres: str) -> None:
    """A server in reading mode, such as a copy that follows another, says so."""
    with Database.open(postgres) as database:
        SqlBook(database, "follower").post(*step(0).entries)
    with Database(Database.open(postgres).engine.execution_options(postgresql_readonly=True)) as database:
        with pytest.raises(StoreUnavailableError) as refused:
            SqlBook(database, "follower").post(*batch(1))
        assert refused.value.problem == "read_only"
        assert len(SqlBook(database, "follower")) == 1


def test_a_server_that_is_not_there() -> None:
    """Who opens a database that cannot be reached is told so."""
    with pytest.raises(StoreUnavailableError) as refused:
        Database.open("postgresql+psycopg://postgres@127.0.0.1:1/postgres")
    assert refused.value.problem == "unreachable"
    with pytest.raises(StoreUnavailableError) as refused:
        Database.open("sqlite:////no/such/folder/book.db")
    assert refused.value.problem == "unreachable"


def test_power_goes_while_the_tables_are_made(tmp_path: Path) -> None:
    """A file whose making was cut at any call opens again, and has all its tables."""
    for turn in range(1, 200, STRIDE):
        path, left = tmp_path / f"{turn}.db", tmp_path / f"{turn}"
        left.mkdir()
        with disk(f"making-{turn}", turn) as drive:
            drive.fail_at(turn)
            cut = not opens(drive, path)
            drive.image(left)
        with Database.open(f"sqlite:///{left / path.name}") as database:
            assert MixedPostings().check(database, "made", acknowledged=set(), begun=3).holds
        if not cut:
            assert turn > 20
            return
    raise AssertionError("the making of tables never ended")


def opens(drive: Disk, path: Path) -> bool:
    """Whether a file could be opened, and its tables made, before the power went."""
    try:
        with on(drive, path):
            drive.off = drive.off or drive.calls >= drive.cut_at
            return not drive.off
    except (StoreUnavailableError, OutcomeUnknownError, DBAPIError):
        return False


def test_making_tables_stops_at_any_statement(database: Database, postgres: str, tmp_path: Path) -> None:
    """Making the tables is one transaction: stopped at any statement, it leaves nothing half made; the next makes all."""
    for turn in range(1, 200, STRIDE):
        url = f"sqlite:///{tmp_path / str(turn)}.db"
        if database.dialect == "postgresql":
            with database.writing() as connection:
                connection.exec_driver_sql(f"CREATE SCHEMA made{turn}")
            url = f"{postgres}&options=-csearch_path%3Dmade{turn}"
        with Database(Database.open(url).engine) as half:
            with half.writing() as connection:
                for table in reversed(METADATA.sorted_tables):
                    table.drop(connection)
                connection.exec_driver_sql(f"DROP TABLE {VERSION_TABLE}")
            left = [turn]

            def stop(*_: object, left: list[int] = left) -> None:
                left[0] -= 1
                if left[0] == 0:
                    raise InterruptedError

            event.listen(half.engine, "before_cursor_execute", stop)
            try:
                half.prepare()
            except InterruptedError:
                assert not inspect(half.engine).get_table_names()
            ended = left[0] > 0
        with Database.open(url) as whole_again:
            assert MixedPostings().check(whole_again, "made", acknowledged=set(), begun=3).holds
        if ended:
            assert turn > 10
            return
    raise AssertionError("the making of tables never ended")
