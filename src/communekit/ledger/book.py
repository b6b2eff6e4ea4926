"""The book: what was posted, and what follows from it (账簿).

A book is a value: posting returns another book, and the one you hold never changes. Balances are the fold of
the journal and nothing else, now and at any past position or moment. The book does not ask why amounts
moved, nor whether the rooms' rules allowed it; entries about different facts may come in any order.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import Self

import attrs

from communekit.ids import PartyId
from communekit.money import MINOR_MAX, Currency, Money
from communekit.period import instant

from .account import Account
from .closings import Closings
from .entry import Entry, conflict
from .errors import UnknownPositionError
from .limit import FREE, Limit, Limits, limits_of
from .log import AccountLine, Fresh, Log


@attrs.frozen(eq=False, repr=False)
class Book:
    """Balanced entries in the order of their posting (账簿), one book per community.

    `len(book)` is its position: how many entries it holds. Two books are equal when they hold the same
    entries in the same order. Entries commute: in any order they lead to the same balances, except for two
    of one id and different content (the first stays), and where a balance passes the range on the way.

    Posting to the newest version costs what the entry costs; posting to an older one copies the journal up
    to there once.

    >>> from communekit.ledger import Posting
    >>> sale = Entry.derived(
    ...     "order.paid",
    ...     instant("2026-03-01T08:00+08:00"),
    ...     [
    ...         Posting.of("commons", "outside.payment", Money.cny("-100.00")),
    ...         Posting.of("L1", "pending", Money.cny("8.00")),
    ...         Posting.of("S1", "pending", Money.cny("92.00")),
    ...     ],
    ...     fact=("order-1", "line-1"),
    ... )
    >>> book = Book().post(sale)
    >>> leader = Account("L1", "pending", "CNY")
    >>> book.balance(leader)
    Money.cny("8.00")
    >>> book.post(sale) is book
    True
    >>> book.post(sale.reversal(instant("2026-03-02T09:00+08:00"), "returned")).balance(leader)
    Money.cny("0.00")
    """

    limits: Limits = attrs.field(default=FREE, converter=limits_of)
    closings: Closings = attrs.field(factory=Closings)
    _log: Log = attrs.field(factory=Log, alias="_log")
    _size: int = attrs.field(default=0, alias="_size")

    @classmethod
    def of(cls, entries: Iterable[Entry], *, limits: Limits | Iterable[Limit] = FREE) -> Self:
        """Return the book of entries, posted in the order given; errors as in `post`."""
        return cls(limits).post(*entries)

    def post(self, *entries: Entry, late_at: datetime | None = None) -> Self:
        """Return the book with the entries after those it holds: all of them, or an error and none (同进同退).

        An entry that is in the book already, with the same content, is passed over: posting it again is
        posting it once, be it that the first was booked late.

        Args:
            entries: In this order.
            late_at: The moment at which an entry is booked whose own time lies in a closed period (补记), as
                `Entry.late` says; without it such an entry is refused.

        Raises:
            EntryConflictError: Another entry of that id is in the book.
            PeriodClosedError: It touches books that are closed at its time, or at `late_at`.
            InsufficientFundsError: A balance would pass its limit, be it between two entries.
            BalanceOutOfRangeError: A balance would pass 10^15 minor units, be it between two entries.
        """
        fresh = self._judged(entries, late_at)
        if not fresh.entries:
            return self
        log = self._log.extended(self._size, fresh)
        return type(self)(self.limits, self.closings, _log=log, _size=self._size + len(fresh.entries))

    def close(self, parties: Iterable[str], until: datetime) -> Self:
        """Return the book with the books of some parties closed before a moment (结账); what is there stays.

        Raises:
            PeriodClosedError: They are closed up to a later moment already.
        """
        return attrs.evolve(self, closings=self.closings.close(parties, until))

    def _judged(self, entries: Iterable[Entry], late_at: datetime | None) -> Fresh:
        """Return the entries that are new, and what they do to their accounts. Changes nothing."""
        log, size, limits, closed = self._log, self._size, self.limits.each, bool(self.closings.until)
        fresh = Fresh()
        lines, taken, positions = fresh.lines, fresh.entries, log.positions
        position = size
        for told in entries:
            if told.id in taken or told.id in positions:
                known = taken.get(told.id) or log.find(told.id, size)
                if known is not None:
                    if known is not told and known.fact != told.fact:
                        raise conflict(known, told)
                    continue
            entry = taken[told.id] = self.closings.booked(told, late_at) if closed else told
            for posting in entry.postings:
                account = posting.account
                line = lines.get(account)
                if line is None:
                    line = lines[account] = AccountLine()
                    before = log.balance(account, size)
                else:
                    before = line.balances[-1]
                balance = before + posting.minor
                if limits or not -MINOR_MAX <= balance <= MINOR_MAX:
                    self.limits.check(entry, posting, before)
                line.balances.append(balance)
                line.positions.append(position)
            position += 1
        return fresh

    def find(self, entry_id: str) -> Entry | None:
        """Return the entry of an id, None when the book has none."""
        return self._log.find(entry_id, self._size)

    def balance(self, account: Account, *, at: datetime | None = None) -> Money:
        """Return the balance of an account (余额), zero for one that never moved.

        Args:
            account: Whose, in which bucket, of which commodity.
            at: As of this moment: entries dated at it or before it count, whenever they were posted.
        """
        if at is None:
            return Money(self._log.balance(account, self._size), account.commodity)
        return Money(self._minor_at(account, instant(at)), account.commodity)

    def _minor_at(self, account: Account, moment: datetime) -> int:
        line = self._log.lines.get(account)
        if line is None:
            return 0
        minor = before = 0
        for place in range(line.moves_before(self._size)):
            after = line.balances[place]
            if self._log.entries[line.positions[place]].at <= moment:
                minor += after - before
            before = after
        return minor

    @property
    def balances(self) -> Mapping[Account, Money]:
        """Every balance that is not zero, in the order of the accounts."""
        left = [(account, minor) for account, minor in self._log.balances(self._size) if minor]
        left.sort(key=lambda pair: pair[0].sort_key)
        return {account: Money(minor, account.commodity) for account, minor in left}

    def trial_balance(self) -> Mapping[Currency, Money]:
        """Return what all accounts add up to, per commodity (试算平衡): zero, and this shows it."""
        sums: dict[Currency, int] = {}
        for account, minor in self._log.balances(self._size):
            sums[account.commodity] = sums.get(account.commodity, 0) + minor
        return {commodity: Money(minor, commodity) for commodity, minor in sums.items()}

    def upto(self, position: int) -> Self:
        """Return the book as it stood after its first so many entries.

        Raises:
            UnknownPositionError: Below zero, or beyond `len(book)`.
        """
        if type(position) is not int or not 0 <= position <= self._size:
            raise UnknownPositionError(position, self._size)
        return attrs.evolve(self, _size=position)

    def since(self, position: int) -> Iterator[Entry]:
        """Yield the entries from a position on, for folds that go on where they stopped.

        Raises:
            UnknownPositionError: Below zero, or beyond `len(book)`.
        """
        if type(position) is not int or not 0 <= position <= self._size:
            raise UnknownPositionError(position, self._size)
        return (self._log.entries[place] for place in range(position, self._size))

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[Entry]:
        return islice(self._log.entries, self._size)

    def __contains__(self, entry: object) -> bool:
        return isinstance(entry, Entry) and self.find(entry.id) == entry

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Book):
            return NotImplemented
        if (self.limits, self.closings) != (other.limits, other.closings):
            return False
        return len(self) == len(other) and (self._log is other._log or all(map(Entry.__eq__, self, other)))

    def __hash__(self) -> int:
        return hash((self._size, self._log.entries[self._size - 1].id if self._size else ""))

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return _restored, (type(self), list(self), self.limits.each, dict(self.closings.until))

    def __repr__(self) -> str:
        return f"<Book of {self._size} entries>"


def _restored(
    kind: type[Book], entries: list[Entry], limits: tuple[Limit, ...], until: dict[PartyId, datetime]
) -> Book:
    """Return a book that was taken apart; what was taken once is not judged again."""
    book = kind.of(entries)
    return attrs.evolve(book, limits=limits, closings=Closings(until))


__all__ = ["Book"]
