"""The contract of a place that keeps a book (账簿存储契约): a new adapter proves itself in ten lines.

class TestMine(BookStoreContract):
def open(self, community, limits):
return MyBook(database, community, limits)
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from itertools import count
from typing import Final

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communekit.errors import CommunekitError
from communekit.ids import EntryId
from communekit.ledger import (
    STRICT,
    Account,
    Book,
    BookStore,
    Entry,
    EntryConflictError,
    Limit,
    Limits,
    Posting,
    about,
    land,
)
from communekit.money import CNY

from .ledger import ACCOUNTS, IDS, MARCH, PARTIES, entries, moments

LATE: Final = MARCH + timedelta(hours=50)
SOME_LIMITS: Final = Limits((Limit("available", -5_000, 8_000), Limit("pending", None, 15_000)))

_numbers: Final = count(1)
_shared: Final = settings(suppress_health_check=[HealthCheck.differing_executors, HealthCheck.too_slow])

Step = tuple[str, Sequence[Entry], bool, Sequence[str], datetime]


def _steps() -> st.SearchStrategy[list[Step]]:
    """Draw what is asked of a book: batches, told late or not, about others or not, again, changed; and closings."""
    words = st.sampled_from(("post", "post", "post", "again", "changed", "close"))
    parties = st.lists(st.sampled_from(PARTIES), unique=True, max_size=2)
    cause = st.none() | st.sampled_from(IDS).map(EntryId)
    each = st.builds(lambda entry, refers_to: attrs.evolve(entry, refers_to=refers_to), entries(), cause)
    step = st.tuples(words, st.lists(each, min_size=1, max_size=4), st.booleans(), parties, moments())
    return st.lists(step, max_size=10)


class BookStoreContract:
    """Laws of `BookStore`, each held against `Book`, the readable reference (账簿存储契约)."""

    def open(self, community: str, limits: Limits) -> BookStore:
        """Return the store of a community that was never used before. Adapters say how."""
        raise NotImplementedError  # the adapter's own

    def fresh(self, limits: Limits = STRICT) -> BookStore:
        """Return a store of a new community."""
        return self.open(f"community-{next(_numbers)}", limits)

    @_shared
    @given(steps=_steps(), limited=st.booleans(), at=moments())
    def test_stores_agree(self, steps: list[Step], limited: bool, at: datetime) -> None:
        """stores_agree: the same commands lead to the same outcomes, errors included, and to the same balances."""
        limits = SOME_LIMITS if limited else Limits()
        store, book, told = self.fresh(limits), Book(limits), list[Entry]()
        for word, drawn, is_late, parties, until in steps:
            before = len(book)
            if word == "close":
                mine, theirs = _close(book, parties, until), _close(store, parties, until)
            else:
                batch, late_at = _batch(word, drawn, told), LATE if is_late else None
                told.extend(batch)
                mine, theirs = _post(book, batch, late_at), _post(store, batch, late_at)
            if isinstance(mine, CommunekitError):
                assert isinstance(theirs, type(mine)), theirs
                assert theirs.data() == mine.data()
            else:
                assert isinstance(mine, Book)
                assert theirs == (None if word == "close" else tuple(mine.since(before)))
                book = mine
            assert len(store) == len(book)
            assert store.balances() == book.balances
        assert list(store.since(0)) == list(book)
        assert store.closings == book.closings
        for account in ACCOUNTS[CNY]:
            assert store.balance(account) == book.balance(account)
            assert store.balance(account, at=at) == book.balance(account, at=at)
            assert land(store, account, -7_000) == land(book, account, -7_000)
        for entry in told:
            assert store.find(entry.id) == book.find(entry.id)
            assert store.about(entry.id) == about(entry.id, book)
        for party in (*PARTIES, "nobody"):
            assert list(store.touching(party)) == [entry for entry in book if _touches(entry, party)]

    @_shared
    @given(journal=st.lists(entries(), max_size=6, unique_by=lambda entry: entry.id), cut=st.integers(0, 6))
    def test_log_order(self, journal: list[Entry], cut: int) -> None:
        """log_order: a reader by position misses nothing and sees nothing twice, wherever he stopped."""
        store = self.fresh(Limits())
        first = store.post(*journal[:cut])
        read = list(store.since(0))
        assert read == list(first)
        store.post(*journal[cut:])
        assert [*read, *store.since(len(read))] == list(store.since(0)) == journal

    def test_scope_isolation(self) -> None:
        """scope_isolation: what is posted to one community does not exist in another."""
        one, other = self.fresh(Limits()), self.fresh(Limits())
        one.post(_move("e1", "L1", 5))
        one.close(["L1"], MARCH)
        assert (len(other), other.find("e1"), dict(other.balances())) == (0, None, {})
        assert (list(other.touching("L1")), other.about("e1")) == ([], ())
        assert not other.closings.until
        assert len(other.post(_move("e1", "L1", 7))) == 1

    def test_what_an_entry_is_about(self) -> None:
        """A fact leads to all that was posted about it, at first and at second hand, told together or one by one."""
        store = self.fresh(Limits())
        sale, other = _move("sale", "L1", 5), _move("other", "L1", 5)
        back = attrs.evolve(_move("back", "L1", -5), refers_to=EntryId("sale"))
        again = attrs.evolve(_move("again", "L1", 5), refers_to=EntryId("back"))
        early = attrs.evolve(_move("early", "L1", 1), refers_to=EntryId("late"))
        late = attrs.evolve(_move("late", "L1", 1), refers_to=EntryId("sale"))
        for told in ([sale, other, back], [again], [early], [late]):
            store.post(*told)
        assert store.about("sale") == (sale, back, again, late)
        assert store.about("back") == (back, again)
        assert store.about("late") == (early, late)
        assert (store.about("other"), store.about("nothing")) == ((other,), ())

    def test_a_party_with_many_entries(self) -> None:
        """Whoever reads what touches a party sees all of it, in order, and what is posted meanwhile the next time."""
        store = self.fresh(Limits())
        mine = [_move(f"e{number}", "L1", 1) for number in range(1_001)]
        store.post(*mine[:600], _move("other", "L2", 1), *mine[600:])
        reading = store.touching("L1")
        first = next(reading)
        assert [first, *reading] == mine
        assert [entry.id for entry in store.touching("L2")] == ["other"]

    def test_many_writers(self) -> None:
        """same_key_once, conservation: many tell the same facts at the same time; each counts once, none is lost."""
        store = self.fresh(Limits())
        facts = [_move(f"e{number}", f"L{number % 3}", 1 + number) for number in range(40)]
        with ThreadPoolExecutor(8) as pool:
            posted = list(pool.map(lambda number: store.post(facts[number % 40]), range(120)))
        assert sorted(entry.id for each in posted for entry in each) == sorted(fact.id for fact in facts)
        assert len(store) == 40
        assert sorted(entry.id for entry in store.since(0)) == sorted(fact.id for fact in facts)
        assert sum(money.minor for money in store.balances().values()) == 0
        for leader in range(3):
            owed = sum(1 + number for number in range(40) if number % 3 == leader)
            assert store.balance(Account(f"L{leader}", "available", CNY)).minor == owed

    def test_one_id_told_differently_by_many(self) -> None:
        """same_key_once: of many facts that claim one id at the same time, on accounts of their own, one is booked."""
        store = self.fresh(Limits())
        opened = [_apart(f"A{number}") for number in range(16)]
        facts = [attrs.evolve(entry, id=EntryId("same")) for entry in opened]
        store.post(*opened)
        with ThreadPoolExecutor(8) as pool:
            outcomes = list(pool.map(lambda fact: _post(store, [fact]), facts))
        taken = [fact for fact, outcome in zip(facts, outcomes, strict=True) if outcome == (fact,)]
        assert [isinstance(outcome, EntryConflictError) for outcome in outcomes].count(True) == 15
        assert list(store.since(0)) == [*opened, *taken]
        assert sum(money.minor == 2 for money in store.balances().values()) == 1

    def test_what_an_entry_is_about_among_writers(self) -> None:
        """Steps that are told at the same time, on accounts of their own, are about what the journal's order says."""
        store = self.fresh(Limits())
        facts = [_apart(f"A{number}") for number in range(24)]
        for before in range(23):
            facts[before + 1] = attrs.evolve(facts[before + 1], refers_to=facts[before].id)
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(store.post, facts))
        journal = list(store.since(0))
        for fact in facts:
            assert store.about(fact.id) == about(fact.id, journal)

    def test_limits_hold_among_writers(self) -> None:
        """Never below zero: of many who want the last of an amount, exactly as many get it as there is for."""
        store = self.fresh(STRICT)
        store.post(_move("funds", "L1", 10))
        takes = [_move(f"take-{number}", "L1", -3) for number in range(16)]
        with ThreadPoolExecutor(8) as pool:
            outcomes = list(pool.map(lambda take: _post(store, [take]), takes))
        assert sum(not isinstance(outcome, CommunekitError) for outcome in outcomes) == 3
        assert store.balance(Account("L1", "available", CNY)).minor == 1

    def test_closing_waits_for_whoever_posts(self) -> None:
        """closed_stays_closed: an entry that is posted while books are closed is in time, or refused; never in a closed period."""
        store = self.fresh(Limits())
        early = [attrs.evolve(_move(f"e{number}", "L1", 1), at=MARCH) for number in range(24)]
        until = MARCH + timedelta(hours=1)
        with ThreadPoolExecutor(8) as pool:
            closing = pool.submit(store.close, ["L1"], until)
            outcomes = list(pool.map(lambda entry: _post(store, [entry]), early))
            closing.result()
        taken = sum(not isinstance(outcome, CommunekitError) for outcome in outcomes)
        assert store.balance(Account("L1", "available", CNY), at=MARCH).minor == taken
        with pytest.raises(CommunekitError):
            store.post(_move("later", "L1", 1))

    @pytest.mark.parametrize("position", [-1, 2, True])
    def test_positions_that_are_none(self, position: int) -> None:
        """A reader asks from within the journal."""
        store = self.fresh(Limits())
        store.post(_move("e1", "L1", 1))
        with pytest.raises(CommunekitError):
            list(store.since(position))


def _move(id_: str, party: str, minor: int) -> Entry:
    legs = (
        Posting(Account(party, "available", CNY), minor),
        Posting(Account("club", "outside.payment", CNY), -minor),
    )
    return Entry(EntryId(id_), "order.paid", MARCH, legs)


def _touches(entry: Entry, party: str) -> bool:
    return any(posting.account.party == party for posting in entry.postings)


def _apart(party: str) -> Entry:
    """Return an entry that shares no account with another's."""
    legs = (Posting(Account(party, "pending", CNY), 1), Posting(Account(party, "outside.payment", CNY), -1))
    return Entry(EntryId(f"of-{party}"), "order.paid", MARCH, legs)


def _batch(word: str, drawn: Sequence[Entry], told: Sequence[Entry]) -> list[Entry]:
    if word == "again" and told:
        return [*told[-2:], *drawn]
    if word == "changed" and told:
        return [*drawn, attrs.evolve(told[-1], note="changed")]
    return list(drawn)


def _post(book: Book | BookStore, batch: Sequence[Entry], late_at: datetime | None = None) -> object:
    """Post, and return the outcome, a refusal too."""
    try:
        return book.post(*batch, late_at=late_at)
    except CommunekitError as refused:
        return refused


def _close(book: Book | BookStore, parties: Sequence[str], until: datetime) -> object:
    """Close, and return the outcome, a refusal too."""
    try:
        return book.close(parties, until)
    except CommunekitError as refused:
        return refused


__all__ = ["BookStoreContract"]
