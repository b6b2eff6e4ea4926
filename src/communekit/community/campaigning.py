"""Campaigning (团购): a step of a campaign, with the entries, the instructions and the orders that follow from it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import attrs

from communekit.groupbuy.campaign import (
    CAMPAIGN_LIFE,
    CampaignEvent,
    CampaignState,
    Draft,
    GiveUp,
    Instruction,
    Leave,
    Live,
    Pay,
    Publish,
    Reduce,
    RefundMoney,
    SeatTaken,
    TakeBack,
    credits_of,
    instructions,
    journal,
    moves,
    order_id,
    order_of,
    refund_key,
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


def step_waits(desk: Desk, step: CampaignStep) -> bool:
    """Whether a step came before what it needs: the terms of its campaign, or the joining that it is about."""
    state = desk.campaign(step.campaign)
    if isinstance(state, Draft):
        return not isinstance(step.command, Publish)
    seat = _seat_of(step)
    return seat is not None and state.seats.get(seat) is None


def step_tags(step: CampaignStep) -> list[str]:
    """Return the tags by which a step that waits is found again."""
    seat, terms = _seat_of(step), needs_terms(step.campaign)
    return [terms] if seat is None else [terms, needs_seat(step.campaign, seat)]


def _seat_of(step: CampaignStep) -> str | None:
    """Return the seat that a step is about; None for a joining itself, and for what is about none."""
    match step.command:
        case Pay(seat=seat) | GiveUp(seat=seat) | Leave(seat=seat) | Reduce(seat=seat) | TakeBack(seat=seat):
            return seat
        case _:
            return None


def needs_terms(campaign: str) -> str:
    """Return the tag of steps that wait for their campaign."""
    return place("waiting", "campaign", campaign)


def needs_seat(campaign: str, seat: str) -> str:
    """Return the tag of steps that wait for the joining of their seat."""
    return place("waiting", "seat", campaign, seat)


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
    back: dict[str, Money] = {}
    bought = list(_bought(desk, before, events, back))
    desk.unit.outbox.put(*_messages(before, events, back))
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
    before: CampaignState, events: tuple[CampaignEvent, ...], back: Mapping[str, Money]
) -> Iterator[Message]:
    """Yield what the host has to do, each with its own key: told by the word of the instruction.

    What a host has given back of an order by himself is not asked for again: of a seat that is an order, what is refunded
    of the order now is given back.
    """
    for each in instructions(before, events):
        if not isinstance(each, RefundMoney) or each.key not in back:
            yield _message(each, events)
        elif back[each.key]:
            yield _message(attrs.evolve(each, amount=back[each.key]), events)


def _message(instruction: Instruction, events: tuple[CampaignEvent, ...]) -> Message:
    at = max(event.at for event in events)
    return Message(instruction.key, _TOPICS[type(instruction)], at, write_value(instruction))


def _bought(
    desk: Desk, before: CampaignState, events: tuple[CampaignEvent, ...], back: dict[str, Money]
) -> Iterator[Fact]:
    """Yield the orders that seats have become, and what comes back of those that were orders.

    `back` learns what is refunded of an order now, by the key of the instruction to give it back.
    """
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
            if moved.takes_back:
                key = refund_key(moved.state.campaign.id, moved.seat)
                back[key] = Money(0, order.currency) if refund is None else refund.amount
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


__all__ = ["needs_seat", "needs_terms", "step_tags", "step_waits", "take_step"]
