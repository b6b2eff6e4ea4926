"""Laws of closing: a closed period stays closed, and closing again is closing once."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from communekit.ids import EntryId
from communekit.ledger import Book, Entry, PeriodClosedError
from communekit.ledger.settlement import close, statements
from communekit.period import Period
from tests.ledger.settlement.histories import MONTHS, PARTIES, end, histories, renamed

months = st.sampled_from(MONTHS[:3])


@given(history=histories(), later=histories(), month=months, data=st.data())
def test_closed_stays_closed(
    history: list[Entry], later: list[Entry], month: Period, data: st.DataObject
) -> None:
    """closed_stays_closed: whatever is posted later, in time or late, no statement of a closed month changes."""
    closing = close(Book.of(history), PARTIES, month)
    book = closing.book
    for entry in renamed(later, "later-"):
        late_at = end(MONTHS[-1]) + timedelta(hours=data.draw(st.integers(0, 5)))
        book = book.post(entry, late_at=late_at)
        booked = book.find(entry.id)
        assert booked is not None
        touches = {posting.account.party for posting in entry.postings} & set(PARTIES)
        if entry.at < end(month) and touches:
            assert (booked.at, booked.happened_at) == (late_at, entry.at)
    assert close(book, PARTIES, month).statements == closing.statements
    assert statements(book, PARTIES, month) == closing.statements


@given(history=histories(), later=histories(), month=months)
def test_late_facts_stand_in_the_open_period_with_their_own_time(
    history: list[Entry], later: list[Entry], month: Period
) -> None:
    """A fact of a closed month that changes a claim shows once: in the month of its booking, with when it happened."""
    closing = close(Book.of(history), PARTIES, month)
    april = MONTHS[-1]
    book = closing.book
    for entry in renamed(later, "later-"):
        book = book.post(entry, late_at=april.window.start + timedelta(hours=3))
    shown = {late.line.entry: late.line for one in statements(book, PARTIES, april) for late in one.late}
    for entry in renamed(later, "later-"):
        booked = book.find(entry.id)
        assert booked is not None
        if entry.id in shown:
            assert shown[EntryId(entry.id)].happened_at == entry.at
            assert booked.occurred_at == entry.at < end(month)
        elif booked.occurred_at is not None:
            claims: dict[object, int] = {}
            for posting in booked.postings:
                if posting.account.party in PARTIES:
                    key = (posting.account.party, posting.account.commodity)
                    claims[key] = claims.get(key, 0) + posting.minor
            assert not any(claims.values())


@given(history=histories(), month=months)
def test_closing_again_is_the_same_closing(history: list[Entry], month: Period) -> None:
    """same_key_once: a month closed again, at once or after the next was closed, gives the same statements."""
    closing = close(Book.of(history), PARTIES, month)
    assert close(closing.book, PARTIES, month) == closing
    following = MONTHS[MONTHS.index(month) + 1]
    after = close(closing.book, PARTIES, following)
    again = close(after.book, PARTIES, month)
    assert again.statements == closing.statements
    assert again.book == after.book


@given(history=histories(), month=months)
def test_closing_posts_nothing(history: list[Entry], month: Period) -> None:
    """conservation: closing moves no amount; the balances before and after are the same."""
    book = Book.of(history)
    closing = close(book, PARTIES, month)
    assert list(closing.book) == list(book)
    assert closing.book.balances == book.balances
    assert not any(closing.book.trial_balance().values())


@given(history=histories(), month=months, data=st.data())
def test_without_a_late_moment_a_closed_month_refuses(
    history: list[Entry], month: Period, data: st.DataObject
) -> None:
    """closed_stays_closed: an entry dated before the end is refused, one dated at the end is taken."""
    book = close(Book.of(history), PARTIES, month).book
    before, at_end = (
        Entry(EntryId(name), "order.paid", moment, template.postings)
        for template in [data.draw(histories(most=1).filter(bool))[0]]
        for name, moment in (("x1", end(month) - timedelta(microseconds=1)), ("x2", end(month)))
    )
    touches = any(posting.account.party in PARTIES for posting in before.postings)
    try:
        book.post(before)
    except PeriodClosedError:
        assert touches
    else:
        assert not touches
    assert len(book.post(at_end)) == len(book) + 1
