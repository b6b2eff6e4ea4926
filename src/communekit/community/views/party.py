"""What a party that earns sees (收益方视角): its own shares, balances, statements and payouts."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TypeVar

import attrs

from communekit.commission import Explanation
from communekit.community import paying, settling
from communekit.community.desk import Desk
from communekit.community.errors import NotHereError
from communekit.community.order_file import OrderFile
from communekit.community.reader import CommunityReader, explained
from communekit.ids import OrderId, PartyId, identifier
from communekit.ledger import Account
from communekit.ledger.payout.state import PayoutState
from communekit.ledger.settlement import Statement
from communekit.money import Currency, Money
from communekit.period import Period
from communekit.storage import place

T = TypeVar("T")


@attrs.frozen
class Share:
    """What one party has of one order (订单收益).

    Args:
        order: Which.
        paid_at: When it was paid.
        earned: What the party was promised, refunds not taken off.
        taken_back: What refunds took back of it, or of what it keeps as the residual party.
        released_at: When the hold ended, None while it runs.
    """

    order: OrderId
    paid_at: datetime
    earned: Money
    taken_back: Money
    released_at: datetime | None

    @property
    def left(self) -> Money:
        """What is left of it."""
        return self.earned - self.taken_back


class PartyView:
    """What a party that earns sees (收益方视角).

    Args:
        reader: The community.
        party: Who looks.
    """

    def __init__(self, reader: CommunityReader, party: str) -> None:
        self._reader = reader
        self.party = PartyId(identifier(party, what="party id"))

    def balance(self, bucket: str = "available", currency: str | Currency | None = None) -> Money:
        """Return what the party has in a bucket (余额)."""
        return self._reader.balance(self.party, bucket, currency)

    def balances(self) -> dict[Account, Money]:
        """Return every balance of the party that is not zero."""

        def read(desk: Desk) -> dict[Account, Money]:
            sums: dict[Account, int] = {}
            for entry in desk.unit.book.touching(self.party):
                for posting in entry.postings:
                    if posting.account.party == self.party:
                        sums[posting.account] = sums.get(posting.account, 0) + posting.minor
            ordered = sorted(sums.items(), key=lambda pair: pair[0].sort_key)
            return {account: Money(minor, account.commodity) for account, minor in ordered if minor}

        return self._read(read)

    def shares(self) -> tuple[Share, ...]:
        """Return what the party has of each order that it earns on (收益明细), in the order in which they were paid."""

        def read(desk: Desk) -> tuple[Share, ...]:
            found = (_share(desk, file, self.party) for file in self._files(desk))
            return tuple(sorted(found, key=lambda share: (share.paid_at, share.order)))

        return self._read(read)

    def explain(self, order: str, *, refund: str | None = None, locale: str = "en") -> Explanation:
        """Return the working of the party's own part of an order, or of a refund of it (说明).

        Raises:
            NotHereError: No such order or refund, or not the party's.
        """

        def read(desk: Desk) -> Explanation:
            return explained(desk, self._file(desk, order), refund, self.party, locale)

        return self._read(read)

    def statements(self, period: Period | str) -> tuple[Statement, ...]:
        """Return the party's own statements of a period, one a commodity (结算单)."""
        whole = self._reader.period(period)
        return self._read(lambda desk: settling.of_party(desk, whole, self.party))

    def payouts(self) -> dict[str, PayoutState]:
        """Return how each payout of the party stands (提现进度), by its id."""
        return self._read(lambda desk: paying.payouts_of(desk, self.party))

    def _files(self, desk: Desk) -> Iterator[OrderFile]:
        """Yield the files of the orders that the party earns on."""
        for file in settling.orders(desk, tag=place("party", self.party)):
            if self._is_mine(desk, file):
                yield file

    def _file(self, desk: Desk, order: str) -> OrderFile:
        file = desk.order(order)
        if file.paid is None or not self._is_mine(desk, file):
            raise NotHereError("order", order)
        return file

    def _is_mine(self, desk: Desk, file: OrderFile) -> bool:
        """Whether the party earns on an order, or is credited with it."""
        result = desk.assessment(file.id)
        earners = {accrual.party for _, accrual in result.accruals}
        earners |= {line.residual_party for line in result.lines} | {
            line.bearer_party for line in result.lines
        }
        return self.party in earners | {credit.party for credit in file.credits}

    def _read(self, work: Callable[[Desk], T]) -> T:
        return self._reader.ask(work)


def _share(desk: Desk, file: OrderFile, party: PartyId) -> Share:
    result = desk.assessment(file.id)
    currency = result.plan.currency
    earned = sum(accrual.amount_minor for _, accrual in result.accruals if accrual.party == party)
    earned += sum(line.residual_minor for line in result.lines if line.residual_party == party)
    taken = 0
    for reversal in file.reversals(desk.plan_versions):
        taken += reversal.taken_from(party).minor
        taken += sum(line.residual_minor for line in reversal.lines if line.assessed.residual_party == party)
    return Share(
        file.id, file.order.paid_at, Money(earned, currency), Money(taken, currency), file.released_at
    )


__all__ = ["PartyView", "Share"]
