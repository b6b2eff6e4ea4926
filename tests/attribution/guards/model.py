"""The guards, the plain and slow way: every window of whole seconds is written out, every ring is walked."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import permutations

from communekit.attribution.guards import Facts, Finding, Mark, Purchase
from communekit.parties import Touch
from tests.attribution.guards.worlds import second_of

Seen = tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...], int]
"""Key, touches, orders, bonds, attempts, and the figure."""
Event = tuple[int, str]
"""When, and an id."""

FROM, UNTIL = -13, 22
"""Seconds in which everything happens."""


def seen(findings: Iterable[Finding]) -> list[Seen]:
    """Return what of findings the model speaks of, in an order of its own."""
    return sorted((f.key, f.touches, f.orders, f.bonds, f.attempts, f.counted) for f in findings)


def told(
    key: str,
    counted: int,
    touches: Iterable[str] = (),
    orders: Iterable[str] = (),
    bonds: Iterable[str] = (),
    attempts: Iterable[str] = (),
) -> Seen:
    """Return a finding as the model tells it."""
    of = [tuple(sorted(set(ids))) for ids in (touches, orders, bonds, attempts)]
    return key, of[0], of[1], of[2], of[3], counted


def merged(sets: Iterable[tuple[frozenset[str], int]]) -> list[tuple[frozenset[str], int]]:
    """Join sets that share a member, again and again; the figure is the highest."""
    groups: list[tuple[frozenset[str], int]] = []
    for ids, figure in sets:
        joined, most, apart = ids, figure, []
        for other, others in groups:
            if other & joined:
                joined, most = joined | other, max(most, others)
            else:
                apart.append((other, others))
        groups = [*apart, (joined, most)]
    return groups


def too_much(
    events: Sequence[Event],
    length: int,
    figure: Callable[[frozenset[str]], int],
    limit: int,
    starts: Iterable[int] = range(FROM, UNTIL),
) -> list[tuple[frozenset[str], int]]:
    """Return the ids of events in windows that reach a limit, joined where windows share an event."""
    windows = [frozenset(id_ for when, id_ in events if start <= when < start + length) for start in starts]
    return merged((ids, figure(ids)) for ids in windows if ids and figure(ids) >= limit)


class World:
    """Facts, asked one by one."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    def ids(self, one: str) -> frozenset[str]:
        """Return all ids of a person, by walking through who is the same as whom."""
        known = {one}
        while True:
            more = known.union(*(set(group) for group in self.facts.same if known & set(group)))
            if more == known:
                return frozenset(known)
            known = more

    def key(self, one: str) -> str:
        """Return the first id of a person."""
        return min(self.ids(one))

    def led(self, order: Purchase, owner: str, lookback: int) -> list[Touch]:
        """Return the touches that led a buyer to an owner."""
        return [
            touch
            for touch in self.facts.touches
            if touch.by in self.ids(order.by)
            and touch.owner is not None
            and touch.owner in self.ids(owner)
            and touch.order in (None, order.id)
            and 0 <= second_of(order.at) - second_of(touch.at) < lookback
        ]

    def leaders(self, order: Purchase, lookback: int) -> set[str]:
        """Return who stands to be credited, by first id."""
        if order.leader is not None:
            return {self.key(order.leader)}
        return {self.key(owner) for owner in self.everybody() if self.led(order, owner, lookback)}

    def everybody(self) -> set[str]:
        """Return all owners of touches."""
        return {touch.owner for touch in self.facts.touches if touch.owner is not None}

    def held(self, one: str, kind: str, moment: int) -> set[str]:
        """Return the hashes that a person has at a second."""
        return {
            mark.hash
            for mark in self.facts.marks
            if mark.kind.value == kind and mark.person in self.ids(one) and holds(mark, moment)
        }


def holds(mark: Mark, moment: int) -> bool:
    """Whether a mark stands at a second."""
    end = mark.window.end
    return second_of(mark.window.start) <= moment and (end is None or moment < second_of(end))


def self_dealing(facts: Facts, lookback: int) -> list[Seen]:
    """Return the orders that were bought from oneself."""
    world = World(facts)
    return sorted(
        told(order.id, 1, (t.id for t in world.led(order, order.by, lookback)), [order.id])
        for order in facts.purchases
        if world.key(order.by) in world.leaders(order, lookback)
    )


def velocity(facts: Facts, of: str, limit: int, length: int, lookback: int) -> list[Seen]:
    """Return too many clicks, views, orders or bonds of one leader."""
    world, events = World(facts), defaultdict[str, list[Event]](list)
    if of in {"click", "view"}:
        for touch in facts.touches:
            if touch.owner is not None and touch.is_view == (of == "view"):
                events[world.key(touch.owner)].append((second_of(touch.at), touch.id))
    elif of == "order":
        for order in facts.purchases:
            for leader in world.leaders(order, lookback):
                events[leader].append((second_of(order.at), order.id))
    else:
        for bond in facts.bonds:
            events[world.key(bond.leader)].append((second_of(bond.at), bond.id))
    field = {"click": "touches", "view": "touches", "order": "orders", "bond": "bonds"}[of]
    return sorted(
        told(leader, most, **{field: ids})
        for leader, told_of in events.items()
        for ids, most in too_much(told_of, length, len, limit)
    )


def shared_mark(facts: Facts, kind: str, limit: int, length: int, lookback: int) -> list[Seen]:
    """Return buyers who share a mark with the leader."""
    world, found = World(facts), []
    orders: dict[str, Purchase] = {order.id: order for order in facts.purchases}
    for hash_ in {mark.hash for mark in facts.marks}:
        for leader in sorted({one for order in facts.purchases for one in world.leaders(order, lookback)}):
            events = [
                (moment, order.id)
                for order in facts.purchases
                if leader in world.leaders(order, lookback) and world.key(order.by) != leader
                for moment in [second_of(order.at)]
                if hash_ in world.held(order.by, kind, moment) & world.held(leader, kind, moment)
            ]
            for ids, most in too_much(
                events, length, lambda ids: len({world.key(orders[id_].by) for id_ in ids}), limit
            ):
                touches = [t.id for id_ in ids for t in world.led(orders[id_], leader, lookback)]
                found.append(told(hash_, most, touches, ids))
    return sorted(found)


def ring(facts: Facts, persons_max: int, times: int, length: int) -> list[tuple[tuple[str, ...], int]]:
    """Return the orders of each group of rings, with their number; every leader has to be known."""
    world = World(facts)
    legs: dict[str, tuple[int, str, str]] = {
        order.id: (second_of(order.at), world.key(order.by), world.key(order.leader or ""))
        for order in facts.purchases
    }
    people = sorted({person for _, buyer, leader in legs.values() for person in (buyer, leader)})
    ringing: set[str] = set()
    for start in range(FROM, UNTIL):
        by_edge = defaultdict[tuple[str, str], list[str]](list)
        for id_, (moment, buyer, leader) in legs.items():
            if start <= moment < start + length:
                by_edge[buyer, leader].append(id_)
        for size in range(2, persons_max + 1):
            for circle in permutations(people, size):
                edges = list(zip(circle, (*circle[1:], circle[0]), strict=True))
                if all(len(by_edge.get(edge, ())) >= times for edge in edges):
                    ringing.update(id_ for edge in edges for id_ in by_edge[edge])
    pairs = [
        (frozenset({one, other}), 0)
        for one in ringing
        for other in ringing
        if set(legs[one][1:]) & set(legs[other][1:]) and abs(legs[one][0] - legs[other][0]) < length
    ]
    return sorted((tuple(sorted(ids)), len(ids)) for ids, _ in merged(pairs))


def click_flooding(
    facts: Facts, per: str, limit: int, length: int, rate_bps: int | None, lookback: int
) -> list[Seen]:
    """Return stretches of many clicks and few orders."""
    world, found = World(facts), []

    def keys(one: str, moment: int, leaders: set[str]) -> set[str]:
        return {"person": {world.key(one)}, "leader": leaders}.get(per) or (
            world.held(one, "device", moment) if per == "device" else set()
        )

    clicks = defaultdict[str, list[Event]](list)
    for touch in facts.touches:
        if touch.owner is not None and not touch.is_view:
            for key in keys(touch.by, second_of(touch.at), {world.key(touch.owner)}):
                clicks[key].append((second_of(touch.at), touch.id))
    for key, events in clicks.items():
        for ids, most in too_much(events, length, len, limit):
            moments = [moment for moment, id_ in events if id_ in ids]
            orders = [
                order.id
                for order in facts.purchases
                if min(moments) <= second_of(order.at) < max(moments) + length
                and key in keys(order.by, second_of(order.at), world.leaders(order, lookback))
            ]
            if rate_bps is None or len(orders) * 10_000 < len(ids) * rate_bps:
                found.append(told(key, most, ids, orders))
    return sorted(found)


def click_injection(facts: Facts, within: int) -> list[Seen]:
    """Return clicks on links so short before the order."""
    world, found = World(facts), []
    for order in facts.purchases:
        for leader in world.leaders(order, within):
            touches = [
                touch.id
                for touch in world.led(order, leader, within)
                if touch.kind == "link" and not touch.is_view
            ]
            if touches:
                found.append(told(order.id, len(touches), touches, [order.id]))
    return sorted(found)


def code_stuffing(facts: Facts, per: str, limit: int, length: int) -> list[Seen]:
    """Return stretches of wrong codes, with the codes that were used in them."""
    world, found = World(facts), []

    def keys(one: str, moment: int) -> set[str]:
        return {world.key(one)} if per == "person" else world.held(one, "device", moment)

    wrong = defaultdict[str, list[Event]](list)
    for attempt in facts.attempts:
        if not attempt.is_known:
            for key in keys(attempt.by, second_of(attempt.at)):
                wrong[key].append((second_of(attempt.at), attempt.id))
    for key, events in wrong.items():
        for ids, most in too_much(events, length, len, limit):
            moments = [moment for moment, id_ in events if id_ in ids]
            fit = [
                touch
                for touch in facts.touches
                if touch.kind in {"code", "coupon"}
                and key in keys(touch.by, second_of(touch.at))
                and min(moments) <= second_of(touch.at) < max(moments) + length
            ]
            orders = [touch.order for touch in fit if touch.order is not None]
            found.append(told(key, most, (touch.id for touch in fit), orders, attempts=ids))
    return sorted(found)


def late_code(facts: Facts, within: int, lookback: int) -> list[Seen]:
    """Return codes of one leader at the checkout after a click that led to another."""
    world, found = World(facts), []
    for order in facts.purchases:
        for leader in world.leaders(order, within):
            codes = {
                code.id
                for code in world.led(order, leader, within)
                for owner in world.everybody()
                for click in world.led(order, owner, lookback)
                if world.key(owner) != leader
                and code.kind in {"code", "coupon"}
                and click.kind in {"link", "scan"}
                and not (code.is_view or click.is_view)
                and click.place < code.place
            }
            if codes:
                found.append(told(order.id, len(codes), codes, [order.id]))
    return sorted(found)


def duplicate_accounts(facts: Facts, kind: str, limit: int) -> list[Seen]:
    """Return when a mark had too many persons, second by second."""
    world, found = World(facts), []
    for hash_ in {mark.hash for mark in facts.marks if mark.kind.value == kind}:
        run: list[tuple[int, set[str]]] = []
        for moment in range(FROM, UNTIL + 1):
            there = {
                world.key(mark.person)
                for mark in facts.marks
                if mark.hash == hash_ and mark.kind.value == kind and holds(mark, moment)
            }
            if len(there) >= limit and moment < UNTIL:
                run.append((moment, there))
            elif run:
                orders = [
                    order.id
                    for order in facts.purchases
                    for when in [second_of(order.at)]
                    if run[0][0] <= when <= run[-1][0] and hash_ in world.held(order.by, kind, when)
                ]
                found.append(told(hash_, max(len(there) for _, there in run), orders=orders))
                run = []
    return sorted(found)


def new_devices(
    facts: Facts, limit: int, share_bps: int, length: int, new_for: int, lookback: int
) -> list[Seen]:
    """Return orders from new devices where they are too many of a leader's."""
    world, found = World(facts), []
    orders: dict[str, Purchase] = {order.id: order for order in facts.purchases}
    new: dict[str, bool] = {}
    events = defaultdict[str, list[Event]](list)
    for order in facts.purchases:
        moment = second_of(order.at)
        devices = world.held(order.by, "device", moment)
        if devices:
            ages = [
                moment
                - min(
                    second_of(m.window.start)
                    for m in facts.marks
                    if m.hash == device and m.kind.value == "device"
                )
                for device in devices
            ]
            new[order.id] = max(ages) < new_for
            for leader in world.leaders(order, lookback):
                events[leader].append((moment, order.id))

    def figure(ids: frozenset[str]) -> int:
        number = sum(new[id_] for id_ in ids)
        return number if number * 10_000 >= len(ids) * share_bps else 0

    for leader, bought in events.items():
        for ids, most in too_much(bought, length, figure, limit, sorted({moment for moment, _ in bought})):
            concerned = [id_ for id_ in ids if new[id_]]
            touches = [t.id for id_ in concerned for t in world.led(orders[id_], leader, lookback)]
            found.append(told(leader, most, touches, concerned))
    return sorted(found)
