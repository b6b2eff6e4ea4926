"""Disputes and corrections: appeals (申诉), adjustments (调账) and write-offs (核销), decided by two people."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

import attrs

from communekit.ids import EntryId, PartyId, derived_id, identifier, name_text
from communekit.ledger.account import Account
from communekit.ledger.bucket import AVAILABLE, DISPUTED, FROZEN, PENDING, RECEIVABLE
from communekit.ledger.entry import NOTE_CHARACTERS_MAX, Entry
from communekit.ledger.errors import EntryConflictError
from communekit.ledger.landing import landed, legs
from communekit.ledger.reader import BookReader
from communekit.money import CurrencyMismatchError, Money
from communekit.period import instant

from .claim import Claim
from .errors import ApprovalError, ClaimError

DISPUTE: Final = "claim.disputed"
RULED: Final = "claim.ruled"
ADJUSTED: Final = "claim.adjusted"
WRITTEN_OFF: Final = "claim.written_off"


@attrs.frozen
class Ruling:
    """Who decided something, and why (裁定): one person decides, another approves; opaque ids, for ever on the entry.

    Errors: `ApprovalError` for one and the same person; `InvalidTextError` without a reason.

    >>> Ruling("short delivery shown by photo", actor="ops-1", approver="ops-2").by
    ('ops-1', 'ops-2')
    """

    reason: str
    actor: PartyId = attrs.field(converter=PartyId, kw_only=True)
    approver: PartyId = attrs.field(converter=PartyId, kw_only=True)

    def __attrs_post_init__(self) -> None:
        name_text(self.reason, what="reason", longest=NOTE_CHARACTERS_MAX)
        for party in self.by:
            identifier(party, what="party id")
        if self.actor == self.approver:
            raise ApprovalError(self.actor)

    @property
    def by(self) -> tuple[PartyId, PartyId]:
        """Both of them."""
        return (self.actor, self.approver)


def dispute(case: str, claim: Claim, party: str, at: datetime, reason: str, book: BookReader) -> Entry:
    """Return the entry that sets aside what of a claim is a party's and not yet free (申诉冻结).

    Args:
        case: The host's own key of the appeal; the same case is opened once.
        claim: What is disputed.
        party: Whose part of it.
        at: When the appeal was made.
        reason: Why, for people.
        book: Where the case may stand already.

    Raises:
        ClaimError: "not_open": nothing of it is pending or frozen.
    """
    name_text(reason, what="reason", longest=NOTE_CHARACTERS_MAX)
    known = book.find(EntryId(derived_id(DISPUTE, case)))
    if known is not None:
        return _same(known, refers_to=claim.id, note=reason, party=party)
    lies = [
        (account, minor)
        for account, minor in claim.lying.items()
        if account.party == party and account.bucket in (PENDING, FROZEN)
    ]
    if not lies:
        raise ClaimError(claim.id, "not_open", party)
    moved = [{account: -minor, account.in_bucket(DISPUTED): minor} for account, minor in lies]
    return Entry.derived(DISPUTE, instant(at), legs(*moved), fact=case, refers_to=claim.id, note=reason)


def rule(
    case: str,
    claim: Claim,
    party: str,
    at: datetime,
    ruling: Ruling,
    book: BookReader,
    *,
    keeps: Money | None = None,
    rest_to: str = "",
) -> Entry:
    """Return the entry that ends a dispute (申诉裁定): what the party keeps goes on as before, the rest to another.

    Args:
        case: The key under which it was opened; it is decided once.
        claim: What is disputed.
        party: Whose part of it.
        at: When it was decided.
        ruling: By whom, and why.
        book: What parties have and owe.
        keeps: How much of what is in dispute the party keeps; all of it by default.
        rest_to: Who gets what it does not keep.

    Raises:
        ClaimError: "not_disputed"; "too_much": more than is in dispute, or less than nothing; "nobody": it does not
            keep all, and nobody is named who gets the rest.
    """
    opened = book.find(EntryId(derived_id(DISPUTE, case)))
    if opened is None or opened.refers_to != claim.id or party not in _disputed(opened):
        raise ClaimError(claim.id, "not_disputed", party)
    known = book.find(EntryId(derived_id(RULED, case)))
    if known is not None:
        return _same(known, refers_to=claim.id, note=ruling.reason, by=ruling.by, party=party, keeps=keeps)
    moved: list[dict[Account, int]] = []
    for account, minor in claim.in_bucket(DISPUTED).items():
        if account.party == party:
            kept = minor
            if keeps is not None and keeps.currency == account.commodity:
                kept = keeps.minor
            elif keeps is not None and len(claim.in_bucket(DISPUTED)) == 1:
                raise CurrencyMismatchError(account.commodity.code, keeps.currency.code)
            if not min(minor, 0) <= kept <= max(minor, 0):
                raise ClaimError(claim.id, "too_much", kept)
            if kept != minor and not rest_to:
                raise ClaimError(claim.id, "nobody", minor - kept)
            onward = account.in_bucket(claim.stage.value)
            other = Account(PartyId(rest_to or party), onward.bucket, onward.commodity)
            moved += [{account: -minor}, {onward: kept}, {other: minor - kept}]
    if not moved:
        raise ClaimError(claim.id, "not_disputed", party)
    told = Entry.derived(
        RULED,
        instant(at),
        legs(*moved),
        fact=case,
        refers_to=claim.id,
        note=ruling.reason,
        by=ruling.by,
    )
    return landed(book, told)


def adjust(
    key: str, at: datetime, ruling: Ruling, book: BookReader, *, payer: str, payee: str, amount: Money
) -> Entry:
    """Return a correction (调账): so much from one party to another, with its reason; nothing booked is edited.

    The payer gives what is available, and owes the rest; the payee's debts are offset first.

    Args:
        key: The host's own key of the correction; the same key is the same correction.
        at: When it was decided.
        ruling: By whom, and why.
        book: What the two have and owe.
        payer: Who gives.
        payee: Who gets.
        amount: Above zero.

    Raises:
        ClaimError: "no_amount": nothing, or less; "same_party".
    """
    _check_amount(key, amount)
    if payer == payee:
        raise ClaimError(key, "same_party", payer)
    gives = Account(PartyId(payer), AVAILABLE, amount.currency)
    gets = Account(PartyId(payee), AVAILABLE, amount.currency)
    return landed(book, _correction(ADJUSTED, key, at, ruling, {gives: -amount.minor, gets: amount.minor}))


def write_off(
    key: str, at: datetime, ruling: Ruling, book: BookReader, *, debtor: str, bearer: str, amount: Money
) -> Entry:
    """Return the entry by which a debt is given up (坏账核销): the debtor owes so much less, the bearer bears it.

    Raises:
        ClaimError: "not_owed": more than is owed; "no_amount": nothing, or less; "same_party".
    """
    _check_amount(key, amount)
    if debtor == bearer:
        raise ClaimError(key, "same_party", debtor)
    debt = Account(PartyId(debtor), RECEIVABLE, amount.currency)
    bears = Account(PartyId(bearer), AVAILABLE, amount.currency)
    told = _correction(WRITTEN_OFF, key, at, ruling, {debt: amount.minor, bears: -amount.minor})
    if book.find(told.id) is None and amount > -book.balance(debt):
        raise ClaimError(key, "not_owed", amount.text)
    return landed(book, told)


def _correction(kind: str, key: str, at: datetime, ruling: Ruling, moved: Mapping[Account, int]) -> Entry:
    return Entry.derived(kind, instant(at), legs(moved), fact=key, note=ruling.reason, by=ruling.by)


def _check_amount(key: str, amount: Money) -> None:
    identifier(key, what="key of a correction")
    if amount.minor <= 0:
        raise ClaimError(key, "no_amount", amount.text)


def _disputed(entry: Entry) -> set[str]:
    return {posting.account.party for posting in entry.postings if posting.account.bucket == DISPUTED}


def _same(known: Entry, *, party: str = "", keeps: Money | None = None, **told: object) -> Entry:
    """Return the entry of a case that was told before, if it was told alike."""
    differs = [name for name, value in told.items() if getattr(known, name) != value]
    if party not in _disputed(known):
        differs.append("party")
    if keeps is not None:
        mine = [
            posting
            for posting in known.postings
            if posting.account.party == party and posting.account.commodity == keeps.currency
        ]
        if keeps.minor != sum(posting.minor for posting in mine if posting.account.bucket != DISPUTED):
            differs.append("keeps")
    if differs:
        raise EntryConflictError(known.id, tuple(differs))
    return known


__all__ = ["ADJUSTED", "DISPUTE", "RULED", "WRITTEN_OFF", "Ruling", "adjust", "dispute", "rule", "write_off"]
