"""How much is asked of a database: a post to accounts that are there takes few round trips, however many legs it has."""

from collections.abc import Iterator
from contextlib import contextmanager

import attrs
from sqlalchemy import event

from communekit.ids import EntryId
from communekit.ledger import STRICT, Account, Entry, Posting
from communekit.storage import Event
from communekit.storage.sql import Database, SqlBook, SqlEvents
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


def test_a_tag_is_found_by_itself() -> None:
    """In SQLite, what a tag has is looked for in the tags first: a long log costs no more than a short one."""
    database = Database.open("sqlite://")
    events = SqlEvents(database, "tags")
    events.append("order/A1", [Event("order.paid", MARCH, "{}", ["party/L1"])], key="A1")
    with statements(database) as asked:
        assert len(list(events.since(0, tag="party/L1"))) == 1
    asked_for = next(each for each in asked if "communekit_tag" in each)
    with database.engine.connect() as connection:
        plan = connection.exec_driver_sql(
            f"EXPLAIN QUERY PLAN {asked_for}", ("",) * asked_for.count("?")
        ).all()
    assert "communekit_tag" in plan[0][-1]
    assert not any("SCAN" in step[-1] for step in plan)
    database.dispose()
