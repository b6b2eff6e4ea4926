"""The community (社区): everything wired on one store, for whoever wants it in ten lines."""

from .campaign_step import CampaignStep
from .community import Community
from .correction import Adjustment, Dispute, DisputeRuled, QualityRefund, WriteOff
from .errors import (
    FactRefusedError,
    HandlerFailedError,
    InvalidTermsError,
    NoPlanError,
    NotAFactError,
    NotHereError,
    NotReattributedError,
    PeriodNotOverError,
    VetoError,
)
from .fact import AfterSale, Fact, Reattribute, Received, Sale
from .guard_event import FindingDecided, OrderGuarded
from .handler import Handler, announce
from .happening import (
    HAPPENINGS,
    AfterSaleTold,
    CampaignMoved,
    Corrected,
    DeedTold,
    FactRefused,
    FactWaiting,
    Happening,
    LeaderMoved,
    OrderAttributed,
    OrderPaid,
    OrderReattributed,
    OrderReceived,
    OrderRefunded,
    OrderReleased,
    PartyListed,
    PayoutMoved,
    PeriodSettled,
    PersonForgotten,
    PersonKnown,
    PlanAdopted,
    TieMade,
    read_happening,
)
from .order_file import OrderFile
from .outcome import Outcome, Status
from .personal import erase_person, export_person
from .reader import CommunityReader
from .signal import Forget
from .terms import Terms

__all__ = [
    "HAPPENINGS",
    "Adjustment",
    "AfterSale",
    "AfterSaleTold",
    "CampaignMoved",
    "CampaignStep",
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
    "FindingDecided",
    "Forget",
    "Handler",
    "HandlerFailedError",
    "Happening",
    "InvalidTermsError",
    "LeaderMoved",
    "NoPlanError",
    "NotAFactError",
    "NotHereError",
    "NotReattributedError",
    "OrderAttributed",
    "OrderFile",
    "OrderGuarded",
    "OrderPaid",
    "OrderReattributed",
    "OrderReceived",
    "OrderRefunded",
    "OrderReleased",
    "Outcome",
    "PartyListed",
    "PayoutMoved",
    "PeriodNotOverError",
    "PeriodSettled",
    "PersonForgotten",
    "PersonKnown",
    "PlanAdopted",
    "QualityRefund",
    "Reattribute",
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
