"""Commission: who earns what of an order, by a plan that is data, with the working of every amount (分佣)."""

from .accrual import Accrual, Cut, Measured, Terms, Working
from .assess import Run, assess, assess_all
from .assessment import AssessedLine, Assessment, LeftOut
from .base import Base
from .bound import Bound
from .composition import Chain, Composition, Missing, Stacking
from .condition import ALWAYS, Condition
from .decision import Lost, Unknown
from .errors import (
    InvalidConditionError,
    InvalidPlanError,
    InvalidRecordError,
    MissingPartyError,
    MissingStandingError,
    NotInForceError,
    OverCommittedError,
    PlanCurrencyError,
    PlanCycleError,
    UnknownRuleError,
)
from .explanation import (
    Earned,
    ExplainedLine,
    ExplainedRefund,
    Explanation,
    NotEarned,
    TakenBack,
    UnexplainedError,
    Why,
    explain,
)
from .guarantee import Draw, Drawn, Guarantee
from .journal import journal
from .ladder import Ladder, Slice
from .override import Override
from .paper import UnreadablePlanError, read_plan, read_plans, write_plan, write_plans
from .plan import Enrolment, Plan, Tax
from .plans import Plans
from .rate import Flat, Per, PerUnit
from .record import read_assessment, write_assessment
from .reverse import Reversal, ReversedLine, Taken, reverse
from .rule import Rule, Scope
from .standing import Key, Row, Standing
from .subject import Fact, Subject, leader, line, member, order, session, store
from .tier import Begins, Measure, OnRefund, Tier, TierMode, Tiers

__all__ = [
    "ALWAYS",
    "Accrual",
    "AssessedLine",
    "Assessment",
    "Base",
    "Begins",
    "Bound",
    "Chain",
    "Composition",
    "Condition",
    "Cut",
    "Draw",
    "Drawn",
    "Earned",
    "Enrolment",
    "ExplainedLine",
    "ExplainedRefund",
    "Explanation",
    "Fact",
    "Flat",
    "Guarantee",
    "InvalidConditionError",
    "InvalidPlanError",
    "InvalidRecordError",
    "Key",
    "Ladder",
    "LeftOut",
    "Lost",
    "Measure",
    "Measured",
    "Missing",
    "MissingPartyError",
    "MissingStandingError",
    "NotEarned",
    "NotInForceError",
    "OnRefund",
    "OverCommittedError",
    "Override",
    "Per",
    "PerUnit",
    "Plan",
    "PlanCurrencyError",
    "PlanCycleError",
    "Plans",
    "Reversal",
    "ReversedLine",
    "Row",
    "Rule",
    "Run",
    "Scope",
    "Slice",
    "Stacking",
    "Standing",
    "Subject",
    "Taken",
    "TakenBack",
    "Tax",
    "Terms",
    "Tier",
    "TierMode",
    "Tiers",
    "UnexplainedError",
    "Unknown",
    "UnknownRuleError",
    "UnreadablePlanError",
    "Why",
    "Working",
    "assess",
    "assess_all",
    "explain",
    "journal",
    "leader",
    "line",
    "member",
    "order",
    "read_assessment",
    "read_plan",
    "read_plans",
    "reverse",
    "session",
    "store",
    "write_assessment",
    "write_plan",
    "write_plans",
]
