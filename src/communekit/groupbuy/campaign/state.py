"""What is known of a campaign after its events (活动状态): a value, of which nothing is worked out by looking at all seats."""

from collections.abc import Iterator
from datetime import datetime
from enum import Enum
from typing import ClassVar

import attrs

from communekit.ids import PartyId, ProductId

from .campaign import Campaign
from .errors import UnknownSeatError
from .event import PricesAnnounced
from .forming import Together
from .group import Group, GroupState
from .seat import Seat
from .shelf import Shelf


class Phase(Enum):
    """How a campaign stands (活动阶段).

    - `DRAFT`: not published (草稿).
    - `OPEN`: members join (进行中).
    - `FILLING`: only what helps to fill a case is taken (凑箱中).
    - `UNDECIDED`: closed, not decided: payments pend, or the price is not announced (待定).
    - `FORMED`: it has formed (已成团).
    - `EXPIRED`: it has failed (流团).
    - `CANCELLED`: the merchant cancelled it (已取消).
    - `CLOSED`: over and done (已结束).
    """

    DRAFT = "draft"
    OPEN = "open"
    FILLING = "filling"
    UNDECIDED = "undecided"
    FORMED = "formed"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    CLOSED = "closed"


@attrs.frozen
class Draft:
    """A campaign that is not published (草稿)."""

    phase: ClassVar[Phase] = Phase.DRAFT


@attrs.frozen(kw_only=True)
class Taken:
    """What somebody holds (已占数量): pieces wanted, and orders.

    `group` is the running team that a member is in.
    """

    pieces: int = 0
    orders: int = 0
    group: str | None = None


NOTHING_TAKEN = Taken()


@attrs.frozen(kw_only=True)
class Live:
    """A campaign that was published (已发布的活动).

    Args:
        campaign: Its terms.
        at: The time of the latest event.
        seats: By id.
        seat_ids: By number.
        payments: The seat that each was told for, by its id.
        groups: By id.
        group_ids: By number.
        members: What each holds.
        households: What each holds.
        sold: Pieces held or sold, by product and pool.
        restocked: By how much stock changed, by product and pool.
        pieces: All that is held or sold.
        first_unpaid: The number of the first seat that is held and not paid; those before it are settled.
        first_open: The number of the first group that is open; those before it are closed.
        running: How many groups are not decided, or have something to be paid.
        announced: What the merchant said of the final prices.
        is_cancelled: Whether the merchant has cancelled it.
        is_concluded: Whether it is closed for good.
    """

    campaign: Campaign
    at: datetime
    seats: Shelf[str, Seat] = attrs.field(factory=Shelf)
    seat_ids: Shelf[int, str] = attrs.field(factory=Shelf)
    payments: Shelf[str, str] = attrs.field(factory=Shelf)
    groups: Shelf[str, Group] = attrs.field(factory=Shelf)
    group_ids: Shelf[int, str] = attrs.field(factory=Shelf)
    members: Shelf[PartyId, Taken] = attrs.field(factory=Shelf)
    households: Shelf[str, Taken] = attrs.field(factory=Shelf)
    sold: Shelf[tuple[ProductId, str], int] = attrs.field(factory=Shelf)
    restocked: Shelf[tuple[ProductId, str], int] = attrs.field(factory=Shelf)
    pieces: int = 0
    first_unpaid: int = 1
    first_open: int = 1
    running: int = 0
    announced: PricesAnnounced | None = None
    is_cancelled: bool = False
    is_concluded: bool = False

    @property
    def phase(self) -> Phase:
        """How the campaign stands."""
        if self.is_concluded:
            return Phase.CLOSED
        if self.is_cancelled:
            return Phase.CANCELLED
        if isinstance(self.campaign.forming, Together):
            group = self.groups.get(self.campaign.id)
            return Phase.OPEN if group is None else Phase(group.state.value)
        return Phase.OPEN if self.running or self.at < self.campaign.closes_at else Phase.CLOSED

    def seat(self, seat: str) -> Seat:
        """Return a seat by its id.

        Raises:
            UnknownSeatError: There is none.
        """
        known = self.seats.get(seat)
        if known is None:
            raise UnknownSeatError(seat)
        return known

    def group(self, group: str) -> Group:
        """Return a group by its id.

        Raises:
            UnknownSeatError: There is none.
        """
        known = self.groups.get(group)
        if known is None:
            raise UnknownSeatError(group)
        return known

    def member(self, member: PartyId) -> Taken:
        """Return what a member holds."""
        return self.members.get(member) or NOTHING_TAKEN

    def household(self, household: str) -> Taken:
        """Return what a household holds."""
        return self.households.get(household) or NOTHING_TAKEN

    def left(self, product: ProductId, pool: str | None) -> int | None:
        """Return how much of a product a pool has left (剩余库存); None for no limit."""
        if pool is None:
            return None
        stock = self.campaign.items[product].stock or {}
        at = (product, pool)
        return stock.get(pool, 0) + (self.restocked.get(at) or 0) - (self.sold.get(at) or 0)

    def seats_of(self, group: str) -> Iterator[Seat]:
        """Yield the seats of a group, the latest first."""
        at = self.group(group).last
        while at is not None:
            seat = self.seat(at)
            yield seat
            at = seat.before

    def list(self) -> Iterator[Seat]:
        """Yield all seats by their number (接龙名单)."""
        for number in range(1, len(self.seat_ids) + 1):
            yield self.seat(self.seat_ids.get(number) or "")

    def next_due(self) -> datetime | None:
        """Return when time alone changes something next, None when it does not (下次到期)."""
        dues = [due for due in (self._seat_due(), self.group_due(), self._owing_due()) if due is not None]
        return min(dues, default=None)

    def _seat_due(self) -> datetime | None:
        seat = self.first_waiting
        return None if seat is None else seat.until

    def group_due(self) -> datetime | None:
        """Return when the first running group changes next: it closes, or takes only what helps to fill a case."""
        group = self.first_running
        if group is None:
            return None
        forming = self.campaign.forming
        fills = isinstance(forming, Together) and forming.fills_for is not None
        return self.campaign.closes_at if fills and group.state is GroupState.OPEN else group.closes_at

    def _owing_due(self) -> datetime | None:
        group = self.groups.get(self.campaign.id)
        return group.owing_until if group is not None and group.owing else None

    @property
    def first_waiting(self) -> Seat | None:
        """The seat that lapses next."""
        seat = self.seat_ids.get(self.first_unpaid)
        return None if seat is None else self.seats.get(seat)

    @property
    def first_running(self) -> Group | None:
        """The group that closes next."""
        group = self.group_ids.get(self.first_open)
        return None if group is None else self.groups.get(group)


CampaignState = Draft | Live

__all__ = ["NOTHING_TAKEN", "CampaignState", "Draft", "Live", "Phase", "Taken"]
