"""Steps of a claim: confirmed (条件达成), released (解冻), taken back (追回)."""

from datetime import datetime

import attrs

from communekit.ledger.account import Account
from communekit.ledger.bucket import AVAILABLE, DISPUTED, FROZEN, PAYMENT, PENDING
from communekit.ledger.entry import Entry
from communekit.ledger.errors import EntryConflictError
from communekit.ledger.landing import land, landed, legs
from communekit.ledger.reader import BookReader
from communekit.money import Money
from communekit.period import InvalidTimeError, instant

from .claim import CONFIRMED, OWN_BUCKETS, RELEASED, Claim, Stage
from .errors import ClaimError


def confirm(claim: Claim, at: datetime) -> Entry | None:
    """Return the entry by which the condition of a claim is met (条件达成): what is pending is frozen.

    None where nothing is pending any more, so that confirming twice is confirming once.

    Raises:
        InvalidTimeError: "before_its_cause": before the fact itself.
    """
    pending = claim.in_bucket(PENDING)
    if not pending:
        return None
    frozen = {account.in_bucket(FROZEN): minor for account, minor in pending.items()}
    return _entry(claim, CONFIRMED, at, {account: -minor for account, minor in pending.items()}, frozen)


def release(claim: Claim, at: datetime, book: BookReader) -> Entry | None:
    """Return the entry by which the hold of a claim ends (解冻): what is frozen is available, debts offset first.

    None where nothing is frozen any more.

    Raises:
        ClaimError: "not_confirmed": it is pending.
        InvalidTimeError: "before_its_cause": before the fact itself.
    """
    if claim.in_bucket(PENDING):
        raise ClaimError(claim.id, "not_confirmed")
    frozen = claim.in_bucket(FROZEN)
    if not frozen:
        return None
    free = {account.in_bucket(AVAILABLE): minor for account, minor in frozen.items()}
    told = _entry(claim, RELEASED, at, {account: -minor for account, minor in frozen.items()}, free)
    return landed(book, told)


def take_back(claim: Claim, reversal: Entry, book: BookReader) -> Entry:
    """Return a reversal as it is booked (退款追回): bucket by bucket where the claim lies now.

    A room that reverses a fact knows how much each party gives back, and says so in terms of `pending`. Here each
    amount is taken from where it lies: pending, then frozen, then what is in dispute, then available as far as that
    goes, and the rest is receivable. Id, kind and everything else stay. A reversal that the book holds already is
    returned as it stands there.

    Raises:
        ClaimError: "other_fact": the reversal refers to another entry; "above_paid": the member would get back more than
            was paid.
        EntryConflictError: The book holds another reversal of that id.
    """
    if reversal.refers_to != claim.id:
        raise ClaimError(claim.id, "other_fact", reversal.refers_to or "")
    known = book.find(reversal.id)
    if known is not None:
        if _told(known) != _told(reversal):
            raise EntryConflictError(reversal.id, ("postings",))
        return known
    for posting in reversal.postings:
        if posting.account.bucket == PAYMENT:
            check_refund(claim, posting.amount)
    placed: list[dict[Account, int]] = []
    for posting in reversal.postings:
        if posting.account.bucket == PENDING:
            placed.extend(_places(claim, posting.account, posting.minor, book))
        else:
            placed.append({posting.account: posting.minor})
    return attrs.evolve(reversal, postings=legs(*placed))


def check_refund(claim: Claim, refund: Money) -> None:
    """Refuse to give back more than was paid for a claim and not given back yet.

    Raises:
        ClaimError: "above_paid".
    """
    if refund.minor > max(claim.paid.get(refund.currency, 0), 0):
        raise ClaimError(claim.id, "above_paid", refund.text)


def _places(claim: Claim, account: Account, minor: int, book: BookReader) -> list[dict[Account, int]]:
    """Return where an amount is taken from, or given back to."""
    placed: list[dict[Account, int]] = []
    for bucket in (PENDING, FROZEN, DISPUTED):
        here = account.in_bucket(bucket)
        lies = claim.lying.get(here, 0)
        if lies and (lies < 0) != (minor < 0):
            part = max(minor, -lies) if minor < 0 else min(minor, -lies)
            placed.append({here: part})
            minor -= part
    if minor and claim.stage is Stage.AVAILABLE:
        placed.append(land(book, account, minor))
    elif minor:
        placed.append({account.in_bucket(claim.stage.value): minor})
    return placed


def _told(entry: Entry) -> Entry:
    """Return an entry as the room told it: all that a party holds, wherever it lies, in `pending`."""
    sums: dict[Account, int] = {}
    for posting in entry.fact.postings:
        account = posting.account
        if account.bucket in OWN_BUCKETS:
            account = account.in_bucket(PENDING)
        sums[account] = sums.get(account, 0) + posting.minor
    return attrs.evolve(entry.fact, postings=legs(sums))


def _entry(claim: Claim, kind: str, at: datetime, *moved: dict[Account, int]) -> Entry:
    """Return a step of a claim; one that happened before the claim was booked is booked with it, late as it is."""
    moment, source = instant(at), claim.source
    if moment < source.happened_at:
        raise InvalidTimeError("before_its_cause", at)
    fact = (claim.id, claim.steps.get(kind, 0))
    step = Entry.derived(kind, moment, legs(*moved), fact=fact, refers_to=claim.id)
    return step if moment >= source.at else step.late(source.at)


__all__ = ["check_refund", "confirm", "release", "take_back"]
