"""The community (社区): everything wired on one store, for whoever wants it in ten lines."""

from .community import Community
from .correction import Adjustment, Dispute, DisputeRuled, QualityRefund, WriteOff
from .errors import (
    FactRefusedError,
    HandlerFailedError,
    InvalidTermsError,
    NoPlanError,
    NotAFactError,
    NotHereError,
    PeriodNotOverError,
    VetoError,
)
from .fact import AfterSale, Fact, Received, Sale
from .handler import Handler, announce
from .happening import (
    HAPPENINGS,
    AfterSaleTold,
    Corrected,
    DeedTold,
    FactRefused,
    FactWaiting,
    Happening,
    LeaderMoved,
    OrderAttributed,
    OrderPaid,
    OrderReceived,
    OrderRefunded,
    OrderReleased,
    PartyListed,
    PayoutMoved,
    PeriodSettled,
    PersonKnown,
    PlanAdopted,
    TieMade,
    read_happening,
)
from .order_file import OrderFile
from .outcome import Outcome, Status
from .personal import erase_person, export_person
from .reader import CommunityReader
from .terms import Terms

__all__ = [
    "HAPPENINGS",
    "Adjustment",
    "AfterSale",
    "AfterSaleTold",
    "Community",
    "CommunityReader",
    "Corrected",
    "DeedTold",
    "Dispute",
    "DisputeRuled",
    "Fact",
    "FactRefused",
    "FactRefusedError",
    "FactWaiting",
    "Handler",
    "HandlerFailedError",
    "Happening",
    "InvalidTermsError",
    "LeaderMoved",
    "NoPlanError",
    "NotAFactError",
    "NotHereError",
    "OrderAttributed",
    "OrderFile",
    "OrderPaid",
    "OrderReceived",
    "OrderRefunded",
    "OrderReleased",
    "Outcome",
    "PartyListed",
    "PayoutMoved",
    "PeriodNotOverError",
    "PeriodSettled",
    "PersonKnown",
    "PlanAdopted",
    "QualityRefund",
    "Received",
    "Sale",
    "Status",
    "Terms",
    "TieMade",
    "VetoError",
    "WriteOff",
    "announce",
    "erase_person",
    "export_person",
    "read_happening",
]
