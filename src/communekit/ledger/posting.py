"""Postings: the legs of an entry (过账). A leg alone cannot be booked: see `communekit.ledger.entry`."""

from typing import Self

import attrs

from communekit.ids import PartyId
from communekit.money import MINOR_MAX, Money

from .account import Account


@attrs.frozen
class Posting:
    """One leg of an entry (过账): an account, and by how many minor units its party's claim grows.

    Errors: `InvalidAmountError` for anything but whole minor units, `AmountOutOfRangeError` beyond 10^15.

    >>> Posting.of("L1", "pending", Money.cny("8.00")).minor
    800
    """

    account: Account
    minor: int

    def __attrs_post_init__(self) -> None:
        if type(self.minor) is not int or not -MINOR_MAX <= self.minor <= MINOR_MAX:
            Money(self.minor, self.account.commodity)  # Refuses it, and says why.

    @classmethod
    def of(cls, party: str, bucket: str, amount: Money) -> Self:
        """Return the posting of an amount to a party's bucket of that commodity."""
        return cls(Account(PartyId(party), bucket, amount.currency), amount.minor)

    @property
    def amount(self) -> Money:
        """What is posted, as money."""
        return Money(self.minor, self.account.commodity)


__all__ = ["Posting"]
