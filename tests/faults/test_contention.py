"""Writers in each other's way (并发冲突), for real, on PostgreSQL: deadlocks and serialization failures are tried again, so many times."""

import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

import pytest
from sqlalchemy import Connection, event, select, text, update

from communekit.ledger import STRICT, Account
from communekit.storage.sql import Database, SqlBook, StoreBusyError
from communekit.storage.sql.retry import Retry
from communekit.storage.sql.row import is_account
from communekit.storage.sql.schema import BALANCES
from tests.faults.mixed import MixedPostings, batch, step

FIRST, LAST = Account("L0", "pending", "CNY"), Account("club", "outside.payment", "CNY")
"""The accounts of a batch, of which a posting locks the first before the last."""

WAITING = text("SELECT count(*) FROM pg_locks WHERE NOT granted")


def lock(rival: Connection, community: str, account: Account) -> None:
    """Lock a balance, as a stranger to our order might."""
    rival.execute(select(BALANCES).where(is_account(BALANCES, community, account)).with_for_update())


@contextmanager
def opened(postgres: str, setting: str) -> Iterator[Database]:
    """Open a database whose connections have a setting of their own."""
    with Database.open(f"{postgres}&options=-c{setting.replace('=', '%3D')}") as database:
        yield database


def test_a_deadlock_is_tried_again(postgres: str) -> None:
    """A rival locks the same accounts in the opposite order: we are told to give way, and post once he is done."""
    pauses: list[float] = []
    with (
        opened(postgres, "deadlock_timeout=200ms") as ours,
        opened(postgres, "deadlock_timeout=60s") as theirs,
    ):
        book = SqlBook(ours, "deadlock", retry=Retry(sleep=pauses.append))
        book.post(*batch(1))
        with ThreadPoolExecutor() as threads, theirs.engine.connect() as rival:
            lock(rival, "deadlock", LAST)
            posting = threads.submit(book.post, *batch(9))
            with theirs.reading() as looking:
                while not looking.execute(WAITING).scalar_one():
                    assert not posting.done()
                    time.sleep(0.005)
            lock(rival, "deadlock", FIRST)
            rival.commit()
            assert posting.result() == batch(9)
        assert len(pauses) == 1
        assert sum(money.minor for money in book.balances().values()) == 0


@pytest.mark.parametrize("rounds", [2, 99], ids=["now and then", "for ever"])
def test_a_serialization_failure_is_tried_again(rounds: int, postgres: str) -> None:
    """Another moves the same balance each time: what may succeed is tried again, and given up after so many times."""
    pauses: list[float] = []
    community, attempts = f"serial-{rounds}", 5
    with (
        opened(postgres, "default_transaction_isolation=serializable") as ours,
        Database.open(postgres) as theirs,
        ThreadPoolExecutor() as threads,
    ):
        book = SqlBook(ours, community, retry=Retry(attempts=attempts, sleep=pauses.append))
        book.post(*batch(1))
        moved: list[int] = []
        rivals: list[Future[None]] = []

        def move(_: object, __: object, statement: str, *___: object) -> None:
            """Let a rival hold what is about to be locked, and move it once we wait for him."""
            if statement.startswith("SELECT communekit_balance") and len(moved) < rounds:
                moved.append(1)
                held = Event()
                rivals.append(threads.submit(rival, held))
                held.wait()

        def rival(held: Event) -> None:
            with theirs.writing() as connection:
                mine = is_account(BALANCES, community, LAST)
                connection.execute(update(BALANCES).where(mine).values(minor=BALANCES.c.minor))
                held.set()
                while not connection.execute(WAITING).scalar_one():
                    time.sleep(0.002)

        event.listen(ours.engine, "before_cursor_execute", move)
        if rounds < attempts:
            assert book.post(*batch(9)) == batch(9)
            assert len(pauses) == rounds
        else:
            with pytest.raises(StoreBusyError) as refused:
                book.post(*batch(9))
            assert (refused.value.attempts, len(pauses), len(book)) == (attempts, attempts - 1, 3)


def test_a_serializable_database_serves_too(postgres: str) -> None:
    """Where the host wants every transaction serializable, writers of the same facts still leave each of them in once."""
    steps = 16
    with (
        opened(postgres, "default_transaction_isolation=serializable") as database,
        ThreadPoolExecutor() as threads,
    ):
        book = SqlBook(database, "serializable", limits=STRICT, retry=Retry(attempts=40))

        def write(_: int) -> None:
            for number in range(steps):
                if step(number).entries and not step(number).refused:
                    book.post(*step(number).entries)

        list(threads.map(write, range(3)))
        verdict = MixedPostings().check(database, "serializable", acknowledged=set(), begun=steps)
    assert verdict.holds, verdict
