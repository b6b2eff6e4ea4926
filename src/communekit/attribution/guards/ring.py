"""Rings (互刷、环形刷单): A buys by B, B by C, and C by A again."""

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
from .facts import Facts
from .finding import Finding, Severity
from .guard import told
from .ring_search import Leg, RingSearch

PERSONS_MAX: Final = 12
"""The longest ring that can be asked for."""

_TEXTS: Final[Texts] = {
    "en": "a ring: {parties} bought by each other, {counted} orders within {window}",
    "zh": "环形互刷：{parties} 在 {window}内互相下单 {counted} 笔",
}


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

    >>> from communekit.attribution.guards import Purchase
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
            ringing = RingSearch(self.persons_max, self.times, length).run(legs)
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

    def _candidates(self, facts: Facts) -> Iterator[list[Leg]]:
        """Yield, by component, the orders of those who can be reached from each other, in order of time."""
        legs = [
            Leg(purchase, facts.person(purchase.by), leader)
            for purchase, leader in facts.leads(passing(self.lookback))
        ]
        above: dict[str, dict[str, None]] = {}
        for leg in legs:
            above.setdefault(leg.buyer, {})[leg.leader] = None
        group_of = {person: group for group in components(above) for person in group}
        inside: dict[frozenset[str], list[Leg]] = {}
        for leg in legs:
            group = group_of.get(leg.buyer)
            if group is not None and leg.leader in group and leg.buyer != leg.leader:
                inside.setdefault(group, []).append(leg)
        yield from inside.values()


def _together(legs: list[Leg], length: timedelta) -> list[list[Leg]]:
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
    groups: dict[int, list[Leg]] = {}
    for place, leg in enumerate(legs):
        groups.setdefault(top(place), []).append(leg)
    return list(groups.values())


__all__ = ["PERSONS_MAX", "Ring"]
