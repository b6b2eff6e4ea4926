"""Strategies of campaigns' lives: commands, events, seats, groups, instructions (团购过程测试策略)."""

from collections.abc import Mapping
from typing import Any, Final

from hypothesis import strategies as st

from communekit.groupbuy.allocation import Measure
from communekit.groupbuy.campaign import (
    Advance,
    Announce,
    BalanceDue,
    BalanceMissed,
    CampaignCancelled,
    CampaignCommand,
    CampaignConcluded,
    CampaignEvent,
    Cancel,
    Charge,
    Conclude,
    CutOff,
    FillingBegun,
    GiveUp,
    Group,
    GroupCancelled,
    GroupClosed,
    GroupExpired,
    GroupFormed,
    GroupState,
    Join,
    Leave,
    Notify,
    Pay,
    PaymentStrayed,
    PaymentTaken,
    PricesAnnounced,
    Publish,
    Published,
    PurchaseOrder,
    Receive,
    Received,
    Reduce,
    RefundMoney,
    Restock,
    Restocked,
    Seat,
    SeatLapsed,
    SeatLeft,
    SeatReduced,
    SeatReturned,
    SeatState,
    SeatTaken,
    TakeBack,
    ThresholdWaived,
    Waive,
    Want,
    Wants,
)

from .allocation import demands
from .campaign import campaigns
from .ground import counts, ids, instants, said, texts, yuan

_MAYBE: Final = st.none() | ids()
_UNTIL: Final = st.none() | instants()
_PRICES: Final = st.dictionaries(ids(), yuan(1), max_size=2)
_SERVED: Final = st.dictionaries(ids(), st.dictionaries(ids(), st.integers(0, 40), max_size=2), max_size=2)
_NUMBERS: Final = st.dictionaries(ids(), st.integers(0, 40), max_size=2)
_WHY: Final = st.sampled_from(("threshold", "full", "waived", "nobody", "tier"))


def wanted() -> st.SearchStrategy[Want]:
    """Draw what a seat wants of a product."""
    return st.builds(Want, ids(), counts(), st.integers(0, 5)) | st.builds(Want, ids(), st.just(0), counts())


def wants() -> st.SearchStrategy[Wants]:
    """Draw what a seat wants, each product once."""
    return st.lists(wanted(), min_size=1, max_size=3, unique_by=lambda want: want.product).map(tuple)


def seats() -> st.SearchStrategy[Seat]:
    """Draw a joining."""
    return st.builds(
        Seat,
        id=ids(),
        number=counts(10**4),
        group=ids(),
        before=_MAYBE,
        member=ids(),
        store=_MAYBE,
        household=_MAYBE,
        leader=_MAYBE,
        at=instants(),
        until=instants(),
        wants=wants(),
        joined_with=wants(),
        first=yuan(),
        asked=yuan(),
        paid=yuan(),
        refunded=yuan(),
        final=st.none() | yuan(),
        payments=st.lists(st.tuples(ids(), yuan(1)), max_size=2).map(tuple),
        state=st.sampled_from(SeatState),
    )


def groups() -> st.SearchStrategy[Group]:
    """Draw those who form together."""
    return st.builds(
        Group,
        id=ids(),
        number=counts(),
        opened_at=instants(),
        closes_at=instants(),
        head=_MAYBE,
        last=_MAYBE,
        waiting=st.integers(0, 9),
        orders=st.integers(0, 9),
        people=st.integers(0, 9),
        worth=yuan(),
        demand=st.dictionaries(ids(), demands(), max_size=2),
        owing=st.integers(0, 9),
        owing_until=_UNTIL,
        waived_by=_MAYBE,
        state=st.sampled_from(GroupState),
        why=st.just("") | _WHY,
        decided_at=_UNTIL,
        prices=_PRICES,
        served=_SERVED,
    )


COMMANDS: Final[Mapping[type, st.SearchStrategy[Any]]] = {
    Advance: st.builds(Advance, instants()),
    Announce: st.builds(Announce, _PRICES, instants()),
    Cancel: st.builds(Cancel, instants(), why=said()),
    Conclude: st.builds(Conclude, instants()),
    CutOff: st.builds(CutOff, instants()),
    GiveUp: st.builds(GiveUp, ids(), instants()),
    Join: st.builds(
        Join,
        ids(),
        ids(),
        wants(),
        instants(),
        group=_MAYBE,
        store=_MAYBE,
        household=_MAYBE,
        leader=_MAYBE,
    ),
    Leave: st.builds(Leave, ids(), instants()),
    Pay: st.builds(Pay, ids(), ids(), yuan(1), instants()),
    Publish: st.builds(Publish, campaigns(), instants()),
    Receive: st.builds(Receive, ids(), st.integers(0, 500), instants()),
    Reduce: st.builds(Reduce, ids(), wants(), instants()),
    Restock: st.builds(Restock, ids(), st.integers(-500, 500).filter(bool), instants(), store=_MAYBE),
    TakeBack: st.builds(TakeBack, ids(), instants()),
    Waive: st.builds(Waive, ids(), ids(), instants(), why=said()),
}
EVENTS: Final[Mapping[type, st.SearchStrategy[Any]]] = {
    BalanceMissed: st.builds(BalanceMissed, ids(), st.booleans(), instants()),
    CampaignCancelled: st.builds(CampaignCancelled, said(), instants()),
    CampaignConcluded: st.builds(CampaignConcluded, instants()),
    FillingBegun: st.builds(FillingBegun, ids(), instants()),
    GroupCancelled: st.builds(GroupCancelled, ids(), said(), instants()),
    GroupClosed: st.builds(GroupClosed, ids(), instants()),
    GroupExpired: st.builds(GroupExpired, ids(), _WHY, instants()),
    GroupFormed: st.builds(
        GroupFormed,
        ids(),
        _WHY,
        _MAYBE,
        counts(),
        counts(),
        counts(),
        _PRICES,
        _NUMBERS,
        _SERVED,
        instants(),
        instants(),
    ),
    PaymentStrayed: st.builds(PaymentStrayed, ids(), ids(), yuan(1), instants()),
    PaymentTaken: st.builds(PaymentTaken, ids(), ids(), yuan(1), yuan(), instants()),
    PricesAnnounced: st.builds(PricesAnnounced, _PRICES, instants()),
    Published: st.builds(Published, campaigns(), instants()),
    Received: st.builds(Received, ids(), st.integers(0, 500), st.integers(0, 50), _NUMBERS, instants()),
    Restocked: st.builds(Restocked, ids(), st.just("") | ids(), st.integers(-50, 50), instants()),
    SeatLapsed: st.builds(SeatLapsed, ids(), _MAYBE, instants()),
    SeatLeft: st.builds(SeatLeft, ids(), _MAYBE, instants()),
    SeatReduced: st.builds(SeatReduced, ids(), wants(), yuan(), instants()),
    SeatReturned: st.builds(SeatReturned, ids(), instants()),
    SeatTaken: st.builds(SeatTaken, seats(), _UNTIL, instants()),
    ThresholdWaived: st.builds(ThresholdWaived, ids(), ids(), said(), instants()),
}
_ASKED: Final = (ids(), ids(), ids(), yuan(1), instants())


def campaign_commands() -> st.SearchStrategy[CampaignCommand]:
    """Draw a command to a campaign."""
    return st.one_of(list(COMMANDS.values()))


def campaign_events() -> st.SearchStrategy[CampaignEvent]:
    """Draw an event of a campaign."""
    return st.one_of(list(EVENTS.values()))


CAMPAIGN_LIVES: Final[Mapping[type, st.SearchStrategy[Any]]] = {
    **COMMANDS,
    **EVENTS,
    Group: groups(),
    Seat: seats(),
    Want: wanted(),
    BalanceDue: st.builds(BalanceDue, *_ASKED),
    Charge: st.builds(Charge, *_ASKED),
    Notify: st.builds(Notify, ids(), ids(), ids(), st.sampled_from(("formed", "expired", "head"))),
    PurchaseOrder: st.builds(
        PurchaseOrder,
        ids(),
        ids(),
        _MAYBE,
        _NUMBERS,
        _NUMBERS,
        measures=st.dictionaries(ids(), st.sampled_from(Measure), max_size=2),
    ),
    RefundMoney: st.builds(RefundMoney, ids(), ids(), ids(), yuan(1), texts()),
}
"""What is drawn for each class."""

__all__ = [
    "CAMPAIGN_LIVES",
    "COMMANDS",
    "EVENTS",
    "campaign_commands",
    "campaign_events",
    "groups",
    "seats",
    "wanted",
    "wants",
]
