"""What is asked of a book in tests (账簿命令): batches, told late or not, again, changed or undone, and closings."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import permutations
from typing import Final

import attrs
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from communekit.errors import CommunekitError
from communekit.ids import EntryId, PartyId
from communekit.ledger import (
    Account,
    Book,
    BookStore,
    Closings,
    Entry,
    InvalidReversalError,
    Limit,
    Limits,
    Posting,
)
from communekit.money import CNY, Currency, Money

from .ledger import MARCH, PARTIES, entries, moments

LATE: Final = MARCH + timedelta(hours=50)
SOME_LIMITS: Final = Limits((Limit("available", -5_000, 8_000), Limit("pending", None, 15_000)))


@attrs.frozen
class Post:
    """Post these, all or none."""

    batch: tuple[Entry, ...]
    late_at: datetime | None


@attrs.frozen
class Close:
    """Close these parties' books."""

    parties: tuple[str, ...]
    until: datetime


Command = Post | Close

shared: Final = settings(suppress_health_check=[HealthCheck.differing_executors, HealthCheck.too_slow])
"""A check is shared by all adapters, and some are slow."""


_WORDS: Final = st.sampled_from(("post", "post", "post", "again", "changed", "undone", "close"))
_BATCHES: Final = st.lists(entries(), min_size=1, max_size=4)
_SOME: Final = st.sampled_from([each for size in (0, 1, 2) for each in permutations(PARTIES, size)])
_WHEN: Final = moments()
_EVENLY: Final = st.booleans()


@st.composite
def commands(draw: st.DrawFn, most: int = 10) -> list[Command]:
    """Draw what is asked of a book, one after the other, so that the same facts come again in many ways."""
    made: list[Command] = []
    told: list[Entry] = []
    for word in draw(st.lists(_WORDS, max_size=most)):
        if word == "close":
            made.append(Close(draw(_SOME), draw(_WHEN)))
            continue
        batch = _batch(word, draw(_BATCHES), told)
        told += batch
        made.append(Post(tuple(batch), LATE if draw(_EVENLY) else None))
    return made


def _batch(word: str, drawn: list[Entry], told: Sequence[Entry]) -> list[Entry]:
    if word == "again" and told:
        return [*told[-2:], *drawn]
    if word == "changed" and told:
        return [*drawn, attrs.evolve(told[-1], note="changed")]
    if word == "undone" and told:
        try:
            return [told[-1].reversal(LATE, "returned")]
        except InvalidReversalError:
            return drawn
    return drawn


def _script() -> list[Command]:
    """Return a day with all that goes wrong in days: so much is asked of every book, whatever else is drawn."""
    late, undone = move("late", "L2", 70), move("undone", "S1", 5_011)
    too_much = (move("too-much", "L1", 5_000), move("and-more", "L1", 5_000))
    other = attrs.evolve(undone, note="changed")
    asked = (
        Post((undone, move("kept", "L1", 13)), None),
        Post(too_much, None),
        Post(too_much[1:], None),
        Post((move("new", "L1", 7), other), None),
        Post((move("new", "L1", 7),), None),
        Post((move("earlier", "L1", 2_017, at=MARCH - timedelta(hours=1)),), None),
        Close(("L2",), MARCH + timedelta(hours=2)),
        Close(("S1", "L2"), MARCH + timedelta(hours=1)),
        Post((late,), None),
        Post((late,), LATE),
        Post((late, undone), LATE),
        Post((undone.reversal(LATE, "退货"),), None),
        Post(tuple(move(f"part-{number}", "L1", -1_000) for number in range(20)), None),
    )
    return list(asked)


def carry_out(book: Book | BookStore, command: Command) -> object:
    """Do what is asked, and return the outcome, a refusal too."""
    try:
        match command:
            case Post(batch, late_at):
                return book.post(*batch, late_at=late_at)
            case Close(parties, until):
                return book.close(parties, until)
    except CommunekitError as refused:
        return refused


def is_refused(outcome: object) -> bool:
    """Whether what was asked was refused."""
    return isinstance(outcome, CommunekitError)


@attrs.frozen
class Seen:
    """All that can be seen of a book."""

    journal: tuple[Entry, ...]
    balances: Mapping[Account, Money]
    closings: Closings
    size: int


def seen(store: BookStore) -> Seen:
    """Return all that can be seen of a book now."""
    return Seen(tuple(store.since(0)), dict(store.balances()), store.closings, len(store))


def folded(journal: Sequence[Entry], at: datetime | None = None) -> dict[Account, int]:
    """Return what a journal adds up to, in minor units, account by account; zeros are left out."""
    minor: dict[Account, int] = {}
    for entry in journal:
        if at is None or entry.at <= at:
            for leg in entry.postings:
                minor[leg.account] = minor.get(leg.account, 0) + leg.minor
    return {account: each for account, each in minor.items() if each}


def sums(store: BookStore) -> dict[Currency, int]:
    """Return what all balances add up to, per commodity; zeros are left out."""
    found: dict[Currency, int] = {}
    for account, balance in store.balances().items():
        found[account.commodity] = found.get(account.commodity, 0) + balance.minor
    return {commodity: minor for commodity, minor in found.items() if minor}


def available(party: str, commodity: Currency = CNY) -> Account:
    """Return a party's account of what is available."""
    return Account(PartyId(party), "available", commodity)


def move(id_: str, party: str, minor: int, *, at: datetime = MARCH, commodity: Currency = CNY) -> Entry:
    """Return an entry that makes so much available to a party, or takes it away below zero."""
    outside = Account(PartyId("club"), "outside.payment", commodity)
    legs = (Posting(available(party, commodity), minor), Posting(outside, -minor))
    return Entry(EntryId(id_), "order.paid", at, legs)


SCRIPT: Final = _script()

__all__ = [
    "LATE",
    "SCRIPT",
    "SOME_LIMITS",
    "Close",
    "Command",
    "Post",
    "Seen",
    "available",
    "carry_out",
    "commands",
    "folded",
    "is_refused",
    "move",
    "seen",
    "shared",
    "sums",
]
