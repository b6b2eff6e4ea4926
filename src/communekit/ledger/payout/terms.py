"""Terms of payouts: from how much, at what fee, within which limits of the channel (提现规则)."""

from datetime import datetime
from zoneinfo import ZoneInfo

import attrs

from communekit.ledger.word import dotted_word
from communekit.money import Currency, Money
from communekit.period import Calendar, Window, zone

from .fee import Fee
from .value_check import check_amount, check_count, check_kind


def _zone(given: str | ZoneInfo) -> ZoneInfo:
    return zone(given)


@attrs.frozen(kw_only=True)
class ChannelLimits:
    """What a channel lets through (通道限额), each None for without limit; measured on the gross, before fee and tax.

    `per_day` and `payments_per_day` count per party and local day in `zone`.

    Errors: `InvalidPayoutError` "not_an_amount", "currency", "not_below_zero", "not_a_count"; `InvalidTimeError`.
    """

    per_payment: Money | None = None
    per_day: Money | None = None
    payments_per_day: int | None = None
    zone: ZoneInfo = attrs.field(factory=lambda: zone("Asia/Shanghai"), converter=_zone)

    def __attrs_post_init__(self) -> None:
        for what, limit in (("limit per payment", self.per_payment), ("limit per day", self.per_day)):
            if limit is not None:
                check_amount(what, limit)
        if self.payments_per_day is not None:
            check_count("number of payments per day", self.payments_per_day)

    def day_of(self, at: datetime) -> Window:
        """Return the local day in which a moment lies."""
        return Calendar.daily(self.zone).window_at(at)


@attrs.frozen
class PayoutTerms:
    """How one channel pays out (提现规则).

    Args:
        channel: The host's word for it: "bank", "wechat.transfer".
        threshold: The least that is paid at a time, itself included, before fee and tax.
        fee: What it costs, taken out of the amount; nothing by default.
        limits: What the channel lets through.
        second_person: Whether somebody else than the requester must approve.

    Errors: `InvalidWordError`, `InvalidPayoutError` "not_an_amount", "currency", "not_below_zero", "unlike".

    >>> terms = PayoutTerms("bank", Money.cny("10.00"), fee=Fee(Money.cny("0.50")))
    >>> terms.fee.of(Money.cny("80.00")), terms.currency.code
    (Money.cny("0.50"), 'CNY')
    """

    channel: str
    threshold: Money
    fee: Fee = attrs.field(kw_only=True)
    limits: ChannelLimits = attrs.field(factory=ChannelLimits, kw_only=True)
    second_person: bool = attrs.field(default=True, kw_only=True)

    @fee.default
    def _no_fee(self) -> Fee:
        check_amount("threshold", self.threshold)
        return Fee.none(self.threshold.currency)

    def __attrs_post_init__(self) -> None:
        dotted_word(self.channel, what="channel")
        check_amount("threshold", self.threshold)
        check_kind("fee", self.fee, Fee)
        check_kind("limits", self.limits, ChannelLimits)
        check_amount("fee", self.fee.fixed, self.currency)
        for limit in (self.limits.per_payment, self.limits.per_day):
            if limit is not None:
                check_amount("limit", limit, self.currency)

    @property
    def currency(self) -> Currency:
        """In which currency it pays."""
        return self.threshold.currency


__all__ = ["ChannelLimits", "PayoutTerms"]
