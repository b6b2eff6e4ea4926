"""Laws of closed books: what is closed stays as it is, and late facts land in the open with their own time kept."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.ledger import Book, Closings, Entry, EntryConflictError, PeriodClosedError
from communekit.period import InvalidTimeError
from tests.ledger.entries import MARCH, PARTIES, entry, journals, moments

HOUR = timedelta(hours=1)
LATER = MARCH + 50 * HOUR


@given(
    early=journals(),
    late=journals(),
    closed=st.dictionaries(st.sampled_from(PARTIES), moments()),
    moment=moments(),
)
def test_closed_stays_closed(
    early: list[Entry], late: list[Entry], closed: dict[str, datetime], moment: datetime
) -> None:
    """closed_stays_closed: after closing, no balance of a closed time changes, whatever is posted late."""
    book = Book.of(early)
    for party, until in closed.items():
        book = book.close([party], until)
    taken = {each.id for each in early}
    fresh = [each for each in late if each.id not in taken]
    after = book.post(*fresh, late_at=LATER)
    for place in {*book.balances, *after.balances}:
        if place.party in closed and moment < closed[place.party]:
            assert after.balance(place, at=moment) == book.balance(place, at=moment)
    for each in fresh:
        booked = after.find(each.id)
        assert booked is not None
        assert (booked.happened_at, booked.fact) == (each.at, each)
        touched = [closed[p.account.party] for p in each.postings if p.account.party in closed]
        assert booked.at == (each.at if not touched or each.at >= max(touched) else LATER)


@given(journal=journals(), until=moments())
def test_same_key_once_late_or_in_time(journal: list[Entry], until: datetime) -> None:
    """same_key_once: a fact that was booked in time, or late, is told again without effect after its books closed."""
    book = Book.of(journal).close(PARTIES, until)
    assert book.post(*journal, late_at=LATER) is book
    assert book.post(*journal) is book
    empty = Book().close(PARTIES, until)
    told = empty.post(*journal, late_at=LATER)
    assert told.post(*journal, late_at=LATER + HOUR) is told
    assert not any(told.trial_balance().values())


def test_the_end_of_a_period_is_open() -> None:
    """Half-open: at the very moment of closing an entry is in time, a microsecond before it is not."""
    book = Book().close(["L1"], MARCH)
    assert len(book.post(entry("a", at=MARCH))) == 1
    just_before = entry("a", at=MARCH - timedelta(microseconds=1))
    with pytest.raises(PeriodClosedError) as refused:
        book.post(just_before)
    assert refused.value.party == "L1"
    assert "已结" in refused.value.text("zh")
    with pytest.raises(PeriodClosedError):
        book.post(just_before, late_at=just_before.at)
    assert len(book) == 0
    booked = book.post(just_before, late_at=MARCH).find(just_before.id)
    assert booked is not None
    assert (booked.at, booked.occurred_at) == (MARCH, just_before.at)


def test_other_parties_are_open() -> None:
    """Each party's books are closed for themselves."""
    assert len(Book().close(["L2"], LATER).post(entry("a"))) == 1


def test_closing_does_not_go_back() -> None:
    """A closed period is not opened again; closing at the same moment is the same closing."""
    closings = Closings().close(["L1"], LATER)
    assert closings.close(["L1"], LATER) == closings
    with pytest.raises(PeriodClosedError):
        closings.close(["L1"], MARCH)


def test_a_late_fact_with_other_content_is_a_conflict() -> None:
    """key_conflict: late or not, one id has one content."""
    book = Book().close(["L1"], LATER).post(entry("a"), late_at=LATER)
    with pytest.raises(EntryConflictError) as refused:
        book.post(entry("a", 801), late_at=LATER)
    assert refused.value.differs == ("postings",)
    with pytest.raises(EntryConflictError):
        book.post(entry("a", at=MARCH + HOUR), late_at=LATER)


def test_late_is_later() -> None:
    """A fact is not booked late before it happened."""
    with pytest.raises(InvalidTimeError):
        entry("a").late(MARCH)
    twice = entry("a").late(LATER).late(LATER + HOUR)
    assert (twice.at, twice.happened_at) == (LATER + HOUR, MARCH)
