"""Orders (订单): what a member bought in a store at one time. Facts only: an order does not change.

What happens to it afterwards is in `refund`; who is credited with it is in `credit`.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

import attrs

from communekit.errors import LimitExceededError
from communekit.ids import InvalidIdError, OrderId, PartyId, SessionId, identifier
from communekit.money import Currency, CurrencyMismatchError, Money
from communekit.period import InvalidTimeError, instant

from .amount import amount_of
from .attributes import NOTHING_KNOWN, About, about_of
from .errors import InvalidOrderError, UnbalancedOrderError, UnknownSubjectError
from .line import Line, channel_word

LINES_MAX: Final = 100_000

_put: Final = object.__setattr__


def _order_id(text: str) -> OrderId:
    return OrderId(identifier(text, what="order id"))


def _store_id(text: str) -> PartyId:
    return PartyId(identifier(text, what="store id"))


def _member_id(text: str | None) -> PartyId | None:
    return None if text is None else PartyId(identifier(text, what="member id"))


def _session_id(text: str | None) -> SessionId | None:
    return None if text is None else SessionId(identifier(text, what="session id"))


def _lines(given: Iterable[Line]) -> tuple[Line, ...]:
    return given if type(given) is tuple else tuple(given)


def _instant_or_none(value: datetime | str | None) -> datetime | None:
    return None if value is None else instant(value)


@attrs.frozen
class Order:
    """A paid order (订单) of a store.

    Args:
        id: Unique in the community.
        store: Whose books it belongs to (门店).
        lines: At least one, in one currency, with ids of their own.
        placed_at: When it was placed (下单): the moment of the promise.
        paid_at: When it was paid (支付), not before it was placed.
        received_at: When the goods were taken over (签收), not before they were paid; None until then. For
            cash on delivery the host hands in one time for both.
        member: Who bought, None for a passer-by.
        channel: How it came in: "live", "group", "store".
        session: The live session (直播场次) it came from.
        about: Open facts by subject: `{"leader": {"grade": "super"}}`.
        total: What the host says was paid in all, goods and freight; checked when given.

    Derived once, at birth:
        currency: Of every amount of the order.
        paid: For the goods: the sum of the lines' `paid`.
        freight: The sum of the lines' `freight`.

    Errors: `InvalidIdError` (also for a line id that is there twice), `InvalidOrderError` without lines,
    `CurrencyMismatchError`, `InvalidTimeError`, `InvalidAttributeError`, `UnbalancedOrderError` when `total`
    is not the lines and their freight, `LimitExceededError` above 100,000 lines.

    >>> order = Order("O1", "S1", (Line.of("1", "apples", "19.90"), Line.of("2", "tea", "30.00")),
    ...     "2026-03-01T09:00:00+08:00", "2026-03-01T09:01:00+08:00", total=Money.cny("49.90"))
    >>> order.paid
    Money.cny("49.90")
    """

    id: OrderId = attrs.field(converter=_order_id)
    store: PartyId = attrs.field(converter=_store_id)
    lines: tuple[Line, ...] = attrs.field(converter=_lines)
    placed_at: datetime = attrs.field(converter=instant)
    paid_at: datetime = attrs.field(converter=instant)
    received_at: datetime | None = attrs.field(default=None, kw_only=True, converter=_instant_or_none)
    member: PartyId | None = attrs.field(default=None, kw_only=True, converter=_member_id)
    channel: str = attrs.field(default="", kw_only=True, converter=channel_word)
    session: SessionId | None = attrs.field(default=None, kw_only=True, converter=_session_id)
    about: About = attrs.field(default=NOTHING_KNOWN, kw_only=True, converter=about_of)
    total: Money | None = attrs.field(default=None, kw_only=True)
    currency: Currency = attrs.field(init=False, eq=False, repr=False)
    paid: Money = attrs.field(init=False, eq=False, repr=False)
    freight: Money = attrs.field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        if self.paid_at < self.placed_at:
            raise InvalidTimeError("before_its_cause", self.paid_at)
        if self.received_at is not None and self.received_at < self.paid_at:
            raise InvalidTimeError("before_its_cause", self.received_at)
        self._add_up(self.lines)
        if self.total is not None:
            computed = self.paid + self.freight
            if amount_of(self.total, self.currency) != computed:
                raise UnbalancedOrderError(self.id, self.total, computed)

    def _add_up(self, lines: tuple[Line, ...]) -> None:
        if not lines:
            raise InvalidOrderError("order", "no_lines", self.id)
        if len(lines) > LINES_MAX:
            raise LimitExceededError("lines of an order", len(lines), LINES_MAX)
        first = lines[0]
        if not isinstance(first, Line):
            raise InvalidOrderError("line", "kind", first)
        currency = first.listed.currency
        _put(self, "currency", currency)
        if len(lines) == 1:
            _put(self, "paid", first.paid)
            _put(self, "freight", first.freight)
            return
        # Line ids are row keys of the host: two may look alike, but no two are equal.
        seen: set[str] = set()
        paid_minor = freight_minor = 0
        for line in lines:
            if not isinstance(line, Line):
                raise InvalidOrderError("line", "kind", line)
            if line.id in seen:
                raise InvalidIdError("line id", line.id, "duplicate", line.id)
            seen.add(line.id)
            its_currency = line.listed.currency
            if its_currency is not currency and its_currency != currency:
                raise CurrencyMismatchError(currency.code, its_currency.code)
            paid_minor += line.paid.minor
            freight_minor += line.freight.minor
        _put(self, "paid", Money(paid_minor, currency))
        _put(self, "freight", Money(freight_minor, currency))

    def line(self, line: str) -> Line:
        """Return a line by its id.

        Raises:
            UnknownSubjectError: The order has no such line.
        """
        for known in self.lines:
            if known.id == line:
                return known
        raise UnknownSubjectError("line", line, self.id)


__all__ = ["LINES_MAX", "Order"]
