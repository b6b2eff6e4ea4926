"""Share tokens (签名链接的内容): what a signed link says, before it is signed and after it is checked."""

from datetime import datetime, timedelta
from typing import Final

import attrs

from communekit.ids import PartyId, identifier
from communekit.parties import Role
from communekit.parties.party_id import party_id, party_id_or_none
from communekit.period import instant

from .errors import InvalidShareTokenError

LIFETIME_SECONDS_MAX: Final = 10 * 366 * 86_400


def _second(value: datetime) -> datetime:
    return instant(value).replace(microsecond=0)


def _purpose(text: str) -> str:
    return identifier(text, what="purpose")


def _session(text: str | None) -> str | None:
    return None if text is None else identifier(text, what="session id")


def _share(text: str | None) -> str | None:
    return None if text is None else identifier(text, what="share key")


def _content(text: str | None) -> str | None:
    return None if text is None else identifier(text, what="content id")


def _campaign(text: str | None) -> str | None:
    return None if text is None else identifier(text, what="campaign id")


@attrs.frozen
class ShareToken:
    """What a signed link says (签名链接的内容): who shares it, for whom and for what, from when to when.

    Args:
        purpose: What it is for: "share", "poster", "invite". A link for one purpose is refused for any other.
        audience: Who accepts it: the community, or one store. Refused everywhere else.
        owner: The party that it leads to.
        issued_at: When it was signed; kept to the second, rounded down, as all of its times.
        expires_at: Until when it is accepted, not including; ten years at most.
        role: In which capacity the owner is credited; leader (团长) unless said otherwise.
        store: The store that it leads to.
        session: The livestream (直播间).
        share: The key under which it was shared (分享键).
        content: The clip, post or poster.
        campaign: The campaign.

    Whoever has a link can read all of this: ids only, nothing personal.

    Errors: `InvalidShareTokenError` "expiry"; `InvalidIdError`, `InvalidRoleError`, `InvalidTimeError`.

    >>> noon = instant("2026-03-01T12:00:00Z")
    >>> ShareToken("share", "riverside", "L1", noon, instant("2026-03-31T12:00:00Z")).is_live(noon)
    True
    """

    purpose: str = attrs.field(converter=_purpose)
    audience: PartyId = attrs.field(converter=party_id)
    owner: PartyId = attrs.field(converter=party_id)
    issued_at: datetime = attrs.field(converter=_second)
    expires_at: datetime = attrs.field(converter=_second)
    role: Role = attrs.field(default=Role.LEADER, kw_only=True, converter=Role)
    store: PartyId | None = attrs.field(default=None, kw_only=True, converter=party_id_or_none)
    session: str | None = attrs.field(default=None, kw_only=True, converter=_session)
    share: str | None = attrs.field(default=None, kw_only=True, converter=_share)
    content: str | None = attrs.field(default=None, kw_only=True, converter=_content)
    campaign: str | None = attrs.field(default=None, kw_only=True, converter=_campaign)

    def __attrs_post_init__(self) -> None:
        if not timedelta(0) < self.expires_at - self.issued_at <= timedelta(seconds=LIFETIME_SECONDS_MAX):
            raise InvalidShareTokenError(self.expires_at, "expiry")

    def is_live(self, at: datetime) -> bool:
        """Whether it has not expired at an instant."""
        return instant(at) < self.expires_at


__all__ = ["LIFETIME_SECONDS_MAX", "ShareToken"]
