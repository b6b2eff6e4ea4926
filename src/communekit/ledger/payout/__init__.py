"""Payouts: from what is available to what has arrived (提现与打款). The library moves no money: the host's channel does.

What may be paid is a fold of the book (`Payables`), what is paid an `Instruction`, its life a decider (`PAYOUT_LIFE`),
and what happens to it balanced entries (`book_payout`).
"""

from .batch import COLUMNS, LINES_MAX, Batch, BatchLine, batches
from .booking import PayoutParties, book_payout, journal, journal_all, payout_entries
from .command import Approve, Compensate, PayoutCommand, Reconcile, Reject, Report, Request, Send, Withdraw
from .decider import PAYOUT_LIFE
from .draft import LeftOpen, Payee, Why, Withhold, draft, no_tax
from .due import Due, WithholdOf, due
from .errors import InvalidPayoutError, PayoutRefusedError
from .event import (
    PAYOUT_EVENTS,
    PayoutApproved,
    PayoutClosed,
    PayoutEvent,
    PayoutFailed,
    PayoutPaid,
    PayoutRejected,
    PayoutRequested,
    PayoutReturned,
    PayoutSent,
    PayoutUnknown,
    PayoutWithdrawn,
)
from .fee import Fee
from .instruction import Instruction
from .outcome import Outcome, Told
from .payable import Payables, payables
from .report import FINDINGS, Compared, Finding, Reconciliation, ReportRow, reconcile
from .split_order import Receiver, SplitInstruction, SplitPayment, split_order
from .split_return import SplitReturn, split_return
from .split_terms import SplitProblem, SplitRefusal, SplitTerms
from .state import (
    Approved,
    Closed,
    Failed,
    NotRequested,
    Paid,
    PayoutStanding,
    PayoutState,
    Rejected,
    Requested,
    Returned,
    Sent,
    Unknown,
    Withdrawn,
)
from .terms import ChannelLimits, PayoutTerms
from .unit import Unit
from .used import Used

__all__ = [
    "COLUMNS",
    "FINDINGS",
    "LINES_MAX",
    "PAYOUT_EVENTS",
    "PAYOUT_LIFE",
    "Approve",
    "Approved",
    "Batch",
    "BatchLine",
    "ChannelLimits",
    "Closed",
    "Compared",
    "Compensate",
    "Due",
    "Failed",
    "Fee",
    "Finding",
    "Instruction",
    "InvalidPayoutError",
    "LeftOpen",
    "NotRequested",
    "Outcome",
    "Paid",
    "Payables",
    "Payee",
    "PayoutApproved",
    "PayoutClosed",
    "PayoutCommand",
    "PayoutEvent",
    "PayoutFailed",
    "PayoutPaid",
    "PayoutParties",
    "PayoutRefusedError",
    "PayoutRejected",
    "PayoutRequested",
    "PayoutReturned",
    "PayoutSent",
    "PayoutStanding",
    "PayoutState",
    "PayoutTerms",
    "PayoutUnknown",
    "PayoutWithdrawn",
    "Receiver",
    "Reconcile",
    "Reconciliation",
    "Reject",
    "Rejected",
    "Report",
    "ReportRow",
    "Request",
    "Requested",
    "Returned",
    "Send",
    "Sent",
    "SplitInstruction",
    "SplitPayment",
    "SplitProblem",
    "SplitRefusal",
    "SplitReturn",
    "SplitTerms",
    "Told",
    "Unit",
    "Unknown",
    "Used",
    "Why",
    "Withdraw",
    "Withdrawn",
    "Withhold",
    "WithholdOf",
    "batches",
    "book_payout",
    "draft",
    "due",
    "journal",
    "journal_all",
    "no_tax",
    "payables",
    "payout_entries",
    "reconcile",
    "split_order",
    "split_return",
]
