"""Parties: who takes part, in which role, who is tied to whom, and since when. Opaque ids, no personal data."""

from .brand import Brand
from .circle import Circle
from .communities import Communities
from .community import CommunityId
from .decider import LEADER_LIFE
from .directory import Directory, Listed
from .errors import (
    InvalidPartyError,
    InvalidRoleError,
    InvalidTouchError,
    LeaderStateError,
    PartyCycleError,
    TieOverlapError,
    UnknownPartyError,
)
from .grade import LeaderGrade, LeaderGrades
from .hand_over import hand_over
from .leader import Leader
from .leader_command import (
    Apply,
    Approve,
    Decline,
    Exit,
    LeaderCommand,
    Pause,
    Regrade,
    Reinstate,
    Resume,
    Suspend,
)
from .leader_event import (
    LEADER_EVENTS,
    LeaderApplied,
    LeaderApproved,
    LeaderDeclined,
    LeaderEvent,
    LeaderExited,
    LeaderPaused,
    LeaderRegraded,
    LeaderReinstated,
    LeaderResumed,
    LeaderSuspended,
)
from .leader_state import Active, Applied, Declined, Exited, LeaderState, NotApplied, Paused, Suspended
from .member import Member
from .neighbourhood import Neighbourhood
from .role import Role
from .store import Store
from .supplier import Supplier, SupplierKind
from .tie import Tie
from .ties import Ties
from .touch import Touch, TouchKind

__all__ = [
    "LEADER_EVENTS",
    "LEADER_LIFE",
    "Active",
    "Applied",
    "Apply",
    "Approve",
    "Brand",
    "Circle",
    "Communities",
    "CommunityId",
    "Decline",
    "Declined",
    "Directory",
    "Exit",
    "Exited",
    "InvalidPartyError",
    "InvalidRoleError",
    "InvalidTouchError",
    "Leader",
    "LeaderApplied",
    "LeaderApproved",
    "LeaderCommand",
    "LeaderDeclined",
    "LeaderEvent",
    "LeaderExited",
    "LeaderGrade",
    "LeaderGrades",
    "LeaderPaused",
    "LeaderRegraded",
    "LeaderReinstated",
    "LeaderResumed",
    "LeaderState",
    "LeaderStateError",
    "LeaderSuspended",
    "Listed",
    "Member",
    "Neighbourhood",
    "NotApplied",
    "PartyCycleError",
    "Pause",
    "Paused",
    "Regrade",
    "Reinstate",
    "Resume",
    "Role",
    "Store",
    "Supplier",
    "SupplierKind",
    "Suspend",
    "Suspended",
    "Tie",
    "TieOverlapError",
    "Ties",
    "Touch",
    "TouchKind",
    "UnknownPartyError",
    "hand_over",
]
