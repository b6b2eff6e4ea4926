"""Worlds to guard: few people, few seconds, so that figures meet their limits often."""

from datetime import datetime, timedelta

from hypothesis import strategies as st

from communekit.attribution.guards import CodeAttempt, Facts, Mark, NewBond, Purchase
from communekit.parties import Touch
from communekit.period import Duration, Window, instant

START = instant("2026-03-01T04:00:00Z")
PEOPLE = ("A", "B", "C", "D", "E")
HASHES = ("d1", "d2")
SECONDS = 12


def at(second: int) -> datetime:
    """Return a second of the test's day."""
    return START + timedelta(seconds=second)


def second_of(moment: datetime) -> int:
    """Return which second of the test's day an instant is."""
    return (moment - START) // timedelta(seconds=1)


def spans(longest: int = 6) -> st.SearchStrategy[Duration]:
    """Windows of a few seconds."""
    return st.integers(1, longest).map(Duration.seconds)


def _windows() -> st.SearchStrategy[Window]:
    return st.builds(
        lambda start, length: Window(at(start), None if length is None else at(start + length)),
        st.integers(0, SECONDS - 1),
        st.none() | st.integers(1, 8),
    )


def _people(draw: st.DrawFn) -> st.SearchStrategy[str]:
    return st.sampled_from(PEOPLE[: draw(st.integers(2, len(PEOPLE)))])


@st.composite
def checkouts(draw: st.DrawFn) -> Facts:
    """What one buyer clicked and typed before one or two orders."""
    people, seconds = st.sampled_from(PEOPLE[:3]), st.integers(0, 6).map(at)
    touches = [
        Touch(
            f"t{n}",
            draw(seconds),
            draw(st.sampled_from(("link", "link", "coupon", "code", "scan"))),
            draw(st.sampled_from(("E", "E", "D"))),
            draw(people),
            is_view=draw(st.integers(0, 6)) == 0,
            order=draw(st.none() | st.just("O0")),
            priority=draw(st.integers(0, 1)),
        )
        for n in range(draw(st.integers(2, 6)))
    ]
    purchases = [
        Purchase(f"O{n}", draw(seconds), "E", leader=draw(st.none() | people))
        for n in range(draw(st.integers(1, 2)))
    ]
    return Facts(touches=touches, purchases=purchases, same=draw(st.just(()) | st.just([("E", "D")])))


@st.composite
def worlds(draw: st.DrawFn) -> Facts:
    """Facts of every kind, among two to five people."""
    people, seconds = _people(draw), st.integers(0, SECONDS).map(at)
    orders = tuple(f"O{n}" for n in range(draw(st.integers(0, 7))))
    purchases = [
        Purchase(id_, draw(seconds), draw(people), leader=draw(st.none() | people)) for id_ in orders
    ]
    touches = [
        Touch(
            f"t{n}",
            draw(seconds),
            draw(st.sampled_from(("link", "coupon", "code", "scan"))),
            draw(people),
            draw(st.none() | people),
            is_view=draw(st.integers(0, 4)) == 0,
            order=draw(st.none() | st.sampled_from(("O0", "O1"))),
        )
        for n in range(draw(st.integers(0, 5)) + draw(st.integers(0, 6)))
    ]
    bonds = [
        NewBond(f"b{n}", draw(seconds), draw(people), draw(people)) for n in range(draw(st.integers(0, 5)))
    ]
    attempts = [
        CodeAttempt(f"a{n}", draw(seconds), draw(people), draw(st.integers(0, 3)) == 0)
        for n in range(draw(st.integers(0, 6)))
    ]
    marks = [
        Mark(
            draw(people),
            draw(st.sampled_from(("device", "device", "household"))),
            draw(st.sampled_from(HASHES)),
            draw(_windows()),
        )
        for _ in range(draw(st.integers(0, 8)))
    ]
    same = draw(st.lists(st.tuples(people, people), max_size=2)) if draw(st.booleans()) else []
    return Facts(touches=touches, purchases=purchases, bonds=bonds, attempts=attempts, marks=marks, same=same)


@st.composite
def trades(draw: st.DrawFn) -> Facts:
    """Purchases alone, every leader known: two to five people who buy by each other."""
    people, seconds = _people(draw), st.integers(0, SECONDS).map(at)
    return Facts(
        purchases=[
            Purchase(f"O{n:02}", draw(seconds), draw(people), leader=draw(people))
            for n in range(draw(st.integers(0, 8)) + draw(st.integers(0, 12)))
        ]
    )


def elsewhere(facts: Facts) -> Facts:
    """Return the same world with other people, other devices and other ids: nothing in common with it."""

    def other(text: str) -> str:
        return f"x-{text}"

    return Facts(
        touches=[
            Touch(
                other(touch.id),
                touch.at,
                touch.kind,
                other(touch.by),
                None if touch.owner is None else other(touch.owner),
                is_view=touch.is_view,
                order=None if touch.order is None else other(touch.order),
            )
            for touch in facts.touches
        ],
        purchases=[
            Purchase(
                other(order.id),
                order.at,
                other(order.by),
                leader=None if order.leader is None else other(order.leader),
            )
            for order in facts.purchases
        ],
        bonds=[NewBond(other(b.id), b.at, other(b.member), other(b.leader)) for b in facts.bonds],
        attempts=[CodeAttempt(other(a.id), a.at, other(a.by), a.is_known) for a in facts.attempts],
        marks=[Mark(other(m.person), m.kind, other(m.hash), m.window) for m in facts.marks],
        same=[[other(one) for one in group] for group in facts.same],
    )


def both(one: Facts, other: Facts) -> Facts:
    """Return two worlds as one."""
    return Facts(
        touches=(*one.touches, *other.touches),
        purchases=(*one.purchases, *other.purchases),
        bonds=(*one.bonds, *other.bonds),
        attempts=(*one.attempts, *other.attempts),
        marks=(*one.marks, *other.marks),
        same=(*one.same, *other.same),
    )
