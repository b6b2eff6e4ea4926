"""Checks that several values of pick-up share (取值校验)."""

from collections.abc import Iterable
from typing import TypeVar

from communekit.ids import LineId, OrderId, PartyId, identifier
from communekit.orders.quantity import Quantity, quantity_of

from .errors import InvalidPickupError

_Thing = TypeVar("_Thing")


def party(text: str) -> PartyId:
    """Return the id of a party. Errors: `InvalidIdError`."""
    return PartyId(identifier(text, what="party id"))


def store(text: str) -> PartyId:
    """Return the id of a store. Errors: `InvalidIdError`."""
    return PartyId(identifier(text, what="store id"))


def stores(given: Iterable[str]) -> tuple[PartyId, ...]:
    """Return ids of stores, by id and once each. Errors: `InvalidIdError`, `InvalidPickupError` for one text."""
    if isinstance(given, str):
        raise InvalidPickupError("stores", given, "unlike")
    return tuple(sorted({store(text) for text in given}))


def party_or_none(text: str | None) -> PartyId | None:
    """Return the id of a party, or None where there is none."""
    return None if text is None else party(text)


def order_id(text: str) -> OrderId:
    """Return the id of an order. Errors: `InvalidIdError`."""
    return OrderId(identifier(text, what="order id"))


def line_id(text: str) -> LineId:
    """Return the id of a line. Errors: `InvalidIdError`."""
    return LineId(identifier(text, what="line id"))


def key_id(text: str) -> str:
    """Return the key of a request, by which a repeat is known. Errors: `InvalidIdError`."""
    return identifier(text, what="key of a request")


def pickup_id(text: str) -> str:
    """Return the id of a pick-up. Errors: `InvalidIdError`."""
    return identifier(text, what="pick-up id")


def pieces(value: Quantity) -> Quantity:
    """Return a quantity, zero or more. Errors: `InvalidQuantityError`."""
    return quantity_of(value, zero=True)


def kinds(what: str, given: Iterable[_Thing], kind: type[_Thing]) -> tuple[_Thing, ...]:
    """Return things of one kind.

    Raises:
        InvalidPickupError: "unlike".
    """
    if isinstance(given, str | bytes):
        raise InvalidPickupError(what, given, "unlike")
    things = tuple(given)
    for thing in things:
        check_kind(what, thing, kind)
    return things


def check_kind(what: str, value: object, kind: type | tuple[type, ...]) -> None:
    """Refuse what is of another kind.

    Raises:
        InvalidPickupError: "unlike".
    """
    if not isinstance(value, kind):
        raise InvalidPickupError(what, value, "unlike")


def check_count(what: str, value: object, *, at_least: int = 1, at_most: int = 10**9) -> None:
    """Refuse what is no whole number in a range.

    Raises:
        InvalidPickupError: "not_a_count".
    """
    if type(value) is not int or not at_least <= value <= at_most:
        raise InvalidPickupError(what, value, "not_a_count")


def check_once(what: str, ids: Iterable[str]) -> None:
    """Refuse an id that is there twice.

    Raises:
        InvalidPickupError: "twice".
    """
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            raise InvalidPickupError(what, one, "twice")
        seen.add(one)


__all__ = [
    "check_count",
    "check_kind",
    "check_once",
    "key_id",
    "kinds",
    "line_id",
    "order_id",
    "party",
    "party_or_none",
    "pickup_id",
    "pieces",
    "store",
    "stores",
]
