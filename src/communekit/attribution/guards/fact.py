"""Facts beside touches (事实): a purchase, a new bond, a code that was tried. Only what guards ask about; ids alone."""

from datetime import datetime
from typing import Self

import attrs

from communekit.ids import OrderId, PartyId, identifier
from communekit.orders import Order
from communekit.parties.party_id import party_id, party_id_or_none
from communekit.period import instant

from .checked import order_id
from .errors import InvalidGuardError


def _bond_id(text: str) -> str:
    return identifier(text, what="bond id")


def _attempt_id(text: str) -> str:
    return identifier(text, what="attempt id")


@attrs.frozen
class Purchase:
    """An order as guards see it (成交): who bought, when, and who would be credited.

    Args:
        id: The order.
        at: When it was placed (下单).
        by: Who bought: a member, or a visitor.
        leader: Who is credited with it (归属团长); None while that is not decided. Then everybody whose touch led the
            buyer there within the guard's look-back stands to be credited, and is looked at.

    Errors: `InvalidIdError`, `InvalidTimeError`.

    >>> Purchase("O1", "2026-03-01T12:00:00Z", "M1", leader="L1").leader
    'L1'
    """

    id: OrderId = attrs.field(converter=order_id)
    at: datetime = attrs.field(converter=instant)
    by: PartyId = attrs.field(converter=party_id)
    leader: PartyId | None = attrs.field(default=None, kw_only=True, converter=party_id_or_none)

    @classmethod
    def of(cls, order: Order, *, by: str | None = None, leader: str | None = None) -> Self:
        """Return an order as guards see it; `by` says who bought where the order names no member.

        Errors: `InvalidGuardError` "nobody" where neither does, "facts" for what is no order.
        """
        if not isinstance(order, Order):
            raise InvalidGuardError("order", order, "facts", "communekit.orders.Order")
        buyer = order.member if order.member is not None else by
        if buyer is None:
            raise InvalidGuardError("buyer", order.id, "nobody")
        return cls(order.id, order.placed_at, buyer, leader=leader)

    @property
    def place(self) -> tuple[datetime, str]:
        """Where it stands among others: by instant, then id."""
        return self.at, self.id


@attrs.frozen
class NewBond:
    """A member was bound to a leader (锁客).

    Args:
        id: The host's id of it.
        at: From when.
        member: Who was bound.
        leader: To whom.

    Errors: `InvalidIdError`, `InvalidTimeError`.
    """

    id: str = attrs.field(converter=_bond_id)
    at: datetime = attrs.field(converter=instant)
    member: PartyId = attrs.field(converter=party_id)
    leader: PartyId = attrs.field(converter=party_id)

    @property
    def place(self) -> tuple[datetime, str]:
        """Where it stands among others: by instant, then id."""
        return self.at, self.id


@attrs.frozen
class CodeAttempt:
    """Somebody typed a code or a coupon (输入口令). Which one is not kept, only whether it was one.

    Args:
        id: The host's id of it.
        at: When.
        by: Who typed.
        is_known: Whether the code was one that may be used; False for a wrong or unknown one.

    Errors: `InvalidIdError`, `InvalidTimeError`, `InvalidGuardError` "facts".
    """

    id: str = attrs.field(converter=_attempt_id)
    at: datetime = attrs.field(converter=instant)
    by: PartyId = attrs.field(converter=party_id)
    is_known: bool

    def __attrs_post_init__(self) -> None:
        if type(self.is_known) is not bool:
            raise InvalidGuardError("is_known", self.is_known, "facts", "True, False")

    @property
    def place(self) -> tuple[datetime, str]:
        """Where it stands among others: by instant, then id."""
        return self.at, self.id


__all__ = ["CodeAttempt", "NewBond", "Purchase"]
