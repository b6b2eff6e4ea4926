"""Where the facts of a condition are found: on the line, the order, or what the order says about people and places."""

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any, Final

from communekit.orders import Credits, Line, Order, Value

Reader = Callable[[Line, Order, Credits], Value | None]
LineReader = Callable[[Line], Value | None]

LINE_FACTS: Final[Mapping[str, Callable[[Line], Any]]] = {
    "id": attrgetter("id"),
    "product": attrgetter("product.id"),
    "category": attrgetter("category"),
    "supplier": attrgetter("product.supplier"),
    "tags": attrgetter("product.tags"),
    "kind": attrgetter("product.kind"),
    "quantity": attrgetter("quantity"),
    "listed": attrgetter("listed"),
    "paid": attrgetter("distributed"),
    "freight": attrgetter("freight"),
    "tax": attrgetter("tax"),
    "cost": attrgetter("cost"),
    "channel": lambda line: line.channel or None,
}
"""Facts that every line has; any other name is looked up in its open attributes."""

ORDER_FACTS: Final[Mapping[str, Callable[[Order], Any]]] = {
    "id": lambda order: order.id,
    "store": lambda order: order.store,
    "member": lambda order: order.member,
    "session": lambda order: order.session,
    "channel": lambda order: order.channel or None,
    "placed_at": lambda order: order.placed_at,
    "paid_at": lambda order: order.paid_at,
    "received_at": lambda order: order.received_at,
}
"""Facts that every order has; any other name is looked up in what it says about "order"."""

MONEY_FACTS: Final = frozenset({"line.listed", "line.paid", "line.freight", "line.tax", "line.cost"})
TIME_FACTS: Final = frozenset({"order.placed_at", "order.paid_at", "order.received_at"})
COUNT_FACTS: Final = frozenset({"line.quantity"})

_IDS: Final[Mapping[str, Callable[[Order], str | None]]] = {
    "store": lambda order: order.store,
    "member": lambda order: order.member,
    "session": lambda order: order.session,
}


def line_reader(name: str) -> LineReader:
    """Return how a fact of a line is read; a fact that is not there reads as None."""
    return LINE_FACTS.get(name) or (lambda line: line.attributes.get(name))


def reader(subject: str, name: str) -> Reader:
    """Return how a fact of anything but a line is read; a fact that is not there reads as None.

    `leader.id` and the id of any other role is its only active party among the credits; where several share a
    line there is no single id.
    """
    if subject == "order" and name in ORDER_FACTS:
        fact = ORDER_FACTS[name]
        return lambda _line, order, _credits: fact(order)
    if name == "id" and subject in _IDS:
        known_id = _IDS[subject]
        return lambda _line, order, _credits: known_id(order)
    if name == "id":
        return lambda line, _order, credits_: _only_party(credits_, subject, line.id)

    def about(_line: Line, order: Order, _credits: Credits) -> Value | None:
        told = order.about.get(subject)
        return None if told is None else told.get(name)

    return about


def _only_party(credits_: Credits, role: str, line: str) -> str | None:
    parties = {credit.party for credit in credits_.of(role, line) if credit.active}
    return parties.pop() if len(parties) == 1 else None
