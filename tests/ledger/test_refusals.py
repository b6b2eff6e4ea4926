"""What the book and its parts refuse, with the whole error: which entry, which account, how much."""

from datetime import timedelta
from typing import Any

import pytest

from communekit.ids import EntryId, InvalidIdError, InvalidTextError, PartyId
from communekit.ledger import (
    STRICT,
    BalanceOutOfRangeError,
    Book,
    Closings,
    Entry,
    EntryConflictError,
    InsufficientFundsError,
    InvalidLimitError,
    InvalidReversalError,
    InvalidWordError,
    Limit,
    Limits,
    PeriodClosedError,
    Posting,
    Reservation,
    ReservationResolvedError,
    UnbalancedEntryError,
    UnknownPositionError,
)
from communekit.ledger.settlement import Item, SettlementError
from communekit.ledger.settlement.item import Items
from communekit.money import MINOR_MAX, AmountOutOfRangeError
from communekit.period import InvalidTimeError
from tests.ledger.entries import MARCH, account, entry
from tests.refused import Refusal, check_refusal

HOUR = timedelta(hours=1)
HERE, THERE = account("L1"), account("S1")
FREE = account("L1", "available")


def made(*legs: tuple[Any, int], **words: Any) -> Entry:
    """Return an entry of these legs."""
    postings = [Posting(each, minor) for each, minor in legs]
    return Entry(**{"id": EntryId("E1"), "kind": "order.paid", "at": MARCH, "postings": postings, **words})


def pair(minor: int = 1, **words: Any) -> Entry:
    """Return an entry that moves so much from the store to the leader."""
    return made((HERE, minor), (THERE, -minor), **words)


def reserved(**words: Any) -> Reservation:
    """Return 5.00 that are set aside for an hour."""
    given: dict[str, Any] = {
        "id": "R1",
        "account": FREE,
        "minor": 500,
        "at": MARCH,
        "expires_at": MARCH + HOUR,
    }
    return Reservation(**given | words)


def to_store(minor: int) -> list[Posting]:
    """Return where so much of it goes."""
    return [Posting(account("S1", "available"), minor)]


BOOK = Book().post(entry())
CLOSED = Closings().close(["L1"], MARCH + HOUR)

ENTRIES: list[Refusal] = [
    (lambda: pair(id=""), InvalidIdError("entry id", "", "empty")),
    (lambda: pair(kind="Paid"), InvalidWordError("kind of entry", "Paid")),
    (lambda: pair(refers_to=EntryId("a/b")), InvalidIdError("entry id", "a/b", "separator")),
    (lambda: pair(by=(PartyId(""),)), InvalidIdError("party id", "", "empty")),
    (lambda: pair(note="x" * 501), InvalidTextError("note", "x" * 501, "too_long", 500)),
    (lambda: pair(kind=Entry.REVERSAL), InvalidReversalError("E1", "unnamed")),
    (
        lambda: pair(kind=Entry.REVERSAL, refers_to=EntryId("E0")),
        InvalidReversalError("E1", "unnamed"),
    ),
    (lambda: pair(occurred_at=MARCH), InvalidTimeError("before_its_cause", MARCH)),
    (lambda: made((HERE, 1)), UnbalancedEntryError("E1", "one_leg", 1)),
    (lambda: made((HERE, 1), (HERE, -1)), UnbalancedEntryError("E1", "same_account", str(HERE))),
    (lambda: pair(0), UnbalancedEntryError("E1", "no_amount", str(HERE))),
    (lambda: made((HERE, 3), (THERE, -1)), UnbalancedEntryError("E1", "sum", {"CNY": 2})),
    (
        lambda: entry().reversal(MARCH, "wrong").reversal(MARCH, "again"),
        InvalidReversalError(entry().reversal(MARCH, "wrong").id, "of_reversal"),
    ),
    (
        lambda: entry().reversal(MARCH - HOUR, "wrong"),
        InvalidTimeError("before_its_cause", MARCH - HOUR),
    ),
    (lambda: entry().reversal(MARCH, ""), InvalidTextError("note", "", "empty")),
]

BOOKS: list[Refusal] = [
    (lambda: BOOK.post(entry(minor=801)), EntryConflictError("sale-1", ("postings",))),
    (
        lambda: Book(STRICT).post(made((FREE, -1), (THERE, 1))),
        InsufficientFundsError("E1", str(FREE), 0, -1),
    ),
    (
        lambda: Book.of([pair(MINOR_MAX, id=EntryId("E0")), pair(1)]),
        BalanceOutOfRangeError("E1", str(HERE), MINOR_MAX + 1),
    ),
    (lambda: list(BOOK.since(2)), UnknownPositionError(2, 1)),
    (lambda: list(BOOK.since(-1)), UnknownPositionError(-1, 1)),
    (
        lambda: CLOSED.close(["L1"], MARCH),
        PeriodClosedError(PartyId("L1"), MARCH + HOUR, MARCH),
    ),
    (lambda: CLOSED.booked(entry(), None), PeriodClosedError(PartyId("L1"), MARCH + HOUR, MARCH)),
    (lambda: CLOSED.booked(entry(), MARCH), PeriodClosedError(PartyId("L1"), MARCH + HOUR, MARCH)),
]

LIMITS: list[Refusal] = [
    (lambda: Limit("Available"), InvalidWordError("bucket", "Available")),
    (lambda: Limit("available", party=PartyId("")), InvalidIdError("party id", "", "empty")),
    (lambda: Limit("available", None), InvalidLimitError("available", "unbounded", "")),
    (lambda: Limit("available", True), InvalidLimitError("available", "unbounded", True)),
    (lambda: Limit("available", 1, 0), InvalidLimitError("available", "crossed", 0)),
    (
        lambda: Limits((Limit("available"), Limit("available"))),
        InvalidLimitError("available", "twice", ""),
    ),
    (
        lambda: Limits((Limit("available", party=PartyId("L1")), Limit("available", party=PartyId("L1")))),
        InvalidLimitError("available", "twice", "L1"),
    ),
]

RESERVATIONS: list[Refusal] = [
    (lambda: reserved(minor=0), UnbalancedEntryError("R1", "no_amount", str(FREE))),
    (lambda: reserved(expires_at=MARCH), InvalidTimeError("before_its_cause", MARCH)),
    (
        lambda: reserved().posted(MARCH + HOUR, to_store(500)),
        ReservationResolvedError("R1", "expired"),
    ),
    (
        lambda: reserved().posted(MARCH, to_store(501)),
        UnbalancedEntryError("R1", "sum", {"CNY": 501}),
    ),
    (
        lambda: reserved().posted(MARCH - HOUR, to_store(500)),
        InvalidTimeError("before_its_cause", MARCH - HOUR),
    ),
    (lambda: reserved().expired(MARCH), InvalidTimeError("before_its_cause", MARCH)),
    (
        lambda: reserved(expires_at=None).expired(MARCH + HOUR),
        InvalidTimeError("before_its_cause", MARCH + HOUR),
    ),
    (
        lambda: reserved().resolve(Book(), reserved().voided(MARCH, "changed")),
        ReservationResolvedError("R1", "never placed"),
    ),
]

ITEMS: list[Refusal] = [
    (lambda: item(entry=""), InvalidIdError("entry id", "", "empty")),
    (lambda: item(party=""), InvalidIdError("party id", "", "empty")),
    (lambda: item(source=""), InvalidIdError("source", "", "empty")),
    (lambda: item(title="\n"), InvalidTextError("title", "\n", "control")),
    (lambda: item(minor=0.5), AmountOutOfRangeError(0.5)),
    (lambda: item(minor=MINOR_MAX + 1), AmountOutOfRangeError(MINOR_MAX + 1)),
    (
        lambda: Items([item(entry="E9")], BOOK),
        SettlementError(PartyId("L1"), "unknown_entry", "E9"),
    ),
]


def item(**words: Any) -> Item:
    """Return what is said of the one entry of the book."""
    given: dict[str, Any] = {"entry": "sale-1", "party": "L1", "source": "A1", "title": "tea", "minor": 800}
    return Item(**given | words)


@pytest.mark.parametrize("refusal", [*ENTRIES, *BOOKS, *LIMITS, *RESERVATIONS, *ITEMS])
def test_each_refusal_says_which_entry_and_what_of_it(refusal: Refusal) -> None:
    """A host finds the entry, the account and the amount in the fields."""
    check_refusal(refusal)


def test_what_a_reservation_says_stands_on_its_entries() -> None:
    """When it ends, and why it was undone; a resolution that differs names the one that stands."""
    one = reserved()
    assert one.placed.note == f"expires {(MARCH + HOUR).isoformat()}"
    assert reserved(expires_at=None).placed.note == ""
    voided = one.voided(MARCH, "changed his mind")
    assert (voided.note, voided.refers_to) == ("changed his mind", one.placed.id)
    book = one.resolve(Book().post(one.placed), voided)
    assert one.resolve(book, voided) is book
    with pytest.raises(ReservationResolvedError) as refused:
        one.resolve(book, one.posted(MARCH, to_store(500)))
    assert refused.value.data() == ReservationResolvedError("R1", voided.kind).data()


def test_books_of_equal_content_hash_alike_and_others_mostly_do_not() -> None:
    """A set of books finds them by their last entry and length."""
    books = [Book.of([entry(f"sale-{n}") for n in range(length)]) for length in range(20)]
    assert len({hash(book) for book in books}) == len(books)
    assert hash(Book.of([entry("sale-0")])) == hash(books[1])


def test_reversal_ids_of_entries_are_not_those_of_other_facts() -> None:
    """The id of a reversal is of its own kind: a fact of the same name has another."""
    reversal = entry().reversal(MARCH, "wrong")
    legs = [Posting(HERE, 1), Posting(THERE, -1)]
    assert reversal.id not in {
        Entry.derived(kind, MARCH, legs, fact="sale-1").id for kind in ("sale", "order.paid")
    }
    assert reversal.id == Entry.derived(Entry.REVERSAL, MARCH, reversal.postings, fact="sale-1", refers_to=EntryId("sale-1"), note="x").id  # fmt: skip
