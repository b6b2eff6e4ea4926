"""Law of reservations: set aside once, resolved at most once."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from communekit.errors import CommunekitError
from communekit.ids import EntryId
from communekit.ledger import (
    STRICT,
    Book,
    Entry,
    InsufficientFundsError,
    Posting,
    Reservation,
    ReservationResolvedError,
    UnbalancedEntryError,
)
from communekit.period import InvalidTimeError
from tests.ledger.entries import MARCH, account, entry

HOUR = timedelta(hours=1)
FREE, ASIDE, TILL = account("L1", "available"), account("L1", "reserved"), account("S1", "available")


def funded(minor: int) -> Book:
    """Return a book in which a leader has so much."""
    legs = (Posting(account("commons", "outside.payment"), -minor), Posting(FREE, minor))
    return Book.of([Entry(EntryId("funds"), "order.paid", MARCH, legs)], limits=STRICT)


def reserved(minor: int = 60, *, ends: datetime | None = MARCH + HOUR, key: str = "cart") -> Reservation:
    """Return a reservation of the leader's."""
    return Reservation(key, FREE, minor, MARCH, ends)


class Holds(RuleBasedStateMachine):
    """Reservations placed and resolved in any order, again and again: what is free, aside and gone always adds up."""

    def __init__(self) -> None:
        super().__init__()
        self.book = funded(100)
        self.free, self.gone = 100, 0
        self.aside: dict[str, int] = {}
        self.over: dict[str, Entry] = {}

    @rule(key=st.sampled_from("abc"), minor=st.integers(1, 60))
    def place(self, key: str, minor: int) -> None:
        """Set aside what is there; the same key and amount again changes nothing."""
        one = reserved(minor, key=key)
        try:
            after = self.book.post(one.placed)
        except CommunekitError:
            known = self.book.find(one.placed.id)
            assert (known is not None and known != one.placed) or minor > self.free
            return
        if after is not self.book:
            self.free -= minor
            self.aside[key] = minor
        self.book = after

    @rule(
        key=st.sampled_from("abc"),
        how=st.sampled_from(("post", "part", "void", "expire")),
        hours=st.sampled_from((0, 1, 2)),
    )
    def resolve(self, key: str, how: str, hours: int) -> None:
        """Resolve it in one way; another way afterwards is refused."""
        placed = next(
            (one for one in self.book if one.kind == "reservation.placed" and one == self._of(key, one)), None
        )
        if placed is None:
            return
        minor = max(posting.minor for posting in placed.postings)
        one, at = reserved(minor, key=key), MARCH + hours * HOUR
        used = {"post": minor, "part": (minor + 1) // 2}.get(how, 0)
        try:
            match how:
                case "void":
                    entry_ = one.voided(at, "changed his mind")
                case "expire":
                    entry_ = one.expired(at)
                case _:
                    entry_ = one.posted(at, [Posting(TILL, used)])
        except ReservationResolvedError:
            assert used
            assert hours >= 1
            return
        except InvalidTimeError:
            assert how == "expire"
            assert hours < 1
            return
        known = self.over.get(key)
        if known is not None and known != entry_:
            with pytest.raises(ReservationResolvedError):
                one.resolve(self.book, entry_)
            return
        self.book = one.resolve(self.book, entry_)
        if known is None:
            self.over[key] = entry_
            del self.aside[key]
            self.gone += used
            self.free += minor - used

    def _of(self, key: str, placed: Entry) -> Entry:
        return reserved(max(posting.minor for posting in placed.postings), key=key).placed

    @invariant()
    def hold_once(self) -> None:
        """hold_once: available = all - aside - gone."""
        assert self.book.balance(FREE).minor == self.free
        assert self.book.balance(ASIDE).minor == sum(self.aside.values())
        assert self.book.balance(TILL).minor == self.gone


TestHolds = Holds.TestCase


def test_the_end_of_its_time() -> None:
    """Up to the end it can be posted, from the end on it can only expire."""
    one = reserved()
    assert (
        one.posted(MARCH + HOUR - timedelta(microseconds=1), [Posting(TILL, 60)]).kind == "reservation.posted"
    )
    with pytest.raises(ReservationResolvedError) as refused:
        one.posted(MARCH + HOUR, [Posting(TILL, 60)])
    assert "结束" in refused.value.text("zh")
    assert one.expired(MARCH + HOUR).kind == "reservation.expired"
    with pytest.raises(InvalidTimeError):
        one.expired(MARCH + HOUR - timedelta(microseconds=1))
    with pytest.raises(InvalidTimeError):
        reserved(ends=None).expired(MARCH + HOUR)


def test_no_more_than_was_set_aside() -> None:
    """Whole or in part, to several; not more, and not nothing."""
    one, book = reserved(), funded(60).post(reserved().placed)
    parts = [Posting(TILL, 40), Posting(account("S1", "fees"), 20)]
    assert one.resolve(book, one.posted(MARCH, parts)).balance(FREE).minor == 0
    for wrong in ([Posting(TILL, 61)], []):
        with pytest.raises(UnbalancedEntryError):
            one.posted(MARCH, wrong)


def test_what_is_not_there_cannot_be_set_aside() -> None:
    """A reservation takes from what is free."""
    with pytest.raises(InsufficientFundsError):
        funded(59).post(reserved().placed)


@pytest.mark.parametrize("minor", [0, -1, True])
def test_an_amount_above_zero(minor: int) -> None:
    """Nothing cannot be set aside."""
    with pytest.raises(UnbalancedEntryError):
        reserved(minor)


@given(hours=st.integers(-3, 0))
def test_time_runs_forward(hours: int) -> None:
    """It ends after it began, and is resolved after it was placed."""
    with pytest.raises(InvalidTimeError):
        reserved(ends=MARCH + hours * HOUR)
    if hours:
        with pytest.raises(InvalidTimeError):
            reserved().voided(MARCH + hours * HOUR, "too early")


def test_an_entry_of_other_kinds_is_not_one() -> None:
    """Other entries of the book do not resolve it."""
    book = funded(60).post(reserved().placed, entry("sale"))
    assert book.find(reserved().resolution_id) is None
