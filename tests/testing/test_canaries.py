"""Canaries: what is broken on purpose breaks its laws and no others; what is right breaks none."""

from collections.abc import Callable

import pytest

from communekit.ledger import BookStore, Limits
from communekit.storage import MemoryBook
from communekit.storage.sql import Database, SqlBook
from communekit.testing import BookStoreContract, broken_laws
from tests.testing.canaries.books import BOOKS, ForgetsOnReopening
from tests.testing.canaries.plain_book import PlainBook


class BookCanary(BookStoreContract):
    """The contract, held against a book of the canaries."""

    def __init__(self, kind: type[PlainBook]) -> None:
        self.kind = kind

    def open(self, community: str, limits: Limits) -> BookStore:
        """Return a book of that kind."""
        return self.kind(limits)

    def reopen(self, store: BookStore, community: str) -> BookStore:
        """Return the same book, or what one that forgets is left with."""
        return self.open(community, store.limits) if self.kind is ForgetsOnReopening else store


@pytest.mark.parametrize("kind", BOOKS, ids=lambda kind: kind.__name__)
def test_broken_books_break_their_laws_and_no_others(kind: type[PlainBook]) -> None:
    """Each check can fail, and fails for its own reason."""
    assert broken_laws(BookCanary(kind)) == BOOKS[kind]


class BookOf(BookStoreContract):
    """The contract, held against books that are right."""

    def __init__(self, opened: Callable[[str, Limits], BookStore], *, lasting: bool = False) -> None:
        self.opened, self.lasting = opened, lasting

    def open(self, community: str, limits: Limits) -> BookStore:
        """Return a book as it is opened."""
        return self.opened(f"canary-{community}", limits)

    def reopen(self, store: BookStore, community: str) -> BookStore:
        """Return it as it is opened once more, where it lasts."""
        return self.open(community, store.limits) if self.lasting else store


@pytest.mark.parametrize("kind", [PlainBook, MemoryBook])
def test_books_in_memory_break_none(kind: Callable[[Limits], BookStore]) -> None:
    """No false alarm: neither on the reference, nor on what the canaries are made from."""
    assert broken_laws(BookOf(lambda _, limits: kind(limits))) == frozenset()


def test_books_in_databases_break_none(database: Database) -> None:
    """No false alarm on SQLite and PostgreSQL."""
    opened = BookOf(lambda community, limits: SqlBook(database, community, limits=limits), lasting=True)
    assert broken_laws(opened, examples=5) == frozenset()
