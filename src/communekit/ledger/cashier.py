"""The cashier: one community's book and claims, kept together in memory (出纳)."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from communekit.ids import EntryId
from communekit.money import Money

from .book import Book
from .bucket import AVAILABLE, PENDING
from .claims import (
    Claim,
    ClaimError,
    Claims,
    Liability,
    Ruling,
    Stage,
    adjust,
    charge,
    confirm,
    dispute,
    release,
    rule,
    take_back,
    write_off,
)
from .entry import Entry
from .landing import offset
from .limit import STRICT
from .payout import Payables, PayoutEvent, PayoutParties, book_payout


class Cashier:
    """Keeps one community's book (出纳): facts in, balanced entries out, each where the money lies now.

    Every method posts all that follows from its fact, or raises and posts nothing; the same fact again posts nothing.
    It returns what was posted. It holds no other state than the fold of the book: `Cashier(book)` goes on where another
    stopped. Entries of a time that is closed are booked at `late_at` where it is given.

    Args:
        book: The book so far, as a rule with the limits `STRICT`.

    >>> from communekit.ledger import Account, Posting
    >>> from communekit.period import parse_instant
    >>> noon = parse_instant("2026-03-01T12:00:00+08:00")
    >>> legs = [Posting.of("club", "outside.payment", Money.cny("-8")), Posting.of("L1", "pending", Money.cny("8"))]
    >>> cashier = Cashier()
    >>> (sale,) = cashier.record([Entry("sale-1", "order.paid", noon, legs)])
    >>> moved = [cashier.confirm(sale.id, noon), cashier.release(sale.id, noon)]
    >>> cashier.book.balance(Account("L1", "available", "CNY"))
    Money.cny("8.00")
    """

    def __init__(self, book: Book | None = None) -> None:
        self._book = Book(STRICT) if book is None else book
        self._claims = Claims().read(self._book)
        self._payables = Payables()

    @property
    def book(self) -> Book:
        """The book as it stands."""
        return self._book

    @property
    def payables(self) -> Payables:
        """What may be paid out of it, of every party."""
        return self._payables.follow(self._book)

    @property
    def claims(self) -> Claims:
        """The claims of the book."""
        return self._claims

    def record(self, entries: Iterable[Entry], *, late_at: datetime | None = None) -> tuple[Entry, ...]:
        """Post entries as they are (入账): sales, payouts, whatever a room has worked out; all of them or none."""
        told = list(dict.fromkeys(entries))
        fresh = [entry.id for entry in told if self._book.find(entry.id) is None]
        for one in told:
            self._check_reversal(one)
        self._book = self._book.post(*told, late_at=late_at)
        posted = tuple(entry for id_ in dict.fromkeys(fresh) if (entry := self._book.find(id_)) is not None)
        self._claims.read(posted)
        return posted

    def confirm(self, claim: str, at: datetime, *, late_at: datetime | None = None) -> tuple[Entry, ...]:
        """The condition is met (条件达成): the goods came, the group is formed. See `claims.confirm`."""
        return self._one(confirm(self._claims[claim], at), late_at)

    def release(self, claim: str, at: datetime, *, late_at: datetime | None = None) -> tuple[Entry, ...]:
        """The hold is over (解冻). See `claims.release`."""
        return self._one(release(self._claims[claim], at, self._book), late_at)

    def release_due(
        self, due: Mapping[EntryId, datetime | None], at: datetime, *, late_at: datetime | None = None
    ) -> tuple[Entry, ...]:
        """Release every claim whose hold is over at a moment (到期解冻), the earliest first, at the end of its hold.

        A hold that is over began with its condition met, so what is still pending is confirmed with it.

        Args:
            due: When the hold of each claim ends, as `HoldPolicy.ends_at` says, None included; what is
                free already is passed over.
            at: Now.
            late_at: See the class.
        """
        over = sorted(
            (end, self._claims[claim].id) for claim, end in due.items() if end is not None and end <= at
        )
        book, placed = self._book, list[Entry]()
        for end, id_ in over:
            claim = self._claims[id_]
            confirmed = confirm(claim, end)
            if confirmed is not None:
                book, claim = book.post(confirmed, late_at=late_at), claim.after(confirmed)
                placed.append(confirmed)
            released = release(claim, end, book)
            if released is not None:
                book = book.post(released, late_at=late_at)
                placed.append(released)
        return self.record(placed, late_at=late_at)

    def take_back(self, reversals: Iterable[Entry], *, late_at: datetime | None = None) -> tuple[Entry, ...]:
        """A refund takes back what was earned (退款追回), all of its lines or none. See `claims.take_back`."""
        book, claims, placed = self._book, dict[EntryId, Claim](), list[Entry]()
        for reversal in reversals:
            entry = reversal
            if reversal.refers_to is not None:
                claim = claims.get(reversal.refers_to) or self._claims[reversal.refers_to]
                entry = take_back(claim, reversal, book)
                is_new = book.find(entry.id) is None
                book = book.post(entry, late_at=late_at)
                claims[claim.id] = claim.after(entry) if is_new else claim
            placed.append(entry)
        return self.record(placed, late_at=late_at)

    def charge(
        self,
        refund: str,
        claim: str,
        at: datetime,
        amount: Money,
        *,
        liability: Liability,
        guarantors: Mapping[str, str],
        community: str,
        late_at: datetime | None = None,
    ) -> tuple[Entry, ...]:
        """A refund for quality is borne by the guarantors (质量退款). See `claims.charge`."""
        entry = charge(
            refund,
            self._claims[claim],
            at,
            amount,
            self._book,
            liability=liability,
            guarantors=guarantors,
            community=community,
        )
        return self._one(entry, late_at)

    def dispute(
        self,
        case: str,
        claim: str,
        party: str,
        at: datetime,
        reason: str,
        *,
        late_at: datetime | None = None,
    ) -> tuple[Entry, ...]:
        """A party's part is set aside while an appeal runs (申诉). See `claims.dispute`."""
        return self._one(dispute(case, self._claims[claim], party, at, reason, self._book), late_at)

    def rule(
        self,
        case: str,
        claim: str,
        party: str,
        at: datetime,
        ruling: Ruling,
        *,
        keeps: Money | None = None,
        rest_to: str = "",
        late_at: datetime | None = None,
    ) -> tuple[Entry, ...]:
        """The appeal is decided (裁定). See `claims.rule`."""
        entry = rule(case, self._claims[claim], party, at, ruling, self._book, keeps=keeps, rest_to=rest_to)
        return self._one(entry, late_at)

    def adjust(
        self,
        key: str,
        at: datetime,
        ruling: Ruling,
        *,
        payer: str,
        payee: str,
        amount: Money,
        late_at: datetime | None = None,
    ) -> tuple[Entry, ...]:
        """Correct what two parties have (调账). See `claims.adjust`."""
        return self._one(
            adjust(key, at, ruling, self._book, payer=payer, payee=payee, amount=amount), late_at
        )

    def write_off(
        self,
        key: str,
        at: datetime,
        ruling: Ruling,
        *,
        debtor: str,
        bearer: str,
        amount: Money,
        late_at: datetime | None = None,
    ) -> tuple[Entry, ...]:
        """Give up a debt (核销). See `claims.write_off`."""
        entry = write_off(key, at, ruling, self._book, debtor=debtor, bearer=bearer, amount=amount)
        return self._one(entry, late_at)

    def pay(
        self,
        events: Iterable[PayoutEvent],
        parties: PayoutParties,
        *,
        late_at: datetime | None = None,
    ) -> tuple[Entry, ...]:
        """Book what happened to one payout so far (提现入账), all of its events or none. See `payout.book_payout`."""
        before = len(self._book)
        self._book = book_payout(self._book, events, parties, self.payables, late_at=late_at)
        return tuple(self._book.since(before))

    def offset(self, at: datetime) -> tuple[Entry, ...]:
        """Let every party pay what it owes from what it has (抵扣). See `ledger.offset`."""
        accounts = [account for account in self._book.balances if account.bucket == AVAILABLE]
        made = (offset(self._book, account, at) for account in accounts)
        return self.record(entry for entry in made if entry is not None)

    def close(self, parties: Iterable[str], until: datetime) -> None:
        """Close the books of some parties before a moment (结账)."""
        self._book = self._book.close(parties, until)

    def _check_reversal(self, entry: Entry) -> None:
        """Refuse an entry about a claim that speaks of what is pending, where nothing of the claim is pending any more."""
        if entry.refers_to is None or entry.refers_to not in self._claims or self._book.find(entry.id):
            return
        claim = self._claims[entry.refers_to]
        is_past = claim.stage is not Stage.PENDING and not claim.in_bucket(PENDING)
        if is_past and any(posting.account.bucket == PENDING for posting in entry.postings):
            raise ClaimError(claim.id, "take_back", entry.id)

    def _one(self, entry: Entry | None, late_at: datetime | None) -> tuple[Entry, ...]:
        return () if entry is None else self.record([entry], late_at=late_at)


__all__ = ["Cashier"]
