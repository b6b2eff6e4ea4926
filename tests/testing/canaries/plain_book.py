"""A plain book with joints (可拆的账簿): right as it stands, and small enough that each canary breaks one joint of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from threading import Lock

from communekit.ledger import (
    Account,
    Closings,
    Entry,
    Limits,
    Posting,
    UnknownPositionError,
    about,
    conflict,
)
from communekit.money import Money


class PlainBook:
    """A journal, what is known by id, and balances, under one lock."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.closings = Closings()
        self.journal: list[Entry] = []
        self.known: dict[str, Entry] = {}
        self.minor: dict[Account, int] = {}
        self.lock: AbstractContextManager[object] = Lock()

    def post(self, *entries: Entry, late_at: datetime | None = None) -> tuple[Entry, ...]:
        """Judge all, then write all."""
        with self.lock:
            fresh = self.judged(entries, late_at)
            for entry in fresh:
                self.write(entry)
            return tuple(fresh)

    def judged(self, entries: Sequence[Entry], late_at: datetime | None) -> list[Entry]:
        """Return the entries that are new."""
        taken: dict[str, Entry] = {}
        balances: dict[Account, int] = {}
        for told in entries:
            known = taken.get(told.id) or self.known.get(told.id)
            if known is not None:
                if self.differs(known, told):
                    raise conflict(known, told)
                continue
            entry = taken[told.id] = self.booked(told, late_at)
            for leg in entry.postings:
                before = balances.get(leg.account, self.minor.get(leg.account, 0))
                balances[leg.account] = self.limited(entry, leg, before)
        return list(taken.values())

    def differs(self, known: Entry, told: Entry) -> bool:
        """Whether one id stands for two facts."""
        return known.fact != told.fact

    def booked(self, told: Entry, late_at: datetime | None) -> Entry:
        """Return an entry as it can be booked."""
        return self.closings.booked(told, late_at)

    def limited(self, entry: Entry, leg: Posting, before: int) -> int:
        """Return the balance after a leg, if it may be."""
        return self.limits.check(entry, leg, before)

    def write(self, entry: Entry) -> None:
        """Write down an entry and move the balances."""
        self.journal.append(entry)
        self.known[entry.id] = entry
        for leg in entry.postings:
            self.minor[leg.account] = self.moved(entry, leg, self.minor.get(leg.account, 0))

    def moved(self, entry: Entry, leg: Posting, before: int) -> int:
        """Return a balance after a leg."""
        return before + leg.minor

    def close(self, parties: Iterable[str], until: datetime) -> None:
        """Close books."""
        with self.lock:
            self.closings = self.closings.close(parties, until)

    def find(self, entry_id: str) -> Entry | None:
        """Return the entry of an id."""
        return self.known.get(entry_id)

    def balance(self, account: Account, *, at: datetime | None = None) -> Money:
        """Return a balance, now or then."""
        minor = self.minor.get(account, 0) if at is None else self.minor_at(account, at)
        return Money(minor, account.commodity)

    def minor_at(self, account: Account, at: datetime) -> int:
        """Return what the journal up to a moment comes to."""
        return sum(
            leg.minor
            for entry in self.journal
            if entry.at <= at
            for leg in entry.postings
            if leg.account == account
        )

    def balances(self) -> Mapping[Account, Money]:
        """Return all balances that are not zero."""
        ordered = sorted(dict(self.minor).items(), key=lambda pair: pair[0].sort_key)
        return {account: Money(minor, account.commodity) for account, minor in ordered if minor}

    def since(self, position: int) -> Iterator[Entry]:
        """Yield the entries from a position on."""
        if type(position) is not int or not 0 <= position <= len(self):
            raise UnknownPositionError(position, len(self))
        return iter(self.journal[position:])

    def touching(self, party: str) -> Iterator[Entry]:
        """Yield the entries that touch a party."""
        return (entry for entry in self.journal if any(leg.account.party == party for leg in entry.postings))

    def about(self, *entry_ids: str) -> tuple[Entry, ...]:
        """Return what is about some facts."""
        return about(entry_ids, self.journal)

    def __len__(self) -> int:
        return len(self.journal)
