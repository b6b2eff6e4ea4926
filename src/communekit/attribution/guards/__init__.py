"""Guards (防作弊): findings with evidence about touches and orders, and what a policy makes of them."""

from .click_flooding import ClickFlooding, Per
from .click_injection import ClickInjection
from .code_stuffing import CodeStuffing, Typist
from .decision import Answer, Decision
from .duplicate_accounts import DuplicateAccounts
from .errors import GuardFactConflictError, InvalidGuardError
from .fact import CodeAttempt, NewBond, Purchase
from .facts import Facts
from .finding import Finding, Severity
from .guard import Guard, OwnGuard
from .late_code import LateCode
from .mark import Mark, MarkKind
from .new_devices import NewDevices
from .policy import GuardPolicy, GuardRule, Outcome, watch
from .ring import Ring
from .self_dealing import SelfDealing
from .shared_mark import SharedMark
from .velocity import Pace, Velocity
from .verdict import Subject, Verdict, held, judge, queue, rejected

__all__ = [
    "Answer",
    "ClickFlooding",
    "ClickInjection",
    "CodeAttempt",
    "CodeStuffing",
    "Decision",
    "DuplicateAccounts",
    "Facts",
    "Finding",
    "Guard",
    "GuardFactConflictError",
    "GuardPolicy",
    "GuardRule",
    "InvalidGuardError",
    "LateCode",
    "Mark",
    "MarkKind",
    "NewBond",
    "NewDevices",
    "Outcome",
    "OwnGuard",
    "Pace",
    "Per",
    "Purchase",
    "Ring",
    "SelfDealing",
    "Severity",
    "SharedMark",
    "Subject",
    "Typist",
    "Velocity",
    "Verdict",
    "held",
    "judge",
    "queue",
    "rejected",
    "watch",
]
