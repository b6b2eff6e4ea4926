"""The bank: sixteen writers on few accounts in PostgreSQL; every read adds up, every transfer is in exactly once."""

import os
from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine, text

from communekit.ledger import Account, Book, Entry
from communekit.money import CNY, Money
from communekit.storage.sql import Database, SqlBook
from tests.faults.bank import ACCOUNTS, FLOOR, FUNDS, LIMITS, OUTSIDE, READERS, WRITERS, Check, funding, run

TRANSFERS = int(os.environ.get("FAULTS", "40"))
"""How many transfers each writer makes."""


@pytest.fixture(scope="module")
def bank(postgres: str) -> Iterator[Database]:
    """Return a database with a connection for everybody."""
    database = Database(create_engine(postgres, pool_size=WRITERS + READERS))
    database.prepare()
    with database:
        yield database


def test_bank(bank: Database) -> None:
    """conservation, same_key_once, never below a limit: at every read, and in the end by the journal."""
    book = SqlBook(bank, "bank", limits=LIMITS)
    book.post(*funding())
    seen = run(book.post, book.balances, transfers=TRANSFERS)
    assert not seen.check.errors, (seen.check.first, seen.check.worst)
    assert seen.check.reads >= READERS
    assert seen.again > 0
    assert seen.refused > 0
    journal = list(book.since(len(funding())))
    assert {entry.id: entry for entry in journal} == seen.acknowledged
    assert len(journal) == len(seen.acknowledged)
    assert seen.new == dict.fromkeys(seen.acknowledged, 1)
    assert Book.of(book.since(0), limits=LIMITS).balances == book.balances()


def test_bank_of_a_careless_writer_is_found_out(bank: Database) -> None:
    """The bank can fail: who reads, reckons and then writes, with no lock, at read committed, changes the total."""
    book = SqlBook(bank, "careless", limits=LIMITS)
    book.post(*funding())
    asked = text("SELECT minor FROM communekit_balance WHERE community = 'careless' AND party = :party")
    put = text("UPDATE communekit_balance SET minor = :minor WHERE community = 'careless' AND party = :party")

    def post(entry: Entry) -> tuple[Entry, ...]:
        with bank.writing() as connection:
            legs = {posting.account.party: posting.minor for posting in entry.postings}
            after = {
                party: connection.execute(asked, {"party": party}).scalar_one() + minor
                for party, minor in legs.items()
            }
            for party, minor in after.items():  # In the order of the accounts: careless, but never for ever.
                connection.execute(put, {"party": party, "minor": minor})
        return (entry,)

    check = run(post, book.balances, transfers=20).check
    assert check.errors["wrong_total"] > 0
    assert check.errors["below_limit"] > 0
    assert check.worst["wrong_total"].off >= check.first["wrong_total"].off > 0


def test_each_kind_of_error_is_told_apart() -> None:
    """A wrong total, a balance below its limit, an account that is not there, one that should not be."""
    fine = {account: Money(FUNDS, CNY) for account in ACCOUNTS} | {
        OUTSIDE: Money(-FUNDS * len(ACCOUNTS), CNY)
    }
    one, other = ACCOUNTS[:2]
    low = {one: Money(FLOOR - 3, CNY), other: Money(2 * FUNDS - FLOOR + 3, CNY)}
    gone = {account: money for account, money in fine.items() if account != one} | {
        other: Money(2 * FUNDS, CNY)
    }
    reads = {
        "wrong_total": fine | {one: Money(FUNDS + 1, CNY)},
        "below_limit": fine | low,
        "missing_account": gone,
        "unexpected_account": fine | {Account("P0", "pending", CNY): Money(1, CNY)},
    }
    whole = Check()
    whole.take(fine)
    assert not whole.errors
    for kind, read in reads.items():
        check = Check()
        check.take(read)
        assert check.errors == {kind: 1}
        whole.take(read)
    whole.take(fine | {one: Money(FUNDS - 9, CNY)})
    assert whole.errors["wrong_total"] == 2
    assert (whole.first["wrong_total"].off, whole.worst["wrong_total"].off) == (1, 9)
