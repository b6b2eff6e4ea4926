"""The port of a book (账簿存储端口): what a place that keeps a book must do; adapters are in `communekit.storage`."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Protocol

from communekit.money import Money

from .account import Account
from .closings import Closings
from .entry import Entry
from .limit import Limits
from .reader import BookReader


class BookStore(BookReader, Protocol):
    """A place that keeps the book of one community (账簿存储).

    It promises what `Book` does: all entries of one `post` or none, each id once, limits, closed periods, balances that
    are the fold of the journal, positions without gaps that a reader can trust; and besides that what was posted is there
    after a crash, whoever else posts at the same time. `communekit.testing.BookStoreContract` shows whether it does.
    """

    @property
    def limits(self) -> Limits:
        """How far balances may go."""

    @property
    def closings(self) -> Closings:
        """Up to when each party's books are closed."""

    def post(self, *entries: Entry, late_at: datetime | None = None) -> tuple[Entry, ...]:
        """Post entries, all of them or none, and return those that were new, as they were booked; errors as in `Book.post`."""

    def close(self, parties: Iterable[str], until: datetime) -> None:
        """Close the books of some parties before a moment; errors as in `Book.close`."""

    def balances(self) -> Mapping[Account, Money]:
        """Return every balance that is not zero, in the order of the accounts."""

    def since(self, position: int) -> Iterator[Entry]:
        """Yield the entries from a position on, in the order of posting; errors as in `Book.since`."""

    def touching(self, party: str) -> Iterator[Entry]:
        """Yield the entries that touch any account of a party, in the order of posting."""

    def about(self, *entry_ids: str) -> tuple[Entry, ...]:
        """Return the entries of some ids and those that refer to them, at first or at second hand, as `ledger.about` says."""


__all__ = ["BookStore"]
