"""Used: what a party has drawn through a channel on a day (当日已提)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Self

import attrs

from communekit.money import Currency, Money
from communekit.period import instant

from .state import Closed, NotRequested, PayoutState, Rejected, Withdrawn
from .terms import PayoutTerms
from .value_check import check_amount, check_count


@attrs.frozen
class Used:
    """What a party has drawn through a channel on one day (当日已提): gross, and in how many payments.

    Errors: `InvalidPayoutError` "not_an_amount", "not_below_zero", "not_a_count".

    >>> Used.nothing("CNY")
    Used(gross=Money.cny("0.00"), payments=0)
    """

    gross: Money
    payments: int

    def __attrs_post_init__(self) -> None:
        check_amount("amount used", self.gross)
        check_count("number of payments", self.payments, at_least=0)

    @classmethod
    def nothing(cls, currency: Currency | str) -> Self:
        """Return what is used before the first payment."""
        return cls(Money.zero(currency), 0)

    @classmethod
    def of(cls, payouts: Iterable[PayoutState], party: str, terms: PayoutTerms, at: datetime) -> Self:
        """Return what a party's payouts use of the day in which a moment lies.

        A payout counts on the day on which it was sent last, or was requested where it was not sent yet; one that
        ended without payment does not count.

        Args:
            payouts: States of payouts; those of other parties, channels and currencies are passed over.
            party: Whose.
            terms: Of the channel, with the zone of its days.
            at: The moment.
        """
        day = terms.limits.day_of(instant(at))
        gross: list[Money] = []
        for state in payouts:
            if isinstance(state, NotRequested | Rejected | Withdrawn | Closed):
                continue
            one = state.instruction
            about = (one.party, one.channel, one.currency) == (party, terms.channel, terms.currency)
            if about and day.covers(state.sent_at or state.requested_at):
                gross.append(one.gross)
        return cls(Money.total(gross, terms.currency), len(gross))


__all__ = ["Used"]
