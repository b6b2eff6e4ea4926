"""A cashier: payouts through the book, debts offset from what is there, and claims that were booked late."""

from datetime import timedelta

import pytest

from communekit.ids import EntryId, PartyId
from communekit.ledger import OFFSET, Account, Book, Cashier, Entry, Posting, UnknownPositionError
from communekit.ledger.claims import Ruling
from communekit.ledger.payout import (
    PAYOUT_LIFE,
    Approve,
    Compensate,
    Instruction,
    Outcome,
    Payee,
    PayoutCommand,
    PayoutEvent,
    PayoutParties,
    PayoutTerms,
    Report,
    Request,
    Send,
    draft,
)
from communekit.money import Money
from tests.ledger.claims.test_claims_laws import told
from tests.ledger.entries import MARCH, account, entry

AROUND = PayoutParties(community=PartyId("club"), fees=PartyId("club"), tax=PartyId("tax"))
TERMS = PayoutTerms("bank", Money.cny("1.00"))
DAY = timedelta(days=1)


def earned(minor: int = 800) -> Cashier:
    """Return a cashier with whom a leader has something available."""
    one = Cashier()
    one.record([told("sale", "commission.accrued", {"L1": minor, "S1": 200})])
    one.confirm("sale", MARCH)
    one.release("sale", MARCH)
    return one


def life(instruction: Instruction, *outcomes: Outcome) -> list[PayoutEvent]:
    """Return what happened to a payout: asked for, let go, sent, and what the channel said."""
    state, events = PAYOUT_LIFE.initial, list[PayoutEvent]()
    commands: list[PayoutCommand] = [
        Request(instruction, MARCH, PartyId("L1")),
        Approve(instruction.id, MARCH, PartyId("ops-1")),
        Send(instruction.id, MARCH),
        *(Report(instruction.id, MARCH, outcome) for outcome in outcomes),
    ]
    for command in commands:
        more, state = PAYOUT_LIFE.handle(command, state)
        events += more
    return events


def has(one: Cashier, bucket: str, party: str = "L1") -> int:
    """Return what lies in a bucket, in fen."""
    return one.book.balance(account(party, bucket)).minor


def test_a_payout_goes_through_the_book_once() -> None:
    """Asked for, it is set aside; paid, it is gone; told again, nothing moves."""
    one = earned()
    instruction = draft(one.payables, "L1", TERMS, Payee("tok-1"))
    assert isinstance(instruction, Instruction)
    asked = life(instruction)
    assert len(one.pay(asked, AROUND)) == 1
    assert (has(one, "available"), has(one, "reserved")) == (0, 800)
    paid = life(instruction, Outcome.PAID)
    assert len(one.pay(paid, AROUND)) == 1
    assert one.pay(paid, AROUND) == ()
    assert (has(one, "reserved"), has(one, "outside.payout", "club")) == (0, 800)
    assert one.payables.amount("L1", "CNY") == Money.cny("0.00")


def test_what_came_back_offsets_what_is_owed_before_it_is_paid_again() -> None:
    """A payout is set aside, the sale is refunded, the payout fails for good: the leader does not get it a second time."""
    one = earned()
    instruction = draft(one.payables, "L1", TERMS, Payee("tok-1"))
    assert isinstance(instruction, Instruction)
    failed = life(instruction, Outcome.FAILED)
    one.pay(failed, AROUND)
    one.take_back([told("back", "commission.reversed", {"L1": -500}, about="sale")])
    assert has(one, "receivable") == -500
    ruling = Ruling("account closed", actor=PartyId("ops-1"), approver=PartyId("ops-2"))
    state = PAYOUT_LIFE.replay(failed)
    closed, _ = PAYOUT_LIFE.handle(Compensate(instruction.id, MARCH, ruling), state)
    one.pay([*failed, *closed], AROUND)
    assert (has(one, "available"), has(one, "receivable")) == (800, -500)
    (offset,) = one.offset(MARCH)
    assert offset.kind == OFFSET
    assert one.offset(MARCH) == ()
    assert (has(one, "available"), has(one, "receivable")) == (300, 0)
    again = draft(one.payables, "L1", TERMS, Payee("tok-1"))
    assert isinstance(again, Instruction)
    assert (again.gross, again.id != instruction.id) == (Money.cny("3.00"), True)


def test_nothing_is_offset_where_nothing_is_owed() -> None:
    """What is available stays, and an advance is not repaid before its period is settled."""
    one = earned()
    assert one.offset(MARCH) == ()
    legs = [Posting(account("L1", "advance"), -100), Posting(account("L1", "available"), 100)]
    one.record([Entry(EntryId("draw"), "settlement.advanced", MARCH, legs)])
    assert one.offset(MARCH) == ()
    assert has(one, "available") == 900


def test_a_claim_that_was_booked_late_is_confirmed_when_it_was() -> None:
    """The books of February are closed; a sale of February is booked in March, and so is its receipt of February."""
    one = Cashier()
    one.close(["L1"], MARCH)
    sold = Entry(
        EntryId("sale"), "order.paid", MARCH - 9 * DAY, told("x", "order.paid", {"L1": 800}).postings
    )
    one.record([sold], late_at=MARCH)
    (confirmed,) = one.confirm("sale", MARCH - 5 * DAY, late_at=MARCH)
    assert (confirmed.at, confirmed.happened_at) == (MARCH, MARCH - 5 * DAY)
    undone = sold.late(MARCH).reversal(MARCH - 3 * DAY, "told twice")
    assert undone.at == MARCH - 3 * DAY


def test_reading_on_from_a_position() -> None:
    """Both ends of the book, and not beyond them."""
    book = Book.of([entry("a"), entry("b")])
    assert [[each.id for each in book.since(place)] for place in (0, 1, 2)] == [["a", "b"], ["b"], []]
    assert [each.id for each in book.upto(1).since(0)] == ["a"]
    for place in (-1, 3, True):
        with pytest.raises(UnknownPositionError):
            book.since(place)


def test_an_account_keeps_its_party_in_another_bucket() -> None:
    """The same party, the same commodity."""
    one = Account("L1", "pending", "CNY")
    assert one.in_bucket("frozen") == Account("L1", "frozen", "CNY")
    assert one.in_bucket("pending") is one
