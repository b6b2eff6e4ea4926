"""Leaders over time (团长状态史): who was at work, resting, stopped or gone at an instant."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

import attrs

from communekit.ids import PartyId
from communekit.parties import (
    LEADER_EVENTS,
    LEADER_LIFE,
    Active,
    LeaderApplied,
    LeaderApproved,
    LeaderDeclined,
    LeaderEvent,
    LeaderExited,
    LeaderRegraded,
    LeaderState,
    Paused,
)
from communekit.period import instant

from .errors import InvalidBondFactError
from .handed_in import asked, listed

_RANKS: Final = {kind: rank for rank, kind in enumerate(LEADER_EVENTS.values())}
"""Of several events of a leader at one instant, the one that comes earlier in a life goes first."""


def _place(event: LeaderEvent) -> tuple[datetime, int, PartyId, str]:
    return event.at, _RANKS[type(event)], event.leader, repr(event)


def _in_order(given: Iterable[LeaderEvent]) -> tuple[LeaderEvent, ...]:
    events = tuple(listed(given, "leaders", "[LeaderApproved(…), …], LeaderRecord"))
    for event in events:
        if not isinstance(event, LeaderEvent):
            raise InvalidBondFactError("leaders", event)
    return tuple(sorted(set(events), key=_place))


def _before(first: LeaderEvent) -> LeaderState | None:
    """Return the state before the first event that is told; None where that is not how a life begins."""
    return LEADER_LIFE.initial if isinstance(first, LeaderApplied | LeaderDeclined | LeaderApproved) else None


def _after(before: LeaderState | None, event: LeaderEvent) -> LeaderState | None:
    """Return the state after an event; a new grade alone does not tell the state of one of whom it is not known."""
    if before is None:
        return None if isinstance(event, LeaderRegraded) else LEADER_LIFE.evolve(LEADER_LIFE.initial, event)
    return LEADER_LIFE.evolve(before, event)


@attrs.frozen
class LeaderRecord:
    """What is known of leaders over time (团长状态史), from the events of their lives; in any order.

    >>> from communekit.parties import LeaderApproved, LeaderPaused
    >>> march, april = instant("2026-03-01T00:00:00Z"), instant("2026-04-01T00:00:00Z")
    >>> record = LeaderRecord([LeaderPaused("L1", april), LeaderApproved("L1", march)])
    >>> record.state_of("L1", march).word, record.state_of("L1", april).word
    ('active', 'paused')
    """

    events: tuple[LeaderEvent, ...] = attrs.field(default=(), converter=_in_order)
    _turns: dict[PartyId, tuple[list[datetime], list[LeaderState | None]]] = attrs.field(
        init=False, repr=False, eq=False
    )
    """Of each leader when his state turned, and his states: that before the first turn, and one from each turn on."""

    def __attrs_post_init__(self) -> None:
        turns: dict[PartyId, tuple[list[datetime], list[LeaderState | None]]] = {}
        for event in self.events:
            times, states = turns.setdefault(event.leader, ([], [_before(event)]))
            times.append(event.at)
            states.append(_after(states[-1], event))
        object.__setattr__(self, "_turns", turns)

    def state_of(self, leader: str, at: datetime) -> LeaderState | None:
        """Return a leader's state at an instant; None where nothing is known of him.

        Before his first event he has not applied, if that is how the record begins; otherwise it begins in the middle
        of his life, and nothing is known of what was before.
        """
        asked(leader, "leader")
        turns = self._turns.get(PartyId(leader))
        if turns is None:
            return None
        times, states = turns
        return states[bisect_right(times, instant(at))]

    def works_at(self, leader: str, at: datetime, *, paused: bool) -> bool:
        """Whether a leader is at work at an instant, or rests where that will do; unknown ones are taken to work."""
        state = self.state_of(leader, at)
        return state is None or isinstance(state, Active) or (paused and isinstance(state, Paused))

    @property
    def exits(self) -> Iterator[LeaderExited]:
        """The exits, in order."""
        return (event for event in self.events if isinstance(event, LeaderExited))


__all__ = ["LeaderRecord"]
