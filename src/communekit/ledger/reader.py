"""What reads a book (账簿读取): enough to judge what comes next. `Book` and every `BookStore` can."""

from datetime import datetime
from typing import Protocol

from communekit.money import Money

from .account import Account
from .entry import Entry


class BookReader(Protocol):
    """A book that can be asked (账簿读取): functions that only read take one, wherever it is kept."""

    def find(self, entry_id: str) -> Entry | None:
        """Return the entry of an id, None where there is none."""

    def balance(self, account: Account, *, at: datetime | None = None) -> Money:
        """Return the balance of an account, now or as of a moment, as in `Book.balance`."""

    def __len__(self) -> int:
        """Return how many entries it holds."""


__all__ = ["BookReader"]
