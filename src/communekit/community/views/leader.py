"""What a leader sees (团长视角)."""

from datetime import datetime

from communekit.ids import PartyId

from .party import PartyView


class LeaderView(PartyView):
    """What a leader sees (团长视角): his own shares, balances, statements and payouts, and who is bound to him; no other leader.

    >>> from communekit.community import Community
    >>> with Community.open("memory:") as club:
    ...     club.as_leader("zhang").payouts()
    {}
    """

    def members(self, at: datetime, *, store: str | None = None) -> tuple[PartyId, ...]:
        """Return whom the leader had at an instant (名下会员), by id; errors as in `CommunityReader.members_of`."""
        return self._reader.members_of(self.party, at, store=store)

    def explain_attribution(self, order: str, locale: str = "en") -> str:
        """Return in words why an order is the leader's (为什么算给我); nothing of whoever else led to it.

        Raises:
            NotHereError: No such order, not the leader's, or told with its credits.
        """
        self._read(lambda desk: self._file(desk, order))
        return self._reader.explain_attribution(order, locale, party=self.party)


__all__ = ["LeaderView"]
