"""What happens to a member, and what is asked for (锁客命令). A refusal is recorded, not raised."""

from datetime import datetime
from typing import ClassVar, Self

import attrs

from communekit.ids import PartyId, identifier, name_text
from communekit.parties import Role, Touch, TouchKind
from communekit.parties.party_id import party_id, party_id_or_none
from communekit.period import instant

from .errors import InvalidBondFactError

PRIORITY_MAX = 1_000_000


def fact_id(text: str) -> str:
    """Return the id of a fact, checked."""
    return identifier(text, what="fact id")


def reason(text: str) -> str:
    """Return a reason in at most 200 characters, or none. No personal data belongs in it."""
    return name_text(text, what="reason") if text != "" else ""


@attrs.frozen
class MemberStep:
    """What all of them share.

    Args:
        id: The host's id; the same id told twice is one fact.
        at: When; kept in UTC.
        member: Of whom: the member, once a visitor is known to be one.
        store: In which store; None for the whole community.
        priority: Of two of a kind at one instant the higher one is the later.
    """

    rank: ClassVar[int] = 0
    """Of several at one instant the lower rank goes first: what is done by hand, registrations, offers."""

    id: str = attrs.field(converter=fact_id)
    at: datetime = attrs.field(converter=instant)
    member: PartyId = attrs.field(converter=party_id)
    store: PartyId | None = attrs.field(default=None, kw_only=True, converter=party_id_or_none)
    priority: int = attrs.field(default=0, kw_only=True)

    def __attrs_post_init__(self) -> None:
        self.check()

    def check(self) -> None:
        """Refuse a priority that is none."""
        if type(self.priority) is not int or abs(self.priority) > PRIORITY_MAX:
            raise InvalidBondFactError("priority", self.priority)

    @property
    def place(self) -> tuple[datetime, int, int, str]:
        """Where it stands among others: by instant, rank, priority, id; in whatever order they arrived."""
        return self.at, self.rank, self.priority, self.id


def _new(given: bool | None) -> bool | None:
    if given is not None and type(given) is not bool:
        raise InvalidBondFactError("is_new", given)
    return given


@attrs.frozen
class Offer(MemberStep):
    """Something led the member to a leader (触点、下单): it binds him, if the policy lets it.

    Args:
        leader: To whom it leads.
        deed: What it was: the kind of a touch, `order`, `first_order`, or a host's own word.
        role: In which capacity it leads to him.
        is_view: Whether it was only seen (曝光).
        is_new: Whether the member is new, where the host has recorded that; None to go by his registration.

    >>> Offer("o-1", "2026-03-01T12:00:00Z", "M1", "L1", "link").deed
    TouchKind("link")
    """

    rank: ClassVar[int] = 3
    leader: PartyId = attrs.field(converter=party_id)
    deed: TouchKind = attrs.field(converter=TouchKind)
    role: Role = attrs.field(default=Role.LEADER, kw_only=True, converter=Role)
    is_view: bool = attrs.field(default=False, kw_only=True)
    is_new: bool | None = attrs.field(default=None, kw_only=True, converter=_new)

    def __attrs_post_init__(self) -> None:
        self.check()
        if type(self.is_view) is not bool:
            raise InvalidBondFactError("is_view", self.is_view)

    @classmethod
    def of(cls, touch: Touch, *, member: str | None = None, is_new: bool | None = None) -> Self:
        """Return the offer that a touch makes.

        Args:
            touch: A touch that leads to somebody.
            member: Whom the visitor turned out to be; the touch's own `by` unless said otherwise.
            is_new: Whether the member is new, where that is recorded.

        Errors: `InvalidBondFactError` "leader" for a touch that is nobody's.
        """
        if touch.owner is None:
            raise InvalidBondFactError("leader", None)
        return cls(
            touch.id,
            touch.at,
            touch.by if member is None else member,
            touch.owner,
            touch.kind,
            store=touch.store,
            priority=touch.priority,
            role=touch.role,
            is_view=touch.is_view,
            is_new=is_new,
        )


@attrs.frozen
class Register(MemberStep):
    """The member registered (注册), brought by a leader or on his own.

    In bonds per store, the registration counts everywhere, and binds in its own store alone.

    Args:
        leader: Who brought him; None for nobody.
        is_new: False where the host knows that the person was a member before: a phone number that registers again.
    """

    rank: ClassVar[int] = 2
    leader: PartyId | None = attrs.field(default=None, converter=party_id_or_none)
    is_new: bool | None = attrs.field(default=None, kw_only=True, converter=_new)


@attrs.frozen
class Release(MemberStep):
    """The bond is ended by hand (解绑): the member's own wish, a ruling; in any mode.

    Args:
        why: The reason, for people.
    """

    rank: ClassVar[int] = 1
    why: str = attrs.field(default="", kw_only=True, converter=reason)


@attrs.frozen
class HandOver(MemberStep):
    """The member is given to a leader by hand (人工交接), protection or not.

    What stood goes on under the new leader until it would have ended; who was free is bound as by any deed.

    Args:
        to: Who gets him.
        why: The reason, for people.
    """

    rank: ClassVar[int] = 1
    to: PartyId = attrs.field(converter=party_id)
    why: str = attrs.field(default="", kw_only=True, converter=reason)


def _receivers(given: tuple[str, ...]) -> tuple[PartyId, ...]:
    return tuple(map(party_id, given))


@attrs.frozen
class PassOn(MemberStep):
    """The member's leader left (团长退出): the bond passes to the first who can take it, or ends.

    Args:
        leaving: Who left; a bond to anybody else stays as it is.
        to: Who may follow, the first choice first: `BondPolicy.receivers`.
    """

    rank: ClassVar[int] = 0
    leaving: PartyId = attrs.field(converter=party_id)
    to: tuple[PartyId, ...] = attrs.field(default=(), converter=_receivers)


BondCommand = Offer | Register | Release | HandOver | PassOn

__all__ = ["BondCommand", "HandOver", "MemberStep", "Offer", "PassOn", "Register", "Release"]
