"""Tax: what a payer withholds, by which rule, and what it reports (代扣代缴、涉税信息报送).

Which regime applies to whom is the host's input. Nothing is booked here: payouts book what is withheld.
"""

from .bracket_withholding import BracketWithholding
from .china import CN_COMPREHENSIVE, CN_LABOUR, CN_PLATFORM, CN_VAT
from .continuity import Continuity
from .dated import Dated, DatedRow
from .earnings_report import EarningsReport, EarningsRow
from .errors import (
    InvalidPaymentError,
    InvalidTaxTermsError,
    NonResidentError,
    NotInForceError,
    PaymentConflictError,
)
from .flat_withholding import FlatWithholding
from .labour_remuneration import LabourRemuneration
from .labour_terms import LabourTerms
from .payment import Payment
from .per import Per
from .platform_cumulative import PlatformCumulative
from .platform_terms import PlatformTerms
from .tax_table import Bracket, TaxTable
from .vat_check import VatCheck, VatFinding, VatMonth
from .vat_relief import VatRelief
from .vat_terms import VatTerms
from .withheld import Withheld
from .withholding import Withholding
from .working import Step, Working

__all__ = [
    "CN_COMPREHENSIVE",
    "CN_LABOUR",
    "CN_PLATFORM",
    "CN_VAT",
    "Bracket",
    "BracketWithholding",
    "Continuity",
    "Dated",
    "DatedRow",
    "EarningsReport",
    "EarningsRow",
    "FlatWithholding",
    "InvalidPaymentError",
    "InvalidTaxTermsError",
    "LabourRemuneration",
    "LabourTerms",
    "NonResidentError",
    "NotInForceError",
    "Payment",
    "PaymentConflictError",
    "Per",
    "PlatformCumulative",
    "PlatformTerms",
    "Step",
    "TaxTable",
    "VatCheck",
    "VatFinding",
    "VatMonth",
    "VatRelief",
    "VatTerms",
    "Withheld",
    "Withholding",
    "Working",
]
