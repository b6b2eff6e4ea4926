"""What stood at a moment, asked of whoever keeps it: bonds (锁客) and the lives of leaders (团长状态)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

import attrs

from communekit.ids import PartyId
from communekit.parties import LeaderEvent, LeaderState, NotApplied, Role, Tie, Ties
from communekit.period import instant

from .bonds import LeaderRecord
from .errors import InvalidFactError
from .listed import asked, checked, listed


class StandingBond(Protocol):
    """A bond that stands: to whom, and since when."""

    @property
    def leader(self) -> PartyId:
        """The leader who has the member."""

    @property
    def bound_at(self) -> datetime:
        """Since when."""


class BondsAsOf(Protocol):
    """The bonds of a community, as of any moment; `communekit.attribution.bonds` keeps them."""

    def as_of(self, member: str, at: datetime, *, store: str | None = None) -> StandingBond | None:
        """Return the bond of a member that stands at an instant in a store, None where there is none."""


class LeadersAsOf(Protocol):
    """The lives of leaders, as of any moment."""

    def state_of(self, leader: str, at: datetime) -> LeaderState | None:
        """Return the state of a leader at an instant: `NotApplied` for somebody who is none, None where it is not known."""


@attrs.frozen
class TiedBond:
    """A bond read off a tie."""

    leader: PartyId
    bound_at: datetime


@attrs.frozen
class TiedBonds:
    """Bonds read off ties (关系): `Tie("leader", "M1", "L1", window)` binds M1 to L1 in the window, in every store.

    >>> from communekit.parties import Tie
    >>> from communekit.period import Window
    >>> bonds = TiedBonds(Ties([Tie("leader", "M1", "L1", Window.parse("2026-03-01T00:00:00Z/.."))]))
    >>> bonds.as_of("M1", instant("2026-03-05T00:00:00Z")).leader
    'L1'
    """

    ties: Ties
    kind: Role = attrs.field(default=Role.LEADER, converter=Role)
    _of: dict[PartyId, list[Tie]] = attrs.field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        checked(self.ties, Ties, "book of ties")
        of: dict[PartyId, list[Tie]] = {}
        for tie in self.ties.ties:
            if tie.kind == self.kind:
                of.setdefault(tie.subject, []).append(tie)
        object.__setattr__(self, "_of", of)

    def as_of(self, member: str, at: datetime, *, store: str | None = None) -> TiedBond | None:  # noqa: ARG002 - a tie holds in every store
        """Return the bond of a member at an instant, None where no tie stands."""
        moment = instant(at)
        standing = (tie for tie in self._of.get(PartyId(asked(member)), ()) if tie.window.covers(moment))
        return next((TiedBond(tie.object, tie.window.start) for tie in standing), None)


def _events(given: Iterable[LeaderEvent]) -> tuple[LeaderEvent, ...]:
    told = listed(given, object, "event of a leader", "list of events of leaders")
    events = [event for event in told if isinstance(event, LeaderEvent)]
    for event in told:
        if not isinstance(event, LeaderEvent):
            raise InvalidFactError("event of a leader", event)
    return LeaderRecord(events).events


@attrs.frozen(hash=False)
class LeaderLives:
    """The lives of all leaders (团长状态史), told in any order; the same event told twice is one.

    Of several events at one instant the later in a life stands last: applied, approved, paused, and so on. Whoever is
    not in it is no leader, unless he has the buyer by a bond: the house, an heir; of whom only some are known, a `communekit.attribution.bonds.LeaderRecord` is for.

    >>> from communekit.parties import LeaderApproved, LeaderPaused
    >>> lives = LeaderLives([LeaderPaused("L1", "2026-03-05T00:00Z"), LeaderApproved("L1", "2026-03-01T00:00Z")])
    >>> [lives.state_of("L1", instant(f"2026-03-0{day}T00:00Z")).word for day in (1, 4, 5)]
    ['active', 'active', 'paused']
    """

    events: tuple[LeaderEvent, ...] = attrs.field(default=(), converter=_events)
    _record: LeaderRecord = attrs.field(init=False, repr=False, eq=False)
    _leaders: frozenset[PartyId] = attrs.field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_record", LeaderRecord(self.events))
        object.__setattr__(self, "_leaders", frozenset(event.leader for event in self.events))

    def state_of(self, leader: str, at: datetime) -> LeaderState | None:
        """Return the state of a leader at an instant; `NotApplied` for somebody of whom nothing is told.

        None before his first event where the record begins in the middle of his life: that is not known.
        """
        return self._record.state_of(leader, at) if leader in self._leaders else NotApplied()


__all__ = ["BondsAsOf", "LeaderLives", "LeadersAsOf", "StandingBond", "TiedBond", "TiedBonds"]
