"""What rounds refuse: with a word, the value, and a sentence in both languages."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from communekit.errors import CommunekitError
from communekit.groupbuy.allocation import Booking, Pack
from communekit.groupbuy.rounds import (
    DateChange,
    DemandSignal,
    DemandThreshold,
    EveryNth,
    InvalidDemandError,
    InvalidRoundError,
    InvalidStandingOrderError,
    OnWeekdays,
    Paused,
    ResaleOffer,
    ResaleRefusedError,
    Round,
    RoundPlan,
    StandingLine,
    StandingOrder,
    StoreRound,
    StoreTerms,
    gather_demand,
    purchase_list,
    standing_bookings,
)
from communekit.money import Money, Rate
from communekit.period import Calendar, Duration, InvalidTimeError, Window
from tests.groupbuy.rounds.worlds import ZONE, at, weekly

ROUND = weekly().round("2026-03-12")
EAST = ROUND.at("east")
LINE = StandingLine("eggs", 2)
SIGNAL = DemandSignal("li", "east", "eggs", 1, at("01T09:00"))
FIVE = DemandThreshold(people=5)


def wrong(value: object) -> Any:
    """Hand in what the types forbid."""
    return value


def a_round(**changes: Any) -> Round:
    """Return a round with something changed in it."""
    given = {
        "plan": "farm", "occurrence": "2026-03-12", "number": 2, "leader": "brand", "ships_at": ROUND.ships_at,
        "stores": ROUND.stores, "zone": ZONE, **changes,
    }  # fmt: skip
    return Round(**given)


def standing(**changes: Any) -> StandingOrder:
    """Return a standing order with something changed in it."""
    given = {
        "id": "s1", "plan": "farm", "member": "li", "store": "east", "since": at("01T09:00"), "first": "2026-03-12",
        "first_number": 2, "lines": [LINE], **changes,
    }  # fmt: skip
    return StandingOrder(**given)


def resale(**changes: Any) -> ResaleOffer:
    """Return a resale with something changed in it."""
    given = {
        "commission": Rate.percent("8"),
        "floors": {"eggs": Money.cny("12.00")},
        "at": at("07T09:00"),
        **changes,
    }
    return ResaleOffer.of(given.pop("round_", ROUND), "chen", **given)


def place(orders: list[Any], stock: Any = None) -> object:
    """Place standing orders."""
    return standing_bookings(ROUND, orders, {} if stock is None else stock, at=at("09T09:00"))


REFUSED: list[tuple[Callable[[], object], type[CommunekitError], str]] = [
    (lambda: weekly(stores=[]), InvalidRoundError, "no_stores"),
    (lambda: weekly(stores=[StoreTerms("east"), StoreTerms("east")]), InvalidRoundError, "twice"),
    (lambda: weekly(stores=["east"]), InvalidRoundError, "kind"),
    (lambda: weekly(calendar="weekly"), InvalidRoundError, "kind"),
    (lambda: weekly(calendar=Calendar.weekly(ZONE)), InvalidRoundError, "no_rule"),
    (lambda: weekly(opens=6), InvalidRoundError, "kind"),
    (lambda: weekly(opens=Duration.days(2)), InvalidRoundError, "not_before_cut_off"),
    (lambda: weekly(opens=Duration()), InvalidRoundError, "not_before_cut_off"),
    (lambda: weekly(changes=[DateChange("2026-03-13")]), InvalidRoundError, "no_such_round"),
    (lambda: weekly(changes=[DateChange("2026-03-12")] * 2), InvalidRoundError, "twice"),
    (lambda: weekly(changes=["2026-03-12"]), InvalidRoundError, "kind"),
    (lambda: weekly().round("2026-03-11"), InvalidRoundError, "no_such_round"),
    (lambda: weekly().round("2026-02-26"), InvalidRoundError, "no_such_round"),
    (lambda: weekly().round("12 March"), InvalidRoundError, "day"),
    (lambda: weekly().round("2026-02-30"), InvalidRoundError, "day"),
    (lambda: weekly().round(datetime(2026, 3, 12)), InvalidRoundError, "day"),  # noqa: DTZ001  # the point of it
    (lambda: weekly().upcoming(at("01T09:00"), 0), InvalidRoundError, "count"),
    (lambda: weekly().upcoming(at("01T09:00"), 1_001), InvalidRoundError, "count"),
    (lambda: weekly().rounds(Window(at("01T09:00"))), InvalidTimeError, "open_window"),
    (lambda: StoreTerms("east", wrong(2)), InvalidRoundError, "kind"),
    (lambda: StoreTerms("east", Duration(), wrong(2)), InvalidRoundError, "kind"),
    (lambda: StoreRound("east", wrong("now"), ROUND.ships_at), InvalidRoundError, "kind"),
    (lambda: StoreRound("east", Window(at("01T09:00")), ROUND.ships_at), InvalidRoundError, "not_before_cut_off"),
    (lambda: StoreRound("east", EAST.window, EAST.window.start), InvalidRoundError, "after_shipping"),
    (lambda: a_round(number=0), InvalidRoundError, "number"),
    (lambda: a_round(number=True), InvalidRoundError, "number"),
    (lambda: a_round(stores=[]), InvalidRoundError, "no_stores"),
    (lambda: a_round(stores=[EAST, EAST]), InvalidRoundError, "twice"),
    (lambda: a_round(stores=["east"]), InvalidRoundError, "kind"),
    (lambda: a_round(is_cancelled=1), InvalidRoundError, "kind"),
    (lambda: a_round(ships_at=at("10T05:59")), InvalidRoundError, "after_shipping"),
    (lambda: a_round(ships_at=at("12T06:01")), InvalidRoundError, "after_shipping"),
    (lambda: ROUND.at("north"), InvalidRoundError, "unknown_store"),
    (lambda: ROUND.reopened("north", until=ROUND.ships_at), InvalidRoundError, "unknown_store"),
    (lambda: ROUND.reopened("east", until=at("12T06:01")), InvalidRoundError, "after_shipping"),
    (lambda: ROUND.reopened("east", until=EAST.window.start), InvalidTimeError, "empty_window"),
    (lambda: StandingLine("eggs", 0), InvalidStandingOrderError, "nothing"),
    (lambda: StandingLine("eggs", -1), InvalidStandingOrderError, "quantity"),
    (lambda: StandingLine("eggs", 1, tolerance=10**12 + 1), InvalidStandingOrderError, "quantity"),
    (lambda: StandingLine("eggs", True), InvalidStandingOrderError, "quantity"),
    (lambda: standing(lines=[]), InvalidStandingOrderError, "nothing"),
    (lambda: standing(lines=[LINE, LINE]), InvalidStandingOrderError, "twice"),
    (lambda: standing(lines=["eggs"]), InvalidStandingOrderError, "kind"),
    (lambda: standing(first_number=0), InvalidStandingOrderError, "number"),
    (lambda: standing(rhythm="weekly"), InvalidStandingOrderError, "kind"),
    (lambda: standing(until="2026-03-12"), InvalidStandingOrderError, "empty_span"),
    (lambda: standing(changes=["skip"]), InvalidStandingOrderError, "kind"),
    (lambda: standing(changes=[Paused(at("01T08:59"), "2026-03-12")]), InvalidStandingOrderError, "back_in_time"),
    (lambda: Paused(at("01T09:00"), "2026-03-12", "2026-03-12"), InvalidStandingOrderError, "empty_span"),
    (lambda: standing().skipped(ROUND, at=at("01T08:59")), InvalidStandingOrderError, "back_in_time"),
    (lambda: standing().skipped(weekly().round("2026-03-05"), at=at("01T09:00")), InvalidStandingOrderError, "too_early"),
    (lambda: standing(store="north").skipped(ROUND, at=at("01T09:00")), InvalidStandingOrderError, "no_store"),
    (lambda: standing(plan="ranch").skipped(ROUND, at=at("01T09:00")), InvalidStandingOrderError, "other_plan"),
    (lambda: EveryNth(0), InvalidStandingOrderError, "every"),
    (lambda: EveryNth(1_001), InvalidStandingOrderError, "every"),
    (lambda: EveryNth(wrong("2")), InvalidStandingOrderError, "every"),
    (lambda: OnWeekdays([]), InvalidStandingOrderError, "weekday"),
    (lambda: OnWeekdays(["THU"]), InvalidStandingOrderError, "weekday"),
    (lambda: place([standing(), standing()]), InvalidStandingOrderError, "twice"),
    (lambda: place(["s1"]), InvalidStandingOrderError, "kind"),
    (lambda: place([], {"eggs": -1}), InvalidRoundError, "quantity"),
    (lambda: place([], {"eggs": 1.5}), InvalidRoundError, "quantity"),
    (lambda: place([], [("eggs", 1)]), InvalidRoundError, "kind"),
    (lambda: standing_bookings(wrong("farm"), [], {}, at=at("09T09:00")), InvalidRoundError, "kind"),
    (lambda: purchase_list(ROUND, {"north": []}, {}), InvalidRoundError, "unknown_store"),
    (lambda: purchase_list(ROUND, {"east": [wrong("b1")]}, {}), InvalidRoundError, "kind"),
    (lambda: purchase_list(ROUND, {"east": [Booking("b1", "li", "tea", at("07T09:00"), 1)]}, {"eggs": Pack()}), InvalidRoundError, "unknown_product"),
    (lambda: purchase_list(ROUND, {}, {}).of_store("north"), InvalidRoundError, "unknown_store"),
    (lambda: purchase_list(ROUND, {}, {}).allocation("eggs"), InvalidRoundError, "not_booked"),
    (lambda: resale(round_="farm"), ResaleRefusedError, "kind"),
    (lambda: resale(commission=8), ResaleRefusedError, "kind"),
    (lambda: resale(window="always"), ResaleRefusedError, "kind"),
    (lambda: resale(floors={}), ResaleRefusedError, "nothing"),
    (lambda: resale(floors=["eggs"]), ResaleRefusedError, "kind"),
    (lambda: resale(floors={"eggs": 12}), ResaleRefusedError, "price"),
    (lambda: resale(floors={"eggs": Money.cny("-0.01")}), ResaleRefusedError, "price"),
    (lambda: DemandSignal("li", "east", "eggs", -1, at("01T09:00")), InvalidDemandError, "quantity"),
    (DemandThreshold, InvalidDemandError, "one_unit"),
    (lambda: DemandThreshold(people=1, quantity=1), InvalidDemandError, "one_unit"),
    (lambda: DemandThreshold(people=0), InvalidDemandError, "one_unit"),
    (lambda: gather_demand([wrong("li")], FIVE, window=EAST.window), InvalidDemandError, "kind"),
    (lambda: gather_demand([SIGNAL], wrong(5), window=EAST.window), InvalidDemandError, "kind"),
    (lambda: gather_demand([SIGNAL], FIVE, window=wrong("march")), InvalidDemandError, "kind"),
    (lambda: gather_demand([SIGNAL], FIVE, window=Window(at("01T09:00"))), InvalidDemandError, "open_window"),
]  # fmt: skip


@pytest.mark.parametrize(("make", "error", "problem"), REFUSED)
def test_refused_with_a_word(make: Callable[[], object], error: type[CommunekitError], problem: str) -> None:
    """Each with its own word, and a sentence in English and in Chinese."""
    with pytest.raises(error) as refused:
        make()
    assert refused.value.data()["problem"] == problem
    assert problem in error.problems or error is InvalidTimeError
    assert refused.value.text("en") != refused.value.text("zh")


def test_every_word_is_said() -> None:
    """No problem is listed that nothing refuses."""
    said = {(error, problem) for _, error, problem in REFUSED}
    resale_words = {"own", "depth", "outside_round", "not_approved", "withdrawn", "declined", "decided", "too_early",
                    "too_late", "product", "below_floor"}  # fmt: skip  # in test_resale
    for error in (InvalidRoundError, InvalidStandingOrderError, ResaleRefusedError, InvalidDemandError):
        known = resale_words if error is ResaleRefusedError else set()
        assert set(error.problems) - known == {problem for of, problem in said if of is error}


def test_a_plan_is_what_it_says() -> None:
    """The smallest plan that is none: opening at the cut-off; and the one beside it."""
    terms = [StoreTerms("east", Duration.days(2))]
    plan = RoundPlan(
        "farm", "brand", Calendar.rrule("FREQ=WEEKLY", ZONE, "2026-03-05"), Duration.parse("P2DT1S"), terms
    )
    assert plan.round("2026-03-05").at("east").window.length.total_seconds() == 1
