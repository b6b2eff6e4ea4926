"""Exit settlement: what a party that leaves has, gets later, and owes (退出结算)."""

from collections.abc import Iterable, Mapping
from datetime import datetime

import attrs

from communekit.ids import EntryId, PartyId
from communekit.ledger.account import Account
from communekit.ledger.book import Book
from communekit.ledger.bucket import AVAILABLE, RESERVED
from communekit.ledger.entry import Entry
from communekit.ledger.landing import DEBTS, offset
from communekit.money import Currency, Money
from communekit.period import Period

from .close import statements
from .flow import HELD
from .held import Held
from .item import Item
from .statement import Statement


@attrs.frozen
class Exit:
    """The exit settlement of one party in one commodity (退出结算).

    `payable` + what is in a payout + what comes later - `owed` is the whole claim: nothing is lost by leaving.
    """

    statement: Statement

    @property
    def party(self) -> PartyId:
        """Who leaves."""
        return self.statement.party

    @property
    def payable(self) -> Money:
        """What can be paid out now, whatever the least amount of a payout is: available, less what is owed."""
        return max(self._free - self.statement.owed, self._nothing)

    @property
    def in_payout(self) -> Money:
        """What is in a live payout instruction."""
        return self.statement.balance(RESERVED)

    @property
    def owed(self) -> Money:
        """What is still owed after what is available has offset it; what comes later offsets it further."""
        return max(self.statement.owed - self._free, self._nothing)

    @property
    def comes_later(self) -> Money:
        """What is pending, frozen or in dispute."""
        return Money(
            sum(self.statement.flow(bucket).closing_minor for bucket in HELD), self._nothing.currency
        )

    @property
    def held(self) -> tuple[Held, ...]:
        """The claims that are not free yet, the first due first."""
        return self.statement.held

    @property
    def settled_at(self) -> datetime | None:
        """When the last of what is held becomes available; None where nothing is held, or some end is not known."""
        ends = [held.due_at for held in self.held]
        known = [end for end in ends if end is not None]
        return max(known) if known and len(known) == len(ends) else None

    def offset(self, at: datetime, book: Book) -> Entry | None:
        """Return the entry by which what is available offsets what is owed (抵扣), so that `payable` is what is left.

        Refunds first, then what was drawn in advance. None where there is nothing to offset, so that
        offsetting twice is offsetting once.
        """
        free = Account(self.party, AVAILABLE, self._commodity)
        return offset(book, free, at, offsets=DEBTS)

    @property
    def _commodity(self) -> Currency:
        return self.statement.commodity

    @property
    def _free(self) -> Money:
        return self.statement.balance(AVAILABLE)

    @property
    def _nothing(self) -> Money:
        return Money.zero(self._commodity)


def settle_exit(
    book: Book,
    party: str,
    period: Period,
    *,
    items: Iterable[Item] = (),
    due: Mapping[EntryId, datetime] | None = None,
) -> tuple[Exit, ...]:
    """Return the exit settlement of a party (退出结算), one for each commodity; nothing is booked or closed.

    Args:
        book: With all that is known.
        party: Who leaves.
        period: From where the last statement ended until the moment of leaving.
        items: As in `close`.
        due: As in `close`.
    """
    return tuple(map(Exit, statements(book, [party], period, items=items, due=due or {})))


__all__ = ["Exit", "settle_exit"]
