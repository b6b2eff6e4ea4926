"""Labour remuneration (劳务报酬), by month and item: the regime of a payer who is no internet platform."""

from collections.abc import Sequence
from typing import ClassVar
from zoneinfo import ZoneInfo

import attrs

from communekit.money import CurrencyMismatchError, Money, Rounding
from communekit.period import Calendar
from communekit.period import zone as named_zone

from .china import CN_LABOUR, china_zone
from .dated import Dated, check_dated
from .earlier import beside, gross_of, recorded, tax_of
from .errors import InvalidTaxTermsError, NonResidentError
from .labour_terms import LabourTerms
from .payment import Payment
from .withheld import Withheld
from .working import Step, Working


@attrs.frozen
class LabourRemuneration:
    """Withholding on labour remuneration (劳务报酬按次预扣): what is paid for one item in one month is one income (次).

    The tax on the month's total so far, this payment included, less what was withheld in the month before:
    however a month is cut into payments, the same is withheld in the end. Up to 4,000 yuan 800 come off,
    above that 20%; the rest bears 20%, 30% above 20,000 and 40% above 50,000 (prepaid: the person settles
    the year with the authority).

    Rounding: the exact tax due on the month's total is rounded once, to the fen, by `rounding`; half up
    unless the host names another mode, as the notices are silent on it.

    Args:
        terms: The parameters for residents, dated.
        non_resident: The parameters for non-residents, dated; without them such a payment is refused.
            Their law is another one: 20% off, monthly table, final and not prepaid.
        zone: The place whose months count.
        rounding: How the tax due becomes whole fen.

    Source: Individual Income Tax Law (个人所得税法) art. 9; its Implementing Regulations (实施条例) art. 14;
    SAT Announcement 2018 No. 61 (国家税务总局公告2018年第61号), in force from 2019-01-01.

    >>> from communekit.period import instant
    >>> regime = LabourRemuneration()
    >>> march = instant("2026-03-10T09:00+08:00")
    >>> first = regime.withhold(Payment("P1", "zhang", "promotion", march, Money.cny("2000.00")), [])
    >>> first.tax, first.net
    (Money.cny("240.00"), Money.cny("1760.00"))
    >>> second = regime.withhold(Payment("P2", "zhang", "promotion", march, Money.cny("3000.00")), [first])
    >>> second.tax  # 5,000 less 20%, at 20%, is 800; 240 were withheld
    Money.cny("560.00")
    """

    REGIME: ClassVar[str] = "cn.labour"

    terms: Dated[LabourTerms] = CN_LABOUR
    non_resident: Dated[LabourTerms] | None = None
    zone: ZoneInfo = attrs.field(converter=named_zone, factory=china_zone)
    rounding: Rounding = Rounding.HALF_UP
    _months: Calendar = attrs.field(init=False, repr=False, eq=False)

    @_months.default
    def _monthly(self) -> Calendar:
        return Calendar.monthly(self.zone)

    def __attrs_post_init__(self) -> None:
        check_dated(self.terms, LabourTerms)
        if self.non_resident is not None:
            check_dated(self.non_resident, LabourTerms)
        if not isinstance(self.rounding, Rounding):
            raise InvalidTaxTermsError("rounding", self.rounding)

    def withhold(self, payment: Payment, earlier: Sequence[Withheld]) -> Withheld:
        """Return what is withheld from a payment (本次预扣), by the law in force when it is paid.

        Looks at the records of this regime for the same party, item, residence and month, and at no other.

        Raises:
            NotInForceError: No parameters for that day.
            NonResidentError: The payee is not resident, and no parameters for non-residents were handed in.
            PaymentConflictError: The id was used with other content.
            CurrencyMismatchError: The payment is not in the currency of the parameters.
        """
        known = recorded(payment, earlier)
        if known is not None:
            return known
        row = self._terms_for(payment).row_at(payment.at)
        terms = row.value
        if payment.gross.currency != terms.table.currency:
            raise CurrencyMismatchError(terms.table.currency.code, payment.gross.currency.code)
        month = self._months.period_at(payment.at)

        def concerns(other: Payment) -> bool:
            alike = other.item == payment.item and other.resident == payment.resident
            return alike and month.window.covers(other.at)

        records = beside(payment, earlier, self.REGIME, concerns)
        before = gross_of(payment, records)
        total = before + payment.gross
        taxable = terms.taxable_minor(total)
        bracket = terms.table.bracket_of(taxable)
        deducted = Money(total.minor - self.rounding.of(taxable), total.currency)
        fixed = terms.has_fixed_deduction(total)
        quick = Money(self.rounding.of(terms.table.quick_deduction(bracket)), total.currency)
        steps = (
            Step("gross", payment.gross),
            Step("before", before),
            Step("total", total),
            Step("deduction" if fixed else "expenses", deducted),
            Step("taxable", total - deducted),
            Step("rate", bracket.rate),
            Step("quick_deduction", quick),
        )
        return Withheld.catching_up(
            payment,
            taxable_minor=taxable,
            due_minor=terms.table.tax_minor(taxable),
            withheld_before=tax_of(payment, records),
            rounding=self.rounding,
            working=Working(self.REGIME, month.label, row.source, steps),
        )

    def _terms_for(self, payment: Payment) -> Dated[LabourTerms]:
        if payment.resident:
            return self.terms
        if self.non_resident is None:
            raise NonResidentError(payment.party, self.REGIME)
        return self.non_resident


__all__ = ["LabourRemuneration"]
