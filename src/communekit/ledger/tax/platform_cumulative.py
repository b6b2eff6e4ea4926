"""Cumulative withholding on platforms (互联网平台累计预扣): the regime of SAT Announcement 2025 No. 16."""

from collections.abc import Sequence
from typing import ClassVar
from zoneinfo import ZoneInfo

import attrs

from communekit.money import CurrencyMismatchError, Money, Rounding
from communekit.period import Calendar
from communekit.period import zone as named_zone

from .china import CN_PLATFORM, china_zone
from .continuity import Continuity
from .dated import Dated, check_dated
from .earlier import beside, gross_of, recorded, tax_of
from .errors import InvalidTaxTermsError, NonResidentError
from .payment import Payment
from .platform_terms import PlatformTerms
from .withheld import Withheld
from .working import Step, Working


def _continuity(value: int | Continuity) -> Continuity:
    return value if isinstance(value, Continuity) else Continuity(value)


@attrs.frozen
class PlatformCumulative:
    """Cumulative withholding on what a platform pays for labour (平台劳务报酬累计预扣法), by calendar year.

    (Income so far - 20% - 5,000 x continuous months) by the annual table, less what was withheld in the run;
    below zero nothing is withheld, and nothing is given back within the year. Payments of one month merge.

    How the notice is read here:

    - All items of labour remuneration of a party count together: the formula knows no items.
    - Months before the first payment of the year do not count. A month with payments of zero is empty.
    - A break begins a new run: months, income and tax withheld all start again. Restarting the months alone
      would set one month's allowance against income of many.
    - A payment that comes late for an earlier month is reckoned on the whole run as it is known by then.
    - What was paid before the notice was in force was withheld under another regime and is not counted.
    - Exempt income, other lawful deductions and tax reductions of the formula are zero here.

    Rounding: the exact tax due on the run is rounded once, to the fen, by `rounding`; half up unless the
    host names another mode, as the notice is silent on it.

    Args:
        empty_months_to_break: How many empty months break the run: 1 or 2, as your tax office reads it, or a
            `Continuity`. There is no default: the law is read both ways.
        terms: The parameters, dated.
        zone: The place whose months and years count.
        rounding: How the tax due becomes whole fen.

    Source: SAT Announcement 2025 No. 16 (国家税务总局公告2025年第16号) art. 1, issued 2025-06-26, in force from
    2025-10-01; SAT Announcement 2018 No. 61 (累计预扣法); Individual Income Tax Law, table 1.

    >>> from communekit.period import instant
    >>> regime = PlatformCumulative(empty_months_to_break=1)
    >>> march = instant("2026-03-10T09:00+08:00")
    >>> first = regime.withhold(Payment("P1", "zhang", "promotion", march, Money.cny("10000.00")), [])
    >>> first.taxable, first.tax
    (Money.cny("3000.00"), Money.cny("90.00"))
    """

    REGIME: ClassVar[str] = "cn.platform"

    continuity: Continuity = attrs.field(alias="empty_months_to_break", converter=_continuity)
    terms: Dated[PlatformTerms] = attrs.field(default=CN_PLATFORM, kw_only=True)
    zone: ZoneInfo = attrs.field(converter=named_zone, factory=china_zone, kw_only=True)
    rounding: Rounding = attrs.field(default=Rounding.HALF_UP, kw_only=True)
    _months: Calendar = attrs.field(init=False, repr=False, eq=False)

    @_months.default
    def _monthly(self) -> Calendar:
        return Calendar.monthly(self.zone)

    def __attrs_post_init__(self) -> None:
        check_dated(self.terms, PlatformTerms)
        if not isinstance(self.rounding, Rounding):
            raise InvalidTaxTermsError("rounding", self.rounding)

    def withhold(self, payment: Payment, earlier: Sequence[Withheld]) -> Withheld:
        """Return what is withheld from a payment (本期应预扣预缴税额), by the law in force when it is paid.

        Looks at the records of this regime for the same party in the run of months, within the calendar year,
        that holds the month of the payment. A payment that comes late, after later months were withheld, is
        reckoned on the whole run as it is known by then.

        Raises:
            NotInForceError: No parameters for that day, such as one before 2025-10-01.
            NonResidentError: The payee is not resident: the formula is for residents.
            PaymentConflictError: The id was used with other content.
            CurrencyMismatchError: The payment is not in the currency of the parameters.
        """
        known = recorded(payment, earlier)
        if known is not None:
            return known
        if not payment.resident:
            raise NonResidentError(payment.party, self.REGIME)
        row = self.terms.row_at(payment.at)
        terms, currency = row.value, payment.gross.currency
        if currency != terms.table.currency:
            raise CurrencyMismatchError(terms.table.currency.code, currency.code)
        month = self._month(payment)
        year = range(month - month % 12, month - month % 12 + 12)
        in_year = beside(payment, earlier, self.REGIME, lambda other: self._month(other) in year)
        paid = [record.payment for record in in_year] + [payment]
        first, last, months = self.continuity.run((self._month(each) for each in paid if each.gross), month)
        records = tuple(record for record in in_year if first <= self._month(record.payment) <= last)
        before = gross_of(payment, records)
        total = before + payment.gross
        taxable = terms.taxable_minor(total, months=months)
        bracket = terms.table.bracket_of(taxable)
        expenses = total.minor - self.rounding.of(total.minor * terms.expense_rate.rest.share)
        quick = self.rounding.of(terms.table.quick_deduction(bracket))
        steps = (
            Step("gross", payment.gross),
            Step("before", before),
            Step("total", total),
            Step("expenses", Money(expenses, currency)),
            Step("months", months),
            Step("allowance", terms.allowance * months),
            Step("taxable", Money(self.rounding.of(taxable), currency)),
            Step("rate", bracket.rate),
            Step("quick_deduction", Money(quick, currency)),
        )
        return Withheld.catching_up(
            payment,
            taxable_minor=taxable,
            due_minor=terms.table.tax_minor(taxable),
            withheld_before=tax_of(payment, records),
            rounding=self.rounding,
            working=Working(self.REGIME, self._months.label_at(payment.at), row.source, steps),
        )

    def _month(self, payment: Payment) -> int:
        """Return the number of a payment's month, counted from January of the year 0."""
        local = payment.at.astimezone(self.zone)
        return local.year * 12 + local.month - 1


__all__ = ["PlatformCumulative"]
