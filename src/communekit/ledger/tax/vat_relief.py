"""The relief from VAT for small turnover (增值税小额免征): which months are exempt, and when one must register.

No VAT is reckoned here: a month that is not exempt is the host's to declare.
"""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

import attrs

from communekit.money import CurrencyMismatchError, Money
from communekit.period import Calendar
from communekit.period import zone as named_zone

from .amount_check import is_amount
from .china import CN_VAT, china_zone
from .dated import Dated, check_dated
from .errors import InvalidTaxTermsError, NotInForceError
from .vat_check import VatCheck, VatFinding, VatMonth
from .vat_terms import VatTerms

_MONTHS = 12


@attrs.frozen
class VatRelief:
    """The relief for persons who sell services through a platform (平台内从业人员免征增值税), month by month.

    A month up to 100,000 yuan is exempt, the threshold itself included; one fen above is not. Above 5,000,000
    in twelve months in a row, again not at it, the person must register as a business and declare alone.

    Args:
        terms: The parameters, dated; those of a month are the ones in force when it begins.
        zone: The place whose months count.

    Source: SAT Announcement 2025 No. 16 (国家税务总局公告2025年第16号) art. 2, in force from 2025-10-01; MOF and SAT
    Announcement 2023 No. 19 (财政部 税务总局公告2023年第19号), to 2027-12-31. Whether the relief is extended, and
    whether a quarter may be declared instead, is to be read there.

    >>> check = VatRelief().check({"2026-03": Money.cny("100000.00"), "2026-04": Money.cny("100000.01")})
    >>> [month.exempt for month in check]
    [True, False]
    >>> print(check.findings[0].text())
    2026-04: 100000.01 CNY is above 100000.00 CNY, the month is not exempt from VAT
    """

    terms: Dated[VatTerms] = CN_VAT
    zone: ZoneInfo = attrs.field(converter=named_zone, factory=china_zone)

    def __attrs_post_init__(self) -> None:
        check_dated(self.terms, VatTerms)

    def check(self, monthly_totals: Mapping[str, Money]) -> VatCheck:
        """Return what holds of each month, and what to act on.

        Months that are not named had no turnover. A month for which no terms are in force is counted in the
        twelve months of others, and is itself a finding, not a judgement.

        Args:
            monthly_totals: Turnover of one person on one platform by month ("2026-03"), without VAT, after
                returns; zero or more.

        Raises:
            InvalidTimeError: "no_such_period": a name is not that of a month.
            InvalidTaxTermsError: "negative": a month is below zero, or is no amount.
            CurrencyMismatchError: A month is not in the currency of the terms.
        """
        calendar = Calendar.monthly(self.zone)
        starts = {label: calendar.window_of(label).start for label in monthly_totals}
        currency = self.terms.rows[0].value.exempt_up_to.currency
        for total in monthly_totals.values():
            if not is_amount(total):
                raise InvalidTaxTermsError("negative", total)
            if total.currency != currency:
                raise CurrencyMismatchError(currency.code, total.currency.code)
        numbers = {label: self._number(start) for label, start in starts.items()}
        months: list[VatMonth] = []
        findings: list[VatFinding] = []
        for label in sorted(monthly_totals, key=numbers.__getitem__):
            within = (
                total
                for other, total in monthly_totals.items()
                if 0 <= numbers[label] - numbers[other] < _MONTHS
            )
            month, found = self._judged(
                label, starts[label], monthly_totals[label], Money.total(within, currency)
            )
            months.append(month)
            findings += found
        return VatCheck(tuple(months), tuple(findings))

    def _judged(
        self, label: str, start: datetime, total: Money, twelve: Money
    ) -> tuple[VatMonth, list[VatFinding]]:
        try:
            row = self.terms.row_at(start)
        except NotInForceError:
            unknown = VatMonth(label, total, twelve, None, None)
            return unknown, [VatFinding("not_in_force", label, total, None, "")]
        terms, source = row.value, row.source
        exempt, must_register = total <= terms.exempt_up_to, twelve > terms.register_above
        found: list[VatFinding] = []
        if not exempt:
            found.append(VatFinding("over_monthly", label, total, terms.exempt_up_to, source))
        if must_register:
            found.append(VatFinding("must_register", label, twelve, terms.register_above, source))
        return VatMonth(label, total, twelve, exempt, must_register), found

    def _number(self, start: datetime) -> int:
        local = start.astimezone(self.zone)
        return local.year * _MONTHS + local.month


__all__ = ["VatRelief"]
