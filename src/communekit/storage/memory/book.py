"""A book in memory (内存账簿): what every other place that keeps a book must agree with."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from threading import Lock

from communekit.ledger import FREE, Account, Book, Closings, Entry, Limit, Limits
from communekit.money import Money

from .undo import Undo


class MemoryBook:
    """A `Book` behind the port `BookStore` (内存账簿), safe between threads; gone with the process.

    >>> len(MemoryBook())
    0
    """

    def __init__(self, limits: Limits | Iterable[Limit] = FREE, *, undo: Undo | None = None) -> None:
        self._book = Book(limits)
        self._lock = Lock()
        self._undo = undo
        self._about: dict[str, list[tuple[int, Entry]]] = {}
        """Of every id the entry itself and those that refer to it, each with its position."""

    @property
    def limits(self) -> Limits:
        """How far balances may go."""
        return self._book.limits

    @property
    def closings(self) -> Closings:
        """Up to when each party's books are closed."""
        return self._book.closings

    def post(self, *entries: Entry, late_at: datetime | None = None) -> tuple[Entry, ...]:
        """Post entries and return those that were new; see `BookStore.post`."""
        with self._lock:
            first = len(self._book)
            self._set(self._book.post(*entries, late_at=late_at))
            fresh = tuple(self._book.since(first))
            for position, entry in enumerate(fresh, first):
                for id_ in _ids(entry):
                    self._about.setdefault(id_, []).append((position, entry))
            if self._undo is not None:
                self._undo.note(lambda: self._take_back(fresh))
            return fresh

    def _take_back(self, fresh: tuple[Entry, ...]) -> None:
        for entry in reversed(fresh):
            for id_ in _ids(entry):
                self._about[id_].pop()

    def close(self, parties: Iterable[str], until: datetime) -> None:
        """Close the books of some parties before a moment."""
        with self._lock:
            self._set(self._book.close(parties, until))

    def _set(self, book: Book) -> None:
        before = self._book
        if self._undo is not None:
            self._undo.note(lambda: self.__setattr__("_book", before))
        self._book = book

    def find(self, entry_id: str) -> Entry | None:
        """Return the entry of an id, None where there is none."""
        return self._book.find(entry_id)

    def balance(self, account: Account, *, at: datetime | None = None) -> Money:
        """Return the balance of an account, now or as of a moment."""
        return self._book.balance(account, at=at)

    def balances(self) -> Mapping[Account, Money]:
        """Return every balance that is not zero."""
        return self._book.balances

    def since(self, position: int) -> Iterator[Entry]:
        """Yield the entries from a position on."""
        return self._book.since(position)

    def touching(self, party: str) -> Iterator[Entry]:
        """Yield the entries that touch any account of a party."""
        book = self._book
        return (entry for entry in book if any(leg.account.party == party for leg in entry.postings))

    def about(self, *entry_ids: str) -> tuple[Entry, ...]:
        """Return the entries of some ids and those that refer to them."""
        found: dict[int, Entry] = {}
        asked = [one for id_ in entry_ids for one in self._about.get(id_, ())]
        for position, entry in asked:  # It grows on the way.
            if position not in found:
                found[position] = entry
                asked.extend(one for one in self._about[entry.id] if one[0] > position)
        return tuple(found[position] for position in sorted(found))

    def __len__(self) -> int:
        """Return how many entries it holds."""
        return len(self._book)


def _ids(entry: Entry) -> tuple[str, ...]:
    """Return under which ids an entry is found: its own, and that of what it refers to."""
    return (entry.id,) if entry.refers_to is None else (entry.id, entry.refers_to)


__all__ = ["MemoryBook"]
