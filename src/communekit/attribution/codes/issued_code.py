"""Issued codes (已发放的口令): whose a code is, in which role, where, and from when to when."""

from datetime import datetime

import attrs

from communekit.ids import PartyId, identifier
from communekit.parties import Role
from communekit.parties.party_id import party_id, party_id_or_none
from communekit.period import Window, instant

from .fitting import fitting
from .share_code import ShareCode


def _campaign(text: str | None) -> str | None:
    return None if text is None else identifier(text, what="campaign id")


def _content(text: str | None) -> str | None:
    return None if text is None else identifier(text, what="content id")


def _session(text: str | None) -> str | None:
    return None if text is None else identifier(text, what="session id")


def _window(given: Window) -> Window:
    window = fitting(given, Window, "window")
    return Window(window.start, window.end)


@attrs.frozen
class IssuedCode:
    """A code that was given to somebody (已发放的口令).

    Args:
        share_code: The code.
        owner: The party that it leads to, by its own id: a leader, a host, a creator. Neither a number in the code
            nor an account with another system.
        window: From when to when it is valid.
        role: In which capacity the owner is credited; leader (团长) unless said otherwise.
        store: The one store that it is for; None for the whole community.
        campaign: The campaign.
        content: The clip, post or poster that shows it.
        session: The livestream that it is for.
        retired_from: From when it is not accepted any more, whatever the window says; None while it is not retired.

    Errors: `InvalidCodeError`, `InvalidIdError`, `InvalidRoleError`, `InvalidTimeError`, `InvalidCodeArgumentError`.

    >>> spring = Window.parse("2026-03-01T00:00:00Z/2026-06-01T00:00:00Z")
    >>> issued = IssuedCode("7K3M9P2X0", "L1", spring)
    >>> issued.is_valid(spring.start), issued.is_valid(spring.end)
    (True, False)
    """

    share_code: ShareCode = attrs.field(converter=ShareCode)
    owner: PartyId = attrs.field(converter=party_id)
    window: Window = attrs.field(converter=_window)
    role: Role = attrs.field(default=Role.LEADER, kw_only=True, converter=Role)
    store: PartyId | None = attrs.field(default=None, kw_only=True, converter=party_id_or_none)
    campaign: str | None = attrs.field(default=None, kw_only=True, converter=_campaign)
    content: str | None = attrs.field(default=None, kw_only=True, converter=_content)
    session: str | None = attrs.field(default=None, kw_only=True, converter=_session)
    retired_from: datetime | None = attrs.field(
        default=None, kw_only=True, converter=attrs.converters.optional(instant)
    )

    def is_valid(self, at: datetime, *, store: str | None = None) -> bool:
        """Whether it is accepted at an instant, in a store, or in the community where no store is named."""
        moment = instant(at)
        retired = self.retired_from is not None and moment >= self.retired_from
        elsewhere = self.store is not None and store is not None and self.store != store
        return self.window.covers(moment) and not retired and not elsewhere

    def retired(self, from_: datetime) -> "IssuedCode":
        """Return the code, not accepted from an instant on; one that is retired earlier stays so."""
        moment = instant(from_)
        earlier = moment if self.retired_from is None else min(moment, self.retired_from)
        return attrs.evolve(self, retired_from=earlier)


__all__ = ["IssuedCode"]
