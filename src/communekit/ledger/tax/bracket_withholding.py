"""Withholding by a table of brackets (超额累进预扣), for regimes that are no more than that."""

from collections.abc import Sequence
from fractions import Fraction
from zoneinfo import ZoneInfo

import attrs

from communekit.money import CurrencyMismatchError, Money, Rounding
from communekit.period import zone as named_zone

from ..word import dotted_word
from .dated import Dated, check_dated
from .earlier import gross_of, recorded, tax_of
from .errors import InvalidTaxTermsError
from .payment import Payment
from .per import Per, per_of
from .tax_table import TaxTable
from .withheld import Withheld
from .working import Step, Working


@attrs.frozen
class BracketWithholding:
    """Withholding by brackets on what a party was paid in a month or year (超额累进), all items together.

    The tax on the period's total so far, this payment included, less what was withheld in the period before;
    nothing is given back. An amount that is free of tax is a first bracket of 0%.

    Rounding: the exact tax due on the total is rounded once, to the minor unit, by `rounding`.

    Args:
        table: The table, dated.
        per: "payment", "month" or "year".
        zone: The place whose months and years count.
        rounding: How the tax due becomes whole minor units.
        regime: The word under which records are kept; a host with two such regimes names them apart.

    Errors: `InvalidTaxTermsError` "not_terms", "per", "rounding"; `InvalidTimeError`, `InvalidWordError`.

    >>> from communekit.period import instant
    >>> table = TaxTable.of("EUR", ("0", "0%"), ("1000", "10%"))
    >>> regime = BracketWithholding(Dated.always(table, source="Act 12, section 3"), "month", "Europe/Berlin")
    >>> paid = Payment("P1", "anna", "promotion", instant("2026-03-10T09:00Z"), Money.of("1500.00", "EUR"))
    >>> regime.withhold(paid, []).tax
    Money.of("50.00", "EUR")
    """

    table: Dated[TaxTable]
    per: Per = attrs.field(converter=per_of)
    zone: ZoneInfo = attrs.field(converter=named_zone)
    rounding: Rounding = attrs.field(default=Rounding.HALF_UP, kw_only=True)
    regime: str = attrs.field(default="bracket", kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_dated(self.table, TaxTable)
        if not isinstance(self.rounding, Rounding):
            raise InvalidTaxTermsError("rounding", self.rounding)
        dotted_word(self.regime, what="tax regime")

    def withhold(self, payment: Payment, earlier: Sequence[Withheld]) -> Withheld:
        """Return what is withheld from a payment, by the table in force when it is paid.

        Looks at the records of this regime for the same party and period, and at no other.

        Raises:
            NotInForceError: No table for that day.
            PaymentConflictError: The id was used with other content.
            CurrencyMismatchError: The payment is not in the currency of the table.
        """
        known = recorded(payment, earlier)
        if known is not None:
            return known
        row = self.table.row_at(payment.at)
        table, currency = row.value, payment.gross.currency
        if currency != table.currency:
            raise CurrencyMismatchError(table.currency.code, currency.code)
        label, records = self.per.so_far(payment, earlier, regime=self.regime, zone=self.zone)
        before = gross_of(payment, records)
        total = before + payment.gross
        bracket = table.bracket_of(total.minor)
        quick = Money(self.rounding.of(table.quick_deduction(bracket)), currency)
        steps = (
            Step("gross", payment.gross),
            Step("before", before),
            Step("total", total),
            Step("rate", bracket.rate),
            Step("quick_deduction", quick),
        )
        return Withheld.catching_up(
            payment,
            taxable_minor=Fraction(total.minor),
            due_minor=table.tax_minor(total.minor),
            withheld_before=tax_of(payment, records),
            rounding=self.rounding,
            working=Working(self.regime, label, row.source, steps),
        )


__all__ = ["BracketWithholding"]
