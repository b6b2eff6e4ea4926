"""Landing: where an amount goes once it is free, and where one that is taken back comes from (入账与追回)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

import attrs

from .account import Account
from .bucket import ADVANCE, AVAILABLE, RECEIVABLE
from .entry import Entry
from .errors import EntryConflictError
from .posting import Posting
from .reader import BookReader

OFFSET: Final = "claim.offset"

DEBTS: Final = (RECEIVABLE, ADVANCE)
"""What a party may owe: what came back after it was paid out, then what was drawn in advance."""

OFFSETS: Final = (RECEIVABLE,)
"""Which debts earnings offset as they are released (抵扣顺序). An advance is repaid when its period is settled."""


def land(
    book: BookReader, account: Account, minor: int, *, offsets: Sequence[str] = OFFSETS
) -> dict[Account, int]:
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


def offset(
    book: BookReader,
    account: Account,
    at: datetime,
    *,
    offsets: Sequence[str] = OFFSETS,
) -> Entry | None:
    """Return the entry by which a party pays what it owes from what it has (抵扣); None where it has or owes nothing.

    Earnings offset debts as they are released. This is for what became available in another way, as after a payout that
    came back, and for who leaves; run it before paying out.

    Args:
        book: What the party has and owes.
        account: Any account of the party, of that commodity.
        at: When.
        offsets: Buckets of debts, the first to be offset first.

    >>> from communekit.ledger import Account, Book
    >>> from communekit.period import parse_instant
    >>> offset(Book(), Account("L1", "available", "CNY"), parse_instant("2026-03-01T08:00:00+08:00")) is None
    True
    """
    free = account.in_bucket(AVAILABLE)
    has = max(book.balance(free).minor, 0)
    moved = land(book, free, has, offsets=offsets) if has else {}
    used = has - moved.pop(free, 0)
    fact = (account.party, account.commodity.code, account.commodity.digits, len(book))
    return Entry.derived(OFFSET, at, legs(moved, {free: -used}), fact=fact) if used else None


def landed(book: BookReader, told: Entry, *, offsets: Sequence[str] = OFFSETS) -> Entry:
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
        {account.in_bucket(AVAILABLE) if account.bucket in DEBTS else account: posting.minor}
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


__all__ = ["DEBTS", "OFFSET", "OFFSETS", "land", "landed", "legs", "offset"]
