"""The contract of a place that keeps a book (账簿存储契约): a new adapter proves itself in ten lines.

class TestMine(BookStoreContract):
def open(self, community, limits):
return MyBook(database, community, limits)
"""

from datetime import datetime, timedelta
from typing import Final

import attrs
from hypothesis import example, given
from hypothesis import strategies as st

from communekit.errors import CommunekitError
from communekit.ids import PartyId
from communekit.ledger import Book, Entry, EntryConflictError, Limits
from communekit.money import CNY

from .book_bounds import BookBoundsContract
from .book_commands import (
    LATE,
    SCRIPT,
    SOME_LIMITS,
    Close,
    Command,
    Post,
    carry_out,
    commands,
    folded,
    move,
    seen,
    shared,
    sums,
)
from .book_reach import BookReachContract
from .book_writers import BookWritersContract
from .law import law
from .ledger import ACCOUNTS, MARCH, entries, journals, moments

NOTES: Final = ("", "退货", 'O\'Brien said "no"; DROP', "a\\b %s {x}", "😀" * 40)


class BookStoreContract(BookBoundsContract, BookReachContract, BookWritersContract):
    """Laws of `BookStore` (账簿存储契约), one a check; `stores_agree` holds it against `Book`, the readable reference."""

    @law("stores_agree")
    @shared
    @example(asked=SCRIPT, limited=True)
    @example(asked=SCRIPT, limited=False)
    @given(asked=commands(), limited=st.booleans())
    def test_stores_agree(self, asked: list[Command], limited: bool) -> None:
        """stores_agree: the same commands lead to the same outcomes, errors included, and to the same book."""
        limits = SOME_LIMITS if limited else Limits()
        store, book = self.fresh(limits), Book(limits)
        for command in asked:
            before = len(book)
            mine, theirs = carry_out(book, command), carry_out(store, command)
            if isinstance(mine, CommunekitError):
                assert isinstance(theirs, type(mine)), theirs
                assert theirs.data() == mine.data()
            else:
                assert isinstance(mine, Book)
                assert theirs == (None if isinstance(command, Close) else tuple(mine.since(before)))
                book = mine
            assert (len(store), store.closings) == (len(book), book.closings)
            assert store.balances() == book.balances
        assert list(store.since(0)) == list(book)
        for entry in book:
            assert store.find(entry.id) == entry

    @law("same_key_once")
    @shared
    @given(journal=journals(), data=st.data())
    def test_same_key_once(self, journal: list[Entry], data: st.DataObject) -> None:
        """same_key_once: what was posted, told again in any order, is not new and changes nothing."""
        store = self.fresh(Limits())
        store.post(*journal)
        before = seen(store)
        assert store.post(*data.draw(st.permutations(journal))) == ()
        assert seen(store) == before

    @law("same_key_once")
    def test_same_key_once_for_ever(self) -> None:
        """same_key_once: also when the process began anew in between, and one fact was booked late."""
        community = self.name()
        store = self.open(community, Limits())
        store.close(["L2"], LATE)
        store.post(move("e1", "L1", 5), move("late", "L2", 7), late_at=LATE)
        again = self.reopen(store, community)
        assert again.post(move("e1", "L1", 5), move("late", "L2", 7), late_at=LATE) == ()
        assert [entry.id for entry in again.since(0)] == ["e1", "late"]

    @law("key_conflict")
    @shared
    @given(journal=journals().filter(bool), data=st.data())
    def test_key_conflict(self, journal: list[Entry], data: st.DataObject) -> None:
        """key_conflict: another fact under a known id is refused as that, be it of the same batch."""
        changed = attrs.evolve(data.draw(st.sampled_from(journal)), note="changed")
        store = self.fresh(Limits())
        store.post(*journal)
        for asked in (store, self.fresh(Limits())):
            batch = (changed,) if asked is store else (*journal, changed)
            assert isinstance(carry_out(asked, Post(batch, None)), EntryConflictError)
            assert changed not in asked.since(0)

    @law("conservation")
    @shared
    @example(asked=SCRIPT, limited=False)
    @given(asked=commands(), limited=st.booleans())
    def test_conservation(self, asked: list[Command], limited: bool) -> None:
        """conservation: after every command all balances of a commodity add up to zero."""
        store = self.fresh(SOME_LIMITS if limited else Limits())
        for command in asked:
            carry_out(store, command)
            assert sums(store) == {}

    @law("balance_is_fold")
    @shared
    @example(asked=SCRIPT, at=MARCH)
    @given(asked=commands(), at=moments())
    def test_balance_is_fold(self, asked: list[Command], at: datetime) -> None:
        """balance_is_fold: balances are what the store's own journal adds up to, now and at any moment."""
        store = self.fresh(Limits())
        for command in asked:
            carry_out(store, command)
        journal = list(store.since(0))
        now = folded(journal)
        assert {account: money.minor for account, money in store.balances().items()} == now
        for account in ACCOUNTS[CNY]:
            assert store.balance(account).minor == now.get(account, 0)
            for moment in (MARCH, at, LATE):
                then = folded(journal, moment)
                assert store.balance(account, at=moment).minor == then.get(account, 0)

    @law("order_independence")
    @shared
    @given(journal=journals(), data=st.data())
    def test_order_independence(self, journal: list[Entry], data: st.DataObject) -> None:
        """order_independence: the same facts in another order lead to the same balances."""
        one, other = self.fresh(Limits()), self.fresh(Limits())
        one.post(*journal)
        for entry in data.draw(st.permutations(journal)):
            other.post(entry)
        assert one.balances() == other.balances()

    @law("log_order")
    @shared
    @given(journal=journals(), cut=st.integers(0, 8))
    def test_log_order(self, journal: list[Entry], cut: int) -> None:
        """log_order: a reader by position misses nothing and sees nothing twice, wherever he stopped."""
        store = self.fresh(Limits())
        first = store.post(*journal[:cut])
        read = list(store.since(0))
        assert read == list(first)
        told = [*first, *store.post(*journal[cut:])]
        assert [*read, *store.since(len(read))] == list(store.since(0)) == told
        assert list(store.since(len(store))) == []

    @law("log_order")
    def test_positions_that_are_none(self) -> None:
        """log_order: a reader asks from within the journal, or is told that he does not."""
        store = self.fresh(Limits())
        store.post(move("e1", "L1", 1))
        for position in (-1, 2, True):
            try:
                read = list(store.since(position))
            except CommunekitError:
                continue
            raise AssertionError(position, read)

    @law("scope_isolation")
    def test_scope_isolation(self) -> None:
        """scope_isolation: what is posted to one community does not exist in another."""
        one, other = self.fresh(Limits()), self.fresh(Limits())
        one.post(move("e1", "L1", 5))
        one.close(["L1"], MARCH)
        assert (len(other), other.find("e1"), dict(other.balances())) == (0, None, {})
        assert not other.closings.until
        assert len(other.post(move("e1", "L1", 7))) == 1

    @law("round_trip")
    @shared
    @given(drawn=entries(), note=st.sampled_from(NOTES), microseconds=st.integers(0, 999_999))
    def test_round_trip(self, drawn: Entry, note: str, microseconds: int) -> None:
        """round_trip: an entry is read back as it was posted, to the last field, by id and by position."""
        at = drawn.at + timedelta(microseconds=microseconds)
        people = (PartyId("ops-1"), PartyId("经办"))
        told = attrs.evolve(drawn, note=note, at=at, by=people, refers_to=drawn.id)
        store = self.fresh(Limits())
        store.find(told.id)  # It is not there yet, and whoever remembers that is wrong from now on.
        assert store.post(told) == (told,)
        assert store.find(told.id) == told
        assert list(store.since(0)) == [told]


__all__ = ["BookStoreContract"]
