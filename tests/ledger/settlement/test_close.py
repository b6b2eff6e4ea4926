"""Closing: a month closed, a fact that comes late, and what cannot be closed."""

from collections.abc import Iterator

import pytest

from communekit.ids import InvalidIdError
from communekit.ledger import Book, Entry, PeriodClosedError
from communekit.ledger.settlement import SettlementError, close, last_moment
from communekit.money import Money
from communekit.period import Period, Window
from tests.ledger.settlement.months import at, february, month, sale


def test_a_sale_of_february_that_becomes_known_in_march() -> None:
    """February stays as it was; the sale stands on March's statement, with the day on which it happened."""
    closed = close(february(), ["zhang", "store"], month(2))
    late = sale("late-1", "02-26", "8.00")
    with pytest.raises(PeriodClosedError):
        closed.book.post(late)
    book = closed.book.post(late, late_at=at("03-03"))
    assert close(book, ["zhang", "store"], month(2)).statements == closed.statements
    march = close(book, ["zhang", "store"], month(3)).of("zhang", "CNY")
    [shown] = march.late
    assert (shown.line.entry, shown.line.at, shown.line.happened_at) == ("late-1", at("03-03"), at("02-26"))
    assert shown.movement.kind == "commission.accrued"
    assert march.closing == Money.cny("32.00")


def test_a_month_that_is_closed_for_one_is_open_for_another() -> None:
    """Zhang's February is closed; the store's is not, and what touches both is refused."""
    closed = close(february(), ["zhang"], month(2))
    assert dict(closed.book.closings.until) == {"zhang": month(2).window.end}
    with pytest.raises(PeriodClosedError):
        closed.book.post(sale("late-1", "02-26", "8.00"))


def test_a_period_without_an_end_cannot_be_closed() -> None:
    """It has no last moment."""
    forever = Period("all", Window(at("02-01"), None))
    for refuse in (lambda: close(february(), ["zhang"], forever), lambda: last_moment(forever)):
        with pytest.raises(SettlementError) as refused:
            refuse()
        assert refused.value.problem == "open_period"
        assert refused.value.text("zh").startswith("all 无法结算：账期没有终点")


def test_closing_for_nobody() -> None:
    """No party, no statement, the same book."""
    book = february()
    closed = close(book, [], month(2))
    assert closed.statements == ()
    assert closed.book is book


def test_closing_reads_the_book_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many parties there are: one pass over the entries, and one look at each posting."""
    book = Book.of(sale(f"s{number}", "03-02", "1.00") for number in range(50))
    read: list[str] = []
    plain = Book.__iter__

    def counting(self: Book) -> Iterator[Entry]:
        for entry in plain(self):
            read.append(entry.id)
            yield entry

    monkeypatch.setattr(Book, "__iter__", counting)
    closed = close(book, ["zhang", "store", *(f"L{number}" for number in range(300))], month(3))
    assert len(read) == 50
    assert closed.of("zhang", "CNY").closing == Money.cny("50.00")


def test_a_party_is_an_id() -> None:
    """Anything else is refused before the book is read."""
    with pytest.raises(InvalidIdError):
        close(february(), ["L/1"], month(2))
