"""What a member sees (用户视角): what he bought, and what came of it."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

import attrs

from communekit.attribution.bonds import Bond
from communekit.community import settling
from communekit.community.desk import Desk
from communekit.community.errors import NotHereError
from communekit.community.happening import CampaignMoved, read_happening
from communekit.community.order_file import OrderFile
from communekit.community.reader import CommunityReader
from communekit.groupbuy.campaign import Live, Seat
from communekit.ids import PartyId, identifier
from communekit.money import Money
from communekit.orders import Order, Refund
from communekit.storage import place

T = TypeVar("T")


@attrs.frozen
class Purchase:
    """What a member bought (购买记录): the order, its receipt, its refunds; nothing of who earns on it."""

    order: Order
    received_at: datetime | None
    refunds: tuple[Refund, ...]

    @property
    def refunded(self) -> Money:
        """What was given back so far, goods and freight."""
        return Money.total((each.amount + each.freight for each in self.refunds), self.order.currency)


class MemberView:
    """What a member sees (用户视角)."""

    def __init__(self, reader: CommunityReader, member: str) -> None:
        self._reader = reader
        self.member = PartyId(identifier(member, what="member id"))

    def purchases(self) -> tuple[Purchase, ...]:
        """Return what the member bought (购买记录), the oldest first."""

        def read(desk: Desk) -> tuple[Purchase, ...]:
            files = settling.orders(desk, tag=place("party", self.member))
            mine = (_purchase(file) for file in files if file.order.member == self.member)
            return tuple(sorted(mine, key=lambda one: (one.order.paid_at, one.order.id)))

        return self._read(read)

    def purchase(self, order: str) -> Purchase:
        """Return one of them.

        Raises:
            NotHereError: No such order, or not the member's.
        """

        def read(desk: Desk) -> Purchase:
            file = desk.order(order)
            if file.paid is None or file.order.member != self.member:
                raise NotHereError("order", order)
            return _purchase(file)

        return self._read(read)

    def seats(self) -> tuple[Seat, ...]:
        """Return where the member joined group buys (参团记录), as each seat stands now, the oldest first."""

        def read(desk: Desk) -> tuple[Seat, ...]:
            told = desk.unit.events.since(0, tag=place("party", self.member))
            happenings = [read_happening(one.event.data) for one in told]
            campaigns = dict.fromkeys(
                one.fact.campaign for one in happenings if isinstance(one, CampaignMoved)
            )
            lives = [live for live in map(desk.campaign, campaigns) if isinstance(live, Live)]
            mine = (seat for live in lives for seat in live.list() if seat.member == self.member)
            return tuple(sorted(mine, key=lambda seat: (seat.at, seat.id)))

        return self._read(read)

    def bond(self, at: datetime, *, store: str | None = None) -> Bond | None:
        """Return whose member he was at an instant (我的团长); errors as in `CommunityReader.bond_of`."""
        return self._reader.bond_of(self.member, at, store=store)

    def explain_bond(self, at: datetime, *, store: str | None = None, locale: str = "en") -> str:
        """Return in a sentence whose member he was at an instant, and why; errors as in `CommunityReader.bond_of`."""
        return self._reader.explain_bond(self.member, at, store=store, locale=locale)

    def _read(self, work: Callable[[Desk], T]) -> T:
        return self._reader.ask(work)


def _purchase(file: OrderFile) -> Purchase:
    return Purchase(file.order, file.milestones.received_at, file.refunds)


__all__ = ["MemberView", "Purchase"]
