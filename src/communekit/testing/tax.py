"""Strategies of tax (税务测试策略): tables, payments, and what was withheld from them."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from hypothesis import strategies as st

from communekit.ledger.tax import (
    Bracket,
    BracketWithholding,
    Continuity,
    Dated,
    DatedRow,
    EarningsReport,
    EarningsRow,
    FlatWithholding,
    LabourRemuneration,
    LabourTerms,
    Payment,
    Per,
    PlatformCumulative,
    PlatformTerms,
    Step,
    TaxTable,
    VatCheck,
    VatFinding,
    VatMonth,
    VatRelief,
    VatTerms,
    Withheld,
    Working,
)
from communekit.money import CNY, Money
from communekit.period import Window

from .ground import (
    amounts,
    counts,
    currencies,
    ids,
    instants,
    roundings,
    said,
    shares,
    texts,
    words,
    yuan,
    zones,
)

MONTHS: Final = ("2026-01", "2026-02", "2026-03")


@st.composite
def tax_tables(draw: st.DrawFn) -> TaxTable:
    """Draw a table of yuan with up to four brackets."""
    above = sorted(draw(st.sets(st.integers(1, 10**7), max_size=3)))
    return TaxTable([Bracket(Money(minor, CNY), draw(shares())) for minor in (0, *above)])


def labour_terms() -> st.SearchStrategy[LabourTerms]:
    """Draw what is taxable of one income."""
    return st.builds(LabourTerms, yuan(), yuan(), shares(), tax_tables())


def platform_terms() -> st.SearchStrategy[PlatformTerms]:
    """Draw what is taxable of a year's income."""
    return st.builds(PlatformTerms, shares(), yuan(), tax_tables())


def vat_terms() -> st.SearchStrategy[VatTerms]:
    """Draw up to what turnover a month is exempt."""
    return st.builds(VatTerms, yuan(), yuan())


@st.composite
def dated(draw: st.DrawFn, of: st.SearchStrategy[Any]) -> Dated[Any]:
    """Draw a parameter that changed up to twice, with or without a gap."""
    at = draw(instants().filter(lambda at: at.year < 2190))
    rows = []
    for _ in range(draw(st.integers(0, 2))):
        end = at + timedelta(days=draw(counts(400)))
        rows.append(DatedRow(Window(at, end), draw(of), draw(texts())))
        at = end + timedelta(days=draw(st.integers(0, 3)))
    return Dated((*rows, DatedRow(Window(at), draw(of), draw(texts()))))


def tax_payments() -> st.SearchStrategy[Payment]:
    """Draw an amount that is about to be paid."""
    return st.builds(Payment, ids(), ids(), words(), instants(), yuan(), resident=st.booleans())


def steps() -> st.SearchStrategy[Step]:
    """Draw one figure of a working."""
    return st.builds(Step, st.sampled_from(("gross", "rate", "months")), amounts() | shares() | counts())


def workings() -> st.SearchStrategy[Working]:
    """Draw how a tax was reckoned."""
    regimes = st.sampled_from(("cn.labour", "flat"))
    return st.builds(Working, regimes, st.sampled_from(("", *MONTHS)), texts(), st.lists(steps(), max_size=3))


@st.composite
def withheld(draw: st.DrawFn) -> Withheld:
    """Draw what was withheld from a payment: no more than its gross."""
    payment = draw(tax_payments())
    tax = draw(st.integers(0, payment.gross.minor))
    return Withheld(payment, draw(yuan()), Money(tax, CNY), draw(workings()))


def vat_months() -> st.SearchStrategy[VatMonth]:
    """Draw a month of a check."""
    judged = st.none() | st.booleans()
    return st.builds(VatMonth, st.sampled_from(MONTHS), yuan(), yuan(), judged, judged)


def vat_findings() -> st.SearchStrategy[VatFinding]:
    """Draw something to act on."""
    codes = st.sampled_from(("over_monthly", "must_register", "not_in_force"))
    return st.builds(VatFinding, codes, st.sampled_from(MONTHS), yuan(), st.none() | yuan(), said())


def earnings_rows() -> st.SearchStrategy[EarningsRow]:
    """Draw a party's quarter."""
    return st.builds(EarningsRow, st.sampled_from(("2026-Q1", "2026-Q2")), ids(), counts(), yuan(), yuan())


def _per() -> st.SearchStrategy[Per]:
    return st.sampled_from(Per)


TAX: Final[Mapping[type, st.SearchStrategy[object]]] = {
    Bracket: st.builds(Bracket, yuan(), shares()),
    BracketWithholding: st.builds(
        BracketWithholding, dated(tax_tables()), _per(), zones(), rounding=roundings(), regime=words()
    ),
    Continuity: st.builds(Continuity, counts(12), counts_empty_months=st.booleans()),
    Dated: dated(shares()) | dated(vat_terms()) | dated(counts()),
    DatedRow: st.builds(DatedRow, instants().map(Window), labour_terms() | counts(), texts()),
    EarningsReport: st.builds(EarningsReport, st.lists(earnings_rows(), max_size=3).map(tuple), currencies()),
    EarningsRow: earnings_rows(),
    FlatWithholding: st.builds(
        FlatWithholding, dated(shares()), _per(), zones(), rounding=roundings(), regime=words()
    ),
    LabourRemuneration: st.builds(LabourRemuneration)
    | st.builds(
        LabourRemuneration,
        dated(labour_terms()),
        st.none() | dated(labour_terms()),
        zone=zones(),
        rounding=roundings(),
    ),
    LabourTerms: labour_terms(),
    Payment: tax_payments(),
    PlatformCumulative: st.builds(PlatformCumulative, counts(12))
    | st.builds(
        PlatformCumulative, counts(12), terms=dated(platform_terms()), zone=zones(), rounding=roundings()
    ),
    PlatformTerms: platform_terms(),
    Step: steps(),
    TaxTable: tax_tables(),
    VatCheck: st.builds(
        VatCheck,
        st.lists(vat_months(), max_size=3).map(tuple),
        st.lists(vat_findings(), max_size=2).map(tuple),
    ),
    VatFinding: vat_findings(),
    VatMonth: vat_months(),
    VatRelief: st.builds(VatRelief) | st.builds(VatRelief, dated(vat_terms()), zone=zones()),
    VatTerms: vat_terms(),
    Withheld: withheld(),
    Working: workings(),
}

__all__ = [
    "MONTHS",
    "TAX",
    "dated",
    "earnings_rows",
    "labour_terms",
    "platform_terms",
    "steps",
    "tax_payments",
    "tax_tables",
    "vat_findings",
    "vat_months",
    "vat_terms",
    "withheld",
    "workings",
]
