"""Books that are broken on purpose: each has one fault that was seen somewhere, and says which laws it breaks by it."""

# ruff: noqa: D102  # a class says what it does otherwise than the plain book

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from datetime import datetime
from threading import active_count
from typing import ClassVar, Final

import attrs

from communekit.errors import CommunekitError
from communekit.ids import PartyId
from communekit.ledger import Account, Closings, Entry, InsufficientFundsError, Limits, Posting
from communekit.money import MINOR_MAX, Money

from .plain_book import PlainBook

BOOKS: Final[dict[type[PlainBook], frozenset[str]]] = {}
"""The broken books, each with the laws that it must break."""


def breaks(*laws: str) -> Callable[[type[PlainBook]], type[PlainBook]]:
    """Say which laws a book breaks."""

    def noted(book: type[PlainBook]) -> type[PlainBook]:
        BOOKS[book] = frozenset(laws)
        return book

    return noted


def pause() -> None:
    """Let others in between, where there are any."""
    if active_count() > 1:
        time.sleep(0.002)


# What was told ----------------------------------------------------------------------------------------------


@breaks("log_order", "order_independence", "stores_agree")
class LosesWhatItAcknowledged(PlainBook):
    """The last of a batch of three or more is acknowledged and known, and stands in no journal."""

    def judged(self, entries: Sequence[Entry], late_at: datetime | None) -> list[Entry]:
        fresh = super().judged(entries, late_at)
        self.lost = fresh[-1].id if len(fresh) > 2 else ""
        return fresh

    def write(self, entry: Entry) -> None:
        if entry.id == self.lost:
            self.known[entry.id] = entry
        else:
            super().write(entry)


@breaks("same_key_once", "key_conflict", "stores_agree")
class PostsTwice(PlainBook):
    """It does not look whether an entry is known."""

    def judged(self, entries: Sequence[Entry], late_at: datetime | None) -> list[Entry]:
        self.known, now = {}, self.known
        try:
            return super().judged(entries, late_at)
        finally:
            self.known = now


@breaks("same_key_once", "key_conflict")
class TwoTellAtOnce(PlainBook):
    """It looks whether an entry is known before it takes the lock."""

    def post(self, *entries: Entry, late_at: datetime | None = None) -> tuple[Entry, ...]:
        known = dict(self.known)
        pause()
        with self.lock:
            self.known, now = known, self.known
            try:
                fresh = self.judged(entries, late_at)
            finally:
                self.known = now
            for entry in fresh:
                self.write(entry)
            return tuple(fresh)


@breaks("key_conflict", "stores_agree")
class TakesOtherContentForTheSame(PlainBook):
    """The id is all that it compares."""

    def differs(self, known: Entry, told: Entry) -> bool:
        return False


@breaks("same_key_once")
class ForgetsOnReopening(PlainBook):
    """It knows the ids of this process alone: see `BookCanary.reopen`."""


@breaks("same_key_once", "stores_agree")
class LateIsAnotherFact(PlainBook):
    """What was booked late is not known again, for it is compared with the time of booking."""

    def differs(self, known: Entry, told: Entry) -> bool:
        return known != told


# All or nothing ---------------------------------------------------------------------------------------------


@breaks("refusal_is_atomic", "stores_agree")
class StoresHalfABatch(PlainBook):
    """It writes one entry after the other, and stops at the one that is refused."""

    def post(self, *entries: Entry, late_at: datetime | None = None) -> tuple[Entry, ...]:
        return tuple(each for entry in entries for each in PlainBook.post(self, entry, late_at=late_at))


@breaks("refusal_is_atomic", "stores_agree")
class ClosesHalf(PlainBook):
    """It closes one party after the other."""

    def close(self, parties: Iterable[str], until: datetime) -> None:
        for party in parties:
            super().close([party], until)


@breaks("refusal_is_atomic", "stores_agree")
class RemembersWhatItRefused(PlainBook):
    """What was refused is taken for known when it comes again."""

    def post(self, *entries: Entry, late_at: datetime | None = None) -> tuple[Entry, ...]:
        try:
            return super().post(*entries, late_at=late_at)
        except CommunekitError:
            for entry in entries:
                self.known.setdefault(entry.id, entry)
            raise


# Balances ---------------------------------------------------------------------------------------------------


@breaks("conservation", "balance_is_fold", "cap_holds")
class LosesUpdates(PlainBook):
    """It reads a balance, and writes it later: what others wrote in between is lost."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(limits)
        self.claims = self.lock
        self.lock = nullcontext()

    def write(self, entry: Entry) -> None:
        with self.claims:
            if entry.id in self.known:
                return
            self.journal.append(entry)
            self.known[entry.id] = entry
        before = {leg.account: self.minor.get(leg.account, 0) for leg in entry.postings}
        pause()
        for leg in entry.postings:
            self.minor[leg.account] = before[leg.account] + leg.minor
            pause()


@breaks("conservation", "balance_is_fold", "range", "stores_agree")
class DropsTheLastDigit(PlainBook):
    """Of amounts from ten yuan on it keeps tens of fen, cut off."""

    def moved(self, entry: Entry, leg: Posting, before: int) -> int:
        kept = abs(leg.minor) // 10 * 10 if abs(leg.minor) >= 1_000 else abs(leg.minor)
        return before + (kept if leg.minor > 0 else -kept)


@breaks("range")
class WrapsAt32Bits(PlainBook):
    """Balances are signed integers of 32 bits."""

    def moved(self, entry: Entry, leg: Posting, before: int) -> int:
        return (before + leg.minor + 2**31) % 2**32 - 2**31


@breaks("range")
class KnowsNoRange(PlainBook):
    """It takes what is beyond 10^15 minor units, and shows the most that it can."""

    def limited(self, entry: Entry, leg: Posting, before: int) -> int:
        after = before + leg.minor
        return self.limits.check(entry, leg, before) if abs(after) <= MINOR_MAX else after

    def moved(self, entry: Entry, leg: Posting, before: int) -> int:
        return max(-MINOR_MAX, min(MINOR_MAX, before + leg.minor))


@breaks("balance_is_fold", "stores_agree")
class DoesNotUndo(PlainBook):
    """A reversal is written and moves nothing."""

    def moved(self, entry: Entry, leg: Posting, before: int) -> int:
        return before if entry.reverses else before + leg.minor


@breaks("balance_is_fold", "order_independence", "stores_agree")
class IgnoresWhatComesOutOfOrder(PlainBook):
    """An entry that is dated before the last one moves no balance."""

    def moved(self, entry: Entry, leg: Posting, before: int) -> int:
        newest = max(each.at for each in self.journal)
        return before + leg.minor if entry.at == newest else before


@breaks("balance_is_fold")
class ForgetsTheMomentItself(PlainBook):
    """The balance as of a moment leaves out what happened at that moment."""

    def minor_at(self, account: Account, at: datetime) -> int:
        return sum(
            leg.minor
            for entry in self.journal
            if entry.at < at
            for leg in entry.postings
            if leg.account == account
        )


@breaks("money_never_mixes", "balance_is_fold")
class MixesCommodities(PlainBook):
    """Whoever asks what lies in a bucket is told of all commodities together."""

    def balance(self, account: Account, *, at: datetime | None = None) -> Money:
        if at is not None:
            return super().balance(account, at=at)
        place = (account.party, account.bucket)
        minor = sum(n for each, n in self.minor.items() if (each.party, each.bucket) == place)
        return Money(minor, account.commodity)


# The journal ------------------------------------------------------------------------------------------------


@breaks("log_order", "stores_agree")
class SortsByTime(PlainBook):
    """Its journal is in the order in which things happened."""

    def since(self, position: int) -> Iterator[Entry]:
        list(super().since(position))
        return iter(sorted(self.journal, key=lambda entry: entry.at)[position:])


@breaks("log_order")
class SkipsAPosition(PlainBook):
    """Whoever reads on misses the first of what is new."""

    def since(self, position: int) -> Iterator[Entry]:
        list(super().since(position))
        return iter(self.journal[position + 1 if position else 0 :])


@breaks("log_order")
class RepeatsAPosition(PlainBook):
    """Whoever reads on sees the last that he saw once more."""

    def since(self, position: int) -> Iterator[Entry]:
        list(super().since(position))
        return iter(self.journal[max(position - 1, 0) :])


@breaks("log_order")
class CountsFromTheEnd(PlainBook):
    """A position below zero counts from the end, as lists do."""

    def since(self, position: int) -> Iterator[Entry]:
        return iter(self.journal[position:])


@breaks("log_order")
class ShowsTheSecondBeforeTheFirst(PlainBook):
    """A position is taken before its entry can be seen: a reader who comes between misses it for good."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(limits)
        self.writing: set[str] = set()
        self.posted = 0

    def post(self, *entries: Entry, late_at: datetime | None = None) -> tuple[Entry, ...]:
        with self.lock:
            fresh = self.judged(entries, late_at)
            for entry in fresh:
                self.write(entry)
                self.writing.add(entry.id)
            self.posted += 1
            slow = self.posted % 2
        if slow:
            pause()
        with self.lock:
            self.writing -= {entry.id for entry in fresh}
        return tuple(fresh)

    def since(self, position: int) -> Iterator[Entry]:
        list(super().since(position))
        return iter([entry for entry in self.journal[position:] if entry.id not in self.writing])


@breaks("round_trip")
class FindsWhatWasThere(PlainBook):
    """What was not there when it was first asked for is never found."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(limits)
        self.found: dict[str, Entry | None] = {}

    def find(self, entry_id: str) -> Entry | None:
        return self.found.setdefault(entry_id, super().find(entry_id))


@breaks("round_trip", "stores_agree")
class LosesTheNote(PlainBook):
    """It has no column for notes."""

    def since(self, position: int) -> Iterator[Entry]:
        return (attrs.evolve(entry, note="") for entry in super().since(position))


@breaks("round_trip")
class KeepsWholeSeconds(PlainBook):
    """Its moments have no microseconds."""

    def find(self, entry_id: str) -> Entry | None:
        found = super().find(entry_id)
        return None if found is None else attrs.evolve(found, at=found.at.replace(microsecond=0))


# Limits and closings ----------------------------------------------------------------------------------------


@breaks("cap_holds", "stores_agree")
class IsOffByOne(PlainBook):
    """A limit may be passed by one unit."""

    def limited(self, entry: Entry, leg: Posting, before: int) -> int:
        try:
            return super().limited(entry, leg, before)
        except InsufficientFundsError:
            nearer = leg.minor - 1 if leg.minor > 0 else leg.minor + 1
            if nearer:
                super().limited(entry, attrs.evolve(leg, minor=nearer), before)
            return before + leg.minor


@breaks("cap_holds", "stores_agree")
class LooksAtLimitsPerEntry(PlainBook):
    """Each entry of a batch is held against the balance before the batch."""

    def limited(self, entry: Entry, leg: Posting, before: int) -> int:
        super().limited(entry, leg, self.minor.get(leg.account, 0))
        return before + leg.minor


@breaks("cap_holds")
class LooksAtLimitsTooEarly(PlainBook):
    """Limits are looked at, and what they allowed is written some time later."""

    trusting = False

    def post(self, *entries: Entry, late_at: datetime | None = None) -> tuple[Entry, ...]:
        with self.lock:
            self.judged(entries, late_at)
        pause()
        with self.lock:
            self.trusting = True
            try:
                fresh = self.judged(entries, late_at)
            finally:
                self.trusting = False
            for entry in fresh:
                self.write(entry)
            return tuple(fresh)

    def limited(self, entry: Entry, leg: Posting, before: int) -> int:
        return before + leg.minor if self.trusting else super().limited(entry, leg, before)


@breaks("closed_stays_closed", "stores_agree")
class IgnoresClosings(PlainBook):
    """It posts into closed books."""

    def booked(self, told: Entry, late_at: datetime | None) -> Entry:
        return told


@breaks("closed_stays_closed", "stores_agree")
class LateKeepsItsTime(PlainBook):
    """What comes late is dated when it happened, where the caller says that it is late."""

    def booked(self, told: Entry, late_at: datetime | None) -> Entry:
        return told if late_at else super().booked(told, late_at)


@breaks("closed_stays_closed", "stores_agree")
class LateForgetsItsTime(PlainBook):
    """What comes late is booked in the open period, and nobody knows when it happened."""

    def booked(self, told: Entry, late_at: datetime | None) -> Entry:
        return attrs.evolve(super().booked(told, late_at), occurred_at=None)

    def differs(self, known: Entry, told: Entry) -> bool:
        return attrs.evolve(known, at=told.at) != told


@breaks("closed_stays_closed", "stores_agree")
class OpensAgain(PlainBook):
    """An earlier closing opens what was closed."""

    def close(self, parties: Iterable[str], until: datetime) -> None:
        closed = {PartyId(party): until for party in parties}
        self.closings = Closings({**self.closings.until, **closed})


@breaks("closed_stays_closed")
class ClosesWhileOthersPost(PlainBook):
    """Closings are looked at before the lock is taken."""

    def post(self, *entries: Entry, late_at: datetime | None = None) -> tuple[Entry, ...]:
        closings = self.closings
        pause()
        with self.lock:
            self.closings, now = closings, self.closings
            try:
                fresh = self.judged(entries, late_at)
            finally:
                self.closings = now
            for entry in fresh:
                self.write(entry)
            return tuple(fresh)


# Scopes -----------------------------------------------------------------------------------------------------


@breaks("scope_isolation")
class LeaksBetweenCommunities(PlainBook):
    """Whoever asks for an id that his community does not have is shown another community's entry."""

    everywhere: ClassVar[dict[str, Entry]] = {}

    def write(self, entry: Entry) -> None:
        super().write(entry)
        self.everywhere[entry.id] = entry

    def find(self, entry_id: str) -> Entry | None:
        return super().find(entry_id) or self.everywhere.get(entry_id)
