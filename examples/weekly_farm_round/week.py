"""A farm's week: two stores, eight neighbours, one van; from the plan to what each carries home.

Run it: `python examples/weekly_farm_round/week.py`
"""

from collections.abc import Iterator

from communekit.groupbuy.allocation import Booking, Measure, Pack, PartCase, allocate, grams
from communekit.groupbuy.rounds import (
    EveryNth,
    Placement,
    PurchaseList,
    RoundPlan,
    StandingLine,
    StandingOrder,
    StoreTerms,
    preview_rounds,
    purchase_list,
    standing_bookings,
)
from communekit.period import Calendar, Duration

PLAN = RoundPlan(
    "green-farm",
    "brand",
    Calendar.rrule("FREQ=WEEKLY;BYDAY=TH", "Asia/Shanghai", "2026-03-05T06:00"),
    Duration.days(6),
    [
        StoreTerms("east", Duration.days(2), Duration.hours(10)),
        StoreTerms("west", Duration.days(1), Duration.hours(4)),
    ],
    supplier="green_farm",
).cancelled("2026-03-26")
"""The van leaves on Thursdays at six, but not in the week of the festival."""

PACKS = {
    "eggs": Pack(10),
    "milk": Pack(6, part_case=PartCase.ORDER),
    "potatoes": Pack(grams(5), Measure.GRAM),
}
"""Eggs in trays of ten, milk in crates of six (the store keeps what is over), potatoes in sacks of 5 kg."""

MEASURES = {"potatoes": Measure.GRAM}

STOCK = {"eggs": 40, "milk": None, "potatoes": grams(20)}
"""What the farm has this week; milk as much as is ordered."""

ROUND = PLAN.round("2026-03-12")


def standing() -> list[StandingOrder]:
    """Return the standing orders, with what was said of them since."""
    first = PLAN.round("2026-03-05")

    def order(number: int, member: str, store: str, *lines: StandingLine, every: int = 1) -> StandingOrder:
        return StandingOrder.starting(
            f"s{number}", first, member, store, lines, at=f"2026-02-2{number}T09:00+08:00", rhythm=EveryNth(every)
        )  # fmt: skip

    orders = [
        order(1, "li", "east", StandingLine("eggs", 12, tolerance=4), StandingLine("milk", 2)),
        order(
            2,
            "wang",
            "west",
            StandingLine("potatoes", grams(5, "斤"), tolerance=grams("1.5")),
            StandingLine("eggs", 10),
        ),
        order(3, "ann", "west", StandingLine("eggs", 10)),
        order(4, "bo", "east", StandingLine("eggs", 6), StandingLine("cherries", 1)),
        order(5, "chen", "west", StandingLine("potatoes", grams(4))),
        order(6, "dai", "east", StandingLine("milk", 2), every=2),
    ]
    orders[2] = orders[2].paused(ROUND, at="2026-03-04T21:00+08:00", until="2026-04-02")
    orders[4] = orders[4].revised(ROUND, [StandingLine("potatoes", grams(6))], at="2026-03-07T21:00+08:00")
    return orders


def ordered(placements: tuple[Placement, ...]) -> PurchaseList:
    """Return the farm's order: what was placed, and what two neighbours ordered by themselves."""
    bookings: dict[str, list[Booking]] = {
        "east": [Booking("b1", "eve", "eggs", "2026-03-07T20:00+08:00", 3)],
        "west": [Booking("b2", "fu", "milk", "2026-03-11T06:00+08:00", 1)],  # at the cut-off: too late
    }
    for one in placements:
        bookings[one.standing.store] += one.bookings
    return purchase_list(ROUND, bookings, PACKS)


def week() -> Iterator[str]:
    """Yield the week, line by line."""
    yield "The round"
    for one in ROUND.stores:
        times = (one.window.start, one.cut_off_at, one.pick_up_at)
        opens, cut_off, pick_up = (f"{moment.astimezone(ROUND.zone):%a %d %b %H:%M}" for moment in times)
        yield f"  {one.store}: open from {opens}, cut-off {cut_off}, pick-up from {pick_up}"
    yield "What will not be ordered in the next three rounds"
    for preview in preview_rounds(PLAN, standing(), at="2026-03-08T08:00+08:00", count=3):
        yield from (f"  {one.text()}" for one in preview.will_not)
    yield "Standing orders, placed on Sunday"
    placed = standing_bookings(ROUND, standing(), STOCK, at="2026-03-08T12:00+08:00")
    yield from (f"  {one.text(measures=MEASURES)}" for one in placed if one.lines)
    needed = ordered(placed)
    yield f"To the farm, {needed.sent_at.astimezone(ROUND.zone):%a %d %b %H:%M}"
    yield from (f"  {name}: {cases} x {PACKS[name].size}" for name, cases in needed.cases.items())
    for store in ("east", "west"):
        yield f"For {store}, {ROUND.pick_up_day(store)}"
        yield from (
            f"  {PACKS[name].measure.text(quantity)} {name}"
            for name, quantity in needed.of_store(store).items()
        )
    yield f"Too late: {', '.join(booking.member for booking in needed.late)}"
    yield "28 eggs arrived"
    eggs = needed.allocation("eggs")
    arrived = allocate([portion.booking for portion in eggs], PACKS["eggs"], delivered=28)
    yield from (f"  {arrived.text(portion.booking.id)}" for portion in arrived)


if __name__ == "__main__":
    print("\n".join(week()))
