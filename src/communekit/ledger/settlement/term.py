"""Terms settled at a closing: top-ups to a guarantee (保底补足), draws (预支) and their repayment."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from communekit.ids import EntryId, PartyId, derived_id
from communekit.ledger.account import Account
from communekit.ledger.book import Book
from communekit.ledger.bucket import ADVANCE, AVAILABLE, RECEIVABLE
from communekit.ledger.entry import Entry
from communekit.ledger.errors import EntryConflictError
from communekit.ledger.landing import land, landed, legs
from communekit.ledger.posting import Posting
from communekit.money import Money
from communekit.period import instant

from .errors import SettlementError

TOPPED_UP: Final = "settlement.topped_up"
ADVANCED: Final = "settlement.advanced"
REPAID: Final = "settlement.repaid"

Fact = Sequence[str | int]
"""What makes a settled term unique: plan, version, which of its terms, party, period."""


def term_id(fact: Fact) -> EntryId:
    """Return the id under which a term is settled: once, be it topped up, advanced or repaid."""
    return EntryId(derived_id("settlement.term", *fact))


def top_up(fact: Fact, at: datetime, book: Book, *, payer: str, payee: str, amount: Money) -> Entry:
    """Return the entry that brings a party to what was guaranteed (保底补足); the payer bears it.

    What the payee owes after refunds is offset first, the rest is available. The payer gives what is available and owes
    the rest.

    Args:
        fact: What makes it unique, see `term_id`.
        at: When it is booked.
        book: What the two have and owe.
        payer: Who bears it.
        payee: Who gets it.
        amount: Above zero.

    Raises:
        SettlementError: "no_amount", "same_party".
        EntryConflictError: The book holds another settlement of the same term.

    >>> from communekit.period import parse_instant
    >>> end = parse_instant("2026-03-31T23:59:59+08:00")
    >>> topped = top_up(("basket", 1, "L1", "2026-03"), end, Book(), payer="S1", payee="L1", amount=Money.cny("900"))
    >>> Book().post(topped).balance(Account(PartyId("L1"), "available", "CNY"))
    Money.cny("900.00")
    """
    _check(payee, amount)
    if payer == payee:
        raise SettlementError(payee, "same_party", payer)
    moved = legs({_free(payer, amount): -amount.minor, _free(payee, amount): amount.minor})
    told = Entry(term_id(fact), TOPPED_UP, instant(at), moved)
    return landed(book, told, offsets=(RECEIVABLE,))


def advance(fact: Fact, at: datetime, *, party: str, amount: Money) -> Entry:
    """Return the entry that advances an amount against later earnings (预支): it is available, and owed.

    Raises:
        SettlementError: "no_amount".
    """
    _check(party, amount)
    free = _free(party, amount)
    drawn = {free: amount.minor, free.in_bucket(ADVANCE): -amount.minor}
    return Entry(term_id(fact), ADVANCED, instant(at), legs(drawn))


def repay(fact: Fact, at: datetime, book: Book, *, party: str, amount: Money) -> Entry:
    """Return the entry that repays what was drawn in advance (预支归还) from what is available.

    Where less is available, the rest is owed as a receivable, which what is released next offsets.

    Raises:
        SettlementError: "no_amount"; "more_than_owed": more than the advance that stands.
        EntryConflictError: It was repaid under this name, with another amount.
    """
    _check(party, amount)
    free = _free(party, amount)
    drawn = free.in_bucket(ADVANCE)
    known = book.find(term_id(fact))
    if known is not None:  # What was free then is not what is free now.
        if Posting(drawn, amount.minor) not in known.postings:
            raise EntryConflictError(known.id, ("postings",))
        return known
    if amount.minor > -book.balance(drawn).minor:
        raise SettlementError(party, "more_than_owed", amount.text)
    back = legs({drawn: amount.minor}, land(book, free, -amount.minor))
    return Entry(term_id(fact), REPAID, instant(at), back)


def _free(party: str, amount: Money) -> Account:
    return Account(PartyId(party), AVAILABLE, amount.currency)


def _check(party: str, amount: Money) -> None:
    if amount.minor <= 0:
        raise SettlementError(party, "no_amount", amount.text)


__all__ = ["ADVANCED", "REPAID", "TOPPED_UP", "Fact", "advance", "repay", "term_id", "top_up"]
