"""Liability for quality (质量责任): who bears a refund when goods were short, stale or not as promised."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

import attrs

from communekit.ids import PartyId
from communekit.ledger.account import Account
from communekit.ledger.bucket import AVAILABLE, PAYMENT
from communekit.ledger.entry import Entry
from communekit.ledger.landing import landed, legs
from communekit.ledger.reader import BookReader
from communekit.money import Money, Rate, Rounding
from communekit.parties import Role
from communekit.period import instant

from .claim import Claim
from .errors import LiabilityError
from .step import check_refund

CHARGED: Final = "quality.charged"


def _roles(given: Sequence[str]) -> tuple[Role, ...]:
    return tuple(Role(word) for word in given)


@attrs.frozen
class Liability:
    """Who bears a refund for quality, the first first (质量责任顺序): store, then supplier, then brand.

    The first who is named on the order bears it, up to his share of `at_most`; the next bears what is left, and the
    last of them all the rest. The leader's part stays untouched: he did not make the goods.

    Errors: `LiabilityError` "no_order", "twice", "not_in_order".

    >>> Liability(at_most={"store": Rate.percent("40")}).shares(Money.cny("10.00"), {"store": "S1", "supplier": "F1"})
    {'S1': Money.cny("4.00"), 'F1': Money.cny("6.00")}
    """

    order: tuple[Role, ...] = attrs.field(default=(Role.STORE, Role.SUPPLIER, Role.BRAND), converter=_roles)
    at_most: Mapping[str, Rate] = attrs.field(factory=dict)

    def __attrs_post_init__(self) -> None:
        if not self.order:
            raise LiabilityError("no_order", "")
        if len(set(self.order)) != len(self.order):
            raise LiabilityError("twice", self.order)
        for role in self.at_most:
            if role not in self.order:
                raise LiabilityError("not_in_order", role)

    def shares(self, amount: Money, guarantors: Mapping[str, str]) -> dict[str, Money]:
        """Return how much of a refund each guarantor bears; whole minor units, shares rounded down.

        Args:
            amount: What the member gets back.
            guarantors: Who stands in which role on the order.

        Raises:
            ClaimError: "above_paid": more than was paid for it and not given back.
        LiabilityError: "nobody": none of the roles is filled.
        """
        liable = [role for role in self.order if role in guarantors]
        if not liable:
            raise LiabilityError("nobody", ", ".join(self.order))
        borne: dict[str, Money] = {}
        left = amount
        for role in liable:
            cap = self.at_most.get(role)
            part = (
                left
                if cap is None or role == liable[-1]
                else min(left, cap.take(amount, rounding=Rounding.DOWN))
            )
            if part.minor:
                party = guarantors[role]
                borne[party] = borne.get(party, Money.zero(amount.currency)) + part
            left -= part
        return borne


def charge(
    refund: str,
    claim: Claim,
    at: datetime,
    amount: Money,
    book: BookReader,
    *,
    liability: Liability,
    guarantors: Mapping[str, str],
    community: str,
) -> Entry:
    """Return the entry of a refund for quality (质量退款): the member is paid back, the guarantors bear it.

    Args:
        refund: The id of the refund; the same refund is charged once.
        claim: The line, as it was booked.
        at: When it was decided.
        amount: What the member gets back, above zero.
        book: What the guarantors have: what is available goes, the rest they owe.
        liability: The order of liability.
        guarantors: Who stands in which role on the order.
        community: The party whose `outside.payment` stands for the world outside.

    Raises:
        LiabilityError: "nobody": none of the roles is filled; "no_amount": nothing, or less.
    """
    if amount.minor <= 0:
        raise LiabilityError("no_amount", amount.text)
    moved = {
        Account(PartyId(party), AVAILABLE, amount.currency): -part.minor
        for party, part in liability.shares(amount, guarantors).items()
    }
    outside = Account(PartyId(community), PAYMENT, amount.currency)
    told = Entry.derived(
        CHARGED, instant(at), legs({outside: amount.minor}, moved), fact=refund, refers_to=claim.id
    )
    if book.find(told.id) is None:
        check_refund(claim, amount)
    return landed(book, told)


__all__ = ["CHARGED", "Liability", "charge"]
