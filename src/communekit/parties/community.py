"""Communities (社区生态共同体): the scope of every id, plan and book. Several live side by side, apart."""

from typing import NewType

CommunityId = NewType("CommunityId", str)

__all__ = ["CommunityId"]
