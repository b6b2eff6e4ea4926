"""Matching returns (退货匹配): to which purchase a return belongs that does not name its order.

Returns over a counter, and the books of older systems, say who brought back what, and no more. A purchase is
looked for under the same member and product, by a stated policy; what finds none is told, not dropped.
"""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import datetime
from enum import Enum
from fractions import Fraction

import attrs

from communekit.ids import LineId, OrderId
from communekit.period import instant

from .order import Order
from .quantity import Quantity, quantity_of


class MatchingPolicy(Enum):
    """Which purchase a return is taken from first; purchases after the return are never matched."""

    LATEST_EARLIER_FIRST = "latest_earlier_first"
    EARLIEST_FIRST = "earliest_first"


@attrs.frozen
class Match:
    """A quantity of one purchase that a return is taken from."""

    order: OrderId
    line: LineId
    quantity: Quantity


@attrs.frozen
class Matching:
    """The purchases of one return, in the order in which they were taken, and the quantity that found none."""

    matches: tuple[Match, ...]
    unmatched: Quantity

    @property
    def matched(self) -> Quantity:
        """The quantity that found a purchase."""
        return sum((match.quantity for match in self.matches), 0)

    def __iter__(self) -> Iterator[Match]:
        return iter(self.matches)


class _Open:
    """A purchase of which something is left."""

    __slots__ = ("at", "left", "line", "order")

    def __init__(self, at: datetime, order: OrderId, line: LineId, left: Quantity) -> None:
        self.at, self.order, self.line, self.left = at, order, line, left


def _at(purchase: _Open) -> datetime:
    return purchase.at


class Purchases:
    """What was bought and not yet returned, by member and product: a running account, fed in any order of time.

    The one thing in this room that changes: it is a fold over a stream of years, of which it keeps only the
    purchases that are still open. Purchases of one moment stand in the order in which they were recorded;
    "latest" takes the later recorded first, "earliest" the earlier. A purchase recorded after a return was
    matched does not move that match. Each purchase is to be handed in once.

    Cost: a purchase in order of time is appended; a match costs the purchases that it uses up and one search.

    >>> purchases = Purchases()
    >>> purchases.bought("M1", "85123A", 6, "2026-03-01T09:00:00Z", order="O1", line="1")
    >>> purchases.bought("M1", "85123A", 2, "2026-03-05T09:00:00Z", order="O2", line="1")
    >>> purchases.match("M1", "85123A", 3, "2026-03-08T09:00:00Z").matches
    (Match(order='O2', line='1', quantity=2), Match(order='O1', line='1', quantity=1))
    """

    __slots__ = ("_open", "policy")

    def __init__(self, policy: MatchingPolicy = MatchingPolicy.LATEST_EARLIER_FIRST) -> None:
        self.policy = MatchingPolicy(policy)
        self._open: dict[tuple[str, str], list[_Open]] = {}

    def bought(
        self, member: str, product: str, quantity: Quantity, at: datetime | str, *, order: str, line: str
    ) -> None:
        """Record a purchase.

        Args:
            member: Who bought; ids are compared letter by letter.
            product: The stock code.
            quantity: Above zero.
            at: When it was paid.
            order: The order it is part of, for the match.
            line: The line of that order.

        Raises:
            InvalidQuantityError: Not an exact number above zero.
            InvalidTimeError: Not an instant.
        """
        purchase = _Open(instant(at), OrderId(order), LineId(line), quantity_of(quantity))
        purchases = self._open.setdefault((member, product), [])
        if purchases and purchases[-1].at > purchase.at:
            purchases.insert(bisect_right(purchases, purchase.at, key=_at), purchase)
        else:
            purchases.append(purchase)

    def bought_order(self, order: Order) -> int:
        """Record every line of an order at the time it was paid.

        Returns:
            How many lines were recorded: none of an order without a member, which no return can be matched to.
        """
        if order.member is None:
            return 0
        for line in order.lines:
            self.bought(
                order.member, line.product.id, line.quantity, order.paid_at, order=order.id, line=line.id
            )
        return len(order.lines)

    def match(self, member: str, product: str, quantity: Quantity, at: datetime | str) -> Matching:
        """Take a return from the purchases before it, or at its very moment; in parts where it must be.

        Args:
            member: Who returns.
            product: The stock code, letter by letter.
            quantity: Above zero.
            at: When it is returned.

        Returns:
            The matches, and the quantity for which no purchase was found.

        Raises:
            InvalidQuantityError: Not an exact number above zero.
            InvalidTimeError: Not an instant.
        """
        wanted, moment = quantity_of(quantity), instant(at)
        purchases = self._open.get((member, product), [])
        end = len(purchases)
        if purchases and purchases[-1].at > moment:
            end = bisect_right(purchases, moment, key=_at)
        latest_first = self.policy is MatchingPolicy.LATEST_EARLIER_FIRST
        matches: list[Match] = []
        used_up = 0
        while wanted and used_up < end:
            purchase = purchases[end - 1 - used_up if latest_first else used_up]
            taken = min(wanted, purchase.left)
            matches.append(Match(purchase.order, purchase.line, _plain(taken)))
            purchase.left -= taken
            wanted -= taken
            if not purchase.left:
                used_up += 1
        if used_up:
            first = end - used_up if latest_first else 0
            del purchases[first : first + used_up]
            if not purchases:
                del self._open[member, product]
        return Matching(tuple(matches), _plain(wanted))

    def left(self, member: str, product: str) -> Quantity:
        """Return what a member has bought of a product and not yet returned."""
        return _plain(sum((purchase.left for purchase in self._open.get((member, product), ())), 0))


def _plain(quantity: Quantity) -> Quantity:
    """Return a fraction that is whole as an integer."""
    return quantity_of(quantity, zero=True) if isinstance(quantity, Fraction) else quantity


__all__ = ["Match", "Matching", "MatchingPolicy", "Purchases"]
