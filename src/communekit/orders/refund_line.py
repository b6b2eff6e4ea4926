"""Lines of a refund (退款行): what was given back of one line of an order.

Two measures stand side by side: money and quantity. Which part of the line they make is said here, once.
"""

from fractions import Fraction
from typing import Final, cast

import attrs

from communekit.ids import LineId, identifier
from communekit.money import Money

from .amount import amount_of
from .errors import InvalidOrderError
from .line import Line
from .quantity import Quantity, quantity_of

_put: Final = object.__setattr__


def _line_id(text: str) -> LineId:
    return LineId(identifier(text, what="line id"))


def _quantity(value: Quantity) -> Quantity:
    return quantity_of(value, what="refunded quantity", zero=True)


def _freight(given: Money | None) -> Money:
    return cast("Money", given)  # None becomes zero in the currency of the amount, once that is known.


@attrs.frozen
class RefundLine:
    """What is given back of one line: money for the goods, pieces, freight.

    Args:
        line: The line of the order.
        amount: For the goods, zero or more; at most what is left of the line's `paid`.
        quantity: What comes back (退货数量); zero when only money is refunded (仅退款).
        freight: At most what is left of the line's `freight`; none given is zero.

    Errors: `InvalidIdError`, `InvalidAmountError`, `InvalidQuantityError`, `CurrencyMismatchError`;
    `InvalidOrderError` when nothing at all is given back.

    >>> RefundLine("1", Money.cny("5.00"), quantity=1).freight
    Money.cny("0.00")
    """

    line: LineId = attrs.field(converter=_line_id)
    amount: Money
    quantity: Quantity = attrs.field(default=0, kw_only=True, converter=_quantity)
    freight: Money = attrs.field(default=None, kw_only=True, converter=_freight)

    def __attrs_post_init__(self) -> None:
        currency = amount_of(self.amount).currency
        if self.freight is None:
            _put(self, "freight", Money(0, currency))
        amount_of(self.freight, currency)
        if not (self.amount or self.quantity or self.freight):
            raise InvalidOrderError("refund line", "nothing_refunded", self.line)

    def part_of(self, line: Line) -> Fraction:
        """Return which part of the goods of the line this refund alone gives back, 0 to 1."""
        return goods_part(line, self.amount.minor, self.quantity)


def goods_part(line: Line, amount_minor: int, quantity: Quantity = 0) -> Fraction:
    """Return which part of a line's goods is refunded, 0 to 1, exact.

    The amount over what was paid; of a line that cost nothing, the quantity over the line's.

    Args:
        line: The line as it was sold.
        amount_minor: All that was refunded for its goods, in minor units.
        quantity: All that was given back.

    Raises:
        InvalidOrderError: More than the whole, or less than nothing.

    >>> goods_part(Line.of("1", "tea", "30.00"), 1000)
    Fraction(1, 3)
    """
    paid_minor = line.paid.minor
    part = Fraction(amount_minor, paid_minor) if paid_minor else Fraction(quantity) / line.quantity
    if not 0 <= part <= 1:
        raise InvalidOrderError(f"line {line.id}", "above_the_whole", part)
    return part


def freight_part(line: Line, freight_minor: int) -> Fraction:
    """Return which part of a line's freight is refunded, 0 to 1, exact; 0 of a line without freight.

    A refund of goods does not touch it: freight that a leader earned by delivering (团长配送) stays earned.

    Args:
        line: The line as it was sold.
        freight_minor: All that was refunded of its freight, in minor units.

    Raises:
        InvalidOrderError: More than the whole, or less than nothing.
    """
    whole_minor = line.freight.minor
    if not 0 <= freight_minor <= whole_minor:
        raise InvalidOrderError(f"line {line.id}", "above_the_whole", freight_minor)
    return Fraction(freight_minor, whole_minor) if whole_minor else Fraction(0)


__all__ = ["RefundLine", "freight_part", "goods_part"]
