"""Withholding (代扣预缴): the port through which a payout asks what tax to keep back.

Which regime applies to whom is the host's input: no regime here looks at what a party is.
"""

from collections.abc import Sequence
from typing import Protocol

from .payment import Payment
from .withheld import Withheld


class Withholding(Protocol):
    """A regime of withholding tax (代扣代缴): from a payment and what came before, what is withheld.

    An implementation is pure, and keeps these laws, whatever else it does:

    - same_key_once: a payment whose id is in `earlier` with the same content gives the record that is there;
      with other content it is a `PaymentConflictError`.
    - order_independence: `earlier` may come in any order, and hold records twice.
    - only what concerns the payment is looked at: records of other parties, regimes and periods change nothing.
    - the tax is zero to gross.
    """

    def withhold(self, payment: Payment, earlier: Sequence[Withheld]) -> Withheld:
        """Return what is withheld from a payment.

        Args:
            payment: The payment.
            earlier: What was withheld before; at least all records of this party in the tax year.
        """
        ...


__all__ = ["Withholding"]
