"""Claims: what is earned on the way to being spent (佣金生命周期): pending, frozen, available, or in dispute.

Every step is a balanced entry that refers to the fact it is about, so where an amount lies is a fold of the book.
"""

from .claim import Claim, Stage
from .claims import Claims
from .errors import ApprovalError, ClaimError, LiabilityError
from .hold import HoldFrom, HoldPolicy, Milestones
from .liability import Liability, charge
from .ruling import Ruling, adjust, dispute, rule, write_off
from .step import confirm, release, take_back

__all__ = [
    "ApprovalError",
    "Claim",
    "ClaimError",
    "Claims",
    "HoldFrom",
    "HoldPolicy",
    "Liability",
    "LiabilityError",
    "Milestones",
    "Ruling",
    "Stage",
    "adjust",
    "charge",
    "confirm",
    "dispute",
    "release",
    "rule",
    "take_back",
    "write_off",
]
