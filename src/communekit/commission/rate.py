"""What a rule pays: a share of its base, an amount per unit, or a flat amount (费率).

A share is `communekit.money.Rate`; tables by steps are in `tier.py`.
"""

from enum import Enum
from fractions import Fraction

import attrs

from communekit.money import Money

from .errors import InvalidPlanError
from .kind import check_kind, check_number


class Per(Enum):
    """What a flat amount is paid for, once each."""

    LINE = "line"
    ORDER = "order"


@attrs.frozen
class PerUnit:
    """An amount for each unit sold (按件计佣), or for each started block of units.

    `block` units are paid as one, a started block counts whole; the first `free` units pay nothing.
    With the default block of 0 every fraction of a unit counts (goods by weight).

    >>> PerUnit(Money.cny("0.50"))
    PerUnit(amount=Money.cny("0.50"), block=0, free=0)
    """

    amount: Money
    block: int = attrs.field(default=0, kw_only=True)
    free: int = attrs.field(default=0, kw_only=True)

    def __attrs_post_init__(self) -> None:
        _check_amount(self.amount)
        check_number("per_unit", "block", self.block)
        check_number("per_unit", "number of free units", self.free)

    def blocks(self, quantity: int | Fraction) -> int | Fraction:
        """Return how many times the amount is paid for a quantity."""
        counted = max(quantity - self.free, 0)
        return -(-counted // self.block) if self.block else counted


@attrs.frozen
class Flat:
    """A fixed amount for each line or each order (固定佣金).

    An amount per order is laid over the order's lines that the rule applies to, in proportion to what was
    paid for them, so that each line can be refunded by itself.

    >>> Flat(Money.cny("1.00"), Per.ORDER)
    Flat(amount=Money.cny("1.00"), per=<Per.ORDER: 'order'>)
    """

    amount: Money
    per: Per = Per.LINE

    def __attrs_post_init__(self) -> None:
        _check_amount(self.amount)
        check_kind("flat", "per", self.per, Per)


def _check_amount(amount: object) -> None:
    if not isinstance(amount, Money):
        raise InvalidPlanError("amount", "not money", amount)
    if amount.minor < 0:
        raise InvalidPlanError("amount", "below zero", amount.minor)
