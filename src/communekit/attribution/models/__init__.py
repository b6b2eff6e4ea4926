"""Models (归因模型): how the credit for a conversion is shared over the touches before it, exactly."""

from .chain import Node, transition_matrix
from .coalition import Coalition, conversion_rate, revenue_per_journey
from .coalition_shapley import CoalitionShapley
from .comparison import Comparison, compare
from .custom import CustomModel
from .ends import FirstTouch, LastNonDirect, LastTouch
from .errors import InvalidJourneyError, InvalidModelError, InvalidSharesError
from .journey import Journey
from .journeys import Counts, Journeys
from .last_n import LastN
from .linear import Linear
from .markov import Markov, MarkovPerJourney
from .position import EndBonus, Position, TwoTouches
from .rank_decay import RankDecay
from .removal import RemovalEffects, removal_effects
from .report import CreditReport, Unattributed
from .rule import Model
from .shao_li import ShaoLi
from .shapley import Shapley
from .time_decay import TimeDecay
from .transform import (
    CollapseRepeats,
    KeepLast,
    OverwriteIfSoon,
    Remove,
    RemoveTailUnlessAll,
    RemoveUnlessAll,
    Transform,
    apply,
)

__all__ = [
    "Coalition",
    "CoalitionShapley",
    "CollapseRepeats",
    "Comparison",
    "Counts",
    "CreditReport",
    "CustomModel",
    "EndBonus",
    "FirstTouch",
    "InvalidJourneyError",
    "InvalidModelError",
    "InvalidSharesError",
    "Journey",
    "Journeys",
    "KeepLast",
    "LastN",
    "LastNonDirect",
    "LastTouch",
    "Linear",
    "Markov",
    "MarkovPerJourney",
    "Model",
    "Node",
    "OverwriteIfSoon",
    "Position",
    "RankDecay",
    "RemovalEffects",
    "Remove",
    "RemoveTailUnlessAll",
    "RemoveUnlessAll",
    "ShaoLi",
    "Shapley",
    "TimeDecay",
    "Transform",
    "TwoTouches",
    "Unattributed",
    "apply",
    "compare",
    "conversion_rate",
    "removal_effects",
    "revenue_per_journey",
    "transition_matrix",
]
