"""What the tests of payouts share: money that is available, terms, and payouts told as given, when, then."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from communekit.ids import EntryId, PartyId
from communekit.ledger import STRICT, Account, Book, Entry, Posting
from communekit.ledger.claims import Ruling
from communekit.ledger.payout import (
    PAYOUT_LIFE,
    Fee,
    Instruction,
    Payables,
    Payee,
    PayoutCommand,
    PayoutEvent,
    PayoutParties,
    PayoutState,
    PayoutTerms,
    Unit,
)
from communekit.money import CNY, Money

MARCH = datetime(2026, 3, 10, 2, tzinfo=UTC)
PARTIES = PayoutParties(community="riverside", fees="bank", tax="tax_office")
TERMS = PayoutTerms("bank", Money.cny("1.00"), fee=Fee(Money.cny("0.10")))
PAYEE = Payee("tok-1")
RULING = Ruling("paid in cash instead", actor="ops-1", approver="ops-2")


def at(hours: int) -> datetime:
    """Return a moment so many hours after the first."""
    return MARCH + timedelta(hours=hours)


def anything(value: object) -> Any:
    """Return a value as the type checker does not know it: for what must be refused."""
    return value


def yuan(text: str) -> Money:
    """Return an amount in yuan."""
    return Money.cny(text)


def account(bucket: str, party: str = "L1") -> Account:
    """Return an account of the tests."""
    return Account(PartyId(party), bucket, CNY)


def freed(id_: str, minor: int, party: str = "L1", when: datetime = MARCH) -> Entry:
    """Return an entry that makes so much available, or takes it away again where it is below zero."""
    legs = (
        Posting(account("outside.payment", "riverside"), -minor),
        Posting(account("available", party), minor),
    )
    return Entry(EntryId(id_), "claim.released", when, legs)


def book_of(*entries: Entry) -> Book:
    """Return a strict book."""
    return Book.of(entries, limits=STRICT)


def open_units(book: Book, party: str = "L1") -> tuple[Unit, ...]:
    """Return what is open, folded from the first entry."""
    return Payables().read(book).open(party, CNY)


def instruction(
    minor: int = 1_000,
    *,
    entry: str = "free-1",
    start: int = 0,
    fee: str = "0.10",
    tax: str = "0",
    **more: object,
) -> Instruction:
    """Return an instruction about one unit."""
    given = anything({"channel": "bank", "payee_ref": "tok-1", **more})
    units = [Unit(EntryId(entry), start, start + minor)]
    return Instruction("L1", CNY, units, fee=yuan(fee), tax=yuan(tax), **given)


def told(*commands: PayoutCommand, events: Iterable[PayoutEvent] = ()) -> list[PayoutEvent]:
    """Return all events of a payout after commands."""
    history = list(events)
    state: PayoutState = PAYOUT_LIFE.replay(history)
    for command in commands:
        fresh, state = PAYOUT_LIFE.handle(command, state)
        history += fresh
    return history
