"""Tax tables: laws of brackets, the printed tables, and what cannot be one."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.ledger.tax import CN_COMPREHENSIVE, Bracket, InvalidTaxTermsError, TaxTable
from communekit.money import CNY, CurrencyMismatchError, Money, Rate, Rounding
from tests.ledger.tax.payments import PRINTED_ANNUAL, plain_annual_fen


@st.composite
def tables(draw: st.DrawFn) -> TaxTable:
    """Draw a table of rates that need not rise."""
    starts = [0, *sorted(draw(st.sets(st.integers(1, 100_000), max_size=5)))]
    rates = [Rate.bps(draw(st.integers(0, 10_000))) for _ in starts]
    return TaxTable(
        tuple(Bracket(Money(start, CNY), rate) for start, rate in zip(starts, rates, strict=True))
    )


@given(table=tables(), taxable=st.integers(0, 200_000))
def test_agreement_with_a_sum_over_parts(table: TaxTable, taxable: int) -> None:
    """The tax is the sum, bracket by bracket, of the rate on the part that lies in it."""
    ends = [*(bracket.above.minor for bracket in table.brackets[1:]), taxable]
    parts = (
        max(0, min(taxable, end) - bracket.above.minor) * bracket.rate.share
        for bracket, end in zip(table.brackets, ends, strict=True)
    )
    assert table.tax_minor(taxable) == sum(parts)


@given(table=tables(), data=st.data())
def test_continuity_at_joints(table: TaxTable, data: st.DataObject) -> None:
    """At a joint both brackets give one tax; a fen more of income is a fen more of tax at most."""
    bracket = data.draw(st.sampled_from(table.brackets))
    joint = bracket.above.minor
    assert joint * bracket.rate.share - table.quick_deduction(bracket) == table.tax_minor(joint)
    assert 0 <= table.tax_minor(joint + 1) - table.tax_minor(joint) <= 1
    assert table.bracket_of(joint + 1) == bracket
    assert not joint or table.bracket_of(joint) != bracket


@given(fen=st.integers(0, 200_000_000))
def test_the_annual_table_is_the_printed_one(fen: int) -> None:
    """The table of comprehensive income gives what the printed rates and quick deductions give."""
    tax = CN_COMPREHENSIVE.tax(Money(fen, CNY), rounding=Rounding.HALF_UP)
    assert tax.minor == plain_annual_fen(Decimal(fen) / 100)


def test_quick_deductions_are_the_printed_ones() -> None:
    """The third column of the printed table follows from the first two."""
    derived = [CN_COMPREHENSIVE.quick_deduction(bracket) / 100 for bracket in CN_COMPREHENSIVE.brackets]
    assert derived == [quick for _, _, quick in PRINTED_ANNUAL]


def test_nothing_is_due_on_zero_and_below() -> None:
    """A negative amount bears nothing, also where the first rate is high."""
    assert TaxTable.of("CNY", ("0", "50%")).tax_minor(-1) == 0
    assert TaxTable.of("CNY", ("0", "50%")).tax_minor(0) == 0


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ([], "no_rows"),
        ([("1", "5%")], "not_zero"),
        ([("0", "5%"), ("10", "6%"), ("10", "7%")], "not_ascending"),
        ([("0", "5%"), ("-1", "6%")], "negative"),
    ],
)
def test_tables_that_are_none(rows: list[tuple[str, str]], problem: str) -> None:
    """A table starts at zero and ascends."""
    with pytest.raises(InvalidTaxTermsError) as refused:
        TaxTable.of("CNY", *rows)
    assert refused.value.problem == problem
    assert refused.value.text("zh") != refused.value.text("en")


def test_other_things_are_no_brackets() -> None:
    """Rows are brackets of one currency."""
    wrong: Any = ["x"]
    with pytest.raises(InvalidTaxTermsError):
        TaxTable(wrong)
    with pytest.raises(InvalidTaxTermsError):
        Bracket(wrong, Rate.of(1))
    mixed = (Bracket(Money.cny("0"), Rate.of(0)), Bracket(Money.of("1", "USD"), Rate.of(0)))
    with pytest.raises(InvalidTaxTermsError):
        TaxTable(mixed)
    with pytest.raises(CurrencyMismatchError):
        CN_COMPREHENSIVE.tax(Money.of("1", "USD"), rounding=Rounding.DOWN)
