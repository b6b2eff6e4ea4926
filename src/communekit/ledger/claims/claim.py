"""Claims: what one booked fact gave to each party (应得), and where it lies now."""

from collections.abc import Mapping
from enum import Enum
from typing import Final, Self

import attrs

from communekit.ids import EntryId, PartyId
from communekit.ledger.account import Account
from communekit.ledger.bucket import ADVANCE, AVAILABLE, DISPUTED, FROZEN, PAYMENT, PENDING, RECEIVABLE
from communekit.ledger.entry import Entry
from communekit.money import Currency

CONFIRMED: Final = "claim.confirmed"
RELEASED: Final = "claim.released"

OWN_BUCKETS: Final[Mapping[str, str]] = {
    PENDING: PENDING,
    FROZEN: FROZEN,
    DISPUTED: DISPUTED,
    AVAILABLE: AVAILABLE,
    RECEIVABLE: AVAILABLE,
    ADVANCE: AVAILABLE,
}
"""Where a claim may lie. What was released is one, whether it can be paid out or went against what was owed."""


class Stage(Enum):
    """How far a claim has come (佣金状态): each of its parties with it, except what is in dispute."""

    PENDING = "pending"
    FROZEN = "frozen"
    AVAILABLE = "available"


@attrs.frozen(hash=False)
class Claim:
    """What one booked fact gave to each party (应得), and where it lies: the fold of the entries about it.

    `source` is the entry that booked the fact; entries that refer to it move its amounts. `lying` says how many minor
    units lie on each account now, `paid` what members paid for it and did not get back. `steps` counts the entries by
    kind, so that each further one takes an id of its own, and one that was worked out from an older state is a conflict.

    >>> from communekit.ledger import Posting
    >>> from communekit.money import Money
    >>> from communekit.period import parse_instant
    >>> paid = parse_instant("2026-03-01T08:00:00+08:00")
    >>> legs = [Posting.of("club", "outside.payment", Money.cny("-8")), Posting.of("L1", "pending", Money.cny("8"))]
    >>> claim = Claim.of(Entry("sale-1", "order.paid", paid, legs))
    >>> claim.stage, claim.of_party("L1")
    (<Stage.PENDING: 'pending'>, 800)
    """

    source: Entry
    lying: Mapping[Account, int]
    paid: Mapping[Currency, int]
    stage: Stage = Stage.PENDING
    steps: Mapping[str, int] = attrs.field(factory=dict)

    @classmethod
    def of(cls, source: Entry) -> Self:
        """Return the claim that a fact founds: what it puts into `pending`."""
        return cls(source, _moved({}, source), _paid({}, source))

    @property
    def id(self) -> EntryId:
        """The id of the entry that booked the fact."""
        return self.source.id

    def after(self, entry: Entry) -> Self:
        """Return the claim after one more entry about it."""
        lying = _moved(self.lying, entry)
        stage = {CONFIRMED: Stage.FROZEN, RELEASED: Stage.AVAILABLE}.get(entry.kind, self.stage)
        if entry.reverses is not None:  # What a reversed step had moved lies where it lay before.
            buckets = {account.bucket for account in lying}
            stage = Stage.PENDING if PENDING in buckets else Stage.FROZEN if FROZEN in buckets else stage
        steps = {**self.steps, entry.kind: self.steps.get(entry.kind, 0) + 1}
        return attrs.evolve(self, lying=lying, paid=_paid(self.paid, entry), stage=stage, steps=steps)

    def in_bucket(self, bucket: str) -> dict[Account, int]:
        """Return what lies in a bucket, by account."""
        return {account: minor for account, minor in self.lying.items() if account.bucket == bucket}

    def of_party(self, party: str) -> int:
        """Return what a party has of it, wherever it lies, in minor units; below zero what it owes."""
        return sum(minor for account, minor in self.lying.items() if account.party == PartyId(party))


def _paid(paid: Mapping[Currency, int], entry: Entry) -> dict[Currency, int]:
    found = dict(paid)
    for posting in entry.postings:
        if posting.account.bucket == PAYMENT:
            commodity = posting.account.commodity
            found[commodity] = found.get(commodity, 0) - posting.minor
    return found


def _moved(lying: Mapping[Account, int], entry: Entry) -> dict[Account, int]:
    moved = dict(lying)
    for posting in entry.postings:
        bucket = OWN_BUCKETS.get(posting.account.bucket)
        if bucket is not None:
            account = posting.account.in_bucket(bucket)
            left = moved.pop(account, 0) + posting.minor
            if left:
                moved[account] = left
    return moved


__all__ = ["CONFIRMED", "OWN_BUCKETS", "RELEASED", "Claim", "Stage"]
