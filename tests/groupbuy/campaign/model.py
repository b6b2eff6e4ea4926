"""The same campaign, plain and slow: every question is answered by reading all seats from end to end. Amounts are fen."""

from datetime import datetime
from fractions import Fraction
from typing import Any, Final

import attrs

from communekit.groupbuy.allocation import Demand
from communekit.groupbuy.campaign import (
    Campaign,
    Deposit,
    Item,
    Join,
    Pledged,
    Teams,
)

RUNNING: Final = ("reserved", "joined")
HOLDING: Final = ("reserved", "joined", "owing", "confirmed")
DECIDED: Final = ("formed", "expired", "cancelled")


@attrs.define(eq=False)
class PlainSeat:
    """A seat: who joined with what, what is asked for, and what lies in the till for it."""

    join: Join
    number: int
    group: str
    store: str | None
    at: datetime
    until: datetime
    wants: dict[str, tuple[int, int]]
    asked: int
    state: str = "reserved"
    told: dict[str, int] = attrs.field(factory=dict)
    kept: int = 0
    got: dict[str, int] = attrs.field(factory=dict)

    @property
    def id(self) -> str:
        """Its id."""
        return self.join.seat

    @property
    def most(self) -> int:
        """The most it takes."""
        return sum(firm + tolerance for firm, tolerance in self.wants.values())


@attrs.define(eq=False)
class PlainGroup:
    """A group: its clock, and what became of it."""

    id: str
    number: int
    closes: datetime
    head: str | None = None
    state: str = "open"
    why: str = ""
    is_waived: bool = False
    prices: dict[str, int] = attrs.field(factory=dict)
    owing_until: datetime | None = None
    counts: tuple[int, int, int] | None = None


@attrs.define(eq=False)
class Lists:
    """A published campaign, as lists, and what can be asked of it."""

    terms: Campaign
    at: datetime
    seats: list[PlainSeat] = attrs.field(factory=list)
    groups: list[PlainGroup] = attrs.field(factory=list)
    restocked: list[tuple[str, str, int]] = attrs.field(factory=list)
    announced: dict[str, int] | None = None
    is_cancelled: bool = False
    is_concluded: bool = False
    asks: list[tuple[Any, ...]] = attrs.field(factory=list)

    def __attrs_post_init__(self) -> None:
        if not self.in_teams:
            fills = getattr(self.terms.forming, "fills_for", None)
            closes = self.terms.closes_at
            self.groups.append(PlainGroup(self.terms.id, 1, closes if fills is None else closes + fills))

    @property
    def in_teams(self) -> bool:
        """Whether teams form one by one."""
        return isinstance(self.terms.forming, Teams)

    def item(self, product: str) -> Item:
        """Return what is offered under a name."""
        return next(item for item in self.terms.items.values() if item.product == product)

    def group(self, name: str) -> PlainGroup | None:
        """Return a group, None where there is none."""
        return next((group for group in self.groups if group.id == name), None)

    def of(self, group: PlainGroup, *states: str) -> list[PlainSeat]:
        """Return the seats of a group that stand so."""
        return [seat for seat in self.seats if seat.group == group.id and seat.state in states]

    def demand(self, group: PlainGroup, product: str) -> Demand:
        """Return what those want who have paid or pledged."""
        wants = [seat.wants.get(product, (0, 0)) for seat in self.of(group, "joined")]
        return Demand(sum(firm for firm, _ in wants), sum(tolerance for _, tolerance in wants))

    def pool(self, product: str, store: str | None) -> str | None:
        """Return from which pool a store draws."""
        stock = self.item(product).stock
        if stock is None:
            return None
        return store if store in stock else ""

    def left(self, product: str, pool: str) -> int:
        """Return what a pool has left: what there was and came, less what every holding seat wants."""
        stock = self.item(product).stock or {}
        change = sum(more for name, where, more in self.restocked if (name, where) == (product, pool))
        sold = sum(
            sum(seat.wants.get(product, (0, 0)))
            for seat in self.seats
            if seat.state in HOLDING and self.pool(product, seat.store) == pool
        )
        return stock.get(pool, 0) + change - sold

    def held(self, *, member: str | None = None, household: str | None = None) -> int:
        """Return what a member, a household or all hold."""
        return sum(
            seat.most
            for seat in self.seats
            if seat.state in HOLDING
            and (member is None or seat.join.member == member)
            and (household is None or seat.join.household == household)
        )

    def counts(self, group: PlainGroup) -> tuple[int, int, int]:
        """Orders, people and pieces, of those who have paid or pledged; once decided they stand still."""
        if group.counts is not None:
            return group.counts
        seats = [seat for seat in self.of(group, "joined") if any(firm for firm, _ in seat.wants.values())]
        pieces = sum(firm for seat in seats for firm, _ in seat.wants.values())
        return len(seats), len({seat.join.member for seat in seats}), pieces

    def worth(self, group: PlainGroup) -> int:
        """Return what the firm goods of a group come to at joining."""
        return sum(
            self.amount(product, firm, self.item(product).price.minor)
            for seat in self.of(group, "joined")
            for product, (firm, _) in seat.wants.items()
        )

    def amount(self, product: str, quantity: int, price: int) -> int:
        """Return what so much costs; half a fen is rounded up."""
        return int(Fraction(price * quantity, self.item(product).per) + Fraction(1, 2))

    def first(self, wants: dict[str, tuple[int, int]]) -> int:
        """Return what is asked for at joining."""
        payment = self.terms.payment
        if isinstance(payment, Pledged):
            return 0
        each = payment.amount.minor if isinstance(payment, Deposit) else None
        return sum(
            self.amount(product, sum(want), each or self.item(product).price.minor)
            for product, want in wants.items()
        )

    def on_goods(self, seat: PlainSeat, each: int) -> int:
        """Return what so much a piece comes to, on what a seat gets."""
        return sum(self.amount(product, got, each) for product, got in seat.got.items())

    def final(self, seat: PlainSeat) -> int:
        """Return what a seat costs in the end."""
        group = self.group(seat.group)
        assert group is not None
        return sum(self.amount(product, got, group.prices[product]) for product, got in seat.got.items())

    def net(self, seat: PlainSeat) -> int:
        """Return what a seat is to bring in, of which the store's own part of a deposit is none."""
        group, payment = self.group(seat.group), self.terms.payment
        if group is None or not isinstance(payment, Deposit):
            return self.final(seat)
        net = 0
        for product, got in seat.got.items():
            final = self.amount(product, got, group.prices[product])
            least = self.amount(product, got, payment.amount.minor)
            net += max(final - self.amount(product, got, payment.gain.minor), min(least, final))
        return net
