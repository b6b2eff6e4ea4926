"""Settling (结账): a period's statements, from the book and from what its entries were for."""

from collections.abc import Iterator
from datetime import datetime
from typing import Self

from communekit.commission import Earners, Plans, items, settle_terms, term_periods
from communekit.ids import EntryId, PartyId
from communekit.ledger import Book
from communekit.ledger.settlement import Item, Statement, close, end_of, last_moment, statements
from communekit.period import Period
from communekit.storage import place

from .desk import Desk
from .happening import PeriodSettled
from .order_file import OrderFile
from .selling import claims_of


def settle(desk: Desk, period: Period) -> tuple[Statement, ...]:
    """Close a period for every party of the book, and return the statements; closed again, it gives the same.

    The plan's guarantees and draws whose own periods end in it are settled first, once.
    """
    told = Told.of(desk)
    if not is_settled(desk, period):
        _settle_terms(desk, period, told)
    book = _book(desk)
    closing = close(book, _parties(desk, book), period, items=told.items, due=told.due)
    end, until = end_of(period), book.closings.until
    # The community too: what comes in or goes out is closed for parties who are not there yet.
    whose = {*_parties(desk, book), desk.terms.community}
    still_open = [party for party in whose if party not in until or until[party] < end]
    if still_open:
        desk.unit.book.close(still_open, end)
        key = place("settled", period.label, str(len(book)))
        desk.keep(place("period", period.label), key, PeriodSettled(period), end)
    return closing.statements


def is_settled(desk: Desk, period: Period) -> bool:
    """Whether a period was closed before."""
    return bool(desk.happenings(place("period", period.label)))


def _settle_terms(desk: Desk, period: Period, told: "Told") -> None:
    for own in term_periods(desk.plan_versions.in_turn, period):
        until = end_of(own)
        made = settle_terms(
            desk.plan_versions.in_turn,
            _book(desk),
            own,
            told.earners.roles(until),
            last_moment(own),
            payer=told.earners.payers(until),
            items=told.items,
        )
        desk.post(made)


def preview(desk: Desk, period: Period) -> tuple[Statement, ...]:
    """Return the statements of a period as it stands, and close nothing."""
    book, told = _book(desk), Told.of(desk)
    return statements(book, _parties(desk, book), period, items=told.items, due=told.due)


def of_party(desk: Desk, period: Period, party: PartyId) -> tuple[Statement, ...]:
    """Return a party's own statements of a period, from the entries that touch it alone."""
    book = Book().post(*desk.unit.book.touching(party))
    told = Told.of(desk, tag=place("party", party))
    mine = [item for item in told.items if book.find(item.entry) is not None]
    return statements(book, [party], period, items=mine, due=told.due)


def _book(desk: Desk) -> Book:
    """Return the whole book in memory: a statement is one pass over it."""
    kept = desk.unit.book
    book = Book().post(*kept.since(0))
    for party, until in kept.closings.until.items():
        book = book.close([party], until)
    return book


def _parties(desk: Desk, book: Book) -> set[PartyId]:
    found = {posting.account.party for entry in book for posting in entry.postings}
    return found - {desk.terms.community}


class Told:
    """What entries were for, when holds end, and who earned: read from the orders, once."""

    def __init__(self, plans: Plans) -> None:
        self.items: list[Item] = []
        self.due: dict[EntryId, datetime] = {}
        self.earners = Earners(plans)

    @classmethod
    def of(cls, desk: Desk, *, tag: str | None = None) -> Self:
        """Read all orders of a community, or those of a tag."""
        told = cls(desk.plan_versions.in_turn)
        for file in orders(desk, tag=tag):
            told.items.extend(_items(desk, file))
            told.earners.read(desk.assessment(file.id))
            end = file.ends_at
            if end is not None:
                told.due.update({claim.id: end for claim in claims_of(desk, file)})
        return told


def orders(desk: Desk, *, tag: str | None = None) -> Iterator[OrderFile]:
    """Yield the files of orders, in the order in which they were told; only those of a tag where one is given."""
    seen = set[str]()
    for recorded in desk.unit.events.since(0, tag=tag):
        # Whom an order leads to since it was attributed anew is not tagged where it was paid.
        if recorded.event.kind in ("order.paid", "order.reattributed") and recorded.stream not in seen:
            seen.add(recorded.stream)
            yield desk.order(recorded.stream.removeprefix("order/"))


def _items(desk: Desk, file: OrderFile) -> Iterator[Item]:
    """Yield what the entries of an order were for."""
    community, plans = desk.terms.community, desk.plan_versions
    yield from items(file.first_assessment(plans), community=community)
    for reversal in file.reversals(plans):
        yield from items(reversal, community=community)


__all__ = ["Told", "is_settled", "of_party", "orders", "preview", "settle"]
