"""Explanations (佣金说明): why who earned what, to the cent earned and to the cent not earned, in English and Chinese."""

from .earned import Earned
from .errors import UnexplainedError
from .explain import explain
from .explained import Explained, ExplainedLine, ExplainedRefund
from .explanation import Explanation
from .step import (
    Bounded,
    Chained,
    Laid,
    OfBase,
    OfFlat,
    OfTiers,
    OfUnits,
    Portion,
    Rounded,
    Shared,
    Step,
)
from .taken_back import How, TakenBack
from .unearned import Asked, NotEarned, Why

__all__ = [
    "Asked",
    "Bounded",
    "Chained",
    "Earned",
    "Explained",
    "ExplainedLine",
    "ExplainedRefund",
    "Explanation",
    "How",
    "Laid",
    "NotEarned",
    "OfBase",
    "OfFlat",
    "OfTiers",
    "OfUnits",
    "Portion",
    "Rounded",
    "Shared",
    "Step",
    "TakenBack",
    "UnexplainedError",
    "Why",
    "explain",
]
