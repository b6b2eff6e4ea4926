"""Drafts: what can be paid to a party now, or why it cannot (拟定提现指令)."""

from collections.abc import Callable, Container, Mapping
from enum import Enum
from typing import Final

import attrs

from communekit.errors import Texts, language_of
from communekit.ids import PartyId, name_text
from communekit.money import Currency, Money

from .instruction import Instruction
from .payable import Payables
from .terms import PayoutTerms
from .unit import first_of
from .used import Used
from .value_check import check_amount

Withhold = Callable[[Money], Money]
"""Says what tax is withheld from a gross amount."""


class Why(Enum):
    """Why an amount that is available is not paid (未打款原因)."""

    NOTHING = "nothing"
    UNVERIFIED = "unverified"
    BELOW_THRESHOLD = "below_threshold"
    LIMIT_REACHED = "limit_reached"
    NOTHING_LEFT = "nothing_left"


TEXTS: Final[Mapping[Why, Texts]] = {
    Why.NOTHING: {"en": "nothing is available", "zh": "没有可提现金额"},
    Why.UNVERIFIED: {
        "en": "{available} is available; the payee is not verified",
        "zh": "可提现 {available}，收款人尚未验证",
    },
    Why.BELOW_THRESHOLD: {
        "en": "{available} is available; less than {threshold} is not paid",
        "zh": "可提现 {available}，未达到最低打款金额 {threshold}",
    },
    Why.LIMIT_REACHED: {
        "en": "{available} stays open; the limits of {channel} are reached",
        "zh": "尚余 {available}，已达到通道 {channel} 的限额",
    },
    Why.NOTHING_LEFT: {
        "en": "{available} is available; fee {fee} and tax {tax} would take all of it",
        "zh": "可提现 {available}，手续费 {fee} 与税款 {tax} 会将其全部扣尽",
    },
}


@attrs.frozen(hash=False)
class LeftOpen:
    """What stays available, and why (应付未付): due and not swept.

    >>> left = LeftOpen("L1", Money.cny("5.00"), Why.BELOW_THRESHOLD, {"threshold": Money.cny("10.00")})
    >>> left.text()
    '5.00 CNY is available; less than 10.00 CNY is not paid'
    """

    party: PartyId
    available: Money
    why: Why
    data: Mapping[str, Money | str] = attrs.field(factory=dict)

    def text(self, locale: str = "en") -> str:
        """Return the reason as a sentence, in Chinese or English."""
        language = language_of(locale)
        return TEXTS[self.why][language].format(available=self.available, **self.data)


@attrs.frozen
class Payee:
    """Where a party's money goes (收款账户): the channel's opaque reference, and whether it is verified.

    Errors: `InvalidTextError`.
    """

    ref: str
    verified: bool = True

    def __attrs_post_init__(self) -> None:
        name_text(self.ref, what="payee reference")


def no_tax(gross: Money) -> Money:
    """Withhold nothing.

    >>> no_tax(Money.cny("8.00"))
    Money.cny("0.00")
    """
    return Money.zero(gross.currency)


def draft(
    payables: Payables,
    party: str,
    terms: PayoutTerms,
    payee: Payee | None,
    *,
    used: Used | None = None,
    withhold: Withhold = no_tax,
    ended: Container[str] = (),
) -> Instruction | LeftOpen:
    """Return the instruction that can be given now, or why none can (拟定提现指令).

    The oldest units come first, up to the channel's limits; the last may be taken in part. The rest stays open. The
    same state of the book gives the same instruction, with the same id.

    Args:
        payables: What is open.
        party: Whose.
        terms: Of the channel.
        payee: Where the money goes; None where nobody has said.
        used: What the party has drawn through the channel on this day already; nothing by default.
        withhold: What tax is withheld from a gross amount; none by default.
        ended: Ids of payouts that ended without payment: none of them is given again.

    Raises:
        InvalidPayoutError: The tax is no amount of this currency, or below zero.
    """
    of_party, currency = PartyId(party), terms.currency
    available = payables.amount(party, currency)
    if available.minor <= 0:
        return LeftOpen(of_party, available, Why.NOTHING)
    if payee is None or not payee.verified:
        return LeftOpen(of_party, available, Why.UNVERIFIED)
    if available < terms.threshold:
        return LeftOpen(of_party, available, Why.BELOW_THRESHOLD, {"threshold": terms.threshold})
    gross = min(available, room(terms, used or Used.nothing(currency), currency))
    if gross.minor <= 0 or gross < terms.threshold:
        return LeftOpen(of_party, available, Why.LIMIT_REACHED, {"channel": terms.channel})
    fee, tax = terms.fee.of(gross), withhold(gross)
    check_amount("tax", tax, currency)
    if fee + tax >= gross:
        return LeftOpen(of_party, available, Why.NOTHING_LEFT, {"fee": fee, "tax": tax})
    units = first_of(payables.open(party, currency), gross.minor)
    one = Instruction(
        of_party, currency, units, fee=fee, tax=tax, channel=terms.channel, payee_ref=payee.ref,
        generation=payables.generation(party, currency, units),
    )  # fmt: skip
    while one.id in ended:
        one = attrs.evolve(one, generation=one.generation + 1)
    return one


def room(terms: PayoutTerms, used: Used, currency: Currency) -> Money:
    """Return how much the channel still lets through in one payment on this day."""
    limits = terms.limits
    if limits.payments_per_day is not None and used.payments >= limits.payments_per_day:
        return Money.zero(currency)
    left = [Money(Money.MINOR_MAX, currency)]
    if limits.per_payment is not None:
        left.append(limits.per_payment)
    if limits.per_day is not None:
        left.append(limits.per_day - used.gross)
    return min(left)


__all__ = ["LeftOpen", "Payee", "Why", "Withhold", "draft", "no_tax", "room"]
