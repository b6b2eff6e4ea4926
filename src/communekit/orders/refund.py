"""Refunds (退款): what a member got back of an order, by amount, by quantity, or both; in parts, repeatedly.

A refund is a fact of its own: the order stays as it was. What it says of one line is in `refund_line`.
Returns that do not name their order are in `matching`.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from fractions import Fraction
from typing import Final, Self

import attrs

from communekit.errors import LimitExceededError
from communekit.ids import InvalidIdError, LineId, OrderId, RefundId, identifier
from communekit.money import Currency, CurrencyMismatchError, Money
from communekit.period import instant

from .errors import (
    InvalidOrderError,
    RefundExceedsPaymentError,
    UnknownSubjectError,
)
from .line import Line
from .order import LINES_MAX, Order
from .quantity import Quantity, quantity_of
from .refund_line import RefundLine, freight_part, goods_part

_put: Final = object.__setattr__


def _refund_id(text: str) -> RefundId:
    return RefundId(identifier(text, what="refund id"))


def _order_id(text: str) -> OrderId:
    return OrderId(identifier(text, what="order id"))


def _lines(given: Iterable[RefundLine]) -> tuple[RefundLine, ...]:
    return given if type(given) is tuple else tuple(given)


def _worth(whole_minor: int, before: Quantity, after: Quantity, of: Quantity, refunded_minor: int) -> int:
    """Return what the pieces from `before` to `after` are worth, out of `of`; never more than what is left."""
    step = whole_minor * after // of - whole_minor * before // of
    return min(step, max(whole_minor - refunded_minor, 0))


@attrs.frozen
class Refund:
    """One refund (退款) of an order, of some of its lines.

    Args:
        id: Unique in the community; the same id with the same contents is the same refund.
        order: The order it gives back of.
        at: When it was decided.
        lines: At least one, each line of the order at most once, in one currency.

    Derived once, at birth:
        amount: For goods: the sum of the lines' `amount`.
        freight: The sum of the lines' `freight`.

    Errors: `InvalidIdError` (also for a line named twice), `InvalidTimeError`, `InvalidOrderError` without
    lines, `CurrencyMismatchError`, `LimitExceededError` above 100,000 lines.

    >>> refund = Refund("R1", "O1", "2026-03-05T12:00:00+08:00", (RefundLine("1", Money.cny("5.00")),))
    >>> refund.amount
    Money.cny("5.00")
    """

    id: RefundId = attrs.field(converter=_refund_id)
    order: OrderId = attrs.field(converter=_order_id)
    at: datetime = attrs.field(converter=instant)
    lines: tuple[RefundLine, ...] = attrs.field(converter=_lines)
    amount: Money = attrs.field(init=False, eq=False, repr=False)
    freight: Money = attrs.field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        if not self.lines:
            raise InvalidOrderError("refund", "no_lines", self.id)
        if len(self.lines) > LINES_MAX:
            raise LimitExceededError("lines of a refund", len(self.lines), LINES_MAX)
        seen: set[str] = set()
        for line in self.lines:
            if not isinstance(line, RefundLine):
                raise InvalidOrderError("refund line", "kind", line)
            if line.line in seen:
                raise InvalidIdError("line id", line.line, "duplicate", line.line)
            seen.add(line.line)
        currency = self.lines[0].amount.currency
        _put(self, "amount", Money.total((line.amount for line in self.lines), currency))
        _put(self, "freight", Money.total((line.freight for line in self.lines), currency))

    @classmethod
    def by_quantity(
        cls,
        id: str,  # noqa: A002 - the field's own name
        order: Order,
        at: datetime | str,
        quantities: Mapping[str, Quantity],
        *,
        earlier: "Iterable[Refund] | RefundsSoFar" = (),
        with_freight: bool = False,
    ) -> Self:
        """Return the refund of so many pieces of each line (按数量退款).

        k of n pieces are worth what the pieces so far are worth together, less what those before them were:
        floor(paid x (q + k) / n) - floor(paid x q / n), so that all n add up to `paid`. Never more than
        what is left after refunds of money only. Freight alike, when it is asked for.

        Raises:
            UnknownSubjectError: No such line.
            RefundExceedsPaymentError: More pieces than are left.

        >>> order = Order("O1", "S1", (Line.of("1", "tea", "10.00", quantity=3),),
        ...     "2026-03-01T09:00:00Z", "2026-03-01T09:00:00Z")
        >>> first = Refund.by_quantity("R1", order, "2026-03-02T09:00:00Z", {"1": 1})
        >>> rest = Refund.by_quantity("R2", order, "2026-03-03T09:00:00Z", {"1": 2}, earlier=[first])
        >>> first.amount, rest.amount
        (Money.cny("3.33"), Money.cny("6.67"))
        """
        so_far = refunded_so_far(earlier)
        so_far.require_order(order)
        lines = []
        for line_id, given in quantities.items():
            line = order.line(line_id)
            quantity = quantity_of(given, what="refunded quantity")
            before = so_far.of(line.id)
            left = line.quantity - before.quantity
            if quantity > left:
                raise RefundExceedsPaymentError(order.id, line.id, "quantity", quantity, left)
            after = before.quantity + quantity
            of = line.quantity
            amount_minor = _worth(line.paid.minor, before.quantity, after, of, before.amount_minor)
            freight_minor = _worth(line.freight.minor, before.quantity, after, of, before.freight_minor)
            amount = Money(amount_minor, order.currency)
            freight = Money(freight_minor, order.currency) if with_freight else None
            lines.append(RefundLine(line.id, amount, quantity=quantity, freight=freight))
        return cls(id, order.id, at, tuple(lines))

    @classmethod
    def whole(
        cls,
        id: str,  # noqa: A002 - the field's own name
        order: Order,
        at: datetime | str,
        *,
        earlier: "Iterable[Refund] | RefundsSoFar" = (),
    ) -> Self:
        """Return the refund of all that is left of an order: goods, pieces and freight (全额退款).

        Raises:
            RefundExceedsPaymentError: Nothing is left.
        """
        so_far = refunded_so_far(earlier)
        so_far.require_order(order)
        lines = []
        for line in order.lines:
            before = so_far.of(line.id)
            amount_minor = line.paid.minor - before.amount_minor
            quantity = line.quantity - before.quantity
            freight_minor = line.freight.minor - before.freight_minor
            if amount_minor or quantity or freight_minor:
                amount, freight = Money(amount_minor, order.currency), Money(freight_minor, order.currency)
                lines.append(RefundLine(line.id, amount, quantity=quantity, freight=freight))
        if not lines:
            nothing = Money.zero(order.currency)
            raise RefundExceedsPaymentError(
                order.id, order.lines[0].id, "amount", order.lines[0].paid, nothing
            )
        return cls(id, order.id, at, tuple(lines))

    @property
    def currency(self) -> Currency:
        """The currency of every amount of the refund."""
        return self.amount.currency


@attrs.frozen
class Refunded:
    """What was refunded of one line up to now: goods and freight in minor units, and pieces.

    `money_only_minor` is what of the amount for goods came without pieces (仅退款).
    """

    amount_minor: int = 0
    quantity: Quantity = 0
    freight_minor: int = 0
    money_only_minor: int = 0

    def plus(self, line: RefundLine) -> "Refunded":
        """Return the sum with one more refund line."""
        return Refunded(
            self.amount_minor + line.amount.minor,
            quantity_of(self.quantity + line.quantity, zero=True),
            self.freight_minor + line.freight.minor,
            self.money_only_minor + (0 if line.quantity else line.amount.minor),
        )

    def part_of(self, line: Line) -> Fraction:
        """Return which part of the goods of the line that is, 0 to 1, as `goods_part` says."""
        return goods_part(line, self.amount_minor, self.quantity)

    def pieces_part_of(self, line: Line) -> Fraction:
        """Return which part of the pieces of the line does not count any more, 0 to 1.

        A refund that names pieces takes those away, and one of money alone (仅退款) its part of what was paid; all of
        them are gone once the goods are refunded whole.

        >>> line = Line.of("1", "tea", "10.00", quantity=3)
        >>> Refunded(333, quantity=1).pieces_part_of(line), Refunded(500, money_only_minor=500).pieces_part_of(line)
        (Fraction(1, 3), Fraction(1, 2))
        """
        if self.part_of(line) == 1:
            return Fraction(1)
        part = Fraction(self.quantity) / line.quantity
        if self.money_only_minor:
            part += Fraction(self.money_only_minor, line.paid.minor)
        return min(part, Fraction(1))

    def freight_part_of(self, line: Line) -> Fraction:
        """Return which part of the freight of the line that is, 0 to 1, as `freight_part` says."""
        return freight_part(line, self.freight_minor)


_NOTHING: Final = Refunded()


def _once_each(given: Iterable[Refund]) -> tuple[Refund, ...]:
    return tuple(dict.fromkeys(given))


@attrs.frozen
class RefundsSoFar:
    """The refunds of one order up to now, each counted once, and what they add up to per line.

    The same refund handed in twice is one refund; the order in which they come does not matter.

    Errors: `InvalidOrderError` for refunds of several orders or two refunds under one id,
    `CurrencyMismatchError`.
    """

    refunds: tuple[Refund, ...] = attrs.field(default=(), converter=_once_each)
    _by_line: dict[LineId, Refunded] = attrs.field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        by_line: dict[LineId, Refunded] = {}
        ids: set[str] = set()
        for refund in self.refunds:
            first = self.refunds[0]
            if refund.order != first.order:
                raise InvalidOrderError("refunds", "other_order", refund.order)
            if refund.id in ids:
                raise InvalidOrderError("refunds", "id_reused", refund.id)
            if refund.currency != first.currency:
                raise CurrencyMismatchError(first.currency.code, refund.currency.code)
            ids.add(refund.id)
            for line in refund.lines:
                by_line[line.line] = by_line.get(line.line, _NOTHING).plus(line)
        _put(self, "_by_line", by_line)

    def of(self, line: str) -> Refunded:
        """Return what was refunded of a line; nothing when it is not named by any refund."""
        return self._by_line.get(LineId(line), _NOTHING)

    def plus(self, refund: Refund) -> "RefundsSoFar":
        """Return these refunds and one more; one that is there already changes nothing."""
        return RefundsSoFar((*self.refunds, refund))

    def require_order(self, order: Order) -> None:
        """Refuse refunds that are not of this order.

        Raises:
            UnknownSubjectError: They are of another order.
            CurrencyMismatchError: They are in another currency.
        """
        for refund in self.refunds[:1]:
            if refund.order != order.id:
                raise UnknownSubjectError("order", refund.order, refund.id)
            if refund.currency != order.currency:
                raise CurrencyMismatchError(order.currency.code, refund.currency.code)

    def __iter__(self) -> Iterator[Refund]:
        return iter(self.refunds)

    def __len__(self) -> int:
        return len(self.refunds)


def refunded_so_far(refunds: Iterable[Refund] | RefundsSoFar) -> RefundsSoFar:
    """Return what the refunds of one order add up to, per line."""
    return refunds if isinstance(refunds, RefundsSoFar) else RefundsSoFar(tuple(refunds))


__all__ = ["Refund", "Refunded", "RefundsSoFar", "refunded_so_far"]
