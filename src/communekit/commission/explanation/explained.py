"""What is explained (说明内容): a line of an order shared out, or a line of a refund, as values."""

from typing import NamedTuple, TypeAlias

import attrs

from communekit.ids import OrderId, PartyId, RefundId
from communekit.money import Money
from communekit.orders import Line
from communekit.parties import Role

from .earned import Earned
from .taken_back import TakenBack
from .unearned import NotEarned


@attrs.frozen
class ExplainedLine:
    """One line shared out (订单行说明): earned + tax + residual + others - shortfall = distributed.

    Read for one party, `others` is what goes to all the rest, in one sum; read for all, it is zero.
    """

    line: Line
    distributed: Money
    tax: Money
    earned: tuple[Earned, ...]
    not_earned: tuple[NotEarned, ...]
    residual: Money
    residual_party: PartyId
    shortfall: Money
    bearer_party: PartyId
    others: Money


@attrs.frozen
class ExplainedRefund:
    """One line of a refund (退款行说明): refunded + funded = taken + tax + residual + others - shortfall.

    `funded` goes back to those who had funded a discount. `residual` is what the residual party gives back; below
    zero, what it gets.
    """

    line: Line
    refunded: Money
    funded: tuple[tuple[Role, Money], ...]
    taken: tuple[TakenBack, ...]
    tax: Money
    residual: Money
    residual_party: PartyId
    shortfall: Money
    bearer_party: PartyId
    others: Money


Explained: TypeAlias = ExplainedLine | ExplainedRefund


def total_minor(lines: tuple[Explained, ...]) -> int:
    """Return what rules earned, or what was taken back of it, on lines."""
    return sum(
        part.amount.minor if isinstance(part, Earned) else part.taken.minor
        for line in lines
        for part in (line.earned if isinstance(line, ExplainedLine) else line.taken)
    )


class Subject(NamedTuple):
    """What an explanation is about: an order, or a refund of it; for one party, or for all."""

    order: OrderId
    refund: RefundId | None
    party: PartyId | None


__all__ = ["Explained", "ExplainedLine", "ExplainedRefund", "Subject", "total_minor"]
