"""Life cycles (生命周期): the shape of everything that is decided step by step.

A decider says what follows from a command, and folds what happened into a state. It works on values, keeps
nothing, and serves a store of events and a store of states alike. After Jérémie Chassaing's decider pattern.
"""

from collections.abc import Callable, Iterable
from functools import reduce
from typing import Generic, TypeVar

import attrs

Command = TypeVar("Command")
Event = TypeVar("Event")
State = TypeVar("State")


def fold(evolve: Callable[[State, Event], State], state: State, events: Iterable[Event]) -> State:
    """Return the state after events, the oldest first.

    >>> fold(lambda seats, joined: seats - joined, 10, [2, 3])
    5
    """
    return reduce(evolve, events, state)


@attrs.frozen
class Decider(Generic[Command, Event, State]):
    """How one kind of thing lives: which facts a command leads to, and what a fact changes.

    Args:
        decide: Says what follows from a command in a state; refuses by raising; changes nothing.
        evolve: Returns the state after one fact; judges nothing, for it has happened.
        initial: The state before the first fact.

    >>> def decide(seats_wanted, seats_free):
    ...     return (seats_wanted,) if seats_wanted <= seats_free else ()
    >>> bus = Decider(decide, lambda seats_free, taken: seats_free - taken, initial=10)
    >>> bus.handle(4, bus.initial)
    ((4,), 6)
    """

    decide: Callable[[Command, State], Iterable[Event]]
    evolve: Callable[[State, Event], State]
    initial: State

    def handle(self, command: Command, state: State) -> tuple[tuple[Event, ...], State]:
        """Return what follows from a command, and the state after it.

        Raises:
            CommunekitError: The command is refused, by `decide`; nothing has changed.
        """
        events = tuple(self.decide(command, state))
        return events, fold(self.evolve, state, events)

    def replay(self, events: Iterable[Event]) -> State:
        """Return the state after all events of one life, the oldest first."""
        return fold(self.evolve, self.initial, events)


__all__ = ["Decider", "fold"]
