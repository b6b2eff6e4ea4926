"""Seals: a chain of digests over a book that shows whether what is stored was touched (防篡改哈希链).

Each seal covers the one before it and one entry, so changing, dropping, adding or swapping an entry breaks every seal
from there on. Whoever can rewrite the entries and all seals goes unseen unless the last seal is kept elsewhere, or the
chain is keyed and he lacks the key.
"""

import hashlib
import hmac
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Final, NamedTuple

from communekit.ids import framed

from .entry import Entry

START: Final = "0" * 64
"""What stands before the first seal."""


class Tampering(NamedTuple):
    """The first place at which entries and seals do not agree: the position, and the entry there if there is one."""

    position: int
    entry: str | None


def seals(entries: Iterable[Entry], *, after: str = START, key: bytes | None = None) -> Iterator[str]:
    """Yield the seal after each entry (逐笔加封): 64 hexadecimal digits, SHA-256, or HMAC-SHA-256 with a key.

    Args:
        entries: In the order of posting.
        after: The last seal so far, to go on where an earlier run ended.
        key: A secret of the host's, for a chain that only its holder can continue.

    >>> from communekit.money import Money
    >>> from communekit.ledger import Posting
    >>> from communekit.period import parse_instant
    >>> legs = [Posting.of("L1", "available", Money.cny("8")), Posting.of("S1", "available", Money.cny("-8"))]
    >>> entry = Entry("gift", "gift.given", parse_instant("2026-03-01T08:00:00+08:00"), legs)
    >>> list(seals([entry]))[0][:16]
    '84e081e141d4b65c'
    """
    before = after
    for entry in entries:
        told = framed(before, *_told(entry))
        digest = hashlib.sha256(told) if key is None else hmac.new(key, told, hashlib.sha256)
        before = digest.hexdigest()
        yield before


def verify(
    entries: Iterable[Entry], sealed: Sequence[str], *, after: str = START, key: bytes | None = None
) -> Tampering | None:
    """Return the first place where entries and seals do not agree (验链); None where all of them do."""
    kept = list(entries)
    for position, (mine, theirs) in enumerate(zip_longest(seals(kept, after=after, key=key), sealed)):
        if mine is None or theirs is None or not hmac.compare_digest(mine.encode(), theirs.encode()):
            return Tampering(position, kept[position].id if position < len(kept) else None)
    return None


def _told(entry: Entry) -> Iterator[str | int]:
    """Yield all that an entry says, in one order."""
    yield from (
        entry.id,
        entry.kind,
        entry.at.isoformat(),
        entry.refers_to or "",
        entry.note,
        len(entry.by),
        *entry.by,
    )
    yield "" if entry.occurred_at is None else entry.occurred_at.isoformat()
    yield len(entry.postings)
    for posting in entry.postings:
        yield from (*posting.account.sort_key, posting.minor)


__all__ = ["START", "Tampering", "seals", "verify"]
