"""Moves (参团变动): what facts did to seats, one seat at a time: for whoever books it, sells it, or tells it."""

from collections.abc import Iterable, Iterator

import attrs

from .event import CampaignEvent, Received
from .evolve import evolve
from .instructing import touched
from .seat import Seat, SeatState
from .state import CampaignState, Live


@attrs.frozen
class SeatMoved:
    """What one fact did to one seat (参团变动).

    Args:
        event: The fact.
        before: The seat before it.
        seat: The seat after it.
        earlier: The campaign before it.
        state: The campaign after it.
    """

    event: CampaignEvent
    before: Seat
    seat: Seat
    earlier: Live
    state: Live

    @property
    def is_sold(self) -> bool:
        """Whether it made the seat an order: all is paid, and its group has formed."""
        return self.seat.state is SeatState.CONFIRMED and self.before.state is not SeatState.CONFIRMED

    @property
    def was_sold(self) -> bool:
        """Whether the seat was an order before."""
        return self.before.state is SeatState.CONFIRMED

    @property
    def takes_back(self) -> bool:
        """Whether it gives back of an order: goods came short, or the seat is gone. Money that strayed was never the order's."""
        is_gone = self.seat.state is not SeatState.CONFIRMED
        return self.was_sold and (is_gone or isinstance(self.event, Received))


def moves(state: CampaignState, events: Iterable[CampaignEvent]) -> Iterator[SeatMoved]:
    """Yield what facts did to the seats that were there before, in the order in which it happened.

    Args:
        state: Before the first of the facts.
        events: The facts, as `decide` gave them.
    """
    for event in events:
        after = evolve(state, event)
        if isinstance(state, Live) and isinstance(after, Live):
            for seat_id in touched(event, state):
                before = state.seats.get(seat_id)
                if before is not None:
                    yield SeatMoved(event, before, after.seat(seat_id), state, after)
        state = after


__all__ = ["SeatMoved", "moves"]
