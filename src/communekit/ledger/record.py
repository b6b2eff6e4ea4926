"""Entries as text, to be kept and read back unchanged (分录存档)."""

from datetime import datetime
from typing import Final

import attrs

from communekit.codec import Codec, Limits, read_json, write_json
from communekit.ids import EntryId, PartyId
from communekit.money import Currency

from .account import Account
from .entry import Entry
from .posting import Posting

ENTRY_LIMITS: Final = Limits(bytes_max=16 * 1024 * 1024, keys_max=2_000_000)


@attrs.frozen
class PostingRecord:
    """One leg: party, bucket, commodity with its digits, and minor units."""

    party: str
    bucket: str
    commodity: str
    digits: int
    minor: int


@attrs.frozen
class EntryRecord:
    """One entry."""

    id: str
    kind: str
    at: datetime
    postings: tuple[PostingRecord, ...]
    refers_to: str | None = None
    note: str = ""
    by: tuple[str, ...] = ()
    occurred_at: datetime | None = None


_CODEC: Final = Codec(
    {"ledger.entry": EntryRecord}, version_key="format", limits=ENTRY_LIMITS, omit_defaults=True
)


def write_entry(entry: Entry) -> str:
    """Return an entry as one line of JSON (分录存档); equal entries give equal text.

    >>> from communekit.ledger import Posting
    >>> from communekit.money import Money
    >>> from communekit.period import parse_instant
    >>> legs = [Posting.of("L1", "available", Money.cny("8")), Posting.of("S1", "available", Money.cny("-8"))]
    >>> gift = Entry("gift", "gift.given", parse_instant("2026-03-01T08:00:00+08:00"), legs)
    >>> read_entry(write_entry(gift)) == gift
    True
    """
    postings = tuple(
        PostingRecord(
            posting.account.party,
            posting.account.bucket,
            posting.account.commodity.code,
            posting.account.commodity.digits,
            posting.minor,
        )
        for posting in entry.postings
    )
    record = EntryRecord(
        entry.id, entry.kind, entry.at, postings, entry.refers_to, entry.note, entry.by, entry.occurred_at
    )
    return write_json(_CODEC.dump(record), limits=ENTRY_LIMITS)


def read_entry(text: str | bytes) -> Entry:
    """Return the entry of a record; it is checked as any other entry.

    Raises:
        InvalidDocumentError, SchemaVersionError: It is not a record of an entry, or of a newer format.
        UnbalancedEntryError: It was an entry, and was touched.
    """
    record = _CODEC.load(read_json(text, limits=ENTRY_LIMITS), EntryRecord)
    postings = (
        Posting(Account(leg.party, leg.bucket, Currency(leg.commodity, leg.digits)), leg.minor)
        for leg in record.postings
    )
    return Entry(
        EntryId(record.id),
        record.kind,
        record.at,
        postings,
        refers_to=None if record.refers_to is None else EntryId(record.refers_to),
        note=record.note,
        by=tuple(map(PartyId, record.by)),
        occurred_at=record.occurred_at,
    )


__all__ = ["read_entry", "write_entry"]
