"""Attribution (归因): who brought the member, provably: touches, bonds, precedence, models, codes and guards."""

from .consents import Consent, Consents
from .errors import IdentityError, InvalidFactError, InvalidLookbackError, TouchConflictError
from .identities import Identities, Merge, SignIn
from .lookback import Lookback
from .lookbacks import LookbackFor, Lookbacks
from .touches import Touches

__all__ = [
    "Consent",
    "Consents",
    "Identities",
    "IdentityError",
    "InvalidFactError",
    "InvalidLookbackError",
    "Lookback",
    "LookbackFor",
    "Lookbacks",
    "Merge",
    "SignIn",
    "TouchConflictError",
    "Touches",
]
