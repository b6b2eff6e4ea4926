"""Campaigning (团购): a step of a campaign, with the entries, the instructions and the orders that follow from it."""

from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from communekit.groupbuy.campaign import (
    CAMPAIGN_LIFE,
    CampaignEvent,
    CampaignState,
    Instruction,
    Live,
    RefundMoney,
    SeatState,
    SeatTaken,
    credits_of,
    instructions,
    journal,
    moves,
    order_id,
    order_of,
    refund_of,
)
from communekit.money import Money
from communekit.orders import Order, Refund
from communekit.storage import WORDS, Message, place, write_value

from .campaign_lives import stream_of_campaign
from .campaign_step import CampaignStep
from .desk import Desk
from .errors import NotHereError
from .fact import Fact, Sale
from .happening import CampaignMoved, FactRefused, FactWaiting

_TOPICS: Final = {kind: word for word, kind in WORDS.items()}
_OF_THE_ORDER: Final = ("returned", "short")
"""Why money comes back that was the order's; what is paid too much never was."""


def take_step(desk: Desk, fact: CampaignStep, key: str) -> bool:
    """A step of a campaign: what follows from it, the entries and instructions; return whether anything does.

    What members bought is left with the desk, to be told as orders are: `Desk.follows`.
    """
    before = desk.campaign(fact.campaign)
    events, after = CAMPAIGN_LIFE.handle(fact.command, before)
    if not events:
        return False
    desk.post(journal(before, events, community=desk.terms.community))
    desk.keep(
        stream_of_campaign(fact.campaign), key, CampaignMoved(fact, events), fact.at, set(_tags(events))
    )
    bought = list(_bought(desk, before, events))
    desk.unit.outbox.put(*_messages(before, events, bought))
    if isinstance(after, Live):
        due = None if after.is_concluded else after.next_due()
        desk.unit.agenda.put(stream_of_campaign(fact.campaign), due)
    desk.follows.extend(bought)
    desk.moved_on(fact.campaign, after)
    return True


def _tags(events: Iterable[CampaignEvent]) -> Iterator[str]:
    """Yield who joined, and whose leaders they came by, as tags."""
    for event in events:
        if isinstance(event, SeatTaken):
            yield place("party", event.seat.member)
            if event.seat.leader is not None:
                yield place("party", event.seat.leader)


def _messages(
    before: CampaignState, events: tuple[CampaignEvent, ...], bought: Iterable[Fact]
) -> Iterator[Message]:
    """Yield what the host has to do, each with its own key: told by the word of the instruction.

    Of a seat that was an order no more comes back than the order has left: the host may have refunded some of that himself.
    """
    booked = {fact.order: fact.amount for fact in bought if isinstance(fact, Refund)}
    for each in instructions(before, events):
        if isinstance(each, RefundMoney) and isinstance(before, Live) and each.why in _OF_THE_ORDER:
            seat = before.seats.get(each.seat)
            if seat is not None and seat.state is SeatState.CONFIRMED:
                amount = booked.get(order_id(before.campaign.id, seat.id), Money.zero(each.amount.currency))
                if amount:
                    yield _message(attrs.evolve(each, amount=amount), events)
                continue
        yield _message(each, events)


def _message(instruction: Instruction, events: tuple[CampaignEvent, ...]) -> Message:
    at = max(event.at for event in events)
    return Message(instruction.key, _TOPICS[type(instruction)], at, write_value(instruction))


def _bought(desk: Desk, before: CampaignState, events: tuple[CampaignEvent, ...]) -> Iterator[Fact]:
    """Yield the orders that seats have become, and what comes back of those that were orders."""
    told: dict[str, tuple[Order, list[Refund]]] = {}
    for moved in moves(before, events):
        id_ = order_id(moved.state.campaign.id, moved.seat.id)
        if moved.is_sold:
            order = order_of(moved.state, moved.seat.id, moved.event.at, house=desk.terms.community)
            told[id_] = order, []
            yield Sale(order, credits_of(moved.seat))
        elif moved.was_sold:
            if id_ not in told:
                told[id_] = _told(desk, id_)
            order, refunds = told[id_]
            refund = refund_of(moved, order, earlier=tuple(refunds))
            if refund is not None:
                refunds.append(refund)
                yield refund


def _told(desk: Desk, order: str) -> tuple[Order, list[Refund]]:
    """Return an order and its refunds as they were told, whether they count already, wait for a plan, or were refused.

    Raises:
        NotHereError: It was not told.
    """
    file = desk.order(order)
    waiting = [one.fact for one in file.waiting if isinstance(one.fact, Refund)]
    if file.paid is not None:
        return file.order, [*file.refunds, *waiting]
    for one in desk.happenings(place("order", order)):
        if isinstance(one, FactWaiting | FactRefused) and isinstance(one.fact, Sale):
            return one.fact.order, waiting
    raise NotHereError("order", order)


__all__ = ["take_step"]
