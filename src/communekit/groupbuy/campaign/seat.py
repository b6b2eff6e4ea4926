"""Seats (参团记录): one joining of one member, what she wants, what she was asked for and what she paid."""

from datetime import datetime
from enum import Enum

import attrs

from communekit.ids import PartyId, ProductId, identifier
from communekit.money import Money

from ..allocation import QUANTITY_MAX
from .errors import InvalidWantError


class SeatState(Enum):
    """How a seat stands (参团状态).

    - `RESERVED`: held, not paid for yet (待支付).
    - `JOINED`: paid for, or pledged; its group is not decided (已参团).
    - `OWING`: the group has formed, a balance or a pledge is to be paid (待付尾款).
    - `CONFIRMED`: the group has formed, all is paid (已成团).
    - `LEFT`: the member went, everything paid came back (已退出).
    - `LAPSED`: not paid in time (超时未付).
    - `FAILED`: the group failed or was cancelled, or nothing was left for it; everything paid came back (已流团退款).
    - `FORFEITED`: the balance was not paid, and the deposit stays with the store, as its terms said (定金不退);
      all that was paid beyond the deposit on what she would have got came back.
    - `RETURNED`: taken back whole after the group had formed, by after-sale (售后全退).
    """

    RESERVED = "reserved"
    JOINED = "joined"
    OWING = "owing"
    CONFIRMED = "confirmed"
    LEFT = "left"
    LAPSED = "lapsed"
    FAILED = "failed"
    FORFEITED = "forfeited"
    RETURNED = "returned"

    @property
    def holds(self) -> bool:
        """Whether it holds stock and counts towards limits."""
        return self in _HOLDING

    @property
    def is_running(self) -> bool:
        """Whether its group is still to be decided."""
        return self in (SeatState.RESERVED, SeatState.JOINED)


_HOLDING = frozenset((SeatState.RESERVED, SeatState.JOINED, SeatState.OWING, SeatState.CONFIRMED))


def _product(text: str) -> ProductId:
    return ProductId(identifier(text, what="product id"))


@attrs.frozen
class Want:
    """What a seat wants of one product (想要的数量): a firm part, and a tolerance to complete a case.

    Errors: `InvalidWantError` "quantity", "nothing"; `InvalidIdError`.

    >>> Want("eggs", 2, 1).most
    3
    """

    product: ProductId = attrs.field(converter=_product)
    firm: int = 1
    tolerance: int = 0

    def __attrs_post_init__(self) -> None:
        for quantity in (self.firm, self.tolerance):
            if type(quantity) is not int or not 0 <= quantity <= QUANTITY_MAX:
                raise InvalidWantError(self.product, quantity, "quantity")
        if not self.firm + self.tolerance:
            raise InvalidWantError(self.product, 0, "nothing")

    @property
    def most(self) -> int:
        """The most that it takes."""
        return self.firm + self.tolerance


Wants = tuple[Want, ...]


@attrs.frozen(kw_only=True)
class Seat:
    """One joining (参团记录). A member who wants more later takes another seat, so that each keeps its place in the queue.

    `paid` and `refunded` only ever grow; what a host is told to refund is the growth of the latter.

    Args:
        id: The host's id.
        number: Its place among all seats of the campaign, from 1: the number in the list (接龙序号).
        group: The team it is in; the campaign's id where all form together.
        before: The seat that came before it in the same group; None for the first.
        member: Who joined.
        store: Where she collects.
        household: The household she counts to; None when the host names none.
        leader: Who brought or sold it: the leader of the list, or who resells it (帮卖团长).
        at: When she joined.
        until: Until when an unpaid seat is held.
        wants: What she wants, each product once.
        joined_with: What she wanted at joining.
        first: What was asked for at joining, for what she wants.
        asked: What it is to bring in all, as far as that is known now.
        paid: What was paid so far.
        refunded: What has to be given back of it so far.
        final: What it costs in the end, once that is known.
        payments: The ids of payments taken, and what each brought.
        state: How it stands.
    """

    id: str
    number: int
    group: str
    before: str | None
    member: PartyId
    store: PartyId | None
    household: str | None
    leader: PartyId | None
    at: datetime
    until: datetime
    wants: Wants
    joined_with: Wants
    first: Money
    asked: Money
    paid: Money
    refunded: Money
    final: Money | None = None
    payments: tuple[tuple[str, Money], ...] = ()
    state: SeatState = SeatState.RESERVED

    @property
    def pieces(self) -> int:
        """The most it takes over all products, in their smallest measures."""
        return sum(want.most for want in self.wants)

    @property
    def wants_firmly(self) -> bool:
        """Whether it is to buy something, and not only to fill cases of others."""
        return any(want.firm for want in self.wants)

    @property
    def owes(self) -> Money:
        """What is asked for and not paid (待付金额)."""
        owed = self.asked - self.kept
        return owed if owed.minor > 0 and self.state in _ASKING else Money(0, self.asked.currency)

    @property
    def kept(self) -> Money:
        """What was paid and not refunded."""
        return self.paid - self.refunded

    def payment(self, payment: str) -> Money | None:
        """Return what a payment brought, None when it is not known here."""
        for known, amount in self.payments:
            if known == payment:
                return amount
        return None


_ASKING = frozenset((SeatState.RESERVED, SeatState.OWING))

__all__ = ["Seat", "SeatState", "Want", "Wants"]
