"""How much is asked of a database: a post to accounts that are there takes few round trips, however many legs it has."""

from collections.abc import Iterator
from contextlib import contextmanager

import attrs
from sqlalchemy import event

from communekit.ids import EntryId
from communekit.ledger import STRICT, Account, Entry, Posting
from communekit.storage.sql import Database, SqlBook
from communekit.testing.ledger import MARCH

MOST = {"postgresql": 3, "sqlite": 6}
"""Lock, what is known, write; and in SQLite, where a statement costs no trip, one for each table."""


def sale(id_: str, legs: int = 2) -> Entry:
    """Return an entry that so many parties share."""
    shares = [Posting(Account(f"L{number}", "available", "CNY"), 1) for number in range(legs - 1)]
    paid = Posting(Account("club", "outside.payment", "CNY"), 1 - legs)
    return Entry(EntryId(id_), "order.paid", MARCH, (paid, *shares))


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """Note what is asked."""
    asked: list[str] = []

    def note(_c: object, _k: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield asked
    event.remove(database.engine, "before_cursor_execute", note)


def test_few_statements_a_post(database: Database) -> None:
    """A post to known accounts takes three statements in PostgreSQL, whatever it holds and refers to."""
    book = SqlBook(database, f"{database.dialect}-few", limits=STRICT)
    book.post(sale("first", 40))
    back = attrs.evolve(sale("back"), refers_to=EntryId("first"))
    for told in (
        [sale("small")],
        [sale("large", 40)],
        [back],
        [sale(f"e{number}", 3) for number in range(20)],
    ):
        with statements(database) as asked:
            assert book.post(*told) == tuple(told)
        assert len([each for each in asked if not each.startswith("BEGIN")]) <= MOST[database.dialect], asked
    with statements(database) as asked:
        assert book.post(sale("small")) == ()
    assert len([each for each in asked if not each.startswith("BEGIN")]) == 2
