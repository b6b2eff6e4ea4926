"""Limits: how far a balance may go (余额限制), bucket by bucket."""

from collections.abc import Iterable, Mapping
from typing import Final

import attrs

from communekit.ids import PartyId, identifier
from communekit.money import MINOR_MAX

from .account import Account
from .bucket import AVAILABLE, RECEIVABLE, RESERVED
from .entry import Entry
from .errors import BalanceOutOfRangeError, InsufficientFundsError, InvalidLimitError
from .posting import Posting
from .word import dotted_word


@attrs.frozen
class Limit:
    """How far the balances of a bucket may go (余额限制), in minor units, both ends allowed.

    A limit of one `party` takes the place of the one for all. An entry that brings a balance back towards the limit is
    always taken, so that a limit can be introduced where balances are beyond it already.

    Errors: `InvalidWordError`, `InvalidIdError`, `InvalidLimitError` "unbounded", "crossed".

    >>> Limit("available").allows(5, -5), Limit("available").allows(5, -6)
    (True, False)
    """

    bucket: str
    at_least: int | None = 0
    at_most: int | None = None
    party: PartyId | None = attrs.field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        dotted_word(self.bucket, what="bucket")
        if self.party is not None:
            identifier(self.party, what="party id")
        for end in (self.at_least, self.at_most):
            if end is not None and type(end) is not int:
                raise InvalidLimitError(self.bucket, "unbounded", end)
        if self.at_least is None and self.at_most is None:
            raise InvalidLimitError(self.bucket, "unbounded", "")
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            raise InvalidLimitError(self.bucket, "crossed", self.at_most)

    def allows(self, before: int, minor: int) -> bool:
        """Whether so many minor units may be posted to a balance."""
        after = before + minor
        if minor < 0:
            return self.at_least is None or after >= self.at_least
        return self.at_most is None or after <= self.at_most


@attrs.frozen
class Limits:
    """All limits of a book; a bucket that none names is free.

    Errors: `InvalidLimitError` "twice".
    """

    each: tuple[Limit, ...] = ()
    _of: Mapping[tuple[PartyId | None, str], Limit] = attrs.field(init=False, eq=False, repr=False)

    @_of.default
    def _lookup(self) -> Mapping[tuple[PartyId | None, str], Limit]:
        found: dict[tuple[PartyId | None, str], Limit] = {}
        for limit in self.each:
            if found.setdefault((limit.party, limit.bucket), limit) is not limit:
                raise InvalidLimitError(limit.bucket, "twice", limit.party or "")
        return found

    def on(self, account: Account) -> Limit | None:
        """Return the limit of an account, None where it is free."""
        if not self._of:
            return None
        return self._of.get((account.party, account.bucket)) or self._of.get((None, account.bucket))

    def check(self, entry: Entry, posting: Posting, before: int) -> int:
        """Return the balance of an account after a posting of an entry, in minor units.

        Raises:
            InsufficientFundsError: It would pass the account's limit.
            BalanceOutOfRangeError: It would pass 10^15 minor units.
        """
        after, limit = before + posting.minor, self.on(posting.account)
        if limit is not None and not limit.allows(before, posting.minor):
            raise InsufficientFundsError(entry.id, str(posting.account), before, after)
        if not -MINOR_MAX <= after <= MINOR_MAX:
            raise BalanceOutOfRangeError(entry.id, str(posting.account), after)
        return after


def limits_of(given: Limits | Iterable[Limit]) -> Limits:
    """Take limits as they come."""
    return given if isinstance(given, Limits) else Limits(tuple(given))


FREE: Final = Limits()
"""No limits."""

STRICT: Final = Limits((Limit(AVAILABLE), Limit(RESERVED), Limit(RECEIVABLE, None, 0)))
"""What is available or reserved is never below zero, what is owed back never above (余额不为负)."""


__all__ = ["FREE", "STRICT", "Limit", "Limits", "limits_of"]
