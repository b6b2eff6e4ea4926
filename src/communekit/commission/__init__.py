"""Commission: who earns what of an order, by a plan that is data, with the working of every amount (分佣)."""

from .accrual import Accrual, Cut, Measured, Terms, Working
from .assess import Run, assess, assess_all
from .assessment import AssessedLine, Assessment, LeftOut
from .base import Base
from .bound import Bound
from .composition import Chain, Composition, Missing, Stacking
from .condition import ALWAYS, Condition
from .decision import Lost, Unknown
from .earners import Earners, term_periods
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
from .items import items
from .journal import journal
from .ladder import Ladder, Slice
from .lint import Finding, Severity, WorstCase, lint, worst_case
from .override import Override
from .paper import UnreadablePlanError, read_plan, read_plans, write_plan, write_plans
from .plan import Enrolment, Plan, Tax
from .plans import Plans
from .rate import Flat, Per, PerUnit
from .record import read_assessment, write_assessment
from .reverse import Reversal, ReversedLine, Taken, reverse
from .rule import Rule, Scope
from .settling import settle_terms
from .simulation import Change, LeftOutCount, OrderChange, Position, Simulation, simulate
from .standing import Key, Row, Standing
from .standing_record import read_standing, write_standing
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
    "Change",
    "Composition",
    "Condition",
    "Cut",
    "Draw",
    "Drawn",
    "Earned",
    "Earners",
    "Enrolment",
    "ExplainedLine",
    "ExplainedRefund",
    "Explanation",
    "Fact",
    "Finding",
    "Flat",
    "Guarantee",
    "InvalidConditionError",
    "InvalidPlanError",
    "InvalidRecordError",
    "Key",
    "Ladder",
    "LeftOut",
    "LeftOutCount",
    "Lost",
    "Measure",
    "Measured",
    "Missing",
    "MissingPartyError",
    "MissingStandingError",
    "NotEarned",
    "NotInForceError",
    "OnRefund",
    "OrderChange",
    "OverCommittedError",
    "Override",
    "Per",
    "PerUnit",
    "Plan",
    "PlanCurrencyError",
    "PlanCycleError",
    "Plans",
    "Position",
    "Reversal",
    "ReversedLine",
    "Row",
    "Rule",
    "Run",
    "Scope",
    "Severity",
    "Simulation",
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
    "WorstCase",
    "assess",
    "assess_all",
    "explain",
    "items",
    "journal",
    "leader",
    "line",
    "lint",
    "member",
    "order",
    "read_assessment",
    "read_plan",
    "read_plans",
    "read_standing",
    "reverse",
    "session",
    "settle_terms",
    "simulate",
    "store",
    "term_periods",
    "worst_case",
    "write_assessment",
    "write_plan",
    "write_plans",
    "write_standing",
]
