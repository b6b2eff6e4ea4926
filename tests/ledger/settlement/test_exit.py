"""Exit settlement: what a party that leaves has, gets later, and owes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.ids import EntryId
from communekit.ledger import OFFSET, Book, Entry
from communekit.ledger.settlement import Exit, settle_exit, statements
from communekit.money import Money
from communekit.period import Period, Window
from tests.ledger.settlement.histories import MONTHS, PARTIES, histories
from tests.ledger.settlement.months import DUE, at, items, march
from tests.ledger.settlement.test_term import balances, having

LEAVING = Period("2026-03 exit", Window(at("03-01", "00:00"), at("03-30")))


def leaving(book: Book) -> Exit:
    """Return Zhang's exit settlement."""
    [one] = settle_exit(book, "zhang", LEAVING, due=DUE)
    return one


@given(history=histories(), data=st.data())
def test_nothing_is_lost_by_leaving(history: list[Entry], data: st.DataObject) -> None:
    """conservation: payable + in a payout + what comes later - owed is the whole claim."""
    month = data.draw(st.sampled_from(MONTHS))
    for party in PARTIES:
        for one in settle_exit(Book.of(history), party, month):
            whole = one.payable + one.in_payout + one.comes_later - one.owed
            assert whole == one.statement.closing
            assert one.payable.minor >= 0 or one.statement.owed.minor < 0
            assert not (one.payable.minor > 0 and one.owed.minor > 0)


def test_zhang_leaves_on_the_thirtieth_of_march() -> None:
    """4.00 can be paid now; 40.00 and what is in dispute come later, the last on the ninth of April."""
    book = march()
    [one] = settle_exit(book, "zhang", LEAVING, items=items(), due=DUE)
    assert (one.party, one.payable, one.in_payout) == ("zhang", Money.cny("4.00"), Money.cny("0.00"))
    assert (one.comes_later, one.owed) == (Money.cny("56.00"), Money.cny("0.00"))
    assert [(held.bucket, held.due_at) for held in one.held] == [
        ("frozen", at("04-05")),
        ("disputed", at("04-09")),
    ]
    assert one.settled_at == at("04-09")
    assert one.statement == statements(book, ["zhang"], LEAVING, items=items(), due=DUE)[0]


def test_when_the_end_of_a_hold_is_not_known() -> None:
    """Nothing is promised; and where nothing is held there is nothing to wait for."""
    [one] = settle_exit(march(), "zhang", LEAVING, due={EntryId("mar-2"): at("04-05")})
    assert one.settled_at is None
    assert leaving(having(zhang_available="5")).settled_at is None


@pytest.mark.parametrize(
    ("free", "payable", "owed", "left"),
    [
        ("80.01", "0.01", "0.00", {"available": "0.01"}),
        ("80", "0.00", "0.00", {}),
        ("79.99", "0.00", "0.01", {"advance": "-0.01"}),
        ("29.99", "0.00", "50.01", {"advance": "-50.00", "receivable": "-0.01"}),
    ],
)
def test_what_is_available_offsets_what_is_owed(
    free: str, payable: str, owed: str, left: dict[str, str]
) -> None:
    """Refunds first, then the draw: 30.00 and 50.00 are owed."""
    book = having(zhang_available=free, zhang_receivable="-30", zhang_advance="-50")
    one = leaving(book)
    assert (one.payable, one.owed) == (Money.cny(payable), Money.cny(owed))
    entry = one.offset(at("03-30"), book)
    assert entry is not None
    assert entry.kind == OFFSET
    after = book.post(entry)
    assert balances(after) == left
    assert after.post(*filter(None, [one.offset(at("03-31"), after)])) is after
    assert leaving(after).statement.closing == one.statement.closing


def test_where_there_is_nothing_to_offset() -> None:
    """No debt, or nothing available: no entry."""
    for book in (having(zhang_available="5"), having(zhang_receivable="-5"), having(zhang_frozen="5")):
        assert leaving(book).offset(at("03-30"), book) is None


def test_one_who_never_moved_has_nothing_to_settle() -> None:
    """No exit settlement at all."""
    assert settle_exit(march(), "wang", LEAVING) == ()
