"""Scenarios (情景): given what happened, when something is asked, then this follows; for any `Decider`.

given(LEADER_LIFE, applied, approved).when(Pause("L1", at)).then(LeaderPaused("L1", at))
given(LEADER_LIFE, applied).when(Pause("L1", at)).refused(LeaderStateError, state="applied")
"""

from typing import Any, Generic, NoReturn, TypeVar

import attrs

from communekit.errors import CommunekitError
from communekit.lifecycle import Decider

Command = TypeVar("Command")
Event = TypeVar("Event")
State = TypeVar("State")


@attrs.frozen
class Given(Generic[Command, Event, State]):
    """What has happened so far in one life (已发生)."""

    life: Decider[Command, Event, State]
    events: tuple[Event, ...]

    def when(self, command: Command) -> "When[Command, Event, State]":
        """Ask for something."""
        return When(self, command)

    @property
    def state(self) -> State:
        """What the events come to."""
        return self.life.replay(self.events)


@attrs.frozen
class When(Generic[Command, Event, State]):
    """What is asked of a life, and what it says to that (所求)."""

    given: Given[Command, Event, State]
    command: Command

    def then(self, *expected: Event) -> Given[Command, Event, State]:
        """Check that these events follow, in this order; none given: that nothing happens. Return the life after them.

        The state that the command was asked in must be as it was: a decision changes nothing.
        """
        events, refused = self._asked()
        wanted = _lines("then", expected)
        if refused is not None:
            self._fail(wanted, f"but it was refused: {refused!r}")
        if events != expected:
            self._fail(wanted, _lines("but", events), _differing(expected, events))
        return attrs.evolve(self.given, events=(*self.given.events, *events))

    def nothing(self) -> Given[Command, Event, State]:
        """Check that nothing follows, and nothing is refused: what is asked for stands already."""
        return self.then()

    def refused(self, error: type[CommunekitError], **fields: object) -> Given[Command, Event, State]:
        """Check that it is refused by such an error, with these fields among its data. Return the life, as it was."""
        events, refused = self._asked()
        wanted = f"refused: {error.__name__}{fields or ''}"
        if refused is None:
            self._fail(wanted, _lines("but", events))
        if not isinstance(refused, error):
            self._fail(wanted, f"but it was refused: {refused!r}")
        else:
            data = refused.data()
            for name, value in fields.items():
                if name not in data or data[name] != value:
                    self._fail(wanted, f"but its data are {data}")
        return self.given

    def _asked(self) -> tuple[tuple[Event, ...], CommunekitError | None]:
        """Return what follows, or how it is refused; another error passes through."""
        state = self.given.state
        events: tuple[Event, ...] = ()
        refused: CommunekitError | None = None
        try:
            events = tuple(self.given.life.decide(self.command, state))
        except CommunekitError as error:
            refused = error
        if state != self.given.state:
            self._fail("then the state that it was asked in is as it was", f"but it is {state!r}")
        return events, refused

    def _fail(self, *lines: str) -> NoReturn:
        """Tell the scenario in words, to whoever reads that it failed."""
        told = [_lines("given", self.given.events), f"when {self.command!r}", *filter(None, lines)]
        raise AssertionError("\n" + "\n".join(told))


def given(life: Decider[Command, Event, State], *events: Event) -> Given[Command, Event, State]:
    """Begin a scenario with what has happened (给定), the oldest first; nothing yet, where none is given.

    >>> from communekit.parties import LEADER_LIFE, Apply, Approve, LeaderApplied, LeaderApproved, LeaderStateError
    >>> from communekit.period import instant
    >>> march = instant("2026-03-01T09:00:00+08:00")
    >>> applied = given(LEADER_LIFE).when(Apply("L1", march)).then(LeaderApplied("L1", march))
    >>> active = applied.when(Approve("L1", march)).then(LeaderApproved("L1", march))
    >>> again = active.when(Apply("L1", march)).refused(LeaderStateError, state="active")
    """
    return Given(life, events)


def _lines(word: str, values: tuple[object, ...]) -> str:
    """Return a word and values under each other."""
    if not values:
        return f"{word} nothing"
    indent = "\n" + " " * (len(word) + 1)
    return f"{word} " + indent.join(map(repr, values))


def _differing(expected: tuple[Any, ...], events: tuple[Any, ...]) -> str:
    """Name the first field in which two events of a kind differ, for they are long."""
    for wanted, event in zip(expected, events, strict=False):
        if type(wanted) is type(event) and attrs.has(type(event)):
            for name in (field.name for field in attrs.fields(type(event))):
                one, other = getattr(wanted, name), getattr(event, name)
                if one != other:
                    return f"where {name} is {other!r}, not {one!r}"
    return ""


__all__ = ["Given", "When", "given"]
