"""Instructions: pay so much of these units to this party (打款指令). The library moves no money: a channel does."""

from collections.abc import Iterable

import attrs

from communekit.ids import PartyId, derived_id, identifier, name_text
from communekit.ledger.word import dotted_word
from communekit.money import Currency, Money

from .errors import InvalidPayoutError
from .unit import Unit, in_place, joined, minor_of
from .value_check import check_amount, check_count, check_kind


def _currency(given: Currency | str) -> Currency:
    return Currency.of(given)


def _in_order(units: Iterable[Unit]) -> tuple[Unit, ...]:
    """Sort units, neighbours joined: the order and the cut are not part of what is paid."""
    given = tuple(units)
    for unit in given:
        check_kind("unit", unit, Unit)
    return joined(in_place(given))


@attrs.frozen
class Instruction:
    """One payment to one party (打款指令). Its id follows from the units that it pays, so that paying them twice cannot be.

    Args:
        party: Who is paid.
        currency: In which currency.
        units: What is paid, each minor unit once.
        fee: What the payment costs, taken out of the amount.
        tax: What is withheld for the authority, taken out too.
        channel: Through which channel, the host's word.
        payee_ref: Where the money goes, as the channel knows it; opaque, no personal data.
        generation: How often payouts of these lots have ended without payment: a new try is a new instruction.

    `gross` is what the units add up to; `net` = gross - fee - tax is what arrives, above zero.

    Errors: `InvalidPayoutError` "nothing", "overlap", "no_net", "not_an_amount", "currency", "not_below_zero", "unlike",
    "not_a_count"; `InvalidIdError`, `InvalidWordError`, `InvalidTextError`.

    >>> zero, fifty = Money.cny("0"), Money.cny("0.50")
    >>> one = Instruction("L1", "CNY", [Unit("release-1", 0, 800)], fee=fifty, tax=zero, channel="bank", payee_ref="tok-7")
    >>> one.gross, one.net, len(one.id)
    (Money.cny("8.00"), Money.cny("7.50"), 26)
    """

    party: PartyId = attrs.field(converter=PartyId)
    currency: Currency = attrs.field(converter=_currency)
    units: tuple[Unit, ...] = attrs.field(converter=_in_order)
    fee: Money = attrs.field(kw_only=True)
    tax: Money = attrs.field(kw_only=True)
    channel: str = attrs.field(kw_only=True)
    payee_ref: str = attrs.field(kw_only=True)
    generation: int = attrs.field(default=0, kw_only=True)
    gross: Money = attrs.field(init=False, eq=False, repr=False)
    net: Money = attrs.field(init=False, eq=False, repr=False)
    id: str = attrs.field(init=False, eq=False, repr=False)

    @gross.default
    def _gross(self) -> Money:
        return Money(minor_of(self.units), self.currency)

    @net.default
    def _net(self) -> Money:
        check_amount("fee", self.fee, self.currency)
        check_amount("tax", self.tax, self.currency)
        return self.gross - self.fee - self.tax

    @id.default  # noqa: A003  # the field above, not the builtin
    def _id(self) -> str:
        identifier(self.party, what="party id")
        check_count("generation", self.generation, at_least=0)
        parts: list[str | int] = [
            "payout",
            self.party,
            self.currency.code,
            self.currency.digits,
            self.generation,
        ]
        for unit in self.units:
            parts += (unit.entry, unit.start, unit.end)
        return derived_id(*parts)

    def __attrs_post_init__(self) -> None:
        dotted_word(self.channel, what="channel")
        name_text(self.payee_ref, what="payee reference")
        if not self.units:
            raise InvalidPayoutError("unit", "", "nothing")
        for before, unit in zip(self.units, self.units[1:], strict=False):
            if before.entry == unit.entry and unit.start < before.end:
                raise InvalidPayoutError("unit", unit.entry, "overlap")
        if self.net.minor <= 0:
            raise InvalidPayoutError("net amount", self.net.text, "no_net")


__all__ = ["Instruction"]
