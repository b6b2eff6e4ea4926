"""Split orders: part of a payment goes to other receivers at the channel itself (分账).

The money stays frozen with the channel until it is split; how a part is taken back is in `split_return`.
"""

from collections.abc import Iterable
from datetime import datetime
from enum import Enum

import attrs

from communekit.ids import OrderId, PartyId, derived_id, identifier
from communekit.money import Money, Rounding
from communekit.period import instant

from .errors import InvalidPayoutError
from .split_terms import SplitProblem, SplitRefusal, SplitTerms
from .value_check import check_amount, check_kind


class Receiver(Enum):
    """What kind of account a split goes to (分账接收方类型)."""

    MERCHANT = "merchant"
    WALLET = "wallet"


@attrs.frozen
class SplitPayment:
    """A payment of which a part may be split (可分账订单): what the member paid, and what the channel keeps as its fee.

    Errors: `InvalidIdError`, `InvalidPayoutError` "not_an_amount", "currency", "not_below_zero", "crossed".
    """

    order: OrderId
    paid: Money
    fee: Money = attrs.field()

    @fee.default
    def _no_fee(self) -> Money:
        check_amount("payment", self.paid)
        return Money.zero(self.paid.currency)

    def __attrs_post_init__(self) -> None:
        identifier(self.order, what="order id")
        check_amount("payment", self.paid)
        check_amount("payment fee", self.fee, self.paid.currency)
        if self.fee > self.paid:
            raise InvalidPayoutError("payment fee", self.fee.text, "crossed")

    def splittable(self, terms: SplitTerms) -> Money:
        """Return how much of it may be split in all: the cap of what is left after the fee, rounded down.

        >>> SplitPayment("A1", Money.cny("100.00"), Money.cny("0.60")).splittable(SplitTerms())
        Money.cny("29.82")
        """
        return terms.cap.take(self.paid - self.fee, rounding=Rounding.DOWN)


@attrs.frozen
class SplitInstruction:
    """Split so much of an order to a receiver (分账指令). Its id follows from the order and the host's key of the split.

    Errors: `InvalidIdError`, `InvalidPayoutError` "not_an_amount", "nothing", "unlike".
    """

    order: OrderId
    key: str
    receiver: PartyId
    amount: Money
    at: datetime = attrs.field(converter=instant)
    kind: Receiver = Receiver.MERCHANT
    id: str = attrs.field(init=False, eq=False, repr=False)

    @id.default  # noqa: A003  # the field above, not the builtin
    def _id(self) -> str:
        identifier(self.order, what="order id")
        identifier(self.key, what="key of a split")
        return derived_id("split", self.order, self.key)

    def __attrs_post_init__(self) -> None:
        identifier(self.receiver, what="party id")
        check_amount("split", self.amount)
        if self.amount.minor <= 0:
            raise InvalidPayoutError("split", self.amount.text, "nothing")
        check_kind("receiver", self.kind, Receiver)


def split_order(
    payment: SplitPayment,
    one: SplitInstruction,
    terms: SplitTerms,
    *,
    earlier: Iterable[SplitInstruction] = (),
) -> SplitInstruction | SplitRefusal:
    """Return the split that is ordered, or why it cannot be (分账校验). An earlier split of the same id counts once.

    Args:
        payment: What was paid.
        one: What is to be split.
        terms: What the channel allows.
        earlier: All splits of this order so far.

    Raises:
        InvalidPayoutError: "overlap": another split has this id.
        CurrencyMismatchError: Two currencies meet.
    """
    others = {each.id: each for each in earlier if each.order == payment.order}
    known = others.get(one.id)
    if known is not None and known != one:
        raise InvalidPayoutError("split", one.key, "overlap")
    if known is not None:
        return known
    if one.order != payment.order:
        return SplitRefusal(SplitProblem.OTHER_ORDER, payment.order)
    left = payment.splittable(terms) - Money.total(
        (each.amount for each in others.values()), payment.paid.currency
    )
    if one.amount > left:
        return SplitRefusal(SplitProblem.ABOVE_CAP, max(left, Money.zero(left.currency)))
    return one


__all__ = ["Receiver", "SplitInstruction", "SplitPayment", "split_order"]
