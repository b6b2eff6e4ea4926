"""Terms of labour remuneration (劳务报酬预扣参数): what comes off the income, and the table on the rest."""

from fractions import Fraction

import attrs

from communekit.money import Money, Rate

from .amount_check import check_amount, check_kind
from .tax_table import TaxTable


@attrs.frozen
class LabourTerms:
    """What is taxable of one income, and by which table (劳务报酬计税参数).

    Args:
        fixed_up_to: Incomes up to this, inclusive, have the fixed deduction; zero where none has.
        fixed_deduction: What comes off these; never more than the income.
        expense_rate: What comes off the others, as a share of the income.
        table: The rates on what is left.

    Errors: `InvalidTaxTermsError` "not_terms", "negative", "currency".

    >>> terms = LabourTerms(
    ...     Money.cny("4000"), Money.cny("800"), Rate.percent("20"), TaxTable.of("CNY", ("0", "20%"))
    ... )
    >>> terms.taxable_minor(Money.cny("4000.00")), terms.taxable_minor(Money.cny("4000.01"))
    (Fraction(320000, 1), Fraction(1600004, 5))
    """

    fixed_up_to: Money
    fixed_deduction: Money
    expense_rate: Rate
    table: TaxTable

    def __attrs_post_init__(self) -> None:
        check_kind(self.table, TaxTable)
        check_kind(self.expense_rate, Rate)
        for amount in (self.fixed_up_to, self.fixed_deduction):
            check_amount(amount, self.table.currency)

    def has_fixed_deduction(self, income: Money) -> bool:
        """Whether an income is so small that the fixed deduction comes off, and not the share."""
        return income <= self.fixed_up_to

    def taxable_minor(self, income: Money) -> Fraction:
        """Return what is taxable of an income, exact, in minor units; never below zero."""
        if self.has_fixed_deduction(income):
            return Fraction(max(0, income.minor - self.fixed_deduction.minor))
        return income.minor * self.expense_rate.rest.share


__all__ = ["LabourTerms"]
