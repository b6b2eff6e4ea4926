"""Bonds (锁客): which leader a member belongs to, since when, until when, and who may take him over."""

from .bond import Bond
from .bonds import BondFact, Bonds, PersonOf
from .change import BondChange
from .command import BondCommand, HandOver, Offer, PassOn, Register, Release
from .decider import bond_life
from .errors import BondFactConflictError, BondScopeError, InvalidBondFactError, InvalidBondPolicyError
from .event import (
    BOND_EVENTS,
    BondDeclined,
    Bonded,
    BondEvent,
    BondReassigned,
    BondReleased,
    BondRenewed,
    BondTakenOver,
    MemberRegistered,
)
from .holding import Holding
from .leaders import LeaderRecord
from .mode import BondMode, BondScope, BondWho, CoolDownFor, OnExit
from .others import NOBODY, Others
from .paper import read_bond_policy, write_bond_policy
from .policy import FIRST_ORDER, HANDED_OVER, LEADER_EXIT, ORDER, REGISTRATION, BondPolicy
from .refused import REFUSED
from .state import BondState, Bound, Unbound
from .timeline import timeline

__all__ = [
    "BOND_EVENTS",
    "FIRST_ORDER",
    "HANDED_OVER",
    "LEADER_EXIT",
    "NOBODY",
    "ORDER",
    "REFUSED",
    "REGISTRATION",
    "Bond",
    "BondChange",
    "BondCommand",
    "BondDeclined",
    "BondEvent",
    "BondFact",
    "BondFactConflictError",
    "BondMode",
    "BondPolicy",
    "BondReassigned",
    "BondReleased",
    "BondRenewed",
    "BondScope",
    "BondScopeError",
    "BondState",
    "BondTakenOver",
    "BondWho",
    "Bonded",
    "Bonds",
    "Bound",
    "CoolDownFor",
    "HandOver",
    "Holding",
    "InvalidBondFactError",
    "InvalidBondPolicyError",
    "LeaderRecord",
    "MemberRegistered",
    "Offer",
    "OnExit",
    "Others",
    "PassOn",
    "PersonOf",
    "Register",
    "Release",
    "Unbound",
    "bond_life",
    "read_bond_policy",
    "timeline",
    "write_bond_policy",
]
