"""The book: posting, looking up, looking back."""

import copy
import pickle
import threading
from datetime import timedelta
from typing import Any

import attrs
import pytest

from communekit.ids import EntryId
from communekit.ledger import (
    BalanceOutOfRangeError,
    Book,
    Entry,
    EntryConflictError,
    Posting,
    UnknownPositionError,
)
from communekit.money import CNY, JPY, MINOR_MAX, Money
from communekit.period import InvalidTimeError
from tests.ledger.entries import MARCH, account, entry

LEADER, OUTSIDE = account("L1"), account("commons", "outside.payment")
HOUR = timedelta(hours=1)


def test_an_empty_book() -> None:
    """Nothing was posted: no entries, no balances, and any account stands at zero."""
    book = Book()
    assert len(book) == 0
    assert list(book) == []
    assert book.balances == {}
    assert book.trial_balance() == {}
    assert book.balance(LEADER) == Money.zero("CNY")
    assert book.balance(LEADER, at=MARCH) == Money.zero("CNY")
    assert book.find("sale-1") is None


def test_posting_moves_balances() -> None:
    """Plus means that the party's claim grows."""
    book = Book.of([entry("a", 800), entry("b", 36)])
    assert book.balance(LEADER) == Money.cny("8.36")
    assert book.balances == {LEADER: Money.cny("8.36"), OUTSIDE: Money.cny("-8.36")}
    assert list(book.balances) == [LEADER, OUTSIDE]
    assert list(book) == [entry("a", 800), entry("b", 36)]


def test_a_book_never_changes() -> None:
    """Whoever holds an earlier version sees what he saw."""
    first = Book().post(entry("a", 800))
    second = first.post(entry("b", 36))
    assert (len(first), len(second)) == (1, 2)
    assert first.balance(LEADER) == Money.cny("8.00")
    assert first.find("b") is None
    assert list(first) == [entry("a", 800)]
    assert second.upto(1) == first


def test_two_futures_of_one_book_do_not_meet() -> None:
    """Posting twice to one version makes two books, each with its own history."""
    trunk = Book.of([entry("a", 800)])
    left, right = trunk.post(entry("b", 1)), trunk.post(entry("b", 2), entry("c", 4))
    assert left.balance(LEADER).minor == 801
    assert right.balance(LEADER).minor == 806
    assert left.find("c") is None
    assert trunk.balance(LEADER).minor == 800
    assert left.post(entry("d", 10)).balance(LEADER).minor == 811


def test_same_entry_again_is_the_same_book() -> None:
    """A duplicate is not an error and not an effect."""
    book = Book.of([entry("a"), entry("b")])
    assert book.post(entry("a")) is book
    assert book.post() is book
    assert Book.of([entry("a"), entry("b"), entry("a")]) == book


@pytest.mark.parametrize(
    ("change", "differs"),
    [
        ({"kind": "order.freight"}, ("kind",)),
        ({"at": MARCH + HOUR}, ("at",)),
        ({"note": "x"}, ("note",)),
        ({"refers_to": "other"}, ("refers_to",)),
        ({"postings": entry(minor=801).postings}, ("postings",)),
        ({"postings": entry(minor=801).postings, "note": "x"}, ("postings", "note")),
    ],
)
def test_same_id_with_other_content_is_a_conflict(change: dict[str, Any], differs: tuple[str, ...]) -> None:
    """70: the book keeps what it has, and says which fields differ."""
    book = Book.of([entry()])
    with pytest.raises(EntryConflictError) as refused:
        book.post(attrs.evolve(entry(), **change))
    assert refused.value.data() == {"entry": "sale-1", "differs": differs}
    assert ", ".join(differs) in refused.value.text("zh")


def test_a_conflict_within_one_posting_is_seen() -> None:
    """Two entries of one id that are posted together are judged as if one came after the other."""
    with pytest.raises(EntryConflictError):
        Book().post(entry(minor=1), entry(minor=2))


def test_entries_posted_together_are_posted_all_or_none() -> None:
    """The second is refused, so the first is not there either; and the book goes on."""
    book = Book.of([entry("a")])
    with pytest.raises(EntryConflictError):
        book.post(entry("b"), entry("a", 1))
    assert book.find("b") is None
    assert len(book.post(entry("b"))) == 2


def test_a_reversed_entry_leaves_nothing() -> None:
    """Accounts that stand at zero are not listed; the commodity still is, and adds up to zero."""
    book = Book.of([entry(), entry().reversal(MARCH + HOUR, "returned")])
    assert book.balances == {}
    assert book.trial_balance() == {CNY: Money.zero("CNY")}
    assert len(book) == 2


def test_an_entry_is_undone_once() -> None:
    """The same reversal again is passed over; another one of the same entry is a conflict."""
    undone = entry().reversal(MARCH + HOUR, "returned")
    book = Book.of([entry(), undone])
    assert book.post(undone) is book
    with pytest.raises(EntryConflictError):
        book.post(entry().reversal(MARCH + 2 * HOUR, "returned"))


def test_a_balance_as_of_a_moment() -> None:
    """Entries dated at the moment count, later ones do not, in whatever order they were posted."""
    book = Book.of([entry("late", 100, at=MARCH + 2 * HOUR), entry("early", 7, at=MARCH)])
    moments = [MARCH - HOUR, MARCH, MARCH + HOUR, MARCH + 2 * HOUR]
    assert [book.balance(LEADER, at=moment).minor for moment in moments] == [0, 7, 7, 107]
    assert book.upto(1).balance(LEADER, at=MARCH).minor == 0


def test_a_balance_as_of_a_naive_moment_is_refused() -> None:
    """A moment without a time zone is not a moment."""
    with pytest.raises(InvalidTimeError):
        Book().balance(LEADER, at=MARCH.replace(tzinfo=None))


def test_trial_balance_lists_each_commodity() -> None:
    """Every commodity that was ever posted is shown, each at zero."""
    book = Book.of([entry("a"), entry("b", currency=JPY)])
    assert book.trial_balance() == {CNY: Money.zero("CNY"), JPY: Money.zero("JPY")}
    assert book.upto(1).trial_balance() == {CNY: Money.zero("CNY")}


@pytest.mark.parametrize("sign", [1, -1])
def test_a_balance_may_reach_the_range_and_not_pass_it(sign: int) -> None:
    """At 10^15 minor units the book stands; one more is refused, on either side, whoever the other party is."""
    full = Book.of([entry("a", sign * MINOR_MAX)])
    assert full.balance(LEADER).minor == sign * MINOR_MAX
    legs = (Posting(LEADER, sign), Posting(account("S1"), -sign))
    one_more = Entry(EntryId("b"), "order.paid", MARCH, legs)
    with pytest.raises(BalanceOutOfRangeError) as refused:
        full.post(one_more)
    assert refused.value.data() == {
        "entry": "b",
        "account": "L1/pending/CNY",
        "balance_minor": sign * (MINOR_MAX + 1),
    }
    assert full.post(entry("b", -sign)).balance(LEADER).minor == sign * (MINOR_MAX - 1)


def test_the_range_holds_between_entries_posted_together() -> None:
    """A balance that passes the range on the way is refused, though the end would lie within."""
    with pytest.raises(BalanceOutOfRangeError):
        Book().post(entry("a", MINOR_MAX), entry("b", 1), entry("c", -1))


@pytest.mark.parametrize("position", [-1, 3, True, None, "1"])
def test_a_position_that_is_not_there(position: int) -> None:
    """Positions run from zero to the number of entries."""
    book = Book.of([entry("a"), entry("b")])
    with pytest.raises(UnknownPositionError) as refused:
        book.upto(position)
    assert refused.value.data() == {"position": position, "last": 2}


def test_books_are_values() -> None:
    """They compare by what they hold, in order; they hash, copy and pickle."""
    one, same = Book.of([entry("a"), entry("b")]), Book().post(entry("a")).post(entry("b"))
    assert one == same
    assert hash(one) == hash(same)
    assert one != Book.of([entry("b"), entry("a")])
    assert one != Book.of([entry("a")])
    assert one != "book"
    assert Book() == Book()
    assert hash(Book()) == hash(Book())
    for twin in (copy.deepcopy(one), copy.copy(one), pickle.loads(pickle.dumps(one))):
        assert twin == one
        assert twin.post(entry("c")).balance(LEADER).minor == 2400
    assert repr(one) == "<Book of 2 entries>"


def test_an_entry_is_in_a_book_with_its_content() -> None:
    """`in` asks for the entry, `find` for its id."""
    book = Book.of([entry()])
    assert entry() in book
    assert entry(minor=1) not in book
    assert "sale-1" not in book
    assert book.find("sale-1") == entry()


def test_threads_may_post_to_one_book() -> None:
    """Each thread has its own future of the book; none sees a leg of another's."""
    trunk = Book.of([entry(f"t{number}", 1) for number in range(50)])
    futures: dict[int, Book] = {}

    def extend(name: int) -> None:
        book = trunk
        for number in range(100):
            book = book.post(entry(f"{name}-{number}", name))
        futures[name] = book

    threads = [threading.Thread(target=extend, args=(name,)) for name in (1, 2, 3, 4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {name: book.balance(LEADER).minor for name, book in futures.items()} == {
        name: 50 + 100 * name for name in (1, 2, 3, 4)
    }
    assert trunk.balance(LEADER).minor == 50


def test_posting_a_half_done_step_is_not_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A step that is broken off half way (no memory, a key pressed) leaves the book as it was, and usable."""
    book = Book.of([entry("a")])
    with monkeypatch.context() as broken:
        broken.setattr("communekit.ledger.log.Log.record", _breaks)
        with pytest.raises(MemoryError):
            book.post(entry("b", 5))
    assert (len(book), book.balance(LEADER).minor, book.find("b")) == (1, 800, None)
    assert book.post(entry("b", 7)).balance(LEADER).minor == 807


def _breaks(*_: object) -> None:
    raise MemoryError


def test_a_long_journal_costs_what_its_entries_cost() -> None:
    """Posting one by one copies nothing: all versions share one log."""
    book = Book()
    for number in range(2_000):
        book = book.post(entry(f"e{number}", 1))
    assert book.balance(LEADER).minor == 2_000
    assert [book.upto(position).balance(LEADER).minor for position in (0, 1, 1_000, 2_000)] == [
        0,
        1,
        1_000,
        2_000,
    ]
    assert isinstance(next(iter(book)), Entry)
