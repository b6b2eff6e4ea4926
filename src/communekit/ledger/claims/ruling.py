"""Disputes and corrections: appeals (申诉), adjustments (调整) and write-offs (核销), each by two people."""

from datetime import datetime
from typing import Final

import attrs

from communekit.ids import EntryId, PartyId, derived_id, identifier, name_text
from communekit.ledger.account import Account
from communekit.ledger.book import Book
from communekit.ledger.bucket import AVAILABLE, DISPUTED, FROZEN, PENDING, RECEIVABLE
from communekit.ledger.entry import NOTE_CHARACTERS_MAX, Entry
from communekit.ledger.landing import land, legs
from communekit.ledger.posting import Posting
from communekit.money import AmountOutOfRangeError, Money
from communekit.period import instant

from .claim import Claim, Stage
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


def dispute(claim: Claim, party: str, at: datetime, reason: str) -> Entry:
    """Return the entry that sets aside what of a claim is a party's and not yet free (申诉冻结).

    Raises:
        ClaimError: "not_open": nothing of it is pending or frozen.
    """
    lies = {
        account: minor
        for account, minor in claim.lying.items()
        if account.party == party and account.bucket in (PENDING, FROZEN)
    }
    if not lies:
        raise ClaimError(claim.id, "not_open", party)
    name_text(reason, what="reason", longest=NOTE_CHARACTERS_MAX)
    aside = [{account.in_bucket(DISPUTED): minor} for account, minor in lies.items()]
    moved = legs({account: -minor for account, minor in lies.items()}, *aside)
    return Entry.derived(
        DISPUTE, instant(at), moved, fact=(claim.id, claim.moves), refers_to=claim.id, note=reason
    )


def rule(
    claim: Claim,
    party: str,
    at: datetime,
    ruling: Ruling,
    book: Book,
    *,
    keeps: Money | None = None,
    rest_to: str = "",
) -> Entry:
    """Return the entry that ends a dispute (申诉裁定): what the party keeps goes on as before, the rest to another.

    Args:
        claim: What is disputed.
        party: Whose part.
        at: When it was decided.
        ruling: By whom, and why.
        book: What parties have and owe.
        keeps: How much of what is in dispute the party keeps; all of it by default.
        rest_to: Who gets what it does not keep.

    Raises:
        ClaimError: "not_disputed"; "too_much": more than is in dispute, or less than nothing.
    """
    aside = {account: minor for account, minor in claim.in_bucket(DISPUTED).items() if account.party == party}
    if len(aside) != 1:
        raise ClaimError(claim.id, "not_disputed", party)
    ((account, minor),) = aside.items()
    kept = minor if keeps is None else _same(keeps, account).minor
    if not 0 <= kept <= minor or (kept < minor and not rest_to):
        raise ClaimError(claim.id, "too_much", kept)
    moved = [{account: -minor}]
    for whose, part in (
        (account, kept),
        (Account(PartyId(rest_to or party), DISPUTED, account.commodity), minor - kept),
    ):
        if part and claim.stage is Stage.AVAILABLE:
            moved.append(land(book, whose, part))
        elif part:
            moved.append({whose.in_bucket(claim.stage.value): part})
    return Entry.derived(
        RULED,
        instant(at),
        legs(*moved),
        fact=(claim.id, claim.moves),
        refers_to=claim.id,
        note=ruling.reason,
        by=ruling.by,
    )


def adjust(
    key: str, at: datetime, book: Book, ruling: Ruling, *, payer: str, payee: str, amount: Money
) -> Entry:
    """Return a correction (调账): so much from one party to another, with its reason; nothing booked is edited.

    Args:
        key: The host's own key of the correction; the same key is the same correction.
        at: When it was decided.
        book: What the two have and owe: the payer gives what is available, and owes the rest.
        ruling: By whom, and why.
        payer: Who gives.
        payee: Who gets.
        amount: Above zero.

    Raises:
        AmountOutOfRangeError: Nothing, or less.
    """
    _above_zero(amount)
    moved = (
        land(book, Account(PartyId(payer), AVAILABLE, amount.currency), -amount.minor),
        land(book, Account(PartyId(payee), AVAILABLE, amount.currency), amount.minor),
    )
    return _correction(ADJUSTED, key, at, legs(*moved), ruling)


def write_off(
    key: str, at: datetime, book: Book, ruling: Ruling, *, debtor: str, bearer: str, amount: Money
) -> Entry:
    """Return the entry by which a debt is given up (坏账核销): the debtor owes so much less, the bearer bears it.

    Raises:
        ClaimError: "too_much": more than is owed.
        AmountOutOfRangeError: Nothing, or less.
    """
    _above_zero(amount)
    debt = Account(PartyId(debtor), RECEIVABLE, amount.currency)
    if amount > -book.balance(debt):
        raise ClaimError(key, "too_much", amount.text)
    borne = land(book, Account(PartyId(bearer), AVAILABLE, amount.currency), -amount.minor)
    return _correction(WRITTEN_OFF, key, at, legs({debt: amount.minor}, borne), ruling)


def _correction(kind: str, key: str, at: datetime, moved: tuple[Posting, ...], ruling: Ruling) -> Entry:
    identifier(key, what="key of a correction")
    return Entry(EntryId(derived_id(kind, key)), kind, instant(at), moved, note=ruling.reason, by=ruling.by)


def _above_zero(amount: Money) -> None:
    if amount.minor <= 0:
        raise AmountOutOfRangeError(amount.minor)


def _same(amount: Money, account: Account) -> Money:
    return amount + Money(0, account.commodity)  # Refuses another commodity.


__all__ = ["ADJUSTED", "DISPUTE", "RULED", "WRITTEN_OFF", "Ruling", "adjust", "dispute", "rule", "write_off"]
