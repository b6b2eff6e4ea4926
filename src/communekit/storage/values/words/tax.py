"""Words of tax: payments, what was withheld, and by which rules (税)."""

from collections.abc import Mapping
from typing import Final

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

TAX: Final[Mapping[str, type]] = {
    "tax.bracket": Bracket,
    "tax.bracket_withholding": BracketWithholding,
    "tax.continuity": Continuity,
    "tax.dated": Dated,
    "tax.dated_row": DatedRow,
    "tax.earnings_report": EarningsReport,
    "tax.earnings_row": EarningsRow,
    "tax.flat_withholding": FlatWithholding,
    "tax.labour_remuneration": LabourRemuneration,
    "tax.labour_terms": LabourTerms,
    "tax.payment": Payment,
    "tax.platform_cumulative": PlatformCumulative,
    "tax.platform_terms": PlatformTerms,
    "tax.step": Step,
    "tax.table": TaxTable,
    "tax.vat_check": VatCheck,
    "tax.vat_finding": VatFinding,
    "tax.vat_month": VatMonth,
    "tax.vat_relief": VatRelief,
    "tax.vat_terms": VatTerms,
    "tax.withheld": Withheld,
    "tax.working": Working,
}

__all__ = ["TAX"]
