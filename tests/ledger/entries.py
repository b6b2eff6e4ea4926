"""Entries of a small community, as the tests of the ledger write them down; those that are drawn are in `communekit.testing`."""

from datetime import datetime

from communekit.ids import EntryId, PartyId
from communekit.ledger import Account, Entry, Posting
from communekit.money import CNY, Currency
from communekit.testing.ledger import MARCH, PARTIES, POINTS, accounts, entries, journals, moments, postings


def account(party: str = "L1", bucket: str = "pending", commodity: Currency = CNY) -> Account:
    """Return an account of the small community."""
    return Account(PartyId(party), bucket, commodity)


def entry(
    id_: str = "sale-1", minor: int = 800, *, to: str = "L1", at: datetime = MARCH, currency: Currency = CNY
) -> Entry:
    """Return an entry that moves an amount from the outside world to a party's pending bucket."""
    legs = (
        Posting(account("commons", "outside.payment", currency), -minor),
        Posting(account(to, "pending", currency), minor),
    )
    return Entry(EntryId(id_), "order.paid", at, legs)


__all__ = [
    "MARCH",
    "PARTIES",
    "POINTS",
    "account",
    "accounts",
    "entries",
    "entry",
    "journals",
    "moments",
    "postings",
]
