"""Strategies of recurring rounds: plans, rounds, standing orders, resale, demand (循环开团测试策略)."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from hypothesis import strategies as st

from communekit.groupbuy.rounds import (
    CampaignProposal,
    Change,
    DateChange,
    DemandSignal,
    DemandThreshold,
    EveryNth,
    OnWeekdays,
    Paused,
    ResaleOffer,
    Resumed,
    Revised,
    Rhythm,
    Round,
    RoundPlan,
    StandingLine,
    StandingOrder,
    StoreRound,
    StoreTerms,
)
from communekit.period import Calendar, Duration, Window

from .ground import amounts, counts, ids, instants, recurrences, shares, windows, zones

_MAYBE: Final = st.none() | ids()
_MAYBE_AT: Final = st.none() | instants()
_BEFORE_LAST: Final = instants().filter(lambda at: 1900 < at.year < 2199)
_SECONDS: Final = st.integers(1, 10**6).map(lambda seconds: timedelta(seconds=seconds))
_UP_TO: Final = st.builds(Duration, st.just(0), st.integers(0, 5), st.integers(0, 100_000))
_WEEK: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAYS: Final = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def store_terms(store: str | None = None) -> st.SearchStrategy[StoreTerms]:
    """Draw the terms of a store, of any where none is named; less than a week from its cut-off to the shipping."""
    return st.builds(StoreTerms, ids() if store is None else st.just(store), _UP_TO, _UP_TO)


@st.composite
def round_plans(draw: st.DrawFn) -> RoundPlan:
    """Draw a plan whose first rounds may have another date, or be cancelled."""
    cycle = draw(recurrences())
    days = sorted({clock.date() for clock in cycle.clocks(cycle.start.year)})[:3]
    stores = draw(st.lists(ids(), min_size=1, max_size=3, unique=True))
    moved = draw(st.lists(st.sampled_from(days), max_size=2, unique=True))
    return RoundPlan(
        draw(ids()),
        draw(ids()),
        Calendar(cycle, draw(zones())),
        Duration.days(draw(st.integers(8, 20))),
        tuple(draw(store_terms(store)) for store in stores),
        supplier=draw(_MAYBE),
        changes=[DateChange(day, draw(_MAYBE_AT)) for day in moved],
    )


@st.composite
def store_rounds(draw: st.DrawFn, store: str | None = None, ships_at: datetime | None = None) -> StoreRound:
    """Draw a round in a store, of any where none is named; cut off by the shipping, fetched after it."""
    leaves = draw(_BEFORE_LAST) if ships_at is None else ships_at
    cut_off_at = leaves - draw(st.just(timedelta()) | _SECONDS)
    return StoreRound(
        draw(ids()) if store is None else store,
        Window(cut_off_at - draw(_SECONDS), cut_off_at),
        leaves + draw(st.just(timedelta()) | _SECONDS),
    )


@st.composite
def rounds(draw: st.DrawFn) -> Round:
    """Draw a round of one store or some, which may not take place."""
    ships_at = draw(_BEFORE_LAST)
    stores = draw(st.lists(ids(), min_size=1, max_size=3, unique=True))
    return Round(
        draw(ids()),
        draw(_DAYS),
        draw(counts(500)),
        draw(ids()),
        ships_at,
        tuple(draw(store_rounds(store, ships_at)) for store in stores),
        zone=draw(zones()),
        supplier=draw(_MAYBE),
        is_cancelled=draw(st.booleans()),
    )


def every_nth() -> st.SearchStrategy[EveryNth]:
    """Draw every n-th round."""
    return st.builds(EveryNth, counts(1_000))


def on_weekdays() -> st.SearchStrategy[OnWeekdays]:
    """Draw the rounds of some weekdays."""
    return st.builds(OnWeekdays, st.lists(st.sampled_from(_WEEK), min_size=1, max_size=4))


def rhythms() -> st.SearchStrategy[Rhythm]:
    """Draw in which rounds a standing order is due."""
    return st.one_of(every_nth(), on_weekdays())


def standing_lines() -> st.SearchStrategy[StandingLine]:
    """Draw what is asked of a product in each round, firm, as a tolerance, or both."""
    firm = st.builds(StandingLine, ids(), counts(500), tolerance=st.integers(0, 20))
    return firm | st.builds(StandingLine, ids(), st.just(0), tolerance=counts(20))


def _lines() -> st.SearchStrategy[list[StandingLine]]:
    return st.lists(standing_lines(), min_size=1, max_size=3, unique_by=lambda line: line.product)


@st.composite
def _spans(draw: st.DrawFn) -> tuple[date, date | None]:
    first = draw(_DAYS)
    lasts = draw(st.none() | st.just(1) | counts(400))
    return first, None if lasts is None else first + timedelta(days=lasts)


def changes_at(at: datetime) -> st.SearchStrategy[Change]:
    """Draw what was said of a standing order at an instant."""
    return st.one_of(
        st.builds(lambda span, lines: Revised(at, *span, lines=lines), _spans(), _lines()),
        _spans().map(lambda span: Paused(at, *span)),
        _spans().map(lambda span: Resumed(at, *span)),
    )


@st.composite
def standing_orders(draw: st.DrawFn) -> StandingOrder:
    """Draw a standing order with what was said later."""
    since, (first, until) = draw(_BEFORE_LAST), draw(_spans())
    passed = sorted(draw(st.lists(_SECONDS, max_size=3)))
    return StandingOrder(
        draw(ids()),
        draw(ids()),
        draw(ids()),
        draw(ids()),
        since,
        first,
        draw(counts(500)),
        draw(_lines()),
        draw(rhythms()),
        until=until,
        changes=[draw(changes_at(since + later)) for later in passed],
    )


@st.composite
def resale_offers(draw: st.DrawFn) -> ResaleOffer:
    """Draw a resale: offered, decided on, withdrawn."""
    leader, reseller = draw(st.lists(ids(), min_size=2, max_size=2, unique=True))
    decided = draw(st.sampled_from(("", "approved_at", "declined_at")))
    return ResaleOffer(
        draw(ids()),
        leader,
        reseller,
        draw(windows()),
        draw(shares()),
        draw(st.dictionaries(ids(), amounts(0, 10**6), min_size=1, max_size=3)),
        draw(instants()),
        withdrawn_at=draw(_MAYBE_AT),
        **({decided: draw(instants())} if decided else {}),
    )


def demand_signals() -> st.SearchStrategy[DemandSignal]:
    """Draw what a neighbour would buy, or that she would not any more."""
    return st.builds(DemandSignal, ids(), ids(), ids(), st.integers(0, 500), instants())


def demand_thresholds() -> st.SearchStrategy[DemandThreshold]:
    """Draw from when demand is worth a group buy."""
    people = st.builds(DemandThreshold, people=counts(500))
    return people | st.builds(DemandThreshold, quantity=counts(10**6))


def campaign_proposals() -> st.SearchStrategy[CampaignProposal]:
    """Draw the demand for a product in a store, with its evidence."""
    evidence = st.lists(demand_signals(), min_size=1, max_size=3).map(tuple)
    return st.builds(CampaignProposal, ids(), ids(), windows(), demand_thresholds(), evidence, _MAYBE_AT)


ROUNDS: Final[Mapping[type, st.SearchStrategy[Any]]] = {
    CampaignProposal: campaign_proposals(),
    DateChange: st.builds(DateChange, _DAYS, _MAYBE_AT),
    DemandSignal: demand_signals(),
    DemandThreshold: demand_thresholds(),
    EveryNth: every_nth(),
    OnWeekdays: on_weekdays(),
    Paused: st.builds(lambda at, span: Paused(at, *span), instants(), _spans()),
    ResaleOffer: resale_offers(),
    Resumed: st.builds(lambda at, span: Resumed(at, *span), instants(), _spans()),
    Revised: st.builds(
        lambda at, span, lines: Revised(at, *span, lines=lines), instants(), _spans(), _lines()
    ),
    Round: rounds(),
    RoundPlan: round_plans(),
    StandingLine: standing_lines(),
    StandingOrder: standing_orders(),
    StoreRound: store_rounds(),
    StoreTerms: store_terms(),
}
"""What is drawn for each class."""

__all__ = [
    "ROUNDS",
    "campaign_proposals",
    "changes_at",
    "demand_signals",
    "demand_thresholds",
    "every_nth",
    "on_weekdays",
    "resale_offers",
    "rhythms",
    "round_plans",
    "rounds",
    "standing_lines",
    "standing_orders",
    "store_rounds",
    "store_terms",
]
