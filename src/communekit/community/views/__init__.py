"""Views (视角): what each party sees of a community, and nothing else (权限范围).

What is not there and what is another's look the same: `NotHereError`. No view has a method that asks beyond its scope.
"""

from .brand import BrandView, StoreTotal
from .leader import LeaderView
from .member import MemberView, Purchase
from .party import PartyView, Share
from .store import StoreView

__all__ = [
    "BrandView",
    "LeaderView",
    "MemberView",
    "PartyView",
    "Purchase",
    "Share",
    "StoreTotal",
    "StoreView",
]
