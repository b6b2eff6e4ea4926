"""Attribution (归因): who brought the member, provably: touches, bonds, precedence, models, codes and guards.

Touches, who is who, windows, consent, and the rule that says what goes before what stand here; `attribute` works them
into the credits of an order. Bonds, models, codes and guards have doors of their own.
"""

from .as_of import BondsAsOf, LeaderLives, LeadersAsOf, StandingBond, TiedBond, TiedBonds
from .attribute import NotAttributed, attribute, attribute_all
from .attribution import ORGANIC, Attribution, Attributions
from .choices import Inactive, LineAbove, Moment, Scope, SelfPurchase, Within
from .consents import Consent, Consents
from .errors import (
    AttributionConflictError,
    IdentityError,
    InvalidAttributionPolicyError,
    InvalidFactError,
    InvalidLookbackError,
    TouchConflictError,
    TouchSharesError,
)
from .explain import explain
from .facts import Facts
from .identities import Identities, Merge, SignIn
from .lookback import Lookback
from .lookbacks import LookbackFor, Lookbacks
from .paper import read_policy, write_policy
from .policy import SELF_DISCOUNT, AddOns, AttributionPolicy
from .reattribute import Reattribution, reattribute
from .record import read_attribution, write_attribution
from .shares import SHARES, TouchShares
from .touches import Touches
from .trace import Fate, Traced

__all__ = [
    "ORGANIC",
    "SELF_DISCOUNT",
    "SHARES",
    "AddOns",
    "Attribution",
    "AttributionConflictError",
    "AttributionPolicy",
    "Attributions",
    "BondsAsOf",
    "Consent",
    "Consents",
    "Facts",
    "Fate",
    "Identities",
    "IdentityError",
    "Inactive",
    "InvalidAttributionPolicyError",
    "InvalidFactError",
    "InvalidLookbackError",
    "LeaderLives",
    "LeadersAsOf",
    "LineAbove",
    "Lookback",
    "LookbackFor",
    "Lookbacks",
    "Merge",
    "Moment",
    "NotAttributed",
    "Reattribution",
    "Scope",
    "SelfPurchase",
    "SignIn",
    "StandingBond",
    "TiedBond",
    "TiedBonds",
    "TouchConflictError",
    "TouchShares",
    "TouchSharesError",
    "Touches",
    "Traced",
    "Within",
    "attribute",
    "attribute_all",
    "explain",
    "read_attribution",
    "read_policy",
    "reattribute",
    "write_attribution",
    "write_policy",
]
