"""Closing: a period's statements, and the book in which it can no longer change (结账)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

import attrs

from communekit.ids import EntryId, PartyId, party_ids
from communekit.ledger.book import Book
from communekit.money import Currency
from communekit.period import Period

from .errors import SettlementError, StatementError
from .flow import CLAIM, Flow
from .held import Held
from .item import Item, Items
from .movement import Movement
from .statement import Statement
from .tally import Gathering, Tally, in_order

_NOTHING_DUE: Final[Mapping[EntryId, datetime]] = MappingProxyType({})


@attrs.frozen
class Closing:
    """A closed period (结账结果): the book after it, and the statements, by party and commodity.

    A party that never moved has no statement.
    """

    book: Book
    period: Period
    statements: tuple[Statement, ...] = attrs.field(repr=lambda each: f"<{len(each)} statements>")

    def of(self, party: str, commodity: Currency | str) -> Statement:
        """Return one party's statement.

        Raises:
            StatementError: "none".
        """
        wanted = (party, Currency.of(commodity))
        for statement in self.statements:
            if (statement.party, statement.commodity) == wanted:
                return statement
        raise StatementError(party, self.period.label, "none", wanted[1].code)


def close(
    book: Book,
    parties: Iterable[str],
    period: Period,
    *,
    items: Iterable[Item] = (),
    due: Mapping[EntryId, datetime] = _NOTHING_DUE,
    buckets: Sequence[str] = CLAIM,
) -> Closing:
    """Close a period for some parties (结账): their statements, and the book in which it stays as it is.

    From here on nothing dated before the period's end is posted to these parties' accounts; what becomes known later
    is booked late, in the open period (`Book.post(late_at=...)`), and stands on that period's statement with the time
    at which it happened. Closing again gives the same closing, be it after later periods were closed. One pass over the
    entries of the book, however many parties.

    Args:
        book: With all that belongs to the period.
        parties: Whose books are closed.
        period: With an end.
        items: What postings are for; entries without items are shown by their kind.
        due: When the hold of a claim ends, by the entry that booked its fact.
        buckets: Which buckets make up a claim.

    Raises:
        SettlementError: "open_period", "unknown_entry", "which_commodity".
        ItemMismatchError: Items that do not add up to what was posted.

    >>> from communekit.ledger import Entry, Posting
    >>> from communekit.money import Money
    >>> from communekit.period import Calendar, parse_instant
    >>> paid = parse_instant("2026-03-02T08:00:00+08:00")
    >>> legs = [Posting.of("club", "outside.payment", Money.cny("-8")), Posting.of("L1", "pending", Money.cny("8"))]
    >>> march = Calendar.monthly("Asia/Shanghai").period_at(paid)
    >>> closed = close(Book().post(Entry("sale-1", "commission.accrued", paid, legs)), ["L1"], march)
    >>> closed.of("L1", "CNY").closing
    Money.cny("8.00")
    """
    whose = party_ids(parties)
    made = statements(book, whose, period, items=items, due=due, buckets=buckets)
    end = end_of(period)
    until = book.closings.until
    still_open = [party for party in whose if party not in until or until[party] < end]
    return Closing(book.close(still_open, end) if still_open else book, period, made)


def statements(
    book: Book,
    parties: Iterable[str],
    period: Period,
    *,
    items: Iterable[Item] = (),
    due: Mapping[EntryId, datetime] = _NOTHING_DUE,
    buckets: Sequence[str] = CLAIM,
) -> tuple[Statement, ...]:
    """Return the statements of a period as it stands (试结), and close nothing; arguments and errors as in `close`."""
    whose, end = party_ids(parties), end_of(period)
    gathered = Gathering(whose, buckets).read(book, period.window.start, end, Items(items, book))
    return tuple(
        _statement(party, commodity, period, tally, due, buckets)
        for party, commodity, tally in in_order(gathered.tallies)
    )


def _statement(
    party: PartyId,
    commodity: Currency,
    period: Period,
    tally: Tally,
    due: Mapping[EntryId, datetime],
    buckets: Sequence[str],
) -> Statement:
    flows = [Flow(bucket, *tally.flows.get(bucket, (0, 0, 0))) for bucket in buckets]
    movements = [Movement(*key, lines) for key, lines in tally.lines.items()]
    held = [
        Held(claim, bucket, minor, due.get(claim)) for (claim, bucket), minor in tally.held.items() if minor
    ]
    return Statement(party, commodity, period, flows, movements, held)


def end_of(period: Period) -> datetime:
    """Return the end of a period: the first moment of the next.

    Raises:
        SettlementError: "open_period".
    """
    if period.window.end is None:
        raise SettlementError(period.label, "open_period", period.window.text)
    return period.window.end


def last_moment(period: Period) -> datetime:
    """Return the last moment of a period (期末时刻), a microsecond before the next: what is dated then still counts.

    >>> from communekit.period import Calendar
    >>> calendar = Calendar.monthly("UTC")
    >>> last_moment(Period("2026-03", calendar.window_of("2026-03"))).isoformat()
    '2026-03-31T23:59:59.999999+00:00'
    """
    return end_of(period) - timedelta(microseconds=1)


__all__ = ["Closing", "close", "end_of", "last_moment", "statements"]
