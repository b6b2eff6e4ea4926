"""A pick-up of two lines, the people round it, and the steps that tests take with it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final

from communekit.money import Money
from communekit.orders import Line, Order, Product
from communekit.orders.pickup import (
    PICKUP_LIFE,
    Arrive,
    Awaited,
    Loss,
    NotOpened,
    Open,
    Pickup,
    PickupCommand,
    PickupPoint,
    PickupStanding,
    PickupTerms,
    Redeem,
    Undo,
)
from communekit.period import Duration, instant

NOON: Final = instant("2026-03-07T04:00:00Z")
SECRET: Final = bytes(range(32))
POINT: Final = PickupPoint("gate_2", "S1", serves=["S2"])
TERMS: Final = PickupTerms(keep=Duration.minutes(20), undo=Duration.minutes(5))
STAFF: Final = ("S1",)


def at(minutes: int) -> datetime:
    """Return an instant so many minutes after noon."""
    return NOON + timedelta(minutes=minutes)


def sold(
    number: int | str = 1, *, milk: int = 3, pears: int = 2, member: str | None = "M1", store: str = "S1"
) -> Order:
    """Return an order: milk at 20.00 in all, pears at 7.01 in all."""
    lines = [
        Line("1", Product("milk", supplier="F1"), milk, Money.cny("20.00")) if milk else None,
        Line("2", Product("pears"), pears, Money.cny("7.01")) if pears else None,
    ]
    found = [line for line in lines if line is not None]
    return Order(f"O{number}", store, found, at(-600), at(-590), member=member)


def pickup(order: Order | None = None, terms: PickupTerms = TERMS, **given: Any) -> Pickup:
    """Return the pick-up of an order at the point; L1 may bring it."""
    return Pickup.of(order or sold(), POINT, terms, leader=given.pop("leader", "L1"), **given)


ONE: Final = pickup()


def after(*commands: PickupCommand, of: Pickup = ONE) -> PickupStanding:
    """Return what commands come to, one after the other."""
    state: Any = PICKUP_LIFE.initial
    for command in (Open(of, at(-1)), *commands):
        _, state = PICKUP_LIFE.handle(command, state)
    assert not isinstance(state, NotOpened)
    return state  # type: ignore[no-any-return]  # narrowed by hand above


def arrive(minutes: int = 0, losses: Iterable[Loss] = (), of: Pickup = ONE) -> Arrive:
    """Return that the goods came."""
    return Arrive(of.id, at(minutes), "clerk", "receipt-1", losses=tuple(losses))


def redeem(key: str = "k1", minutes: int = 1, *, of: Pickup = ONE, **given: Any) -> Redeem:
    """Return a request to hand out; all that is due, by staff of the store."""
    by = given.pop("by", "clerk")
    return Redeem(of.id, at(minutes), by, key, staff_of=given.pop("staff_of", STAFF), **given)


def undo(of_key: str = "k1", minutes: int = 2, *, key: str = "u1", of: Pickup = ONE, **given: Any) -> Undo:
    """Return a request to take a hand-over back."""
    by = given.pop("by", "clerk")
    return Undo(of.id, at(minutes), by, key, of_key, staff_of=given.pop("staff_of", STAFF))


EVERYTHING: Final = (Awaited.PAYMENT, Awaited.GROUP, Awaited.ARRIVAL)
