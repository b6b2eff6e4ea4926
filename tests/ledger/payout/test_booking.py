"""Payouts in the books: the postings step by step, and what happens where a step comes too late."""

import pytest

from communekit.ids import InvalidIdError
from communekit.ledger import FREE, STRICT, Book, Entry, EntryConflictError, PeriodClosedError
from communekit.ledger.payout import (
    Approve,
    Compensate,
    Instruction,
    Outcome,
    Payables,
    PayoutEvent,
    PayoutParties,
    PayoutRefusedError,
    Reject,
    Report,
    Request,
    Send,
    Withdraw,
    book_payout,
    draft,
    journal,
    journal_all,
)
from tests.ledger.payout.day import (
    PARTIES,
    PAYEE,
    RULING,
    TERMS,
    account,
    anything,
    at,
    book_of,
    freed,
    instruction,
    open_units,
    told,
)

ONE = instruction(1_000, fee="0.10", tax="1.60")
ID = ONE.id
REQUESTED = told(Request(ONE, at(0), "ops-1"))
OUT = told(Approve(ID, at(1), "ops-2"), Send(ID, at(2)), events=REQUESTED)
PAID = told(Report(ID, at(3), Outcome.PAID, reference="W1"), events=OUT)
RETURNED = told(Report(ID, at(4), Outcome.RETURNED, reference="W1"), events=PAID)
AGAIN = told(Send(ID, at(5), attempt=2), Report(ID, at(6), Outcome.PAID, attempt=2), events=RETURNED)


def booked(events: list[PayoutEvent]) -> Book:
    """Return a book with 10.00 earned and a payout."""
    return book_payout(book_of(freed("free-1", 1_000)), events, PARTIES, Payables())


def postings(entry: Entry) -> dict[str, int]:
    """Return what an entry moves, by account."""
    return {str(posting.account): posting.minor for posting in entry.postings}


def last(events: list[PayoutEvent]) -> dict[str, int]:
    """Return what the last entry of a payout moves."""
    return postings(journal_all(events, PARTIES)[-1])


OUTSIDE = {
    "riverside/outside.payout/CNY": 830,
    "bank/fees/CNY": 10,
    "tax_office/withheld/CNY": 160,
    "L1/reserved/CNY": -1_000,
}


def test_postings_of_each_step() -> None:
    """10.00, of which 0.10 is the fee and 1.60 the tax: what the books say."""
    assert last(REQUESTED) == {"L1/available/CNY": -1_000, "L1/reserved/CNY": 1_000}
    assert len(journal_all(OUT, PARTIES)) == 1, "approving and sending move nothing"
    assert last(PAID) == OUTSIDE
    assert last(RETURNED) == {name: -minor for name, minor in OUTSIDE.items()}
    assert last(AGAIN) == OUTSIDE
    assert len({entry.id for entry in journal_all(AGAIN, PARTIES)}) == 4


@pytest.mark.parametrize(
    "events",
    [
        told(Reject(ID, at(1), "ops-2", "wrong account"), events=REQUESTED),
        told(Withdraw(ID, at(1), "L1"), events=REQUESTED),
        told(Report(ID, at(3), Outcome.FAILED), Compensate(ID, at(4), RULING), events=OUT),
        told(Compensate(ID, at(5), RULING), events=RETURNED),
    ],
)
def test_what_ends_without_payment_gives_all_back(events: list[PayoutEvent]) -> None:
    """The full amount, fee and tax included, is available again, as the same lot."""
    book = booked(events)
    assert last(events) == {"L1/available/CNY": 1_000, "L1/reserved/CNY": -1_000}
    assert open_units(book) == open_units(booked([])) == ONE.units
    assert set(book.balances) == {account("available"), account("outside.payment", "riverside")}


def test_entries_say_who_and_why_and_hang_together() -> None:
    """The request is what the rest refers to; a return refers to what was paid."""
    requested, paid, returned, closed = journal_all(
        told(Compensate(ID, at(5), RULING), events=RETURNED), PARTIES
    )
    assert requested.by == ("ops-1",)
    assert (paid.refers_to, closed.refers_to) == (requested.id, requested.id)
    assert returned.refers_to == paid.id
    assert (closed.by, closed.note) == (("ops-1", "ops-2"), "paid in cash instead")
    (_, rejected) = journal_all(told(Reject(ID, at(1), "ops-2", "no"), events=REQUESTED), PARTIES)
    assert (rejected.by, rejected.note) == (("ops-2",), "no")


def test_failure_keeps_the_reserve() -> None:
    """A failed payment stays reserved, so that it can be sent again (ruoyi-vue-pro)."""
    failed = told(Report(ID, at(3), Outcome.FAILED), events=OUT)
    assert booked(failed) == booked(REQUESTED)
    assert booked(failed).balance(account("available")).minor == 0


def test_other_parties_are_a_conflict() -> None:
    """key_conflict: the same payout on other accounts is refused."""
    other = PayoutParties(community="riverside", fees="card", tax="tax_office")
    with pytest.raises(EntryConflictError):
        book_payout(booked(PAID), PAID, other, Payables())


def test_request_for_units_that_are_gone() -> None:
    """It is refused, strict or not; withdrawn, it leaves no trace, and another draft takes another id."""
    withdrawn = told(Withdraw(ID, at(1), "ops-1", "no longer there"), events=REQUESTED)
    for limits in (FREE, STRICT):
        gone = Book.of([freed("free-1", 1_000), freed("out-1", -500), freed("in-2", 600)], limits=limits)
        with pytest.raises(PayoutRefusedError) as refused:
            book_payout(gone, REQUESTED, PARTIES, Payables())
        assert refused.value.problem == "stale"
        assert book_payout(gone, withdrawn, PARTIES, Payables()) is gone


def test_units_that_come_back_meanwhile_go_first() -> None:
    """A request that was drafted while older units were reserved is refused once they are open again."""
    book = book_of(freed("free-1", 1_000), freed("free-2", 400))
    book = book_payout(book, REQUESTED, PARTIES, Payables())
    two = draft(Payables().read(book), "L1", TERMS, PAYEE)
    assert isinstance(two, Instruction)
    assert [unit.entry for unit in two.units] == ["free-2"]
    rejected = told(Reject(ID, at(1), "ops-2"), events=REQUESTED)
    book = book_payout(book, rejected, PARTIES, Payables())
    asked = told(Request(two, at(1), "ops-1"))
    with pytest.raises(PayoutRefusedError):
        book_payout(book, asked, PARTIES, Payables())
    book = book_payout(book, told(Withdraw(two.id, at(1), "ops-1"), events=asked), PARTIES, Payables())
    again = draft(Payables().read(book), "L1", TERMS, PAYEE, ended={ID, two.id})
    assert isinstance(again, Instruction)
    assert [unit.entry for unit in again.units] == ["free-1", "free-2"]


def test_ended_id_is_not_given_again() -> None:
    """A payout that ended before it was booked leaves its id behind; the same units then get the next one."""
    payables = Payables().read([freed("free-1", 1_000)])
    first, second = (draft(payables, "L1", TERMS, PAYEE, ended=ended) for ended in ((), {ID}))
    assert isinstance(first, Instruction)
    assert isinstance(second, Instruction)
    assert (first.id, second.generation) == (ID, 1)


def test_closed_period() -> None:
    """A fact whose time is closed is booked late, or not at all."""
    closed = book_of(freed("free-1", 1_000)).close(["L1"], at(10))
    with pytest.raises(PeriodClosedError):
        book_payout(closed, REQUESTED, PARTIES, Payables())
    late = book_payout(closed, REQUESTED, PARTIES, Payables(), late_at=at(11))
    (entry,) = journal_all(REQUESTED, PARTIES)
    assert late.find(entry.id) == entry.late(at(11))
    assert book_payout(late, REQUESTED, PARTIES, Payables()) is late


def test_one_party_may_stand_for_several() -> None:
    """The community may keep the fee itself."""
    same = PayoutParties(community="riverside", fees="riverside", tax="riverside")
    entry = journal(ONE, PAID[-1], same)
    assert entry is not None
    assert postings(entry)["riverside/fees/CNY"] == 10


def test_before_the_request_there_is_nothing() -> None:
    """A life that has not begun is no entry."""
    assert journal_all([], PARTIES) == journal_all(OUT[1:], PARTIES) == ()
    book = booked([])
    assert book_payout(book, [], PARTIES, Payables()) is book
    with pytest.raises(InvalidIdError):
        PayoutParties(community="", fees=anything("bank"), tax="t")
