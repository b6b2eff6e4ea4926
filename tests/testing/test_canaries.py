"""Canaries: what is broken on purpose breaks its laws and no others; what is right breaks none."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from communekit.ledger import BookStore, Limits
from communekit.storage import MemoryBook
from communekit.storage.sql import Database, SqlBook
from communekit.testing import (
    BookStoreContract,
    EngineContract,
    EventStoreContract,
    PlanContract,
    SplitContract,
    StorageContract,
    VaultContract,
    broken_laws,
)
from communekit.testing.agreements import CAPS
from communekit.testing.runner import checks_of
from tests.testing.canaries.books import BOOKS, ForgetsOnReopening
from tests.testing.canaries.engines import ENGINES
from tests.testing.canaries.events import EVENTS
from tests.testing.canaries.plain_book import PlainBook
from tests.testing.canaries.plans import PLANS
from tests.testing.canaries.splits import SPLITS, Splitting
from tests.testing.canaries.storage_parts import PARTS
from tests.testing.canaries.storages import STORAGES
from tests.testing.canaries.vaults import VAULTS

ENOUGH = 8
"""Examples: the scripts that every book and engine must bear show most of what is wrong."""


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
    assert broken_laws(BookCanary(kind), examples=ENOUGH) == BOOKS[kind]


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
    assert broken_laws(opened, examples=3) == frozenset()


@pytest.mark.parametrize("kind", ENGINES, ids=lambda kind: kind.__name__)
def test_broken_engines_break_their_laws_and_no_others(kind: type[EngineContract]) -> None:
    """Whoever works out plans wrongly is told which law he breaks."""
    assert broken_laws(kind(), examples=ENOUGH) == ENGINES[kind]


@pytest.mark.parametrize("kind", PLANS, ids=lambda kind: kind.__name__)
def test_broken_places_of_plans_break_their_laws_and_no_others(kind: type[PlanContract]) -> None:
    """A plan that comes back otherwise than it was written is seen."""
    assert broken_laws(kind(), examples=ENOUGH) == PLANS[kind]


class BasketPlan(PlanContract):
    """A plan of a host's."""

    plan = CAPS


@pytest.mark.parametrize("kind", [EngineContract, BasketPlan])
def test_our_own_engine_breaks_none(kind: type[EngineContract | PlanContract]) -> None:
    """No false alarm on the library's engine, under several plans or one."""
    assert broken_laws(kind(), examples=ENOUGH) == frozenset()


class Splits(SplitContract):
    """The contract, held against a function of the canaries."""

    def __init__(self, splitting: Splitting) -> None:
        self.splitting = splitting

    def split(self, amount: int, weights: Mapping[str, int]) -> Mapping[str, int]:
        """Split as the function does."""
        return self.splitting(amount, weights)


@pytest.mark.parametrize("splitting", SPLITS, ids=lambda splitting: splitting.__name__)
def test_broken_splits_break_their_laws_and_no_others(splitting: Splitting) -> None:
    """Each way of losing an odd unit is seen, and named."""
    assert broken_laws(Splits(splitting)) == SPLITS[splitting]


def test_our_own_split_breaks_none() -> None:
    """No false alarm on `money.split`."""
    assert broken_laws(SplitContract()) == frozenset()


def test_there_are_enough_canaries() -> None:
    """As many as the pages say, and each law that a contract checks has one that breaks it."""
    rules = [*BOOKS.values(), *ENGINES.values(), *PLANS.values(), *SPLITS.values()]
    places = [*EVENTS.values(), *STORAGES.values(), *PARTS.values(), *VAULTS.values()]
    canaries = rules + places
    for page, words in (("en", "{} things that are broken on purpose"), ("zh", "{} 个故意弄坏的东西")):
        told = (Path(__file__).parents[2] / "docs" / page / "testing.md").read_text("utf-8")
        assert words.format(len(canaries)) in told
    assert set().union(*rules) == checked(
        BookStoreContract(), EngineContract(), PlanContract(), SplitContract()
    )
    assert set().union(*places) == checked(EventStoreContract(), StorageContract(), VaultContract())


def checked(*contracts: object) -> set[str]:
    """Return the laws that some contracts check."""
    return {slug for contract in contracts for slugs, _ in checks_of(contract) for slug in slugs}
