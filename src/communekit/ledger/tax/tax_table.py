"""Tax tables (税率表): rates that rise with the amount, each on its own part (超额累进).

A table is told by where each bracket starts and its rate. The quick deduction (速算扣除数), which printed
tables carry as a third column, follows from these: so a table has no jumps and never falls.
"""

from collections.abc import Iterable
from fractions import Fraction
from typing import Self

import attrs

from communekit.money import Currency, CurrencyMismatchError, Money, Rate, Rounding

from .amount_check import check_amount, check_kind
from .errors import InvalidTaxTermsError


@attrs.frozen
class Bracket:
    """One row of a tax table (级距): the rate on what is above an amount.

    Errors: `InvalidTaxTermsError` "not_terms", "negative".
    """

    above: Money
    rate: Rate

    def __attrs_post_init__(self) -> None:
        check_kind(self.above, Money)
        check_kind(self.rate, Rate)
        check_amount(self.above, self.above.currency)


def _brackets(given: Iterable[Bracket]) -> tuple[Bracket, ...]:
    return tuple(given)


@attrs.frozen
class TaxTable:
    """A table of brackets (税率表): the first starts at zero, the others above it, in order.

    An amount at the joint of two brackets belongs to the lower one, as the law prints it (不超过); the tax
    is the same by both.

    Errors: `InvalidTaxTermsError` "no_rows", "not_a_row", "not_zero", "not_ascending", "currency".

    >>> labour = TaxTable.of("CNY", ("0", "20%"), ("20000", "30%"), ("50000", "40%"))
    >>> labour.tax(Money.cny("20000.00"), rounding=Rounding.HALF_UP)
    Money.cny("4000.00")
    >>> labour.quick_deduction(labour.brackets[2])
    Fraction(700000, 1)
    """

    brackets: tuple[Bracket, ...] = attrs.field(converter=_brackets)

    def __attrs_post_init__(self) -> None:
        if not self.brackets:
            raise InvalidTaxTermsError("no_rows", self.brackets)
        for bracket in self.brackets:
            if not isinstance(bracket, Bracket):
                raise InvalidTaxTermsError("not_a_row", bracket)
            if bracket.above.currency != self.currency:
                raise InvalidTaxTermsError("currency", bracket.above)
        if self.brackets[0].above:
            raise InvalidTaxTermsError("not_zero", self.brackets[0].above)
        for before, after in zip(self.brackets, self.brackets[1:], strict=False):
            if after.above <= before.above:
                raise InvalidTaxTermsError("not_ascending", after.above)

    @classmethod
    def of(cls, currency: Currency | str, *rows: tuple[str, str]) -> Self:
        """Return the table of rows (above, rate), written in major units and as `Rate.of` reads rates."""
        return cls(tuple(Bracket(Money.of(above, currency), Rate.of(rate)) for above, rate in rows))

    @property
    def currency(self) -> Currency:
        """The currency of the table."""
        return self.brackets[0].above.currency

    def bracket_of(self, taxable_minor: Fraction | int) -> Bracket:
        """Return the bracket in which the last unit of an amount lies, in minor units; the first one for zero."""
        return [each for each in self.brackets if not each.above or each.above.minor < taxable_minor][-1]

    def quick_deduction(self, bracket: Bracket) -> Fraction:
        """Return what rate x amount is too much in a bracket (速算扣除数), exact, in minor units."""
        deduction, rate = Fraction(0), Fraction(0)
        for each in self.brackets:
            if each.above <= bracket.above:
                deduction += (each.rate.share - rate) * each.above.minor
                rate = each.rate.share
        return deduction

    def tax_minor(self, taxable_minor: Fraction | int) -> Fraction:
        """Return the exact tax on an exact amount, both in minor units; nothing on zero and below."""
        if taxable_minor <= 0:
            return Fraction(0)
        bracket = self.bracket_of(taxable_minor)
        return taxable_minor * bracket.rate.share - self.quick_deduction(bracket)

    def tax(self, taxable: Money, *, rounding: Rounding) -> Money:
        """Return the tax on an amount, rounded once to the minor unit.

        Raises:
            CurrencyMismatchError: The amount is not of the table's currency.
        """
        if taxable.currency != self.currency:
            raise CurrencyMismatchError(self.currency.code, taxable.currency.code)
        return Money(rounding.of(self.tax_minor(taxable.minor)), self.currency)


__all__ = ["Bracket", "TaxTable"]
