"""Outstanding amounts (未付金额): what several parties are still owed, and payments against it.

Each payment is shared in proportion to what is still open, so that several payments together pay each party
exactly what it is owed: sharing each on its own would pay one too much and another too little.
"""

from collections.abc import Mapping
from typing import Generic

import attrs

from .amount import Money
from .errors import CurrencyMismatchError, InvalidAmountError, InvalidSplitError
from .split import Split, own_copy, split
from .split_method import SplitMethod
from .weights import K


@attrs.frozen
class Outstanding(Generic[K]):
    """What is still owed to each party (未付金额), in one currency, zero or more.

    Errors: `InvalidSplitError` when nobody is named or somebody is owed less than nothing,
    `CurrencyMismatchError` when the amounts are of two currencies.

    >>> owed = Outstanding({"a": Money.cny("33.33"), "b": Money.cny("33.33"), "c": Money.cny("33.34")})
    >>> first, owed = owed.pay(Money.cny("50.00"))
    >>> second, owed = owed.pay(Money.cny("50.00"))
    >>> first["b"] + second["b"], owed.is_settled
    (Money.cny("33.33"), True)
    """

    owed: Mapping[K, Money] = attrs.field(converter=own_copy)

    def __attrs_post_init__(self) -> None:
        if not self.owed:
            raise InvalidSplitError("no_parties", self.owed)
        amounts = tuple(self.owed.values())
        for amount in amounts:
            if amount.currency != amounts[0].currency:
                raise CurrencyMismatchError(amounts[0].currency.code, amount.currency.code)
            if amount.minor < 0:
                raise InvalidSplitError("negative", amount)

    @property
    def total(self) -> Money:
        """All that is still owed."""
        return Money.total(self.owed.values(), next(iter(self.owed.values())).currency)

    @property
    def is_settled(self) -> bool:
        """True when nothing is owed any more."""
        return not self.total

    def pay(
        self, amount: Money, *, method: SplitMethod = SplitMethod.LARGEST_REMAINDER
    ) -> tuple[Split[K], "Outstanding[K]"]:
        """Return a payment laid over what is owed, and what is owed after it.

        Nobody gets more than is owed; what is paid too much is the split's remainder.

        Raises:
            InvalidAmountError: The payment is below zero.
            CurrencyMismatchError: The payment is of another currency.
        """
        if amount.minor < 0:
            raise InvalidAmountError("negative", amount)
        paid = split(amount, outstanding=self.owed, method=method)
        return paid, Outstanding({key: owed - paid[key] for key, owed in self.owed.items()})


__all__ = ["Outstanding"]
