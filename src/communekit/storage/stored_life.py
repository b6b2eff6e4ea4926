"""Stored lives (事件溯源): one thing that is decided step by step, its facts kept as the events of one stream.

What a command leads to is said by a `Decider`, which knows nothing of being kept; here it is loaded, asked and appended.
"""

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from threading import Lock
from typing import Final, Generic, Protocol, TypeVar

import attrs

from communekit.errors import CommunekitError
from communekit.lifecycle import Decider

from .answer import Answer
from .errors import KeyConflictError
from .event import Event, Recorded
from .place import checked_key, checked_place
from .unit import Storage, UnitOfWork
from .values import WORDS, read_value, write_value


class Dated(Protocol):
    """A fact: it happened at a time, and its class has a word."""

    @property
    def at(self) -> datetime:
        """When it happened."""


Command = TypeVar("Command")
Fact = TypeVar("Fact", bound=Dated)
State = TypeVar("State")

_KINDS: Final = {kind: word for word, kind in WORDS.items()}


def _nobody(_: object) -> tuple[str, ...]:
    """Tag nobody."""
    return ()


def _nothing(_: UnitOfWork, __: object, ___: object) -> None:
    """Write nothing else."""


@attrs.define(eq=False)
class _Asked(Generic[Command, Fact]):
    """A command that waits for its answer."""

    key: str
    command: Command
    answer: Answer[Fact] | None = None
    failure: BaseException | None = None


@attrs.define(eq=False)
class _Course(Generic[Fact, State]):
    """How far one piece of work has come; thrown away where the storage does it again."""

    version: int
    state: State
    keys: set[str] = attrs.field(factory=set)
    """Under which keys that was read which was appended since."""
    steps: dict[str, tuple[State, tuple[Fact, ...]]] = attrs.field(factory=dict)
    """What follows from commands of this piece of work, by key, and the state before."""


class StoredLife(Generic[Command, Fact, State]):
    """One life in a storage (事件溯源): a campaign, or whatever has a decider whose facts have words.

    It remembers what it has read and goes on from there, so a command costs what was appended since, not the whole
    stream. Several threads share one: commands that come while others are written go into the next commit together, each
    under its own key and with its own answer. Inside a transaction of the host's own make one for that transaction alone.

    Args:
        storage: Where.
        stream: Of which events, as a place: "campaign/C1".
        life: What commands lead to.
        tags: Whom a fact concerns, as places: "party/zhang".
        beside: What is written with the facts of a command, in the same transaction: messages, what is due. Told the unit of
            work, the state before them, and the facts.

    Errors: as in `place`.

    >>> from communekit.groupbuy.campaign import CAMPAIGN_LIFE
    >>> from communekit.storage import MemoryStorage
    >>> StoredLife(MemoryStorage("riverside"), "campaign/C1", CAMPAIGN_LIFE).state().phase.value
    'draft'
    """

    def __init__(
        self,
        storage: Storage,
        stream: str,
        life: Decider[Command, Fact, State],
        *,
        tags: Callable[[Fact], Iterable[str]] = _nobody,
        beside: Callable[[UnitOfWork, State, tuple[Fact, ...]], None] = _nothing,
    ) -> None:
        self.stream = checked_place(stream)
        self._storage, self._life, self._tags, self._beside = storage, life, tags, beside
        self._version, self._state, self._keys = 0, life.initial, set[str]()
        self._waiting: deque[_Asked[Command, Fact]] = deque()
        self._lock = Lock()

    def state(self) -> State:
        """Return the state after all facts that are kept (当前状态)."""
        with self._lock:
            self._remember(self._storage.read(self._read_on))
            return self._state

    def tell(self, key: str, command: Command) -> Answer[Fact]:
        """Tell a command under its key and return what followed (受理); told again, it finds what followed then.

        A refusal is not kept: told again, the same command is judged by what stands then.

        Raises:
            CommunekitError: The decider refuses it.
            KeyConflictError: The key stands in another stream.
        """
        asked: _Asked[Command, Fact] = _Asked(checked_key(key), command)
        self._waiting.append(asked)
        with self._lock:
            if asked.answer is None and asked.failure is None:
                self._go([self._waiting.popleft() for _ in range(len(self._waiting))])
        if asked.failure is not None:
            raise asked.failure
        answer = asked.answer or Answer[Fact]()
        if answer.refusal is not None:
            raise answer.refusal
        return answer

    def tell_all(self, commands: Mapping[str, Command]) -> Mapping[str, Answer[Fact]]:
        """Tell commands, each under its key, in their order and in one commit; return the answer to each, by key.

        One that is refused, as in `tell`, stands in nobody's way.
        """
        asked = [_Asked[Command, Fact](checked_key(key), command) for key, command in commands.items()]
        with self._lock:
            self._go(asked)
        return {one.key: one.answer or Answer[Fact]() for one in asked}

    def _go(self, asked: list[_Asked[Command, Fact]]) -> None:
        """Answer commands in one commit; where it fails, it failed for all of them.

        What others appended is read before anybody is kept waiting; what came in between is read then.
        """
        try:
            self._remember(self._storage.read(self._read_on))
            answers, course = self._storage.write(lambda unit: self._told(unit, asked))
        except BaseException as failure:
            for one in asked:
                one.failure = failure
            raise
        self._remember(course)
        for one, answer in zip(asked, answers, strict=True):
            one.answer = answer

    def _told(
        self, unit: UnitOfWork, asked: list[_Asked[Command, Fact]]
    ) -> tuple[list[Answer[Fact]], _Course[Fact, State]]:
        stands, taken = self._read_on(unit), dict[str, KeyConflictError]()
        while True:
            course = attrs.evolve(stands, steps={})
            answers = [self._answer(unit, one, course, taken.get(one.key)) for one in asked]
            try:
                unit.events.append_all(
                    self.stream,
                    {key: map(self._event, facts) for key, (_, facts) in course.steps.items()},
                    expected=stands.version,
                )
            except (
                KeyConflictError
            ) as conflict:  # Nothing was appended: without it, the others are decided anew.
                taken[conflict.key] = conflict
                continue
            for before, facts in course.steps.values():
                self._beside(unit, before, facts)
            return answers, course

    def _answer(
        self,
        unit: UnitOfWork,
        asked: _Asked[Command, Fact],
        course: _Course[Fact, State],
        conflict: KeyConflictError | None,
    ) -> Answer[Fact]:
        if conflict is not None:
            return Answer(refusal=conflict)
        if asked.key in course.steps:  # Told twice at the same time.
            return Answer(course.steps[asked.key][1])
        if asked.key in course.keys or asked.key in self._keys:
            return Answer(tuple(map(self._fact, unit.events.find(asked.key))))
        try:
            facts, after = self._life.handle(asked.command, course.state)
        except CommunekitError as refusal:
            return Answer(refusal=refusal)
        if not facts:
            return Answer()
        course.steps[asked.key] = (course.state, facts)
        course.version, course.state = course.version + len(facts), after
        return Answer(facts, is_new=True)

    def _read_on(self, unit: UnitOfWork) -> _Course[Fact, State]:
        """Return how the life stands, with what was appended since it was read last."""
        course: _Course[Fact, State] = _Course(self._version, self._state)
        for one in unit.events.load(self.stream, version=course.version):
            course.version, course.state = one.version + 1, self._life.evolve(course.state, self._fact(one))
            course.keys.add(one.key)
        return course

    def _remember(self, course: _Course[Fact, State]) -> None:
        self._version, self._state = course.version, course.state
        self._keys.update(course.keys, course.steps)

    def _event(self, fact: Fact) -> Event:
        return Event(_KINDS[type(fact)], fact.at, write_value(fact), self._tags(fact))

    def _fact(self, recorded: Recorded) -> Fact:
        fact: Fact = read_value(recorded.event.data)
        return fact


__all__ = ["StoredLife"]
