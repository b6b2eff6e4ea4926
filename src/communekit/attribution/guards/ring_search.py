"""The search for rings (环的查找): orders in time, and at each what lies within the window that it ends."""

from collections import deque
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Final

import attrs

from communekit.ids import PartyId

from .fact import Purchase

FEW_EDGES: Final = 64
"""Up to so many edges are tried one by one."""

_Edge = tuple[PartyId, PartyId]
_Ways = dict[PartyId, dict[PartyId, None]]


@attrs.frozen
class Leg:
    """An order, by whom and through whom, as persons; the two are not one."""

    purchase: Purchase
    buyer: PartyId
    leader: PartyId


class RingSearch:
    """Finds the orders that lie on a ring: at most so many persons, each leg so often, all within a window.

    Every ring has a last order. At each order those of the window that ends with it are at hand, so that a ring is found
    when its last order comes.
    """

    def __init__(self, persons_max: int, times: int, length: timedelta) -> None:
        self._steps_max, self._times, self._length = persons_max - 1, times, length
        self._inside: dict[_Edge, deque[int]] = {}
        """Orders of the window, by who bought by whom."""
        self._onward: _Ways = {}
        self._back: _Ways = {}
        """Who bought by whom often enough, and the other way round."""
        self._told: dict[_Edge, int] = {}
        """The last order of an edge that is known to lie on a ring."""
        self._untold: dict[_Edge, None] = {}
        """Edges with orders of which that is not known."""

    def run(self, legs: list[Leg]) -> list[Leg]:
        """Return the orders that lie on a ring; both in order of time."""
        found: set[int] = set()
        first = 0
        for place, leg in enumerate(legs):
            while legs[first].purchase.at <= leg.purchase.at - self._length:
                self._leave((legs[first].buyer, legs[first].leader))
                first += 1
            edge = (leg.buyer, leg.leader)
            inside = self._inside.setdefault(edge, deque())
            inside.append(place)
            if len(inside) < self._times:
                continue
            self._onward.setdefault(leg.buyer, {})[leg.leader] = None
            self._back.setdefault(leg.leader, {})[leg.buyer] = None
            self._untold[edge] = None
            for ringing in self._rings_with(edge):
                found.update(self._tell(ringing))
        return [legs[place] for place in sorted(found)]

    def _leave(self, edge: _Edge) -> None:
        """Let the oldest order of an edge out of the window."""
        inside = self._inside[edge]
        inside.popleft()
        if len(inside) == self._times - 1:
            del self._onward[edge[0]][edge[1]]
            del self._back[edge[1]][edge[0]]
            self._untold.pop(edge, None)

    def _tell(self, edge: _Edge) -> Iterator[int]:
        """Yield the orders of an edge that were not told before."""
        known = self._told.get(edge, -1)
        for place in reversed(self._inside[edge]):
            if place <= known:
                break
            yield place
        self._told[edge] = self._inside[edge][-1]
        self._untold.pop(edge, None)

    def _rings_with(self, edge: _Edge) -> list[_Edge]:
        """Return the edges that lie on a ring now that an order of an edge has come, or all of those not yet told.

        Where few are untold each is tried by itself, so that a dense mesh is not searched again and again.
        """
        if not self._closes(edge):
            return []
        if len(self._untold) <= FEW_EDGES:
            return [other for other in self._untold if other == edge or self._closes(other)]
        return [edge, *self._on_ways_through(edge)]

    def _closes(self, edge: _Edge) -> bool:
        """Whether a way that is short enough leads back from the leader to the buyer; searched from both ends."""
        buyer, leader = edge
        ahead, behind = {leader}, {buyer}
        front, rear = [leader], [buyer]
        for _ in range(self._steps_max):
            if len(front) <= len(rear):
                front = _further(self._onward, front, ahead)
                if not behind.isdisjoint(front):
                    return True
            else:
                rear = _further(self._back, rear, behind)
                if not ahead.isdisjoint(rear):
                    return True
        return False

    def _on_ways_through(self, edge: _Edge) -> Iterator[_Edge]:
        """Yield the edges of closed ways through an edge that are short enough; each lies on a ring as short."""
        buyer, leader = edge
        most = self._steps_max
        from_leader, to_buyer = _steps(self._onward, leader, most), _steps(self._back, buyer, most)
        for one, steps in from_leader.items():
            for other in self._onward.get(one, ()):
                if steps + 1 + to_buyer.get(other, most) <= most:
                    yield one, other


def _further(ways: _Ways, level: Iterable[PartyId], seen: set[PartyId]) -> list[PartyId]:
    """Return who is one step further and was not seen before; they are seen now."""
    found = []
    for one in level:
        for next_ in ways.get(one, ()):
            if next_ not in seen:
                seen.add(next_)
                found.append(next_)
    return found


def _steps(ways: _Ways, start: PartyId, most: int) -> dict[PartyId, int]:
    """Return how many steps it takes to whoever can be reached in so many."""
    found, level, seen = {start: 0}, [start], {start}
    for steps in range(1, most + 1):
        level = _further(ways, level, seen)
        found.update(dict.fromkeys(level, steps))
    return found


__all__ = ["FEW_EDGES", "Leg", "RingSearch"]
