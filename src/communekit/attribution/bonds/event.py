"""What has happened to a member's bond (锁客事件). Their words are for ever."""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

import attrs

from communekit.errors import language_of
from communekit.ids import PartyId
from communekit.parties import TouchKind

from .bond import Bond
from .refused import REFUSED


@attrs.frozen
class BondStep:
    """What all of them share: the fact that led to it, when, of whom, and in which store."""

    fact: str
    at: datetime
    member: PartyId
    store: PartyId | None = attrs.field(default=None, kw_only=True)


@attrs.frozen
class MemberRegistered(BondStep):
    """The member registered (已注册)."""

    word: ClassVar[str] = "attribution.member_registered"


@attrs.frozen
class BoundStep(BondStep):
    """A step after which a leader has the member, with what was promised to him."""

    leader: PartyId = attrs.field(kw_only=True)
    deed: TouchKind = attrs.field(kw_only=True)
    valid_until: datetime | None = attrs.field(kw_only=True)
    protected_until: datetime | None = attrs.field(kw_only=True)

    @property
    def bond(self) -> Bond:
        """The bond that stands from this instant on."""
        return Bond(
            member=self.member,
            leader=self.leader,
            store=self.store,
            bound_at=self.at,
            valid_until=self.valid_until,
            protected_until=self.protected_until,
            deed=self.deed,
            fact=self.fact,
        )


@attrs.frozen
class Bonded(BoundStep):
    """The member, who was free, is bound to a leader (锁定)."""

    word: ClassVar[str] = "attribution.bonded"


@attrs.frozen
class BondTakenOver(BoundStep):
    """Another leader has the member now (抢客); the old bond ended at this instant."""

    word: ClassVar[str] = "attribution.bond_taken_over"
    lost_by: PartyId = attrs.field(kw_only=True)


@attrs.frozen
class BondReassigned(BoundStep):
    """The member was handed over (客户交接), because his leader left or by hand; the old bond ended at this instant."""

    word: ClassVar[str] = "attribution.bond_reassigned"
    lost_by: PartyId = attrs.field(kw_only=True)
    why: str = attrs.field(default="", kw_only=True)


@attrs.frozen
class BondRenewed(BondStep):
    """The same leader's bond goes on for longer (续期)."""

    word: ClassVar[str] = "attribution.bond_renewed"
    leader: PartyId = attrs.field(kw_only=True)
    valid_until: datetime = attrs.field(kw_only=True)


@attrs.frozen
class BondReleased(BondStep):
    """The member is free (解绑); `left` where his leader left and nobody could follow."""

    word: ClassVar[str] = "attribution.bond_released"
    leader: PartyId = attrs.field(kw_only=True)
    left: bool = attrs.field(default=False, kw_only=True)
    why: str = attrs.field(default="", kw_only=True)


@attrs.frozen
class BondDeclined(BondStep):
    """Nothing changed (未生效), and why: one of the words of `REFUSED`; `leader` is whom it would have led to."""

    word: ClassVar[str] = "attribution.bond_declined"
    leader: PartyId | None = attrs.field(kw_only=True)
    why: str = attrs.field(kw_only=True)

    def text(self, locale: str = "en") -> str:
        """Return the reason in a language.

        >>> from communekit.period import instant
        >>> at = instant("2026-03-01T00:00:00Z")
        >>> BondDeclined("o-2", at, PartyId("M1"), leader=PartyId("L2"), why="protected").text("zh")
        '保护期内，不可抢客'
        """
        return REFUSED[self.why][language_of(locale)]


BondEvent = (
    MemberRegistered | Bonded | BondRenewed | BondTakenOver | BondReassigned | BondReleased | BondDeclined
)

BOND_EVENTS: Mapping[str, type[BondEvent]] = {
    event.word: event
    for event in (
        MemberRegistered,
        Bonded,
        BondRenewed,
        BondTakenOver,
        BondReassigned,
        BondReleased,
        BondDeclined,
    )
}
"""The events by their words, as they are written down."""

__all__ = [
    "BOND_EVENTS",
    "BondDeclined",
    "BondEvent",
    "BondReassigned",
    "BondReleased",
    "BondRenewed",
    "BondStep",
    "BondTakenOver",
    "Bonded",
    "BoundStep",
    "MemberRegistered",
]
