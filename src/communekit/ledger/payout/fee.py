"""Fees of a payout (提现手续费), taken out of the amount."""

from typing import Self

import attrs

from communekit.money import Currency, Money, Rate, Rounding

from .errors import InvalidPayoutError
from .value_check import check_amount, check_kind


@attrs.frozen
class Fee:
    """What a payout costs (提现手续费): a fixed amount and a share of the gross, within a minimum and a maximum.

    The share is rounded once to the minor unit, by `rounding`; then the fixed amount is added; then the bounds hold.
    The fee is taken out of the amount, so that the party gets so much less and nobody pays on top.

    Errors: `InvalidPayoutError` "not_an_amount", "currency", "not_below_zero", "crossed", "unlike".

    >>> Fee(Money.cny("0"), Rate.percent(1), Rounding.HALF_UP).of(Money.cny("1.50"))
    Money.cny("0.02")
    """

    fixed: Money
    rate: Rate = attrs.field(factory=lambda: Rate.percent(0))
    rounding: Rounding = Rounding.HALF_UP
    at_least: Money | None = attrs.field(default=None, kw_only=True)
    at_most: Money | None = attrs.field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_amount("fixed fee", self.fixed)
        check_kind("rate of the fee", self.rate, Rate)
        check_kind("rounding of the fee", self.rounding, Rounding)
        for bound in (self.at_least, self.at_most):
            if bound is not None:
                check_amount("bound of the fee", bound, self.fixed.currency)
        if self.at_least is not None and self.at_most is not None and self.at_most < self.at_least:
            raise InvalidPayoutError("bound of the fee", self.at_most.text, "crossed")

    @classmethod
    def none(cls, currency: Currency | str) -> Self:
        """Return the fee of a payout that costs nothing."""
        return cls(Money.zero(currency))

    def of(self, gross: Money) -> Money:
        """Return the fee of an amount, in whole minor units."""
        fee = self.fixed + self.rate.take(gross, rounding=self.rounding)
        if self.at_least is not None:
            fee = max(fee, self.at_least)
        return fee if self.at_most is None else min(fee, self.at_most)


__all__ = ["Fee"]
