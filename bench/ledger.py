"""Benches of the ledger: posting against a dictionary kept by hand and against beancount's booking, closing a month."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from communekit.ids import EntryId
from communekit.ledger import Account, Book, Entry, Posting
from communekit.ledger.settlement import close
from communekit.money import CNY, MINOR_MAX
from communekit.period import Calendar

from .result import Result
from .stopwatch import compare

ENTRIES = 50_000
LEADERS = 1_000
ENTRIES_CLOSED = 100_000
BOOKED = 5_000
"""So many transactions for beancount, whose booking takes its time."""

_AT = datetime(2026, 3, 1, tzinfo=UTC)


def results() -> Iterator[Result]:
    """Measure, and yield a result at a time."""
    entries = sales(ENTRIES)
    times = compare(lambda: _post(entries), lambda: _by_hand(entries))
    ratio = times.second / times.first
    yield Result(
        "ledger.post_vs_dict",
        ratio,
        ">= 0.4",
        met=ratio >= 0.4,
        how=f"entries a second, against a loop that checks id, balance and range and keeps a journal and a dictionary; "
        f"{ENTRIES} entries of 3 legs, {times.noise}",
    )
    yield from _against_beancount()
    yield _growth()


def sales(count: int) -> list[Entry]:
    """Return entries of a month: a payment shared between one of many leaders and the store."""
    outside, store = Account("club", "outside.payment", CNY), Account("S1", "pending", CNY)
    leaders = [Account(f"L{number}", "pending", CNY) for number in range(LEADERS)]
    return [
        Entry(
            EntryId(f"sale-{number}"),
            "order.paid",
            _AT,
            (Posting(outside, -10_000), Posting(leaders[number % LEADERS], 800), Posting(store, 9_200)),
        )
        for number in range(count)
    ]


def _post(entries: list[Entry]) -> None:
    book = Book().post(*entries)
    assert len(book) == len(entries)


def _by_hand(entries: list[Entry]) -> None:
    known: dict[str, Entry] = {}
    journal: list[Entry] = []
    balances: dict[Account, int] = {}
    for entry in entries:
        if entry.id in known:
            continue
        total = 0
        for posting in entry.postings:
            account = posting.account
            balance = balances.get(account, 0) + posting.minor
            if not -MINOR_MAX <= balance <= MINOR_MAX:
                raise ValueError(entry.id)
            balances[account] = balance
            total += posting.minor
        if total:
            raise ValueError(entry.id)
        known[entry.id] = entry
        journal.append(entry)
    assert len(journal) == len(entries)


def _against_beancount() -> Iterator[Result]:
    try:
        from beancount.core import amount, data  # noqa: PLC0415 - a peer that need not be there
        from beancount.parser import booking, options  # noqa: PLC0415
    except ImportError:
        return
    entries = sales(BOOKED)
    names = {"outside.payment": "Equity:Outside:", "pending": "Liabilities:Pending:"}
    transactions = [
        data.Transaction(
            {"filename": "bench", "lineno": number, "__tolerances__": {}},
            date(2026, 3, 1),
            "*",
            None,
            entry.id,
            frozenset(),
            frozenset(),
            [
                data.Posting(
                    names[leg.account.bucket] + leg.account.party.upper(),
                    amount.Amount(Decimal(leg.minor).scaleb(-2), "CNY"),
                    None,
                    None,
                    None,
                    {},
                )
                for leg in entry.postings
            ],
        )
        for number, entry in enumerate(entries)
    ]

    books: Any = booking.book

    def book() -> None:
        booked, errors = books(transactions, options.OPTIONS_DEFAULTS.copy())
        assert len(booked) == len(transactions)
        assert not errors

    times = compare(lambda: _post(entries), book, rounds=7)
    ratio = times.second / times.first
    yield Result(
        "ledger.post_vs_beancount",
        ratio,
        ">= 10",
        met=ratio >= 10,
        how=f"times as fast as beancount books the same transactions, both from objects in memory; "
        f"{BOOKED} entries of 3 legs, {times.noise}",
    )


def _growth() -> Result:
    few, many = sales(ENTRIES_CLOSED // 10), sales(ENTRIES_CLOSED)
    times = compare(lambda: _close(few), lambda: _close(many), rounds=5)
    ratio = times.second / times.first / 10
    return Result(
        "ledger.close_growth",
        ratio,
        "<= 1.2",
        met=ratio <= 1.2,
        how=f"time to close a month for {LEADERS} leaders per entry, {ENTRIES_CLOSED} entries against a tenth of them; "
        f"{times.second:.1f} s for all, {times.noise}",
    )


def _close(entries: list[Entry]) -> None:
    month = Calendar.monthly("UTC").period_at(_AT)
    closing = close(Book().post(*entries), [f"L{number}" for number in range(LEADERS)], month)
    assert len(closing.statements) == LEADERS
