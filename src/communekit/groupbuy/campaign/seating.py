"""How facts change seats and what they hold (参团事件归并). Judges nothing: it has happened."""

import attrs

from communekit.money import Money

from ..allocation import Demand
from .event import (
    BalanceMissed,
    PaymentStrayed,
    PaymentTaken,
    SeatLapsed,
    SeatLeft,
    SeatReduced,
    SeatReturned,
    SeatTaken,
)
from .forming import Together
from .group import Group
from .holding import released, taken
from .seat import Seat, SeatState
from .state import Live
from .terms import deposit_of


def seat_taken(state: Live, event: SeatTaken) -> Live:
    """Return the state after a member has joined."""
    seat = event.seat
    known = state.groups.get(seat.group)
    group = known or Group(
        id=seat.group,
        number=len(state.group_ids) + 1,
        opened_at=event.at,
        closes_at=event.closes_at or state.campaign.closes_at,
        head=seat.id,
        worth=Money(0, state.campaign.currency),
    )
    group = attrs.evolve(group, last=seat.id, waiting=group.waiting + (seat.state is SeatState.RESERVED))
    after = attrs.evolve(
        state,
        seats=state.seats.put(seat.id, seat),
        seat_ids=state.seat_ids.put(seat.number, seat.id),
        groups=state.groups.put(group.id, group),
        group_ids=state.group_ids if known else state.group_ids.put(group.number, group.id),
        running=state.running + (known is None),
    )
    after = taken(after, seat)
    return _counted(after, seat, 1) if seat.state is SeatState.JOINED else after


def payment_taken(state: Live, event: PaymentTaken) -> Live:
    """Return the state after a payment was taken: the seat is taken on when all is there."""
    seat = state.seat(event.seat)
    paid = attrs.evolve(
        seat,
        paid=seat.paid + event.amount,
        refunded=seat.refunded + event.excess,
        payments=(*seat.payments, (event.payment, event.amount)),
    )
    return _paid_up(_with_payment(state, paid, event.payment), paid)


def _paid_up(state: Live, seat: Seat) -> Live:
    """Take a seat on when all that was asked for is there."""
    if seat.kept < seat.asked:
        return state
    group = state.group(seat.group)
    match seat.state:
        case SeatState.RESERVED:
            joined = attrs.evolve(seat, state=SeatState.JOINED)
            after = with_group(with_seat(state, joined), attrs.evolve(group, waiting=group.waiting - 1))
            return _counted(after, joined, 1)
        case SeatState.OWING:
            confirmed = attrs.evolve(seat, state=SeatState.CONFIRMED)
            return owing_fewer(with_seat(state, confirmed), group)
        case _:
            return state


def payment_strayed(state: Live, event: PaymentStrayed) -> Live:
    """Return the state after money came for a seat that is gone."""
    seat = state.seat(event.seat)
    back = attrs.evolve(
        seat,
        paid=seat.paid + event.amount,
        refunded=seat.refunded + event.amount,
        payments=(*seat.payments, (event.payment, event.amount)),
    )
    return _with_payment(state, back, event.payment)


def _with_payment(state: Live, seat: Seat, payment: str) -> Live:
    return with_seat(attrs.evolve(state, payments=state.payments.put(payment, seat.id)), seat)


def seat_lapsed(state: Live, event: SeatLapsed) -> Live:
    """Return the state after a seat was not paid for."""
    return _led_by(ended(state, state.seat(event.seat), SeatState.LAPSED), event)


def seat_left(state: Live, event: SeatLeft) -> Live:
    """Return the state after a member went."""
    return _led_by(ended(state, state.seat(event.seat), SeatState.LEFT), event)


def _led_by(state: Live, event: SeatLapsed | SeatLeft) -> Live:
    group = state.group(state.seat(event.seat).group)
    return state if group.head == event.head else with_group(state, attrs.evolve(group, head=event.head))


def seat_returned(state: Live, event: SeatReturned) -> Live:
    """Return the state after a seat was taken back whole."""
    return ended(state, state.seat(event.seat), SeatState.RETURNED)


def balance_missed(state: Live, event: BalanceMissed) -> Live:
    """Return the state after a balance was not paid in time."""
    seat = state.seat(event.seat)
    if not event.keeps:
        return ended(state, seat, SeatState.FAILED)
    kept = min(seat.kept, deposit_of(state.campaign, seat, state.group(seat.group)))
    return ended(state, attrs.evolve(seat, refunded=seat.paid - kept), SeatState.FORFEITED)


def seat_reduced(state: Live, event: SeatReduced) -> Live:
    """Return the state after a member wanted less."""
    seat = state.seat(event.seat)
    back = max(seat.kept - event.first, Money(0, event.first.currency))
    fewer = attrs.evolve(
        seat, wants=event.wants, first=event.first, asked=event.first, refunded=seat.refunded + back
    )
    if seat.state is SeatState.JOINED:
        after = _counted(taken(released(_counted(state, seat, -1), seat), fewer), fewer, 1)
        return with_seat(after, fewer)
    after = with_seat(taken(released(state, seat), fewer), fewer)
    return _paid_up(after, fewer)


def ended(state: Live, seat: Seat, how: SeatState) -> Live:
    """Free a seat: what it held is free again, and what was paid comes back unless it is forfeited."""
    refunded = seat.refunded if how is SeatState.FORFEITED else seat.paid
    after = with_seat(state, attrs.evolve(seat, state=how, refunded=refunded))
    group = after.group(seat.group)
    match seat.state:
        case SeatState.RESERVED:
            after = with_group(after, attrs.evolve(group, waiting=group.waiting - 1))
        case SeatState.OWING:
            after = owing_fewer(after, group)
        case SeatState.JOINED if how is SeatState.LEFT:
            after = _counted(after, seat, -1)
        case _:
            pass
    return released(after, seat)


def _counted(state: Live, seat: Seat, sign: int) -> Live:
    """Count a paid seat into its group, or out of it; one that wants nothing firmly brings no order and nobody."""
    group, holder = state.group(seat.group), state.member(seat.member)
    demand = dict(group.demand)
    for want in seat.wants:
        before = demand.get(want.product, Demand())
        demand[want.product] = Demand(
            before.firm + sign * want.firm, before.tolerance + sign * want.tolerance
        )
    order = sign if seat.wants_firmly else 0
    orders = holder.orders + order
    people = (orders > 0) - (holder.orders > 0) if isinstance(state.campaign.forming, Together) else order
    worth = Money(
        sum(state.campaign.items[want.product].amount(want.firm).minor for want in seat.wants),
        group.worth.currency,
    )
    counted = attrs.evolve(
        group,
        orders=group.orders + order,
        people=group.people + people,
        worth=group.worth + worth if sign > 0 else group.worth - worth,
        demand=demand,
    )
    return attrs.evolve(
        state,
        groups=state.groups.put(group.id, counted),
        members=state.members.put(seat.member, attrs.evolve(holder, orders=orders)),
    )


def owing_fewer(state: Live, group: Group) -> Live:
    """One seat of a formed group owes no more; with the last of them the group is done."""
    left = group.owing - 1
    after = with_group(state, attrs.evolve(group, owing=left))
    return attrs.evolve(after, running=after.running - (left == 0))


def with_seat(state: Live, seat: Seat) -> Live:
    """Return the state in which a seat stands so."""
    return attrs.evolve(state, seats=state.seats.put(seat.id, seat))


def with_group(state: Live, group: Group) -> Live:
    """Return the state in which a group stands so."""
    return attrs.evolve(state, groups=state.groups.put(group.id, group))


__all__ = [
    "balance_missed",
    "ended",
    "owing_fewer",
    "payment_strayed",
    "payment_taken",
    "seat_lapsed",
    "seat_left",
    "seat_reduced",
    "seat_returned",
    "seat_taken",
    "with_group",
    "with_seat",
]
