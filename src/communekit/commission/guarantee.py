"""Guarantees and draws: what a period pays at least (保底), and what is advanced against later earnings (预支).

Both are settled when a period ends; the ledger books what these functions say.
"""

from collections.abc import Iterable
from typing import NamedTuple

import attrs

from communekit.money import Money
from communekit.parties import Role

from .errors import InvalidPlanError
from .tier import PERIODS


@attrs.frozen
class Guarantee:
    """A minimum for a role over a period (保底佣金): the difference is topped up at its end.

    >>> Guarantee(Role.LEADER, Money.cny("1000"), per="month").top_up(Money.cny("100"))
    Money.cny("900.00")
    """

    role: Role = attrs.field(converter=Role)
    at_least: Money
    per: str = attrs.field(default="month", kw_only=True)

    def __attrs_post_init__(self) -> None:
        _check("guarantee", self.at_least, self.per)

    def top_up(self, earned: Money) -> Money:
        """Return what is missing to the minimum; zero when it is reached."""
        return max(self.at_least - earned, Money.zero(earned.currency))


@attrs.frozen
class Draw:
    """An advance per period against earnings (预支佣金).

    Each period pays at least `amount`. A `recoverable` draw is a debt: later earnings above the draw repay it first.

    >>> Draw(Role.LEADER, Money.cny("2000")).settle([Money.cny("1500"), Money.cny("3000")])[-1]
    Drawn(paid=Money.cny("2500.00"), balance=Money.cny("0.00"))
    """

    role: Role = attrs.field(converter=Role)
    amount: Money
    per: str = attrs.field(default="month", kw_only=True)
    recoverable: bool = attrs.field(default=True, kw_only=True)

    def __attrs_post_init__(self) -> None:
        _check("draw", self.amount, self.per)

    def settle(self, earned: Iterable[Money], *, balance: Money | None = None) -> "tuple[Drawn, ...]":
        """Settle periods one after another; `balance` (zero or less) is what was owed before them."""
        owed = balance if balance is not None else Money.zero(self.amount.currency)
        if owed.minor > 0:
            raise InvalidPlanError("draw", "what is owed is zero or less", owed)
        settled: list[Drawn] = []
        for gross in earned:
            if gross < self.amount:
                owed = owed - (self.amount - gross) if self.recoverable else owed
                settled.append(Drawn(self.amount, owed))
            else:
                repaid = min(gross - self.amount, -owed)
                owed = owed + repaid
                settled.append(Drawn(gross - repaid, owed))
        return tuple(settled)


class Drawn(NamedTuple):
    """One settled period of a draw: what it pays, and what is still owed (zero or less)."""

    paid: Money
    balance: Money


def _check(where: str, amount: object, per: str) -> None:
    if not isinstance(amount, Money) or amount.minor < 0:
        raise InvalidPlanError(where, "not an amount of zero or more", amount)
    if per not in PERIODS:
        raise InvalidPlanError(where, "of no such period", per)
