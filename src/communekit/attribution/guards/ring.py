"""Rings (互刷、环形刷单): A buys by B, B by C, and C by A again."""

from collections import deque
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from typing import Final

import attrs

from communekit.errors import Texts
from communekit.ids import PartyId
from communekit.period import Duration

from .checked import Whole, guard_word, passing, span
from .component import components
from .fact import Purchase
from .facts import Facts
from .finding import Finding, Severity
from .guard import told

PERSONS_MAX: Final = 12
"""The longest ring that can be asked for."""

_TEXTS: Final[Texts] = {
    "en": "a ring: {parties} bought by each other, {counted} orders within {window}",
    "zh": "环形互刷：{parties} 在 {window}内互相下单 {counted} 笔",
}


@attrs.frozen
class _Leg:
    """An order, by whom and through whom, as persons."""

    purchase: Purchase
    buyer: PartyId
    leader: PartyId


@attrs.frozen(kw_only=True)
class Ring:
    """People buy by each other in a circle (环形刷单).

    A ring is a circle of persons, each of whom bought at least `times` by the next one, all of it within one window of
    the given length, half-open. Buying from oneself is no ring. Rings that have a person in common, and orders less
    than a window apart, are one finding.

    Candidates are the strongly connected components of who bought by whom; inside them each order is taken as the last
    of a ring, and the ways back of bounded length are searched.

    Args:
        persons_max: The longest ring that is looked for, 2 to 12 persons.
        times: How often each bought by the next one.
        window: In how long a time.
        lookback: How long before the order a touch still leads to it.
        word: The guard's word.

    >>> ring = [Purchase(f"O{a}{b}", "2026-03-01T12:00:00Z", a, leader=b) for a, b in ("AB", "BC", "CA")]
    >>> (found,) = Ring(times=1)(Facts(purchases=ring))
    >>> found.text()
    'a ring: A, B, C bought by each other, 3 orders within 30 days'
    """

    persons_max: int = attrs.field(default=5, validator=Whole(least=2, most=PERSONS_MAX))
    times: int = attrs.field(default=2, validator=Whole())
    window: Duration = attrs.field(default=Duration.hours(30 * 24), converter=span)
    lookback: Duration = attrs.field(default=Duration.hours(30 * 24), converter=span)
    word: str = attrs.field(default="ring", converter=guard_word)

    def __call__(self, facts: Facts, /) -> Iterator[Finding]:
        """Return a finding for each group of rings."""
        length = passing(self.window)
        for legs in self._candidates(facts):
            ringing = _Search(self.persons_max, self.times, length).run(legs)
            for group in _together(ringing, length):
                orders = sorted({leg.purchase.place for leg in group})
                parties = {leg.purchase.by for leg in group}
                parties |= {leg.purchase.leader or leg.leader for leg in group}
                touches = (
                    touch.id
                    for leg in group
                    for touch in facts.led_by(leg.purchase, leg.leader, passing(self.lookback))
                )
                yield Finding(
                    guard=self.word,
                    key=min(min(leg.buyer, leg.leader) for leg in group),
                    counted=len(orders),
                    limit=2 * self.times,
                    window=self.window,
                    first_at=orders[0][0],
                    parties=parties,
                    touches=touches,
                    orders=(id_ for _, id_ in orders),
                    severity=Severity.HIGH,
                    **told(_TEXTS, window=self.window, parties=parties, counted=len(orders)),
                )

    def _candidates(self, facts: Facts) -> Iterator[list[_Leg]]:
        """Yield, by component, the orders of those who can be reached from each other, in order of time."""
        legs = [
            _Leg(purchase, facts.person(purchase.by), leader)
            for purchase, leader in facts.leads(passing(self.lookback))
        ]
        above: dict[str, dict[str, None]] = {}
        for leg in legs:
            above.setdefault(leg.buyer, {})[leg.leader] = None
        group_of = {person: group for group in components(above) for person in group}
        inside: dict[frozenset[str], list[_Leg]] = {}
        for leg in legs:
            group = group_of.get(leg.buyer)
            if group is not None and leg.leader in group and leg.buyer != leg.leader:
                inside.setdefault(group, []).append(leg)
        yield from inside.values()


_Edge = tuple[PartyId, PartyId]


class _Search:
    """Goes through orders in time, and knows at each what lies within the window that it ends."""

    def __init__(self, persons_max: int, times: int, length: timedelta) -> None:
        self._persons_max, self._times, self._length = persons_max, times, length
        self._inside: dict[_Edge, deque[int]] = {}
        """Orders of the window, by who bought by whom."""
        self._onward: dict[PartyId, dict[PartyId, None]] = {}
        self._back: dict[PartyId, dict[PartyId, None]] = {}
        """Who bought by whom often enough, and the other way round."""
        self._told: dict[_Edge, int] = {}
        """The last order of an edge that is known to lie on a ring."""

    def run(self, legs: list[_Leg]) -> list[_Leg]:
        """Return the orders that lie on a ring, in order of time."""
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
            for ringing in self._rings_through(edge):
                known = self._told.get(ringing, -1)
                for other in reversed(self._inside[ringing]):
                    if other <= known:
                        break
                    found.add(other)
                self._told[ringing] = self._inside[ringing][-1]
        return [legs[place] for place in sorted(found)]

    def _leave(self, edge: _Edge) -> None:
        """Let the oldest order of an edge out of the window."""
        inside = self._inside[edge]
        inside.popleft()
        if len(inside) == self._times - 1:
            del self._onward[edge[0]][edge[1]]
            del self._back[edge[1]][edge[0]]

    def _rings_through(self, edge: _Edge) -> Iterator[_Edge]:
        """Yield the edges of closed ways through an edge that are short enough; each lies on a ring as short."""
        buyer, leader = edge
        most = self._persons_max - 1
        from_leader = _steps(self._onward, leader, most)
        if buyer not in from_leader:
            return
        yield edge
        to_buyer = _steps(self._back, buyer, most)
        for one, steps in from_leader.items():
            for other in self._onward.get(one, ()):
                if steps + 1 + to_buyer.get(other, most) <= most:
                    yield one, other


def _steps(ways: dict[PartyId, dict[PartyId, None]], start: PartyId, most: int) -> dict[PartyId, int]:
    """Return how many steps it takes to whoever can be reached in so many."""
    found, level = {start: 0}, [start]
    for steps in range(1, most + 1):
        level = [
            next_ for one in level for next_ in ways.get(one, ()) if found.setdefault(next_, steps) == steps
        ]
        level = list(dict.fromkeys(level))
    return found


def _together(legs: list[_Leg], length: timedelta) -> list[list[_Leg]]:
    """Return orders in groups: those that share a person and lie less than a window apart, step by step."""
    above = list(range(len(legs)))

    def top(one: int) -> int:
        while above[one] != one:
            above[one] = above[above[one]]
            one = above[one]
        return one

    of_person: dict[PartyId, list[int]] = {}
    for place, leg in enumerate(legs):
        for person in (leg.buyer, leg.leader):
            of_person.setdefault(person, []).append(place)
    for places in of_person.values():
        for earlier, later in pairwise(places):
            if legs[later].purchase.at - legs[earlier].purchase.at < length:
                above[top(later)] = top(earlier)
    groups: dict[int, list[_Leg]] = {}
    for place, leg in enumerate(legs):
        groups.setdefault(top(place), []).append(leg)
    return list(groups.values())


__all__ = ["PERSONS_MAX", "Ring"]
