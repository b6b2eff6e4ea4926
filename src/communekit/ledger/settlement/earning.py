"""Earnings: what each party earned in a period, by what it was for (期间所得)."""

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from communekit.ids import PartyId
from communekit.ledger.book import Book
from communekit.ledger.entry import Entry
from communekit.money import Currency, Money
from communekit.period import Period

from .errors import ItemMismatchError
from .flow import CLAIM
from .item import Holder, Item, Items, Part

EARNING: Final = ("commission.accrued", "commission.reversed", "claim.ruled")
"""The kinds of entry that are earnings, those that take them back, and rulings on them."""

_CLAIM = frozenset(CLAIM)


def earned(
    book: Book,
    period: Period,
    commodity: Currency | str,
    *,
    items: Iterable[Item] = (),
    kinds: Collection[str] = EARNING,
    own: bool = False,
) -> Mapping[tuple[PartyId, str], Money]:
    """Return what each party earned in a period, net of what was taken back in it (期间所得), by party and source.

    An entry counts in the period of its `at`, a late one where it was booked; the reversal of an entry counts with it.
    Where an entry has no items the source is "". Below zero more was taken back than earned. One pass over the book.

    Args:
        book: What was booked.
        period: When.
        commodity: In which currency.
        items: What postings are for.
        kinds: The kinds of entry that count.
        own: Whether what is taken back counts only where it was earned in the same period: a guarantee (保底) tops up what a
            period brought, and does not make up for what refunds take back of earlier ones.

    Raises:
        SettlementError, ItemMismatchError: as in `close`.
    """
    of_currency, said = Currency.of(commodity), Items(items, book)
    sums: dict[tuple[PartyId, str], int] = {}
    for entry in book:
        if not period.window.covers(entry.at) or (own and not _is_own(entry, book, period)):
            continue
        if _kind(entry, book) in kinds:
            for (party, of), parts in _parts(entry, said).items():
                if of == of_currency:
                    for part in parts:
                        sums[party, part.source] = sums.get((party, part.source), 0) + part.minor
    return {key: Money(minor, of_currency) for key, minor in sorted(sums.items())}


def _kind(entry: Entry, book: Book) -> str:
    """Return what an entry is, or what it undoes."""
    undone = None if entry.reverses is None else book.find(entry.reverses)
    return entry.kind if undone is None else undone.kind


def _is_own(entry: Entry, book: Book, period: Period) -> bool:
    """Whether what an entry is about was booked in the period, too."""
    about = None if entry.refers_to is None else book.find(entry.refers_to)
    return about is None or period.window.covers(about.at)


def _parts(entry: Entry, said: Items) -> dict[Holder, list[Part]]:
    moved: dict[Holder, int] = {}
    for posting in entry.postings:
        if posting.account.bucket in _CLAIM:
            holder = (posting.account.party, posting.account.commodity)
            moved[holder] = moved.get(holder, 0) + posting.minor
    parts = dict(said.of(entry))
    for holder, told in parts.items():
        adds_up_to = sum(part.minor for part in told)
        if adds_up_to != moved.get(holder, 0):
            raise ItemMismatchError(entry.id, holder[0], adds_up_to, moved.get(holder, 0))
    for holder, minor in moved.items():
        if minor and holder not in parts:
            parts[holder] = [Part("", "", minor)]
    return parts


__all__ = ["EARNING", "earned"]
