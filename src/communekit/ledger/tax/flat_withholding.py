"""Withholding at one rate (固定比例预扣), the plainest regime of all."""

from collections.abc import Sequence
from fractions import Fraction
from zoneinfo import ZoneInfo

import attrs

from communekit.money import Rate, Rounding
from communekit.period import zone as named_zone

from ..word import dotted_word
from .dated import Dated, check_dated
from .earlier import gross_of, recorded, tax_of
from .errors import InvalidTaxTermsError
from .payment import Payment
from .per import Per, per_of
from .withheld import Withheld
from .working import Step, Working


@attrs.frozen
class FlatWithholding:
    """Withholding at one rate of the gross (固定比例), of each payment or of a month's total, in any currency.

    Per payment each tax is rounded by itself. Per month or year the tax on the total so far is rounded, and
    what was withheld before is taken off: cutting a month into small payments changes nothing.

    Args:
        rate: The rate, dated.
        per: "payment", "month" or "year".
        zone: The place whose months and years count.
        rounding: How the tax due becomes whole minor units, once per payment or per period.
        regime: The word under which records are kept; a host with two such regimes names them apart.

    Errors: `InvalidTaxTermsError` "not_terms", "per", "rounding"; `InvalidTimeError`, `InvalidWordError`.

    >>> from communekit.money import Money
    >>> from communekit.period import instant
    >>> regime = FlatWithholding(Dated.always(Rate.percent(10), source="Act 12"), "payment", "Europe/Berlin")
    >>> paid = Payment("P1", "anna", "promotion", instant("2026-03-10T09:00Z"), Money.of("19.99", "EUR"))
    >>> regime.withhold(paid, []).tax
    Money.of("2.00", "EUR")
    """

    rate: Dated[Rate]
    per: Per = attrs.field(converter=per_of)
    zone: ZoneInfo = attrs.field(converter=named_zone)
    rounding: Rounding = attrs.field(default=Rounding.HALF_UP, kw_only=True)
    regime: str = attrs.field(default="flat", kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_dated(self.rate, Rate)
        if not isinstance(self.rounding, Rounding):
            raise InvalidTaxTermsError("rounding", self.rounding)
        dotted_word(self.regime, what="tax regime")

    def withhold(self, payment: Payment, earlier: Sequence[Withheld]) -> Withheld:
        """Return what is withheld from a payment, at the rate in force when it is paid.

        Looks at the records of this regime for the same party, currency and period, and at no other.

        Raises:
            NotInForceError: No rate for that day.
            PaymentConflictError: The id was used with other content.
        """
        known = recorded(payment, earlier)
        if known is not None:
            return known
        row = self.rate.row_at(payment.at)
        label, records = self.per.so_far(payment, earlier, regime=self.regime, zone=self.zone)
        before = gross_of(payment, records)
        total = before + payment.gross
        steps = (
            Step("gross", payment.gross),
            Step("before", before),
            Step("total", total),
            Step("rate", row.value),
        )
        return Withheld.catching_up(
            payment,
            taxable_minor=Fraction(total.minor),
            due_minor=total.minor * row.value.share,
            withheld_before=tax_of(payment, records),
            rounding=self.rounding,
            working=Working(self.regime, label, row.source, steps),
        )


__all__ = ["FlatWithholding"]
