"""What a fact asks of the host (生成指令): the difference it made to seats, so that nothing is asked twice or forgotten."""

from collections.abc import Iterable, Iterator

from communekit.ids import PartyId, ProductId, derived_id

from ..allocation import Measure
from .event import (
    BalanceMissed,
    CampaignEvent,
    GroupCancelled,
    GroupExpired,
    GroupFormed,
    PaymentStrayed,
    PaymentTaken,
    Received,
    SeatLapsed,
    SeatLeft,
    SeatReduced,
    SeatReturned,
    SeatTaken,
)
from .evolve import evolve
from .instruction import BalanceDue, Charge, Instruction, Notify, PurchaseOrder, RefundMoney
from .payment import Pledged
from .seat import Seat, SeatState
from .state import CampaignState, Live


def instructions(state: CampaignState, events: Iterable[CampaignEvent]) -> tuple[Instruction, ...]:
    """Return what the host has to do after facts that followed one another from a state (指令).

    The same facts give the same instructions with the same keys, so a host that was interrupted asks again and
    does what he has not done.

    Args:
        state: Before the first of the facts.
        events: The facts, as `decide` gave them.

    >>> from communekit.groupbuy.campaign import Draft
    >>> instructions(Draft(), ())
    ()
    """
    asked: list[Instruction] = []
    for event in events:
        after = evolve(state, event)
        if isinstance(state, Live) and isinstance(after, Live):
            asked.extend(_asked(state, event, after))
        state = after
    return tuple(asked)


def _asked(before: Live, event: CampaignEvent, after: Live) -> Iterator[Instruction]:
    for seat_id in touched(event, before):
        yield from _of_seat(before.seats.get(seat_id), event, after.seat(seat_id), after)
    if isinstance(event, GroupFormed):
        yield from _purchases(event, after)
    if (
        isinstance(event, SeatLapsed | SeatLeft)
        and event.head is not None
        and before.group(after.seat(event.seat).group).head != event.head
    ):
        yield _notice(after, after.seat(event.head), "head")


def touched(event: CampaignEvent, before: Live) -> Iterable[str]:
    """Return the seats that a fact touches, each once, the earlier first."""
    match event:
        case SeatTaken(seat):
            return (seat.id,)
        case (
            PaymentTaken(seat)
            | PaymentStrayed(seat)
            | SeatLapsed(seat)
            | SeatLeft(seat)
            | SeatReduced(seat)
            | SeatReturned(seat)
            | BalanceMissed(seat)
        ):
            return (seat,)
        case GroupFormed(group) | GroupExpired(group) | GroupCancelled(group):
            return [seat.id for seat in before.seats_of(group)][::-1]
        case Received(served=served):
            return sorted(served, key=lambda seat: before.seat(seat).number)
        case _:
            return ()


def _of_seat(before: Seat | None, event: CampaignEvent, seat: Seat, after: Live) -> Iterator[Instruction]:
    campaign = after.campaign.id
    back = seat.refunded if before is None else seat.refunded - before.refunded
    if back:
        yield RefundMoney(refund_key(campaign, seat), seat.id, seat.member, back, _why(event, seat))
    if seat.owes and (before is None or (before.asked, before.state) != (seat.asked, seat.state)):
        key = derived_id("groupbuy.charge", campaign, seat.id, seat.state.value, seat.asked.minor)
        until = after.group(seat.group).owing_until if seat.state is SeatState.OWING else seat.until
        is_balance = seat.state is SeatState.OWING and not isinstance(after.campaign.payment, Pledged)
        kind = BalanceDue if is_balance else Charge
        yield kind(key, seat.id, seat.member, seat.owes, until or seat.until)
    topic = _topic(None if before is None else before.state, seat.state, event)
    if topic is not None:
        yield _notice(after, seat, topic, *told_apart_by(event, seat))
    if isinstance(event, GroupFormed) and topic in ("formed", "balance") and _is_short(seat, after):
        yield _notice(after, seat, "short")


def _is_short(seat: Seat, after: Live) -> bool:
    """Whether a seat gets less of something than it wants firmly."""
    group = after.group(seat.group)
    return any(group.gets(seat.id, want.product, want.most) < want.firm for want in seat.wants)


def refund_key(campaign: str, seat: Seat) -> str:
    """Return the key of what is given back of a seat, once so much of it has to be given back in all (退款指令编号)."""
    return derived_id("groupbuy.refund", campaign, seat.id, seat.refunded.minor)


def _why(event: CampaignEvent, seat: Seat) -> str:
    match event:
        case PaymentTaken():
            return "paid_too_much"
        case PaymentStrayed():
            return "paid_too_much" if seat.state.holds else "paid_too_late"
        case SeatLeft():
            return "left"
        case SeatReduced():
            return "reduced"
        case SeatReturned():
            return "returned"
        case BalanceMissed():
            return "balance_missed"
        case SeatLapsed():
            return "lapsed"
        case GroupExpired():
            return "expired"
        case GroupCancelled():
            return "cancelled"
        case Received():
            return "short"
        case _:
            return "nothing_left" if seat.state is SeatState.FAILED else "price_difference"


def _topic(before: SeatState | None, after: SeatState, event: CampaignEvent) -> str | None:
    match event:
        case GroupFormed() if before is SeatState.JOINED:
            return {SeatState.OWING: "balance", SeatState.FAILED: "short"}.get(after, "formed")
        case GroupExpired() if before is not after:
            return "expired"
        case GroupCancelled() if before is not after:
            return "cancelled"
        case SeatLapsed():
            return "lapsed"
        case BalanceMissed(keeps=keeps):
            return "forfeited" if keeps else "missed"
        case Received():
            return "short"
        case _:
            return None


def told_apart_by(event: CampaignEvent, seat: Seat) -> tuple[str | int, ...]:
    """Return what tells a fact about a seat from others of its kind: goods arrive short more than once, all else happens once."""
    return (event.product, event.served[seat.id]) if isinstance(event, Received) else ()


def _notice(state: Live, seat: Seat, topic: str, *about: str | int) -> Notify:
    key = derived_id("groupbuy.notify", state.campaign.id, seat.id, topic, *about)
    return Notify(key, seat.id, seat.member, topic)


def _purchases(event: GroupFormed, after: Live) -> Iterator[PurchaseOrder]:
    """Yield one order for each supplier: whole cases of what comes in cases, of all else what the seats get."""
    wanted: dict[PartyId | None, dict[ProductId, int]] = {}
    group = after.group(event.group)
    for seat in after.seats_of(event.group):
        if seat.state not in (SeatState.CONFIRMED, SeatState.OWING):
            continue
        for want in seat.wants:
            got = group.gets(seat.id, want.product, want.most)
            mine = wanted.setdefault(after.campaign.items[want.product].supplier, {})
            if got:
                mine[want.product] = mine.get(want.product, 0) + got
    for supplier in sorted(wanted, key=lambda name: name or ""):
        packs = {product: after.campaign.items[product].pack for product in wanted[supplier]}
        quantities = {
            product: packs[product].units(event.cases[product]) if product in event.cases else quantity
            for product, quantity in sorted(wanted[supplier].items())
        }
        if quantities:
            yield PurchaseOrder(
                derived_id("groupbuy.purchase", after.campaign.id, event.group, supplier or ""),
                event.group,
                supplier,
                quantities,
                {product: event.cases[product] for product in quantities if product in event.cases},
                measures={
                    product: pack.measure
                    for product, pack in packs.items()
                    if pack.measure is not Measure.PIECE
                },
            )


__all__ = ["instructions", "refund_key", "told_apart_by", "touched"]
