"""Booking: what happens to a payout, as entries of the book (提现入账)."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import attrs

from communekit.ids import EntryId, PartyId, derived_id, identifier
from communekit.ledger.account import Account
from communekit.ledger.book import Book
from communekit.ledger.bucket import AVAILABLE, FEES, PAYOUT, RESERVED, WITHHELD
from communekit.ledger.entry import Entry
from communekit.ledger.landing import legs
from communekit.ledger.reader import BookReader

from .errors import PayoutRefusedError
from .event import (
    PayoutApproved,
    PayoutClosed,
    PayoutEvent,
    PayoutFailed,
    PayoutPaid,
    PayoutRejected,
    PayoutRequested,
    PayoutReturned,
    PayoutSent,
    PayoutUnknown,
    PayoutWithdrawn,
)
from .instruction import Instruction
from .payable import Payables
from .unit import first_of, in_place
from .word import PAID, REQUESTED, RETURNED


@attrs.frozen(kw_only=True)
class PayoutParties:
    """Whose accounts stand for the world around a payout (提现对方账户).

    Args:
        community: Whose `outside.payout` stands for what left through the channel.
        fees: Who earns the fee, in `fees`.
        tax: To whom the tax is owed, in `withheld`.

    Errors: `InvalidIdError`.
    """

    community: PartyId = attrs.field(converter=PartyId)
    fees: PartyId = attrs.field(converter=PartyId)
    tax: PartyId = attrs.field(converter=PartyId)

    def __attrs_post_init__(self) -> None:
        for party in (self.community, self.fees, self.tax):
            identifier(party, what="party id")


def request_entry_id(payout: str) -> EntryId:
    """Return the id of the entry that sets a payout's amount aside."""
    return EntryId(derived_id(REQUESTED, payout, 0))


def journal(instruction: Instruction, event: PayoutEvent, parties: PayoutParties) -> Entry | None:
    """Return the entry of an event in a payout's life (提现分录), None for one that moves nothing.

    Its id follows from the payout, the step and the attempt, so that booking it again is booking it once. A return is
    the exact reverse of what was paid. Amounts are whole minor units already: nothing is rounded here.

    Args:
        instruction: What the event is about.
        event: What happened.
        parties: The accounts around it.
    """
    available = Account(instruction.party, AVAILABLE, instruction.currency)
    reserved, gross = available.in_bucket(RESERVED), instruction.gross.minor
    aside = request_entry_id(instruction.id)
    back = legs({reserved: -gross, available: gross})
    match event:
        case PayoutRequested(by=by):
            moved = legs({available: -gross, reserved: gross})
            return Entry.derived(REQUESTED, event.at, moved, fact=(instruction.id, 0), by=(by,))
        case PayoutRejected(by=by, reason=reason) | PayoutWithdrawn(by=by, reason=reason):
            fact = (instruction.id, 0)
            return Entry.derived(
                event.word, event.at, back, fact=fact, refers_to=aside, note=reason, by=(by,)
            )
        case PayoutClosed(ruling=ruling):
            fact = (instruction.id, 0)
            return Entry.derived(
                event.word, event.at, back, fact=fact, refers_to=aside, note=ruling.reason, by=ruling.by
            )
        case PayoutPaid(attempt=attempt):
            moved = legs(_left(instruction, parties))
            return Entry.derived(PAID, event.at, moved, fact=(instruction.id, attempt), refers_to=aside)
        case PayoutReturned(attempt=attempt):
            moved = legs({account: -minor for account, minor in _left(instruction, parties).items()})
            paid = EntryId(derived_id(PAID, instruction.id, attempt))
            return Entry.derived(RETURNED, event.at, moved, fact=(instruction.id, attempt), refers_to=paid)
        case PayoutApproved() | PayoutSent() | PayoutFailed() | PayoutUnknown():
            return None


def _left(instruction: Instruction, parties: PayoutParties) -> dict[Account, int]:
    """Return what moves when the money leaves, by account."""
    moved: dict[Account, int] = {}
    for party, bucket, minor in (
        (instruction.party, RESERVED, -instruction.gross.minor),
        (parties.community, PAYOUT, instruction.net.minor),
        (parties.fees, FEES, instruction.fee.minor),
        (parties.tax, WITHHELD, instruction.tax.minor),
    ):
        account = Account(party, bucket, instruction.currency)
        moved[account] = moved.get(account, 0) + minor
    return moved


def journal_all(events: Sequence[PayoutEvent], parties: PayoutParties) -> tuple[Entry, ...]:
    """Return the entries of a payout's whole life so far, the oldest first; nothing for a life that has not begun."""
    if not events or not isinstance(events[0], PayoutRequested):
        return ()
    instruction = events[0].instruction
    entries = (journal(instruction, event, parties) for event in events)
    return tuple(entry for entry in entries if entry is not None)


def book_payout(
    book: Book,
    events: Iterable[PayoutEvent],
    parties: PayoutParties,
    payables: Payables,
    *,
    late_at: datetime | None = None,
) -> Book:
    """Return the book with all that a payout's events lead to (提现入账); what is there already is passed over.

    Safe to call again at any time, so that a host which stopped between storing an event and booking it calls it again
    for every payout. A request takes the units that it names and no others: one that was drafted from an older state
    of the book, and whose units are not the oldest open ones any more, is refused. Withdraw it and draft again: what
    ended before it was ever booked leaves no trace in the book. What was sent has happened, whatever the book says now:
    it is booked, against the oldest units. Book the request before you send.

    Args:
        book: What was booked so far.
        events: All events of one payout, the oldest first.
        parties: The accounts around it.
        payables: What is open; reads on to the end of the book, what is booked here included.
        late_at: As in `Book.post`, for events in a closed period.

    Raises:
        PayoutRefusedError: "stale": other units are to be paid first.
        EntryConflictError: It was booked with other parties; and as in `Book.post`.
    """
    entries = payout_entries(book, events, parties, payables.follow(book))
    fresh = [entry for entry in entries if book.find(entry.id) is None]
    booked = book.post(*entries, late_at=late_at)
    if fresh and payables.position == len(book):
        payables.read(fresh)
    return booked


def payout_entries(
    book: BookReader, events: Iterable[PayoutEvent], parties: PayoutParties, payables: Payables
) -> tuple[Entry, ...]:
    """Return all entries that a payout's events lead to (提现分录), those that are booked already too.

    Args:
        book: What was booked so far.
        events: All events of one payout, the oldest first.
        parties: The accounts around it.
        payables: What is open of the party, read to the end of the book.

    Raises:
        PayoutRefusedError: "stale", as in `book_payout`.
    """
    life = tuple(events)
    entries = journal_all(life, parties)
    if not entries or book.find(entries[0].id) is not None:
        return entries
    if isinstance(life[-1], PayoutRejected | PayoutWithdrawn):
        return ()
    founding = life[0]
    is_sent = any(isinstance(event, PayoutSent) for event in life)
    if isinstance(founding, PayoutRequested) and not is_sent and not _is_next(founding.instruction, payables):
        raise PayoutRefusedError(founding.payout, "requested", "request", "stale")
    return entries


def _is_next(one: Instruction, payables: Payables) -> bool:
    """Whether an instruction names the oldest open units."""
    units = payables.open(one.party, one.currency)
    return in_place(first_of(units, one.gross.minor)) == one.units


__all__ = ["PayoutParties", "book_payout", "journal", "journal_all", "payout_entries", "request_entry_id"]
