"""A bank, as Jepsen has it: many move amounts among few accounts while others read; no read may show another total.

Four kinds of error are counted over all reads, each with its first and its worst: `wrong_total`, `below_limit`,
`missing_account`, `unexpected_account`.
"""

import random
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Final, NamedTuple

import attrs

from communekit.ids import EntryId
from communekit.ledger import Account, Entry, InsufficientFundsError, Limit, Limits, Posting
from communekit.money import CNY, Money
from communekit.testing.ledger import MARCH

WRITERS: Final = 16
READERS: Final = 2
ACCOUNTS: Final = tuple(Account(f"P{number}", "available", CNY) for number in range(8))
OUTSIDE: Final = Account("club", "outside.payment", CNY)
FUNDS: Final = 50
"""So many fen each account begins with; little, so that some transfers are refused."""
FLOOR: Final = 1
"""An account never goes below, so that each has a balance at every read."""
LIMITS: Final = Limits((Limit("available", FLOOR),))
AGAIN: Final = 0.3
"""This share of commands is delivered a second time, by whoever is next, be it while the first is under way."""

Read = Mapping[Account, Money]


class Found(NamedTuple):
    """One wrong read: how far off, and what was read."""

    off: int
    read: Read


@attrs.define
class Check:
    """All reads of a run: how many there were, and what was wrong with them."""

    reads: int = 0
    errors: Counter[str] = attrs.field(factory=Counter)
    first: dict[str, Found] = attrs.field(factory=dict)
    worst: dict[str, Found] = attrs.field(factory=dict)

    def take(self, read: Read) -> None:
        """Look at one read."""
        self.reads += 1
        total = sum(read[account].minor for account in ACCOUNTS if account in read)
        self._note("wrong_total", abs(total - FUNDS * len(ACCOUNTS)), read)
        lowest = min((read[account].minor for account in ACCOUNTS if account in read), default=FLOOR)
        self._note("below_limit", max(FLOOR - lowest, 0), read)
        self._note("missing_account", sum(account not in read for account in ACCOUNTS), read)
        self._note("unexpected_account", len(read.keys() - {*ACCOUNTS, OUTSIDE}), read)

    def _note(self, kind: str, off: int, read: Read) -> None:
        if off:
            found = Found(off, read)
            self.errors[kind] += 1
            self.first.setdefault(kind, found)
            self.worst[kind] = max(self.worst.get(kind, found), found, key=lambda one: one.off)


@attrs.define
class Run:
    """What writers were told: entries that were new, by how often; all that were acknowledged; how many were refused."""

    check: Check = attrs.field(factory=Check)
    new: Counter[str] = attrs.field(factory=Counter)
    acknowledged: dict[str, Entry] = attrs.field(factory=dict)
    refused: int = 0
    again: int = 0


def funding() -> tuple[Entry, ...]:
    """Return the entries that give each account what it begins with."""
    return tuple(
        Entry(
            EntryId(f"fund-{account.party}"),
            "bank.funded",
            MARCH,
            (Posting(account, FUNDS), Posting(OUTSIDE, -FUNDS)),
        )
        for account in ACCOUNTS
    )


def transfer(id_: str, chance: random.Random) -> Entry:
    """Return an entry that moves some amount from one account to another."""
    source, target = chance.sample(ACCOUNTS, 2)
    minor = chance.randint(1, FUNDS // 2)
    return Entry(EntryId(id_), "bank.moved", MARCH, (Posting(source, -minor), Posting(target, minor)))


def run(post: Callable[[Entry], tuple[Entry, ...]], read: Callable[[], Read], *, transfers: int) -> Run:
    """Let every writer make so many transfers while readers read; return what they saw."""
    told: list[Entry] = []
    is_over = Event()

    def write(writer: int) -> Run:
        chance, mine = random.Random(writer), Run()
        for number in range(transfers):
            each = [transfer(f"w{writer}-{number}", chance)]
            told.append(each[0])
            if chance.random() < AGAIN:
                each.append(chance.choice(told[-WRITERS:]))  # Mostly what another is just posting.
                mine.again += 1
            for entry in each:
                try:
                    mine.new.update(taken.id for taken in post(entry))
                    mine.acknowledged[entry.id] = entry
                except InsufficientFundsError:
                    mine.refused += 1
        return mine

    def look() -> Check:
        check = Check()
        while not is_over.is_set():
            check.take(read())
        return check

    with ThreadPoolExecutor(WRITERS + READERS) as pool:
        looks = [pool.submit(look) for _ in range(READERS)]
        writes = [pool.submit(write, writer) for writer in range(WRITERS)]
        try:
            runs = [write.result() for write in writes]
        finally:
            is_over.set()
        checks = [look.result() for look in looks]
    whole = Run(merged(checks))
    for one in runs:
        whole.new += one.new
        whole.acknowledged |= one.acknowledged
        whole.refused += one.refused
        whole.again += one.again
    return whole


def merged(checks: list[Check]) -> Check:
    """Return the checks of all readers as one."""
    whole = Check()
    for check in checks:
        whole.reads += check.reads
        whole.errors += check.errors
        whole.first = check.first | whole.first
        for kind, found in check.worst.items():
            whole.worst[kind] = max(whole.worst.get(kind, found), found, key=lambda one: one.off)
    return whole


__all__ = [
    "ACCOUNTS",
    "FLOOR",
    "FUNDS",
    "LIMITS",
    "OUTSIDE",
    "WRITERS",
    "Check",
    "Run",
    "funding",
    "run",
    "transfer",
]
