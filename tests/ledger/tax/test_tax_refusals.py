"""What tax refuses, with the whole error: which parameter, and the very value that was wrong."""

from typing import Any

import pytest

from communekit.ids import InvalidIdError, InvalidTextError
from communekit.ledger import InvalidWordError
from communekit.ledger.tax import (
    Bracket,
    BracketWithholding,
    Continuity,
    Dated,
    DatedRow,
    FlatWithholding,
    InvalidPaymentError,
    InvalidTaxTermsError,
    LabourRemuneration,
    LabourTerms,
    Payment,
    PlatformCumulative,
    PlatformTerms,
    TaxTable,
)
from communekit.money import CurrencyMismatchError, Money, Rate, Rounding
from communekit.period import Window
from tests.ledger.entries import MARCH
from tests.ledger.tax.payments import RATE, SHANGHAI, TABLE
from tests.refused import Refusal, check_refusal

YUAN, DOLLAR, BELOW = Money.cny("1"), Money.of("1", "USD"), Money.cny("-1")
PERCENT = Rate.percent(20)
FLAT_TABLE = TaxTable.of("CNY", ("0", "20%"))
ALWAYS = Window(MARCH, None)


def wrong(value: Any) -> Any:
    """Return a value of a kind that does not belong where it is put."""
    return value


def terms(problem: str, value: object) -> InvalidTaxTermsError:
    """Return the error of a parameter."""
    return InvalidTaxTermsError(problem, value)


def payment(**words: Any) -> Payment:
    """Return a payment of one yuan."""
    given: dict[str, Any] = {"id": "P1", "party": "zhang", "item": "promotion", "at": MARCH, "gross": YUAN}
    return Payment(**given | words)


def labour(**words: Any) -> LabourTerms:
    """Return terms of labour."""
    given: dict[str, Any] = {
        "fixed_up_to": YUAN,
        "fixed_deduction": YUAN,
        "expense_rate": PERCENT,
        "table": FLAT_TABLE,
    }
    return LabourTerms(**given | words)


def platform(**words: Any) -> PlatformTerms:
    """Return terms of a platform."""
    given: dict[str, Any] = {"expense_rate": PERCENT, "allowance": YUAN, "table": FLAT_TABLE}
    return PlatformTerms(**given | words)


TABLES: list[Refusal] = [
    (lambda: Bracket(wrong(0), PERCENT), terms("not_terms", 0)),
    (lambda: Bracket(YUAN, wrong("20%")), terms("not_terms", "20%")),
    (lambda: Bracket(BELOW, PERCENT), terms("negative", BELOW)),
    (lambda: TaxTable(()), terms("no_rows", ())),
    (lambda: TaxTable([Bracket(YUAN * 0, PERCENT), wrong("x")]), terms("not_a_row", "x")),
    (lambda: TaxTable([Bracket(YUAN * 0, PERCENT), Bracket(DOLLAR, PERCENT)]), terms("currency", DOLLAR)),
    (lambda: TaxTable([Bracket(YUAN, PERCENT)]), terms("not_zero", YUAN)),
    (
        lambda: TaxTable([Bracket(YUAN * n, PERCENT) for n in (0, 2, 2)]),
        terms("not_ascending", YUAN * 2),
    ),
    (
        lambda: FLAT_TABLE.tax(DOLLAR, rounding=Rounding.HALF_UP),
        CurrencyMismatchError("CNY", "USD"),
    ),
]

ROWS: list[Refusal] = [
    (lambda: DatedRow(wrong("2026"), 1, "Act 12"), terms("not_a_row", "2026")),
    (lambda: DatedRow(ALWAYS, 1, ""), InvalidTextError("source", "", "empty")),
    (
        lambda: DatedRow(ALWAYS, 1, "x" * 501),
        InvalidTextError("source", "x" * 501, "too_long", 500),
    ),
    (lambda: Dated([wrong("x")]), terms("not_a_row", "x")),
    (lambda: Dated([]), terms("no_rows", ())),
    (
        lambda: Dated([DatedRow(ALWAYS, 1, "Act 12"), DatedRow(ALWAYS, 2, "Act 13")]),
        terms("overlap", ALWAYS.text),
    ),
]

REGIMES: list[Refusal] = [
    (lambda: FlatWithholding(wrong(PERCENT), "month", SHANGHAI), terms("not_terms", PERCENT)),
    (lambda: FlatWithholding(RATE, "week", SHANGHAI), terms("per", "week")),
    (lambda: FlatWithholding(RATE, "month", SHANGHAI, rounding=wrong("up")), terms("rounding", "up")),
    (
        lambda: FlatWithholding(RATE, "month", SHANGHAI, regime="Flat"),
        InvalidWordError("tax regime", "Flat"),
    ),
    (
        lambda: BracketWithholding(TABLE, "month", SHANGHAI, rounding=wrong("up")),
        terms("rounding", "up"),
    ),
    (
        lambda: BracketWithholding(TABLE, "month", SHANGHAI, regime="Bracket"),
        InvalidWordError("tax regime", "Bracket"),
    ),
    (lambda: LabourRemuneration(rounding=wrong("up")), terms("rounding", "up")),
    (lambda: PlatformCumulative(1, rounding=wrong("up")), terms("rounding", "up")),
    (lambda: PlatformCumulative(0), terms("empty_months", 0)),
    (lambda: PlatformCumulative(13), terms("empty_months", 13)),
    (lambda: Continuity(1, counts_empty_months=wrong(1)), terms("counts_empty", 1)),
    (lambda: labour(table=wrong("table")), terms("not_terms", "table")),
    (lambda: labour(expense_rate=wrong("20%")), terms("not_terms", "20%")),
    (lambda: labour(fixed_up_to=BELOW), terms("negative", BELOW)),
    (lambda: labour(fixed_deduction=DOLLAR), terms("currency", DOLLAR)),
    (lambda: platform(table=wrong("table")), terms("not_terms", "table")),
    (lambda: platform(expense_rate=wrong("20%")), terms("not_terms", "20%")),
    (lambda: platform(allowance=BELOW), terms("negative", BELOW)),
    (lambda: platform(allowance=DOLLAR), terms("currency", DOLLAR)),
]

PAYMENTS: list[Refusal] = [
    (lambda: payment(id=""), InvalidIdError("payment id", "", "empty")),
    (lambda: payment(party=""), InvalidIdError("party id", "", "empty")),
    (lambda: payment(item="Promotion"), InvalidWordError("item of income", "Promotion")),
    (lambda: payment(gross=BELOW), InvalidPaymentError("P1", "gross", BELOW)),
    (lambda: payment(gross=1), InvalidPaymentError("P1", "gross", 1)),
    (lambda: payment(resident="yes"), InvalidPaymentError("P1", "resident", "yes")),
]


@pytest.mark.parametrize("refusal", [*TABLES, *ROWS, *REGIMES, *PAYMENTS])
def test_each_refusal_shows_the_parameter_that_was_wrong(refusal: Refusal) -> None:
    """Whoever writes the terms of a country finds the row."""
    check_refusal(refusal)


def test_zero_is_an_allowance_and_a_deduction() -> None:
    """The other side of the edge."""
    assert labour(fixed_deduction=YUAN * 0).taxable_minor(YUAN) == 100
    assert platform(allowance=YUAN * 0).taxable_minor(YUAN, months=1) == 80
