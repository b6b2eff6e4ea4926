"""What a leader sees (团长视角)."""

from .party import PartyView


class LeaderView(PartyView):
    """What a leader sees (团长视角): his own shares, balances, statements and payouts; no member and no other leader.

    >>> from communekit.community import Community
    >>> with Community.open("memory:") as club:
    ...     club.as_leader("zhang").payouts()
    {}
    """


__all__ = ["LeaderView"]
