"""Landing: where an amount goes once it is free, and where one that is taken back comes from (入账与追回)."""

from collections.abc import Mapping, Sequence
from typing import Final

import attrs

from .account import Account
from .book import Book
from .bucket import ADVANCE, AVAILABLE, RECEIVABLE
from .entry import Entry
from .errors import EntryConflictError
from .posting import Posting

OFFSETS: Final = (RECEIVABLE, ADVANCE)
"""What earnings offset first (抵扣顺序): what is owed back after refunds, then what was drawn in advance."""


def land(book: Book, account: Account, minor: int, *, offsets: Sequence[str] = OFFSETS) -> dict[Account, int]:
    """Return how an amount lands with a party, by account, in minor units.

    Above zero it first offsets what the party owes, in the order of `offsets`, and the rest is available. Below zero it
    is taken from what is available as far as that goes; the rest becomes a receivable, offset by later earnings.

    Args:
        book: What the party has and owes.
        account: Any account of the party, of that commodity.
        minor: The amount.
        offsets: Buckets of debts, the first to be offset first.

    >>> from communekit.ledger import Account, Book
    >>> land(Book(), Account("L1", "available", "CNY"), -500)
    {Account("L1", "receivable", Currency.of("CNY")): -500}
    """
    landed: dict[Account, int] = {}
    free = account.in_bucket(AVAILABLE)
    if minor < 0:
        at_hand = min(max(book.balance(free).minor, 0), -minor)
        parts = {free: -at_hand, account.in_bucket(RECEIVABLE): minor + at_hand}
        return {each: part for each, part in parts.items() if part}
    for bucket in offsets:
        debt = account.in_bucket(bucket)
        offset = min(-book.balance(debt).minor, minor)
        if offset > 0:
            landed[debt] = offset
            minor -= offset
    if minor:
        landed[free] = minor
    return landed


def landed(book: Book, told: Entry, *, offsets: Sequence[str] = OFFSETS) -> Entry:
    """Return an entry as it is booked: what it tells of a party's `available` lands as `land` says.

    An entry that the book holds already, told alike, is returned as it stands there.

    Raises:
        EntryConflictError: The book holds another entry of that id.
    """
    known = book.find(told.id)
    if known is not None:
        if _as_told(known) != _as_told(told):
            raise EntryConflictError(told.id, ("postings",))
        return known
    moved = [
        land(book, posting.account, posting.minor, offsets=offsets)
        if posting.account.bucket == AVAILABLE
        else {posting.account: posting.minor}
        for posting in told.postings
    ]
    return attrs.evolve(told, postings=legs(*moved))


def _as_told(entry: Entry) -> Entry:
    """Return an entry before it landed: all that a party has or owes as one."""
    moved = (
        {account.in_bucket(AVAILABLE) if account.bucket in OFFSETS else account: posting.minor}
        for posting in entry.postings
        for account in (posting.account,)
    )
    return attrs.evolve(entry.fact, postings=legs(*moved))


def legs(*moved: Mapping[Account, int]) -> tuple[Posting, ...]:
    """Return postings of what moves in all, account by account; nothing where it cancels out."""
    sums: dict[Account, int] = {}
    for each in moved:
        for account, minor in each.items():
            sums[account] = sums.get(account, 0) + minor
    return tuple(Posting(account, minor) for account, minor in sums.items() if minor)


__all__ = ["OFFSETS", "land", "landed", "legs"]
