"""Due: who is paid now, and what is due and not swept, with the reason (应付清单)."""

from collections.abc import Callable, Container, Mapping
from functools import partial

import attrs

from communekit.ids import PartyId
from communekit.money import Money

from .draft import LeftOpen, Payee, Why, draft, no_tax
from .instruction import Instruction
from .payable import Payables
from .terms import PayoutTerms
from .used import Used

WithholdOf = Callable[[PartyId, Money], Money]
"""Says what tax is withheld from a party's gross amount."""


def _no_tax(_: PartyId, gross: Money) -> Money:
    return no_tax(gross)


@attrs.frozen
class Due:
    """Who is paid now, and what stays open (应付清单). Together they are all that is available, to the fen."""

    instructions: tuple[Instruction, ...]
    left_open: tuple[LeftOpen, ...]

    def total(self, terms: PayoutTerms) -> Money:
        """Return what both parts add up to."""
        paid = (one.gross for one in self.instructions)
        left = (one.available for one in self.left_open)
        return Money.total(paid, terms.currency) + Money.total(left, terms.currency)


def due(
    payables: Payables,
    terms: PayoutTerms,
    payees: Mapping[str, Payee],
    *,
    used: Mapping[str, Used] | None = None,
    withhold: WithholdOf = _no_tax,
    ended: Container[str] = (),
) -> Due:
    """Return for every party with something available what is paid now and what is left, with the reason (应付清单).

    A party whose amount is paid in part, for the channel's limits, stands in both.

    Args:
        payables: What is open.
        terms: Of the channel; only its currency is looked at.
        payees: Where the money goes, by party; one that is not here is unverified.
        used: What each party has drawn through the channel on this day.
        withhold: What tax is withheld from a party's gross amount.
        ended: Ids of payouts that ended without payment, as in `draft`.

    >>> due(Payables(), PayoutTerms("bank", Money.cny("1.00")), {})
    Due(instructions=(), left_open=())
    """
    instructions: list[Instruction] = []
    left_open: list[LeftOpen] = []
    for account in payables:
        if account.commodity != terms.currency:
            continue
        party = account.party
        drawn = (used or {}).get(party)
        one = draft(
            payables,
            party,
            terms,
            payees.get(party),
            used=drawn,
            withhold=partial(withhold, party),
            ended=ended,
        )
        if isinstance(one, LeftOpen):
            left_open.append(one)
            continue
        instructions.append(one)
        rest = payables.amount(party, terms.currency) - one.gross
        if rest.minor:
            left_open.append(LeftOpen(party, rest, Why.LIMIT_REACHED, {"channel": terms.channel}))
    return Due(tuple(instructions), tuple(left_open))


__all__ = ["Due", "WithholdOf", "due"]
