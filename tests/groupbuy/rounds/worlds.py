"""Plans, rounds and standing orders to test with: few stores and products and small quantities, so that they meet."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from hypothesis import strategies as st

from communekit.errors import CommunekitError
from communekit.groupbuy.allocation import Booking
from communekit.groupbuy.rounds import (
    EveryNth,
    OnWeekdays,
    Placement,
    Rhythm,
    Round,
    RoundPlan,
    StandingLine,
    StandingOrder,
    StoreTerms,
)
from communekit.ids import OrderId, ProductId
from communekit.period import Calendar, Duration, Window, instant

ZONE = "Asia/Shanghai"
STORES = ("east", "north", "west")
PRODUCTS = (ProductId("eggs"), ProductId("honey"), ProductId("milk"))
MEMBERS = ("ann", "bo", "chen", "dai")
RULES = (
    "FREQ=WEEKLY;BYDAY=TH",
    "FREQ=WEEKLY;BYDAY=TU,FR",
    "FREQ=DAILY;INTERVAL=3",
    "FREQ=MONTHLY;BYMONTHDAY=5,20",
)
YEAR = Window.parse("2025-12-30/2027-01-01", zone="UTC")
SPRING = Window.parse("2025-12-30/2026-05-01", zone="UTC")
SEASON = Window.parse("2025-12-30/2026-03-10", zone="UTC")

Bookings = dict[OrderId, tuple[Booking, ...]]
Stocks = dict[str, int | None]


def weekly(**changes: Any) -> RoundPlan:
    """Return the plan of a farm that ships on Thursdays at six: east cuts off on Tuesday, west on Wednesday, at six."""
    calendar = Calendar.rrule("FREQ=WEEKLY;BYDAY=TH", ZONE, "2026-03-05T06:00")
    given = {
        "id": "farm",
        "leader": "brand",
        "calendar": calendar,
        "opens": Duration.days(6),
        "stores": (StoreTerms("east", Duration.days(2)), StoreTerms("west", Duration.days(1))),
    }
    return RoundPlan(**{**given, **changes})


LEADS = st.builds(Duration, st.just(0), st.integers(0, 3), st.sampled_from((0, 3_600, 36 * 3_600)))
"""Lead times: none, days, hours, both."""


@lru_cache(maxsize=64)
def season(plan: RoundPlan) -> tuple[Round, ...]:
    """Return the first rounds of a plan, some ten weeks of them, twenty at the most."""
    return plan.rounds(SEASON)[:20]


@st.composite
def plans(
    draw: st.DrawFn, *, zones: Sequence[str] = (ZONE, "Europe/Berlin", "America/Sao_Paulo")
) -> RoundPlan:
    """Draw a plan of some stores, also where clocks are changed, and at hours which they skip or show twice."""
    hour = draw(st.sampled_from(("00:00", "02:30", "06:00")))
    calendar = Calendar.rrule(
        draw(st.sampled_from(RULES)), draw(st.sampled_from(zones)), f"2026-01-01T{hour}"
    )
    names = draw(st.lists(st.sampled_from(STORES), min_size=1, unique=True))
    terms = [StoreTerms(name, draw(LEADS), draw(LEADS)) for name in names]
    return RoundPlan("farm", "brand", calendar, Duration.days(draw(st.integers(6, 12))), terms)


def days_of(plan: RoundPlan) -> list[date]:
    """Return the first days that the rule of a plan gives."""
    return [round_.occurrence for round_ in season(plan)]


@st.composite
def redated(draw: st.DrawFn, plan: RoundPlan) -> RoundPlan:
    """Draw the plan with some of its rounds on other days, or cancelled."""
    for occurrence in draw(st.lists(st.sampled_from(days_of(plan)), max_size=3, unique=True)):
        by = timedelta(hours=draw(st.integers(-200, 200)))
        if draw(BOOLEANS):
            plan = plan.redated(occurrence, plan.round(occurrence).ships_at + by)
        else:
            plan = plan.cancelled(occurrence)
    return plan


LINES = st.dictionaries(
    st.sampled_from(PRODUCTS),
    st.tuples(st.integers(0, 5), st.integers(0, 3)).filter(lambda both: sum(both) > 0),
    min_size=1,
    max_size=3,
).map(lambda of: [StandingLine(name, firm, tolerance=more) for name, (firm, more) in of.items()])
"""What somebody wants of some products."""

RHYTHMS: st.SearchStrategy[Rhythm] = st.builds(EveryNth, st.integers(1, 3)) | st.builds(
    OnWeekdays, st.lists(st.sampled_from(("TU", "TH", "FR")), min_size=1, max_size=3)
)
"""How often."""

STOCKS: st.SearchStrategy[Stocks] = st.dictionaries(st.sampled_from(PRODUCTS), st.none() | st.integers(0, 30))
"""What there is of some products: none, little, enough, any quantity."""

HOURS, MORE_HOURS, SPANS, BOOLEANS = (
    st.integers(1, 5),
    st.integers(0, 90),
    st.none() | st.integers(1, 30),
    st.booleans(),
)
COUNTS, A_MEMBER = st.integers(0, 2), st.sampled_from(MEMBERS)
VERBS = st.sampled_from(("revised", "skipped", "paused", "resumed"))


@st.composite
def orders(draw: st.DrawFn, plan: RoundPlan, *, most: int = 4) -> list[StandingOrder]:
    """Draw standing orders of a plan in no order, each with a history that it allowed."""
    rounds = season(plan)[:8]
    made = []
    for number in range(draw(st.integers(0, most))):
        store = draw(st.sampled_from([terms.store for terms in plan.stores]))
        begin = draw(st.sampled_from(rounds[:3]))
        at = rounds[0].window.start - timedelta(hours=draw(HOURS))
        order = StandingOrder.starting(
            f"s{number}", begin, draw(A_MEMBER), store, draw(LINES), at=at, rhythm=draw(RHYTHMS),
            until=draw(st.none() | st.sampled_from([round_.occurrence for round_ in rounds[4:]])),
        )  # fmt: skip
        for _ in range(draw(COUNTS)):
            at += timedelta(hours=draw(MORE_HOURS))
            order = told(draw, order, draw(st.sampled_from(rounds)), at)
        made.append(order)
    return draw(st.permutations(made))


def told(draw: st.DrawFn, order: StandingOrder, round_: Round, at: datetime) -> StandingOrder:
    """Draw a change and say it, where the order allows it."""
    days = draw(SPANS)
    until = None if days is None else round_.occurrence + timedelta(days=days)
    try:
        match draw(VERBS):
            case "revised":
                return order.revised(round_, draw(LINES), at=at, until=until)
            case "skipped":
                return order.skipped(round_, at=at)
            case "paused":
                return order.paused(round_, at=at, until=until)
            case _:
                return order.resumed(round_, at=at, until=until)
    except CommunekitError:
        return order


def moments(round_: Round) -> st.SearchStrategy[datetime]:
    """Draw a moment before, in and after the windows of a round, their edges among them."""
    edges = [edge for one in round_.stores for edge in (one.window.start, one.cut_off_at)]
    span = int((round_.window.length).total_seconds())
    return st.sampled_from(edges) | st.integers(-3_600, span + 3_600).map(
        lambda second: round_.window.start + timedelta(seconds=second)
    )


def ordered(placements: Sequence[Placement]) -> Bookings:
    """Return what is ordered, as a host keeps it."""
    return {one.order: one.bookings for one in placements if one.bookings}


def totals(held: Mapping[OrderId, Sequence[Booking]]) -> dict[str, int]:
    """Return how much is ordered of each product, tolerance included."""
    got: dict[str, int] = {}
    for bookings in held.values():
        for booking in bookings:
            got[booking.product] = got.get(booking.product, 0) + booking.firm + booking.tolerance
    return got


def at(text: str) -> datetime:
    """Return a moment of March 2026 by the clocks of the place: "03T09:00"."""
    return instant(f"2026-03-{text}+08:00")
