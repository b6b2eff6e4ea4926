"""Accounts: where an amount lies (账户): whose it is, in which bucket, of which commodity.

A bucket says what may be done with the amount (`pending`, `frozen`, `available`, `outside.payment`, ...).
The words are an open set: a room or a host brings its own. What they mean is the room's affair; to the book
all accounts are alike, the outside world's too.
"""

import attrs

from communekit.ids import PartyId, identifier
from communekit.money import Currency

from .word import dotted_word


def _commodity(commodity: Currency | str) -> Currency:
    return Currency.of(commodity)


@attrs.frozen(order=False, repr=False, cache_hash=True)
class Account:
    """One party's bucket of one commodity (账户). Plus means: this party's claim grows.

    A commodity is a `Currency`, or the code of an ISO 4217 one.

    Errors: `InvalidIdError` for the party, `InvalidWordError` for the bucket, `UnknownCurrencyError`.

    >>> leader = Account("L1", "pending", "CNY")
    >>> str(leader)
    'L1/pending/CNY'
    """

    party: PartyId = attrs.field(converter=PartyId)
    bucket: str
    commodity: Currency = attrs.field(converter=_commodity)
    sort_key: tuple[str, str, str, int] = attrs.field(init=False, eq=False)
    """Party, bucket, commodity and its digits: the order in which accounts are listed."""

    @sort_key.default
    def _sort_key(self) -> tuple[str, str, str, int]:
        identifier(self.party, what="party id")
        dotted_word(self.bucket, what="bucket")
        return (self.party, self.bucket, self.commodity.code, self.commodity.digits)

    def in_bucket(self, bucket: str) -> "Account":
        """Return the same party's account of the same commodity in another bucket."""
        return self if bucket == self.bucket else Account(self.party, bucket, self.commodity)

    def __repr__(self) -> str:
        return f'Account("{self.party}", "{self.bucket}", {self.commodity!r})'

    def __str__(self) -> str:
        return f"{self.party}/{self.bucket}/{self.commodity}"


__all__ = ["Account"]
