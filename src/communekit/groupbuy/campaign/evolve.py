"""How facts change what is known of a campaign (事件归并). Judges nothing: it has happened."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

import attrs

from communekit.ids import ProductId
from communekit.money import Money

from .campaign import Campaign
from .event import (
    BalanceMissed,
    CampaignCancelled,
    CampaignConcluded,
    CampaignEvent,
    FillingBegun,
    GroupCancelled,
    GroupClosed,
    GroupExpired,
    GroupFormed,
    PaymentStrayed,
    PaymentTaken,
    PricesAnnounced,
    Published,
    Received,
    Restocked,
    SeatLapsed,
    SeatLeft,
    SeatReduced,
    SeatReturned,
    SeatTaken,
    ThresholdWaived,
)
from .forming import Teams, Together
from .group import Group, GroupState
from .holding import released, unbound
from .seat import Seat, SeatState
from .seating import (
    balance_missed,
    ended,
    owing_fewer,
    payment_strayed,
    payment_taken,
    seat_lapsed,
    seat_left,
    seat_reduced,
    seat_returned,
    seat_taken,
    with_group,
    with_seat,
)
from .state import CampaignState, Draft, Live
from .terms import final_of, net_of


def evolve(state: CampaignState, event: CampaignEvent) -> CampaignState:
    """Return the state after one fact."""
    if isinstance(state, Draft):
        return _published(event) if isinstance(event, Published) else state
    if isinstance(event, Published):
        return state
    after = _CHANGES[type(event)](state, event)
    return _moved_on(attrs.evolve(after, at=max(state.at, event.at)))


def _published(event: Published) -> Live:
    campaign = event.campaign
    live = Live(campaign=campaign, at=event.at)
    if not isinstance(campaign.forming, Together):
        return live
    fills = campaign.forming.fills_for
    group = Group(
        id=campaign.id,
        number=1,
        opened_at=campaign.window.start,
        closes_at=campaign.closes_at if fills is None else campaign.closes_at + fills,
        worth=Money(0, campaign.currency),
    )
    return attrs.evolve(
        live,
        groups=live.groups.put(group.id, group),
        group_ids=live.group_ids.put(1, group.id),
        running=1,
    )


def _filling_begun(state: Live, event: FillingBegun) -> Live:
    return with_group(state, attrs.evolve(state.group(event.group), state=GroupState.FILLING))


def _threshold_waived(state: Live, event: ThresholdWaived) -> Live:
    return with_group(state, attrs.evolve(state.group(event.group), waived_by=event.by))


def _group_closed(state: Live, event: GroupClosed) -> Live:
    return with_group(state, attrs.evolve(state.group(event.group), state=GroupState.UNDECIDED))


def _group_expired(state: Live, event: GroupExpired) -> Live:
    return _failed(state, event.group, GroupState.EXPIRED, event.why, event.at)


def _group_cancelled(state: Live, event: GroupCancelled) -> Live:
    return _failed(state, event.group, GroupState.CANCELLED, event.why, event.at)


def _prices_announced(state: Live, event: PricesAnnounced) -> Live:
    return attrs.evolve(state, announced=event)


def _restocked(state: Live, event: Restocked) -> Live:
    at = (event.product, event.pool)
    more = (state.restocked.get(at) or 0) + event.change
    return attrs.evolve(state, restocked=state.restocked.put(at, more))


def _campaign_cancelled(state: Live, _: CampaignCancelled) -> Live:
    return attrs.evolve(state, is_cancelled=True)


def _campaign_concluded(state: Live, _: CampaignConcluded) -> Live:
    return attrs.evolve(state, is_concluded=True)


def _group_formed(state: Live, event: GroupFormed) -> Live:
    """The group stands for ever; each paid seat learns what it costs in the end."""
    group = attrs.evolve(
        state.group(event.group),
        state=GroupState.FORMED,
        why=event.why,
        decided_at=event.at,
        prices=event.prices,
        served=event.served,
        owing_until=event.owing_until,
    )
    after, owing = with_group(state, group), 0
    for seat in list(state.seats_of(group.id)):
        if seat.state is not SeatState.JOINED:
            continue
        settled = _settled(state.campaign, seat, group)
        owing += settled.state is SeatState.OWING
        after = with_seat(after, settled)
        if settled.state is SeatState.FAILED:
            after = released(after, seat)
        elif isinstance(state.campaign.forming, Teams):
            after = unbound(after, seat)
    after = with_group(after, attrs.evolve(group, owing=owing))
    return attrs.evolve(after, running=after.running - (owing == 0))


def _settled(campaign: Campaign, seat: Seat, group: Group) -> Seat:
    """Return a seat of a group that has formed, with what it costs and what is still to be paid or given back."""
    final = final_of(campaign, seat, group)
    if not any(group.gets(seat.id, want.product, want.most) for want in seat.wants):
        return attrs.evolve(seat, final=final, asked=final, refunded=seat.paid, state=SeatState.FAILED)
    net = net_of(campaign, seat, group)
    if seat.state is not SeatState.JOINED:
        net = min(net, seat.asked)  # Fewer goods never cost more, whatever rounding says.
    if net > seat.kept:
        return attrs.evolve(seat, final=final, asked=net, state=SeatState.OWING)
    return attrs.evolve(
        seat, final=final, asked=net, refunded=seat.refunded + seat.kept - net, state=SeatState.CONFIRMED
    )


def _failed(state: Live, group: str, how: GroupState, why: str, at: datetime) -> Live:
    after = state
    for seat in list(state.seats_of(group)):
        if seat.state.is_running:
            after = ended(after, seat, SeatState.FAILED)
    failed = attrs.evolve(after.group(group), state=how, why=why, decided_at=at)
    return attrs.evolve(with_group(after, failed), running=after.running - 1)


def _received(state: Live, event: Received) -> Live:
    """What arrived short is given back, seat by seat."""
    served: dict[str, dict[str, Mapping[ProductId, int]]] = {}
    for seat_id, got in event.served.items():
        group = state.group(state.seat(seat_id).group)
        of_group = served.setdefault(group.id, dict(group.served))
        of_group[seat_id] = {**of_group.get(seat_id, {}), event.product: got}
    after = state
    for group_id, of_group in served.items():
        after = with_group(after, attrs.evolve(after.group(group_id), served=of_group))
    for seat_id in event.served:
        seat = after.seat(seat_id)
        group = after.group(seat.group)
        settled = _settled(state.campaign, seat, group)
        after = with_seat(after, settled)
        if seat.state is SeatState.OWING and settled.state is not SeatState.OWING:
            after = owing_fewer(after, group)
        if settled.state is SeatState.FAILED:
            after = released(after, seat)
    return after


def _moved_on(state: Live) -> Live:
    """Pass over seats that are settled and groups that are closed: the first that remains is due next."""
    first_unpaid, first_open = state.first_unpaid, state.first_open
    while (seat := state.seats.get(state.seat_ids.get(first_unpaid) or "")) is not None:
        if seat.state is SeatState.RESERVED:
            break
        first_unpaid += 1
    while (group := state.groups.get(state.group_ids.get(first_open) or "")) is not None:
        if group.state in (GroupState.OPEN, GroupState.FILLING):
            break
        first_open += 1
    if (first_unpaid, first_open) == (state.first_unpaid, state.first_open):
        return state
    return attrs.evolve(state, first_unpaid=first_unpaid, first_open=first_open)


_CHANGES: Final[Mapping[type, Callable[..., Live]]] = {
    BalanceMissed: balance_missed,
    CampaignCancelled: _campaign_cancelled,
    CampaignConcluded: _campaign_concluded,
    FillingBegun: _filling_begun,
    GroupCancelled: _group_cancelled,
    GroupClosed: _group_closed,
    GroupExpired: _group_expired,
    GroupFormed: _group_formed,
    PaymentStrayed: payment_strayed,
    PaymentTaken: payment_taken,
    PricesAnnounced: _prices_announced,
    Received: _received,
    Restocked: _restocked,
    SeatLapsed: seat_lapsed,
    SeatLeft: seat_left,
    SeatReduced: seat_reduced,
    SeatReturned: seat_returned,
    SeatTaken: seat_taken,
    ThresholdWaived: _threshold_waived,
}

__all__ = ["evolve"]
