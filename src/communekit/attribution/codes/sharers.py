"""Sharers (分享员): who may share for a store or a livestream, and how many.

A sharer takes an invitation: a signed link of purpose "invite", shown as a QR code. WeChat allows a shop ten sharers and
invitations of 15 days. Source: developers.weixin.qq.com/doc/store/API/sharer/bindsharer.
"""

from typing import Final

import attrs

from communekit.ids import PartyId, party_ids
from communekit.parties.party_id import party_id
from communekit.period import Duration

from .errors import InvalidNumberError, SharerLimitError

WECHAT_SHARERS_MAX: Final = 10
"""Sharers of one shop (小店分享员上限)."""

WECHAT_INVITATION: Final = Duration.days(15)
"""How long an invitation is valid (邀请码有效期)."""


@attrs.frozen
class Sharers:
    """The sharers of a store (分享员名单), up to a limit.

    Args:
        parties: In any order, each once.
        limit: How many there may be.

    Errors: `InvalidIdError`; `InvalidNumberError` for a limit below 1; `SharerLimitError`.

    >>> Sharers(["S1"], limit=2).bound("S2").parties
    ('S1', 'S2')
    """

    parties: tuple[PartyId, ...] = attrs.field(default=(), converter=party_ids)
    limit: int = attrs.field(default=WECHAT_SHARERS_MAX, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if type(self.limit) is not int or not 1 <= self.limit <= 1_000_000:
            raise InvalidNumberError(self.limit, 1_000_001, 1)
        if len(self.parties) > self.limit:
            raise SharerLimitError(self.parties[self.limit], self.limit)

    def bound(self, party: str) -> "Sharers":
        """Return the sharers and one more (绑定); whoever is one already stays one.

        Errors: `SharerLimitError` when there are as many as there may be.
        """
        sharer = party_id(party)
        if sharer in self.parties:
            return self
        if len(self.parties) >= self.limit:
            raise SharerLimitError(sharer, self.limit)
        return attrs.evolve(self, parties=(*self.parties, sharer))

    def without(self, party: str) -> "Sharers":
        """Return the sharers without one (解绑)."""
        return attrs.evolve(self, parties=tuple(one for one in self.parties if one != party))


__all__ = ["WECHAT_INVITATION", "WECHAT_SHARERS_MAX", "Sharers"]
