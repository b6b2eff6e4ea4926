"""Payables: what of a party's available amount may be paid out, as lots, the oldest first (可提现明细)."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping

from communekit.ids import EntryId, PartyId
from communekit.ledger.account import Account
from communekit.ledger.book import Book
from communekit.ledger.bucket import AVAILABLE
from communekit.ledger.entry import Entry
from communekit.money import Currency, Money

from .unit import Unit, first_of, joined, minor_of
from .word import REQUESTED


class _Line:
    """The open lots of one account, and what its payouts hold."""

    def __init__(self) -> None:
        self.open: deque[Unit] = deque()
        self.order: dict[EntryId, int] = {}
        self.held: dict[EntryId, tuple[Unit, ...]] = {}
        self.released: dict[EntryId, int] = {}
        self.short = 0
        """How many minor units the account is below zero: what comes next covers that first."""

    def credit(self, entry: Entry, minor: int) -> None:
        """Open a lot, or open again what a payout held."""
        held = self.held.get(entry.refers_to) if entry.refers_to is not None else None
        if entry.refers_to is not None and held is not None and minor_of(held) == minor:
            del self.held[entry.refers_to]
            for lot in {unit.entry for unit in held}:
                self.released[lot] = self.released.get(lot, 0) + 1
            in_order = sorted((*self.open, *held), key=lambda unit: (self.order[unit.entry], unit.start))
            self.open = deque(joined(in_order))
        else:
            self.order[entry.id] = len(self.order)
            self.open.append(Unit(entry.id, 0, minor))
        short, self.short = self.short, 0
        self.take(short)

    def take(self, minor: int) -> tuple[Unit, ...]:
        """Consume the oldest open minor units; what is not there is short."""
        taken = first_of(self.open, minor)
        left = minor
        for unit in taken:
            whole = self.open.popleft()
            if whole.end != unit.end:
                self.open.appendleft(Unit(unit.entry, unit.end, whole.end))
            left -= unit.minor
        self.short += left
        return taken

    def debit(self, entry: Entry, minor: int) -> None:
        """Consume the oldest, for a payout or for anything else."""
        taken = self.take(minor)
        if entry.kind == REQUESTED:
            self.held[entry.id] = taken


class Payables:
    """What may be paid out, of every party (可提现明细), folded as entries are posted. Grows as entries are read.

    Each credit to `available` opens a lot, in the order of posting. A debit consumes the oldest open lots first, a
    payout too, and keeps them apart: when it ends without payment they are open again, in their old place. What is
    open adds up to the balance of `available`, or to nothing where that is below zero.

    >>> len(list(Payables().read([])))
    0
    """

    def __init__(self) -> None:
        self._lines: dict[Account, _Line] = {}
        self._position = 0
        self._last: EntryId | None = None

    def read(self, entries: Iterable[Entry]) -> "Payables":
        """Read entries that were posted, in the order of posting, each once; return itself."""
        for entry in entries:
            self._position, self._last = self._position + 1, entry.id
            for posting in entry.postings:
                if posting.account.bucket == AVAILABLE:
                    line = self._lines.setdefault(posting.account, _Line())
                    if posting.minor > 0:
                        line.credit(entry, posting.minor)
                    else:
                        line.debit(entry, -posting.minor)
        return self

    def follow(self, book: Book) -> "Payables":
        """Read on to the end of a book; return itself.

        A book in which what was read last stands elsewhere or not at all, as after work that was not kept, is read
        from its beginning.
        """
        if not self._was_read_from(book):
            self._lines, self._position, self._last = {}, 0, None
        if self._position < len(book):
            self.read(book.since(self._position))
        return self

    def _was_read_from(self, book: Book) -> bool:
        """Whether the entry that was read last is the one at this position of the book."""
        if self._last is None:
            return True
        if self._position > len(book):
            return False
        until, before = book.upto(self._position), book.upto(self._position - 1)
        return until.find(self._last) is not None and before.find(self._last) is None

    @property
    def position(self) -> int:
        """How many entries were read."""
        return self._position

    def open(self, party: str, currency: Currency | str) -> tuple[Unit, ...]:
        """Return the open units of a party, the oldest first."""
        line = self._line(party, currency)
        return tuple(line.open) if line is not None else ()

    def amount(self, party: str, currency: Currency | str) -> Money:
        """Return what may be paid to a party: what its open units add up to."""
        return Money(minor_of(self.open(party, currency)), Currency.of(currency))

    def held(self, party: str, currency: Currency | str) -> Mapping[EntryId, tuple[Unit, ...]]:
        """Return which units each payout holds or has paid, by the id of the entry that set them aside."""
        line = self._line(party, currency)
        return dict(line.held) if line is not None else {}

    def generation(self, party: str, currency: Currency | str, units: Iterable[Unit]) -> int:
        """Return how often payouts of these lots have ended without payment: tells a new payout from an old one."""
        line = self._line(party, currency)
        released = line.released if line is not None else {}
        return max((released.get(unit.entry, 0) for unit in units), default=0)

    def __iter__(self) -> Iterator[Account]:
        """Yield the accounts of which something is open, in their order."""
        found = [account for account, line in self._lines.items() if line.open]
        return iter(sorted(found, key=lambda account: account.sort_key))

    def _line(self, party: str, currency: Currency | str) -> _Line | None:
        return self._lines.get(Account(PartyId(party), AVAILABLE, Currency.of(currency)))


def payables(entries: Iterable[Entry], party: str, currency: Currency | str) -> tuple[Unit, ...]:
    """Return the open units of a party, the oldest first (可提现明细): what of its available amount may be paid.

    Args:
        entries: All entries of the book, in the order of posting.
        party: Whose.
        currency: The commodity, or its ISO 4217 code.

    >>> from communekit.ledger import Posting
    >>> from communekit.period import instant
    >>> legs = [Posting.of("L1", "frozen", Money.cny("-8")), Posting.of("L1", "available", Money.cny("8"))]
    >>> free = Entry("release-1", "claim.released", instant("2026-03-10T08:00+08:00"), legs)
    >>> payables([free], "L1", "CNY")
    (Unit(entry='release-1', start=0, end=800),)
    """
    return Payables().read(entries).open(party, currency)


__all__ = ["Payables", "payables"]
