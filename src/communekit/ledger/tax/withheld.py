"""Records of tax (扣税记录): what was withheld from one payment, and how it was reckoned.

What is withheld is booked by payouts; the record is the host's to keep, for the rest of the tax year at least.
"""

from fractions import Fraction
from typing import Self

import attrs

from communekit.errors import language_of
from communekit.money import Money, Rounding

from .amount_check import is_amount
from .errors import InvalidPaymentError
from .payment import Payment
from .working import Step, Working


@attrs.frozen
class Withheld:
    """What was withheld from one payment (扣税记录): zero to its gross, with the working.

    Args:
        payment: The payment.
        taxable: What is taxable of the whole period so far (应纳税所得额), rounded to the minor unit to be
            shown: the tax was reckoned on the exact number.
        tax: What is withheld from this payment.
        working: How it was reckoned.

    Errors: `InvalidPaymentError` "tax", "taxable", "record".
    """

    payment: Payment
    taxable: Money
    tax: Money
    working: Working

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.payment, Payment):
            raise InvalidPaymentError("", "record", self.payment)
        if not isinstance(self.working, Working):
            raise InvalidPaymentError(self.payment.id, "record", self.working)
        currency = self.payment.gross.currency
        for name, amount in (("taxable", self.taxable), ("tax", self.tax)):
            if not is_amount(amount, currency):
                raise InvalidPaymentError(self.payment.id, name, amount)
        if self.tax > self.payment.gross:
            raise InvalidPaymentError(self.payment.id, "tax", self.tax)

    @classmethod
    def catching_up(
        cls,
        payment: Payment,
        *,
        taxable_minor: Fraction,
        due_minor: Fraction,
        withheld_before: Money,
        rounding: Rounding,
        working: Working,
    ) -> Self:
        """Return the record that brings what was withheld up to what is due on the whole period so far.

        The exact tax due is rounded once, here. What was withheld before is taken off; below zero nothing is
        withheld and nothing given back, and never more than the payment is withheld: what is short is caught
        up from the next payment of the period.

        Args:
            payment: The payment.
            taxable_minor: What is taxable of the period, exact, in minor units.
            due_minor: The tax on it, exact, in minor units.
            withheld_before: What was withheld in the period before.
            rounding: How the tax due becomes whole minor units.
            working: The steps so far; those of the tax are added.

        Raises:
            CurrencyMismatchError: What was withheld before is of another currency.
        """
        gross, currency = payment.gross, payment.gross.currency
        due = Money(rounding.of(due_minor), currency)
        tax = min(gross, max(Money.zero(currency), due - withheld_before))
        taxable = Money(rounding.of(taxable_minor), currency)
        steps = (Step("due", due), Step("withheld_before", withheld_before), Step("tax", tax))
        return cls(payment, taxable, tax, attrs.evolve(working, steps=working.steps + steps))

    @property
    def net(self) -> Money:
        """What is left of the payment after tax (税后金额)."""
        return self.payment.gross - self.tax

    @property
    def regime(self) -> str:
        """The word of the regime by which it was withheld."""
        return self.working.regime

    def text(self, locale: str = "en") -> str:
        """Return how the tax was reckoned, as lines of text: "zh", or English for any other."""
        payment = self.payment
        if language_of(locale) == "zh":
            head = f"支付 {payment.id}，收款方 {payment.party}，项目 {payment.item}"
        else:
            head = f"payment {payment.id} to {payment.party} for {payment.item}"
        return f"{head}\n{self.working.text(locale)}"


__all__ = ["Withheld"]
