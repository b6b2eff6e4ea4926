"""Payment (付款方式): when members pay, and what becomes of those who do not."""

from datetime import datetime, timedelta
from enum import Enum
from typing import Final

import attrs

from communekit.ids import name_text
from communekit.money import Money
from communekit.period import instant

from .check import check_amount, check_kind, check_span
from .errors import InvalidCampaignError

_DAY: Final = timedelta(days=1)


@attrs.frozen(kw_only=True)
class InFull:
    """The whole at joining (全款).

    Args:
        answer_within: How long members may answer a final price above what they paid; for announced prices.

    Errors: `InvalidCampaignError` "span".
    """

    answer_within: timedelta = 3 * _DAY

    def __attrs_post_init__(self) -> None:
        check_span("answer_within", self.answer_within)


class Unpaid(Enum):
    """What becomes of a deposit whose balance is not paid in time (尾款逾期): it goes back, or the store keeps it."""

    REFUND = "refund"
    KEEP = "keep"


@attrs.frozen
class Deposit:
    """A deposit at joining, the balance once the group has formed (定金 + 尾款).

    Args:
        amount: For one piece, or for `per` of the smallest measure as the item's price is (定金).
        refund_terms: How and when the deposit comes back, as members see it (电子商务法 art. 21).
        worth: What it counts for against the price, at least itself (定金膨胀); None for itself.
        balance_within: How long the balance may be paid, from forming on (尾款期).
        unpaid: What becomes of it when the balance is not paid.
        ships_at: When goods are sent (发货时间), for members to see; None when not said.

    Errors: `InvalidCampaignError` "amount", "currency", "deposit", "refund_terms", "span", "kind".

    >>> Deposit(Money.cny("20.00"), "back within 7 days if the group fails", worth=Money.cny("50.00")).gain
    Money.cny("30.00")
    """

    amount: Money
    refund_terms: str
    worth: Money | None = attrs.field(default=None, kw_only=True)
    balance_within: timedelta = attrs.field(default=3 * _DAY, kw_only=True)
    unpaid: Unpaid = attrs.field(default=Unpaid.REFUND, kw_only=True)
    ships_at: datetime | None = attrs.field(
        default=None, kw_only=True, converter=attrs.converters.optional(instant)
    )

    def __attrs_post_init__(self) -> None:
        check_amount("deposit", self.amount)
        if self.refund_terms == "":
            raise InvalidCampaignError("deposit", self.refund_terms, "refund_terms")
        name_text(self.refund_terms, what="refund terms")
        if self.worth is not None:
            check_kind("worth", self.worth, Money)
            if self.worth.currency != self.amount.currency:
                raise InvalidCampaignError("worth", self.worth, "currency")
            if self.worth < self.amount:
                raise InvalidCampaignError("worth", self.worth, "deposit")
        check_span("balance_within", self.balance_within)
        check_kind("unpaid", self.unpaid, Unpaid)

    @property
    def counts_for(self) -> Money:
        """What it counts for against the price."""
        return self.amount if self.worth is None else self.worth

    @property
    def gain(self) -> Money:
        """What the store adds to it (膨胀金额)."""
        return self.counts_for - self.amount


@attrs.frozen(kw_only=True)
class Pledged:
    """Nothing at joining: who joined has promised, and is charged once the group has formed (认购).

    Args:
        collect_within: How long the charge may be tried; who has not paid by then is dropped, and the group stands.

    Errors: `InvalidCampaignError` "span".
    """

    collect_within: timedelta = 7 * _DAY

    def __attrs_post_init__(self) -> None:
        check_span("collect_within", self.collect_within)


Payment = InFull | Deposit | Pledged

__all__ = ["Deposit", "InFull", "Payment", "Pledged", "Unpaid"]
