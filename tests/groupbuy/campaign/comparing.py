"""A campaign and its plain model, side by side: the same questions, the same answers."""

from collections.abc import Iterable
from typing import Any

from communekit.groupbuy.campaign import (
    BalanceDue,
    Charge,
    Group,
    Instruction,
    Live,
    Notify,
    PurchaseOrder,
    RefundMoney,
    Seat,
)
from tests.groupbuy.campaign.model import DECIDED, HOLDING
from tests.groupbuy.campaign.model_commands import Plain

Answers = dict[str, Any]


def plain_asks(asked: Iterable[Instruction]) -> list[tuple[Any, ...]]:
    """Return instructions as the model tells them."""
    return [_plain_ask(each) for each in asked]


def _plain_ask(asked: Instruction) -> tuple[Any, ...]:
    match asked:
        case Charge(seat=seat, amount=amount, until=until):
            return "charge", seat, amount.minor, until
        case BalanceDue(seat=seat, amount=amount, until=until):
            return "balance", seat, amount.minor, until
        case RefundMoney(seat=seat, amount=amount):
            return "refund", seat, amount.minor
        case Notify(seat=seat, topic=topic):
            return "notice", seat, topic
        case PurchaseOrder(group=group, supplier=supplier, quantities=quantities, cases=cases):
            return "purchase", group, supplier, dict(quantities), dict(cases)


def of_library(live: Live) -> Answers:
    """Return what the library says of a campaign."""
    return {
        "at": live.at,
        "seats": [_seat(seat) for seat in live.list()],
        "groups": [_group(live.group(name)) for _, name in sorted(live.group_ids.items())],
        "pieces": live.pieces,
        "members": {name: held.pieces for name, held in live.members.items() if held.pieces},
        "households": {name: held.pieces for name, held in live.households.items() if held.pieces},
        "left": {
            (product, pool): live.left(product, pool)
            for product, item in live.campaign.items.items()
            for pool in item.stock or ()
        },
        "next": live.next_due() if not live.is_concluded else None,
        "is_running": live.running > 0,
    }


def _seat(seat: Seat) -> Answers:
    return {
        "id": seat.id,
        "state": seat.state.value,
        "group": seat.group,
        "paid": seat.paid.minor,
        "kept": seat.kept.minor,
        "owes": seat.owes.minor,
    }


def _group(group: Group) -> Answers:
    return {
        "id": group.id,
        "state": group.state.value,
        "why": group.why,
        "head": group.head,
        "closes": group.closes_at,
        "waiting": group.waiting,
        "owing": group.owing,
        "counts": (group.orders, group.people, group.pieces),
        "worth": group.worth.minor if not group.state.is_decided else None,
        "prices": {product: price.minor for product, price in group.prices.items()},
    }


def of_model(plain: Plain) -> Answers:
    """Return what the model says of it."""
    dues = [due for due, _, _ in plain.dues()]
    return {
        "at": plain.at,
        "seats": [
            {
                "id": seat.id,
                "state": seat.state,
                "group": seat.group,
                "paid": sum(seat.told.values()),
                "kept": seat.kept,
                "owes": seat.asked - seat.kept if seat.state in ("reserved", "owing") else 0,
            }
            for seat in plain.seats
        ],
        "groups": [
            {
                "id": group.id,
                "state": group.state,
                "why": group.why,
                "head": group.head,
                "closes": group.closes,
                "waiting": len(plain.of(group, "reserved")),
                "owing": len(plain.of(group, "owing")),
                "counts": plain.counts(group),
                "worth": plain.worth(group) if group.state not in DECIDED else None,
                "prices": group.prices,
            }
            for group in plain.groups
        ],
        "pieces": plain.held(),
        "members": _held(plain, "member"),
        "households": _held(plain, "household"),
        "left": {
            (product, pool): plain.left(product, pool)
            for product, item in plain.terms.items.items()
            for pool in item.stock or ()
        },
        "next": min(dues, default=None) if not plain.is_concluded else None,
        "is_running": any(group.state not in DECIDED or plain.of(group, "owing") for group in plain.groups),
    }


def _held(plain: Plain, by: str) -> dict[str, int]:
    names = {getattr(seat.join, by) for seat in plain.seats if seat.state in HOLDING} - {None}
    return {name: plain.held(**{by: name}) for name in names}
