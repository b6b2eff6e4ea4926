"""How a contract comes by books (账簿的打开): what an adapter says of itself, in one place for all laws of books."""

from itertools import count
from typing import Final

from communekit.ledger import STRICT, BookStore, Limits

_numbers: Final = count(1)


class BookOpening:
    """What an adapter hands to the contract."""

    def open(self, community: str, limits: Limits) -> BookStore:
        """Return the store of a community that was never used before. Adapters say how."""
        raise NotImplementedError  # the adapter's own

    def reopen(self, store: BookStore, community: str) -> BookStore:
        """Return the same community's store as a process that begins anew finds it. In memory there is none: the same one."""
        assert community
        return store

    def fresh(self, limits: Limits = STRICT) -> BookStore:
        """Return a store of a new community."""
        return self.open(self.name(), limits)

    def name(self) -> str:
        """Return the name of a community that nobody used before."""
        return f"community-{next(_numbers)}"


__all__ = ["BookOpening"]
