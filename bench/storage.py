"""Benches of storage: sixteen writers who move amounts among few accounts in PostgreSQL, against hand-written SQL."""

import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime
from statistics import median
from threading import Barrier
from time import perf_counter

import psycopg
from sqlalchemy import create_engine

from communekit.ids import EntryId
from communekit.ledger import STRICT, Account, Entry, Posting
from communekit.money import CNY
from communekit.storage.sql import Database, SqlBook

from .by_hand import transfer
from .result import Result
from .server import postgres

WRITERS = 16
TRANSFERS = 25
"""So many a writer, in each turn."""
TURNS = 7
ACCOUNTS = tuple(Account(f"P{number}", "available", CNY) for number in range(32))

_AT = datetime(2026, 3, 1, tzinfo=UTC)

Post = Callable[[int, Entry], object]
"""What a writer, by his number, does with an entry."""


def results() -> Iterator[Result]:
    """Measure, and yield a result at a time; nothing where there is no server to be had."""
    with ExitStack() as stack:
        try:
            url = stack.enter_context(postgres())
        except ImportError:
            return
        yield _bank(stack, url)


def _bank(stack: ExitStack, url: str) -> Result:
    dialect = url.replace("postgresql://", "postgresql+psycopg://", 1)
    database = stack.enter_context(Database(create_engine(dialect, pool_size=WRITERS, max_overflow=0)))
    database.prepare()
    ours, theirs = SqlBook(database, "ours", limits=STRICT), SqlBook(database, "by-hand", limits=STRICT)
    for book in (ours, theirs):
        book.post(*_funding())
    own = [stack.enter_context(psycopg.connect(url, autocommit=True)) for _ in range(WRITERS)]
    posts: tuple[Post, Post] = (
        lambda _, entry: ours.post(entry),
        lambda writer, entry: transfer(own[writer], "by-hand", entry),
    )
    rates: tuple[list[float], list[float]] = ([], [])
    for turn in range(TURNS + 1):
        for post, taken in zip(posts, rates, strict=True):
            rate = _rate(post, turn)
            if turn:  # The first is for warming up.
                taken.append(rate)
    assert len(ours) == len(theirs) == len(ACCOUNTS) + WRITERS * TRANSFERS * (TURNS + 1)
    assert ours.balances() == theirs.balances()
    best, middle = max(rates[0]) / max(rates[1]), median(rates[0]) / median(rates[1])
    ratio = min(best, middle)
    return Result(
        "storage.bank_vs_sql",
        ratio,
        ">= 0.4",
        met=ratio >= 0.4,
        how=f"transfers a second of {WRITERS} writers among {len(ACCOUNTS)} accounts, every commit synchronised, against one "
        f"hand-written statement that does the same on the same tables; {TURNS} turns each, {max(rates[0]):.0f}/s against "
        f"{max(rates[1]):.0f}/s at best (ratio {best:.2f}), {median(rates[0]):.0f}/s against {median(rates[1]):.0f}/s in the "
        f"middle (ratio {middle:.2f}), the lower one counts",
    )


def _funding() -> list[Entry]:
    outside = Account("club", "outside.payment", CNY)
    return [
        Entry(
            EntryId(f"fund-{account.party}"),
            "bank.funded",
            _AT,
            (Posting(account, 10**9), Posting(outside, -(10**9))),
        )
        for account in ACCOUNTS
    ]


def _transfers(turn: int, writer: int) -> list[Entry]:
    """Return what a writer posts in a turn: the same for both."""
    chance = random.Random(1_000 * turn + writer)
    entries = []
    for number in range(TRANSFERS):
        source, target = chance.sample(ACCOUNTS, 2)
        minor = chance.randint(1, 10_000)
        legs = (Posting(source, -minor), Posting(target, minor))
        entries.append(Entry(EntryId(f"t{turn}-{writer}-{number}"), "bank.moved", _AT, legs))
    return entries


def _rate(post: Post, turn: int) -> float:
    """Return how many transfers a second all writers make together."""
    work = [_transfers(turn, writer) for writer in range(WRITERS)]
    begin = Barrier(WRITERS + 1)

    def write(writer: int) -> None:
        begin.wait()
        for entry in work[writer]:
            post(writer, entry)

    with ThreadPoolExecutor(WRITERS) as pool:
        writing = [pool.submit(write, writer) for writer in range(WRITERS)]
        begin.wait()
        begun = perf_counter()
        for each in writing:
            each.result()
        return WRITERS * TRANSFERS / (perf_counter() - begun)
