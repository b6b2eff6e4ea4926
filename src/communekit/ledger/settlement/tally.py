"""Tallies: one pass over a book that gathers what every statement of a period needs (归集).

The cost is one look at each posting, however many parties there are.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from communekit.ids import EntryId, PartyId
from communekit.ledger.account import Account
from communekit.ledger.book import Book
from communekit.ledger.bucket import FEES, PAYOUT, WITHHELD
from communekit.ledger.entry import Entry
from communekit.money import Currency

from .errors import ItemMismatchError
from .flow import HELD
from .item import Holder, Items, Part
from .movement import Line

_LEFT_FOR = {bucket: bucket for bucket in (PAYOUT, WITHHELD, FEES)}


class Tally:
    """What one party's period in one commodity comes to, while it is gathered."""

    __slots__ = ("flows", "held", "lines")

    def __init__(self) -> None:
        self.flows: dict[str, list[int]] = {}
        """Opening, in, out: by bucket."""
        self.lines: dict[tuple[str, str, str], list[Line]] = {}
        """By kind, source and title."""
        self.held: dict[tuple[EntryId, str], int] = {}
        """What is not free, by claim and bucket."""

    def note(self, entry: Entry, parts: list[Part]) -> None:
        """Write down what an entry did to the whole claim."""
        for source, title, minor in parts:
            if minor:
                line = Line(entry.id, entry.at, minor, entry.occurred_at, entry.refers_to, entry.note)
                self.lines.setdefault((entry.kind, source, title), []).append(line)


_Slot = tuple[Holder, Tally, list[int], bool, str]


class Gathering:
    """The tallies of some parties over a span of time."""

    def __init__(self, parties: Collection[PartyId], buckets: Collection[str]) -> None:
        self._parties = frozenset(parties)
        self._buckets = frozenset(buckets)
        self._slots: dict[Account, _Slot | None] = {}
        self._roots: dict[EntryId, EntryId] = {}
        self.tallies: dict[Holder, Tally] = {}

    def read(self, book: Book, start: datetime, end: datetime, items: Items) -> "Gathering":
        """Read a book once: what is dated before `start` opens, what is dated before `end` moves; return itself."""
        for entry in book:
            if entry.at < end:
                self._take(entry, items if entry.at >= start else None)
        for tally in self.tallies.values():
            for lines in tally.lines.values():
                lines.sort(key=lambda line: line.at)
        return self

    def _take(self, entry: Entry, items: Items | None) -> None:
        root = entry.id
        if entry.refers_to is not None:
            root = self._roots.get(entry.refers_to, entry.refers_to)
            self._roots[entry.id] = root
        moved: dict[Holder, int] = {}
        for posting in entry.postings:
            account, minor = posting.account, posting.minor
            slot = self._slots[account] if account in self._slots else self._slot(account)
            if slot is None:
                continue
            holder, tally, flow, is_held, bucket = slot
            flow[0 if items is None else 1 if minor > 0 else 2] += minor
            moved[holder] = moved.get(holder, 0) + minor
            if is_held:
                tally.held[root, bucket] = tally.held.get((root, bucket), 0) + minor
        if items is not None:
            self._note(entry, moved, items)

    def _note(self, entry: Entry, moved: dict[Holder, int], items: Items) -> None:
        said = items.of(entry)
        for holder, parts in said.items():
            if holder[0] in self._parties:
                adds_up_to = sum(part.minor for part in parts)
                if adds_up_to != moved.get(holder, 0):
                    raise ItemMismatchError(entry.id, holder[0], adds_up_to, moved.get(holder, 0))
                self._tally(holder).note(entry, parts)
        for holder, minor in moved.items():
            if minor and holder not in said:
                self.tallies[holder].note(entry, list(self._left_for(entry, holder, minor)))

    def _left_for(self, entry: Entry, holder: Holder, minor: int) -> Iterator[Part]:
        """Tell apart what left by where it went: paid out, withheld, fees; else it is one part that says nothing."""
        party, commodity = holder
        went: dict[str, int] = {}
        for posting in entry.postings:
            account = posting.account
            if account.commodity != commodity or (account.party == party and account.bucket in self._buckets):
                continue
            word = _LEFT_FOR.get(account.bucket) or _LEFT_FOR.get(account.bucket.partition(".")[0])
            if not word:
                yield Part("", "", minor)
                return
            went[word] = went.get(word, 0) - posting.minor
        for word, part in went.items():
            yield Part(word, "", part)

    def _slot(self, account: Account) -> _Slot | None:
        """Return where an account's postings are gathered; None for one that no statement asks for."""
        slot: _Slot | None = None
        if account.party in self._parties and account.bucket in self._buckets:
            holder = (account.party, account.commodity)
            tally = self._tally(holder)
            flow = tally.flows.setdefault(account.bucket, [0, 0, 0])
            slot = (holder, tally, flow, account.bucket in HELD, account.bucket)
        self._slots[account] = slot
        return slot

    def _tally(self, holder: Holder) -> Tally:
        tally = self.tallies.get(holder)
        if tally is None:
            tally = self.tallies[holder] = Tally()
        return tally


def in_order(tallies: Mapping[Holder, Tally]) -> list[tuple[PartyId, Currency, Tally]]:
    """Return tallies in the order of parties and commodities."""
    found = [(party, commodity, tally) for (party, commodity), tally in tallies.items()]
    return sorted(found, key=lambda one: (one[0], one[1].code, one[1].digits))


__all__ = ["Gathering", "Tally", "in_order"]
