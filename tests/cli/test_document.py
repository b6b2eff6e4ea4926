"""Documents: rows of one order number brought together, in bounded memory."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.cli.intake import Document, Documents, Head, Row, document
from communekit.ids import PartyId
from communekit.money import CNY
from communekit.orders import About, Credits, Product

HEAD = Head(("M1",), PartyId("M1"), PartyId("S1"), CNY, None, Credits(), About())
AT = datetime(2026, 3, 1, tzinfo=UTC)


def rows(orders: str) -> list[Row]:
    """Return a row for each letter, which is its order."""
    return [
        Row(number, order, str(number), HEAD, AT, Product("tea"), 1, 100, False, "", "", None, ())
        for number, order in enumerate(orders, 1)
    ]


def taken(orders: str, *, gathers: bool = True) -> tuple[list[tuple[str, str]], Documents]:
    """Return the documents in the order in which they are complete, each with the numbers of its rows."""
    given_rows = rows(orders)
    last: dict[str, int] = {row.order: row.number for row in given_rows if _stands_apart(orders, row.order)}
    documents = Documents(last, gathers=gathers)
    done: list[Document] = []
    for row in given_rows:
        done.extend(one for one in documents.take(row) if isinstance(one, Document))
    done.extend(documents.rest())
    return [(one.id, "".join(row.line for row in one.rows)) for one in done], documents


def _stands_apart(orders: str, order: str) -> bool:
    return order * orders.count(order) not in orders


@pytest.mark.parametrize(
    ("orders", "told"),
    [
        ("", []),
        ("aab", [("a", "12"), ("b", "3")]),
        ("aba", [("b", "2"), ("a", "13")]),
        ("abab", [("a", "13"), ("b", "24")]),
        ("abcabc", [("a", "14"), ("b", "25"), ("c", "36")]),
    ],
)
def test_rows_that_stand_apart_are_brought_together(orders: str, told: list[tuple[str, str]]) -> None:
    """A document is complete with its last row; documents come in the order in which they are complete."""
    assert taken(orders)[0] == told


def test_each_run_is_a_part_where_nothing_is_gathered() -> None:
    """The first part has the order's own number, the next ones are counted."""
    told, documents = taken("abaa", gathers=False)
    assert told == [("a", "1"), ("b", "2"), ("a (2)", "34")]
    assert documents.split == 1


def test_too_much_waiting_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    """With room for two rows, the order that waits longest is closed; what follows is a part of it."""
    monkeypatch.setattr(document, "WAITING_ROWS_MAX", 2)
    told, documents = taken("abcdabcd")
    assert sorted("".join(lines for _, lines in told)) == list("12345678")
    assert ("a", "1") in told
    assert ("a (2)", "5") in told
    assert documents.split > 0


@given(orders=st.text("abcd", max_size=20), gathers=st.booleans())
def test_no_row_is_lost_and_none_is_there_twice(orders: str, *, gathers: bool) -> None:
    """However the rows of orders are mixed, each row is in one document, which is of its order."""
    told, _ = taken(orders, gathers=gathers)
    numbers: Sequence[str] = sorted(row.line for row in rows(orders))
    assert len({name for name, _ in told}) == len(told)
    assert sum(len(lines) for _, lines in told) == sum(len(number) for number in numbers)
    if gathers:
        assert {name for name, _ in told} == set(orders)
