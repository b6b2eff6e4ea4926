"""Terms of cumulative withholding on platforms (累计预扣参数): the share for expenses, the allowance, the table."""

from fractions import Fraction

import attrs

from communekit.money import Money, Rate

from .amount_check import check_amount, check_kind
from .tax_table import TaxTable


@attrs.frozen
class PlatformTerms:
    """What is taxable of a year's income so far, and by which table (累计预扣法参数).

    Args:
        expense_rate: What comes off as expenses (累计费用), as a share of the income.
        allowance: What comes off for each continuous month (累计减除费用).
        table: The annual table.

    Errors: `InvalidTaxTermsError` "not_terms", "negative", "currency".

    >>> terms = PlatformTerms(Rate.percent("20"), Money.cny("5000"), TaxTable.of("CNY", ("0", "3%")))
    >>> terms.taxable_minor(Money.cny("30000.00"), months=3)
    Fraction(900000, 1)
    """

    expense_rate: Rate
    allowance: Money
    table: TaxTable

    def __attrs_post_init__(self) -> None:
        check_kind(self.table, TaxTable)
        check_kind(self.expense_rate, Rate)
        check_amount(self.allowance, self.table.currency)

    def taxable_minor(self, income: Money, *, months: int) -> Fraction:
        """Return what is taxable of an income over so many months, exact, in minor units; never below zero."""
        taxable = income.minor * self.expense_rate.rest.share - self.allowance.minor * months
        return max(Fraction(0), taxable)


__all__ = ["PlatformTerms"]
