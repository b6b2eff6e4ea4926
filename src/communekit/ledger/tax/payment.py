"""Payments (支付): an amount that is about to be paid to a party, before tax. Tax is withheld when it is paid."""

from datetime import datetime

import attrs

from communekit.ids import PartyId, identifier
from communekit.money import Money
from communekit.period import instant

from ..word import dotted_word
from .amount_check import is_amount
from .errors import InvalidPaymentError


@attrs.frozen
class Payment:
    """An amount to be paid to a party for one item of income (支付), before tax.

    Args:
        id: Unique in the community. The same id with the same content is the same payment.
        party: Who is paid; an opaque id, identity is the host's to join.
        item: The item of income (所得项目), as dotted words: "promotion", "live.hosting". A word for ever.
        at: When it is paid, with a time zone; kept in UTC. The tax month and year follow from it.
        gross: Before income tax and without VAT (不含增值税), zero or more.
        resident: Whether the payee is resident for tax (居民个人) in that year; the host's input.

    Errors: `InvalidPaymentError`, `InvalidIdError`, `InvalidWordError`, `InvalidTimeError` for the fields.

    >>> Payment("P1", "zhang", "promotion", instant("2026-03-10T09:00+08:00"), Money.cny("-1.00"))
    Traceback (most recent call last):
        ...
    communekit.ledger.tax.errors.InvalidPaymentError: payment P1 cannot stand: its gross is an amount of zero or more, not -1.00 CNY
    """

    id: str
    party: PartyId
    item: str
    at: datetime = attrs.field(converter=instant)
    gross: Money
    resident: bool = attrs.field(default=True, kw_only=True)

    def __attrs_post_init__(self) -> None:
        identifier(self.id, what="payment id")
        identifier(self.party, what="party id")
        dotted_word(self.item, what="item of income")
        if not is_amount(self.gross):
            raise InvalidPaymentError(self.id, "gross", self.gross)
        if type(self.resident) is not bool:
            raise InvalidPaymentError(self.id, "resident", self.resident)


__all__ = ["Payment"]
