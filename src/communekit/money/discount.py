"""Discounts over lines (优惠分摊): one discount laid over the lines of an order, none below its minimum price.

Who pays for a discount is said with the order's lines; here it is only laid over them.
"""

from collections.abc import Mapping, Sequence
from typing import Any, overload

from .amount import Money
from .errors import InvalidSplitError
from .split import Split, split
from .split_method import SplitMethod
from .weights import K


@overload
def split_discount(
    discount: Money,
    lines: Mapping[K, Money],
    *,
    minimums: Mapping[K, Money] | None = ...,
    method: SplitMethod = ...,
    redistribute: bool = ...,
) -> Split[K]: ...
@overload
def split_discount(
    discount: Money,
    lines: Sequence[Money],
    *,
    minimums: Mapping[int, Money] | Sequence[Money] | None = ...,
    method: SplitMethod = ...,
    redistribute: bool = ...,
) -> Split[int]: ...


def split_discount(
    discount: Money,
    lines: Mapping[Any, Money] | Sequence[Money],
    *,
    minimums: Mapping[Any, Money] | Sequence[Money] | None = None,
    method: SplitMethod = SplitMethod.LARGEST_REMAINDER,
    redistribute: bool = True,
) -> Split[Any]:
    """Return a discount laid over lines in proportion to their amounts (优惠按行分摊).

    No line falls below its minimum; what one line cannot take goes to the others, and to the remainder when
    none can. A line that stands at or below its minimum takes nothing. A discount below zero gives parts
    below zero.

    Args:
        discount: The whole discount, in the currency of the lines, whichever its sign.
        lines: The amount of each line before the discount, zero or more, by name or in order.
        minimums: The least that a line may come to; nothing where none is named.
        method: How odd units are handed out; `HALF_DOWN_THEN_FIRST` is Sylius's, `FLOOR_THEN_LAST` gives
            them to the last line (截断，最后一行取余数).
        redistribute: False leaves what a line cannot take in the remainder.

    Raises:
        InvalidSplitError: There are no lines, a line is below zero, or a minimum is for no line.
        CurrencyMismatchError: Two currencies meet.

    Source: Sylius, MinimumPriceDistributor, for the rule of the minimum; read in its state of October 2024.

    >>> lines = {"shirt": Money.cny("50.00"), "mug": Money.cny("60.00")}
    >>> split_discount(Money.cny("25.00"), lines, minimums={"shirt": Money.cny("45.00")}).amounts
    (Money.cny("5.00"), Money.cny("20.00"))
    """
    amounts, least = _by_line(lines), _by_line(minimums or {})
    for line in least:
        if line not in amounts:
            raise InvalidSplitError("unknown_party", line)
    if amounts and not any(amounts.values()):
        return split(discount, outstanding=amounts)  # Nothing can be taken: all of it remains.
    room = {line: _room(amount, least.get(line)) for line, amount in amounts.items()}
    return split(discount, lines, at_most=room, method=method, redistribute=redistribute)


def _by_line(amounts: Mapping[Any, Money] | Sequence[Money]) -> Mapping[Any, Money]:
    return amounts if isinstance(amounts, Mapping) else dict(enumerate(amounts))


def _room(amount: Money, minimum: Money | None) -> Money:
    """Return how far a line may fall."""
    if minimum is None:
        return amount
    return max(amount - minimum, Money.zero(amount.currency))


__all__ = ["split_discount"]
