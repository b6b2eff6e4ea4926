"""A mixed workload of one book (混合负载): orders, batches, holds, payouts, points, late facts, reversals, refusals, closings."""

from collections import Counter
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from contextlib import suppress
from datetime import datetime, timedelta
from random import Random

import attrs

from communekit.ids import EntryId, PartyId
from communekit.ledger import STRICT, Account, Entry, InsufficientFundsError, PeriodClosedError, Posting
from communekit.storage.sql import Database, SqlBook
from communekit.testing.ledger import MARCH, POINTS
from tests.faults.workload import Verdict

KINDS = 8
"""After so many steps the kinds of steps come again."""


@attrs.frozen
class Step:
    """What one number stands for: entries told together, taken or refused, or a closing."""

    entries: tuple[Entry, ...] = ()
    late_at: datetime | None = None
    refused: bool = False
    closes: datetime | None = None

    @property
    def kept(self) -> tuple[Entry, ...]:
        """The entries that a book holds afterwards."""
        return () if self.refused else self.entries


def moment(number: int) -> datetime:
    """Return the moment of a step."""
    return MARCH + timedelta(minutes=number)


def entry(
    name: str, kind: str, at: datetime, legs: Mapping[tuple[str, str], int], commodity: str = "CNY"
) -> Entry:
    """Return an entry whose last leg, of the world outside, balances the others."""
    of = POINTS if commodity == "POINTS" else commodity
    postings = [Posting(Account(party, bucket, of), minor) for (party, bucket), minor in legs.items()]
    outside = Posting(Account("club", "outside.payment", of), -sum(legs.values()))
    return Entry(EntryId(name), kind, at, [*postings, outside] if outside.minor else postings)


def batch(number: int) -> tuple[Entry, ...]:
    """Return three entries that are told together: all of them or none."""
    chance, at = Random(number), moment(number)
    return tuple(
        entry(
            f"{number}-{part}", "commission.accrued", at, {(f"L{part}", "pending"): chance.randint(1, 9_999)}
        )
        for part in range(3)
    )


def step(number: int) -> Step:
    """Return the step of a number: it follows from nothing else."""
    chance, at, turn = Random(number), moment(number), number % KINDS
    leader = f"L{number // KINDS % 3}"
    available, reserved = (leader, "available"), (leader, "reserved")
    match turn:
        case 0:  # An order: leader and store share what came in.
            shares = {available: chance.randint(50, 999), ("S1", "available"): chance.randint(1, 99_999)}
            return Step((entry(f"{number}", "order.paid", at, shares),))
        case 1:
            return Step(batch(number))
        case 2:  # A hold on what the order two steps ago brought.
            return Step((entry(f"{number}", "payout.reserved", at, {available: -20, reserved: 20}),))
        case 3:  # Points, which happened before the last closing and are booked late.
            happened, late_at = (at - timedelta(minutes=KINDS), at) if number > KINDS else (at, None)
            points = entry(
                f"{number}", "points.earned", happened, {("S1", "available"): number + 1}, "POINTS"
            )
            return Step((points,), late_at)
        case 4:  # The hold of two steps ago is paid out.
            return Step((entry(f"{number}", "payout.paid", at, {reserved: -20}),))
        case 5:  # One part is beyond the limit: the whole is refused, now and ever.
            good = entry(f"{number}-good", "order.paid", at, {available: 5})
            bad = entry(f"{number}-bad", "payout.reserved", at, {("broke", "available"): -6, reserved: 6})
            return Step((good, bad), refused=True)
        case 6:  # One of the batch of five steps ago is undone.
            return Step((batch(number - 5)[1].reversal(at, "returned"),))
        case _:  # The store's books are closed up to here.
            return Step(closes=at)


class MixedPostings:
    """The book of `SqlBook` under all kinds of postings (混合负载)."""

    def do(self, database: Database, community: str, number: int) -> None:
        """Do the step of a number."""
        book, given = SqlBook(database, community, limits=STRICT), step(number)
        if given.closes is not None:
            with suppress(PeriodClosedError):  # Closed further since.
                book.close(["S1"], given.closes)
        elif given.refused:
            with suppress(InsufficientFundsError):
                book.post(*given.entries)
                raise AssertionError(f"step {number} must be refused")
        else:
            book.post(*given.entries, late_at=given.late_at)

    def check(
        self, database: Database, community: str, *, acknowledged: AbstractSet[int], begun: int
    ) -> Verdict:
        """Judge what is there against a plain model, tell all steps again, and judge the whole."""
        book = SqlBook(database, community, limits=STRICT)
        found, present = judged(book, begun)
        lost, unanswered = len(acknowledged - present), len(present - acknowledged)
        for number in range(begun):
            self.do(database, community, number)
        after, all_in = judged(book, begun)
        missing = (
            () if len(all_in) == begun else (f"{begun - len(all_in)} steps are missing when told again",)
        )
        return found + after + Verdict(lost, broken=missing, unanswered=unanswered, redelivered=begun)


def judged(book: SqlBook, begun: int) -> tuple[Verdict, AbstractSet[int]]:
    """Compare a book with the plain model over the steps that are in it; return what is wrong, and which are in."""
    posted = list(book.since(0))
    times = Counter(entry.id for entry in posted)
    facts = {entry.id: entry.fact for entry in posted}
    closed = book.closings.until.get(PartyId("S1"))
    broken, present, strangers = [], set[int](), dict(facts)
    for number in range(begun):
        given = step(number)
        there = [facts.get(entry.id) == entry for entry in given.kept]
        for each in given.kept:
            strangers.pop(each.id, None)
        if given.closes is not None:
            there = [closed is not None and closed >= given.closes]
        if all(there):
            present.add(number)
        elif any(there) or any(each.id in facts for each in given.kept):
            broken.append(f"step {number} is half in, or altered")
    if strangers:
        broken.append(f"nobody told {sorted(strangers)[:5]}")
    model = balances(entry for number in present for entry in step(number).kept)
    kept = {account: money.minor for account, money in book.balances().items()}
    if kept != model:
        broken.append(f"balances {kept} are not those of the model {model}")
    if any(
        sum(minor for account, minor in kept.items() if account.commodity == unit) for unit in units(kept)
    ):
        broken.append("the book does not add up to zero")
    if any(book.balance(account, at=moment(begun)).minor != minor for account, minor in kept.items()):
        broken.append("balances are not those of the postings")
    return Verdict(doubled=sum(times.values()) - len(times), broken=tuple(broken)), present


def balances(entries: Iterable[Entry]) -> Mapping[Account, int]:
    """Return what is left in each account: the plainest fold there is."""
    left = Counter[Account]()
    for each in entries:
        for posting in each.postings:
            left[posting.account] += posting.minor
    return {account: minor for account, minor in left.items() if minor}


def units(kept: Mapping[Account, int]) -> AbstractSet[object]:
    """Return the commodities of accounts."""
    return {account.commodity for account in kept}


__all__ = ["MixedPostings", "Step", "step"]
