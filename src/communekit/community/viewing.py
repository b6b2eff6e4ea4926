"""Looking at a community as somebody (视角): each sees his own; see `communekit.community.views`."""

from .reader import CommunityReader
from .terms import GivenTerms
from .views import BrandView, LeaderView, MemberView, PartyView, StoreView


class CommunityViews(CommunityReader):
    """A community that hands out views (视角)."""

    def as_member(self, member: str) -> MemberView:
        """Return what a member sees (用户视角)."""
        return MemberView(self, member)

    def as_leader(self, leader: str) -> LeaderView:
        """Return what a leader sees (团长视角)."""
        return LeaderView(self, leader)

    def as_store(self, store: str) -> StoreView:
        """Return what a store sees (门店视角)."""
        return StoreView(self, store)

    def as_brand(self, brand: str) -> BrandView:
        """Return what a brand sees (品牌视角)."""
        return BrandView(self, brand)

    def as_party(self, party: str) -> PartyView:
        """Return what any other party that earns sees (收益方视角): a supplier, a host, a fund."""
        return PartyView(self, party)

    def as_operator(self) -> CommunityReader:
        """Return what whoever runs the community sees (运营视角): all of it, to read."""
        terms: GivenTerms = {**self._terms.given, "handlers": ()}
        return CommunityReader(self._storage, **terms)


__all__ = ["CommunityViews"]
