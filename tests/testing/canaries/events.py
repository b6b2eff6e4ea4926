"""Events that are kept in a way that is broken on purpose (弄坏的事件存储), each with the laws that it breaks."""

# ruff: noqa: D102  # a class says what it does otherwise than the plain events

from collections.abc import Callable, Iterable, Iterator
from typing import ClassVar, Final

import attrs

from communekit.storage import Appended, Event, Recorded, VersionConflictError

from .books import pause
from .plain_events import PlainEvents

EVENTS: Final[dict[type[PlainEvents], frozenset[str]]] = {}
"""The broken ones, each with the laws that it must break."""


def breaks(*laws: str) -> Callable[[type[PlainEvents]], type[PlainEvents]]:
    """Say which laws a place breaks."""

    def noted(events: type[PlainEvents]) -> type[PlainEvents]:
        EVENTS[events] = frozenset(laws)
        return events

    return noted


# Keys and versions ------------------------------------------------------------------------------------------


@breaks("same_key_once", "key_conflict", "stores_agree")
class AppendsTwice(PlainEvents):
    """It does not look whether a key is known."""

    def found(self, key: str) -> tuple[Recorded, ...]:
        return ()


@breaks("same_key_once")
class TwoTellAtOnce(PlainEvents):
    """It looks whether a key is known before it takes the lock."""

    def append(
        self, stream: str, events: Iterable[Event], *, key: str, expected: int | None = None
    ) -> Appended:
        known = dict(self.known)
        pause()
        with self.lock:
            self.known, now = known, self.known
            try:
                return super().append(stream, events, key=key, expected=expected)
            finally:
                self.known = {**now, **self.known}


@breaks("key_conflict", "stores_agree")
class TakesOtherContentForTheSame(PlainEvents):
    """The key is all that it compares."""

    def differs(self, known: tuple[Recorded, ...], stream: str, told: tuple[Event, ...]) -> bool:
        return False


@breaks("key_conflict", "stores_agree")
class LooksAtTheFirstEvent(PlainEvents):
    """Of what is told under a known key it compares the stream and the first event."""

    def differs(self, known: tuple[Recorded, ...], stream: str, told: tuple[Event, ...]) -> bool:
        return (known[0].stream, known[0].event) != (stream, *told[:1])


@breaks("same_key_once", "stores_agree")
class ExpectsBeforeItKnows(PlainEvents):
    """The expected version is asked for also where the key is known: whoever tries again is refused."""

    def append(
        self, stream: str, events: Iterable[Event], *, key: str, expected: int | None = None
    ) -> Appended:
        with self.lock:
            told = tuple(events)
            if key in self.known and not self.differs(self.known[key], stream, told):
                self.check(stream, expected, len(self.of(stream)))
            return super().append(stream, told, key=key, expected=expected)


@breaks("no_lost_update", "stores_agree")
class IgnoresTheExpectedVersion(PlainEvents):
    """Whoever writes last has read what he liked."""

    def check(self, stream: str, expected: int | None, version: int) -> None:
        """All is well."""


@breaks("no_lost_update", "stores_agree")
class ExpectsAtLeast(PlainEvents):
    """A version below the one that there is will do for it."""

    def check(self, stream: str, expected: int | None, version: int) -> None:
        if expected is not None and expected > version:
            raise VersionConflictError(stream, expected, version)


@breaks("no_lost_update")
class LooksAtVersionsTooEarly(PlainEvents):
    """The version is looked at, and what it allowed is written some time later."""

    def append(
        self, stream: str, events: Iterable[Event], *, key: str, expected: int | None = None
    ) -> Appended:
        told = tuple(events)
        with self.lock:
            if expected is not None and key not in self.known and told:
                self.check(stream, expected, len(self.of(stream)))
                expected = None
        pause()
        return super().append(stream, told, key=key, expected=expected)


# All or nothing ---------------------------------------------------------------------------------------------


@breaks("refusal_is_atomic")
class KeepsHalfAnAppend(PlainEvents):
    """It writes one event after the other: what came before the one that fails stays."""

    def append(
        self, stream: str, events: Iterable[Event], *, key: str, expected: int | None = None
    ) -> Appended:
        with self.lock:
            told: list[Event] = []
            try:
                for event in events:
                    told += self.taken([event])
            except LookupError:
                super().append(stream, told, key=key, expected=expected)
                raise
            return super().append(stream, told, key=key, expected=expected)


@breaks("refusal_is_atomic", "stores_agree")
class KeepsHalfABatch(PlainEvents):
    """Of several keys it keeps those that came before the one that is refused."""

    def go_back(self, log: list[Recorded], known: dict[str, tuple[Recorded, ...]]) -> None:
        """Stay."""


@breaks("refusal_is_atomic", "stores_agree")
class RemembersTheKeyItRefused(PlainEvents):
    """What was refused is found under its key."""

    def check(self, stream: str, expected: int | None, version: int) -> None:
        try:
            super().check(stream, expected, version)
        except VersionConflictError:
            self.refused = stream
            raise

    refused = ""

    def find(self, key: str) -> tuple[Recorded, ...]:
        return super().find(key) or tuple(self.of(self.refused)[:1])


# The log ----------------------------------------------------------------------------------------------------


@breaks("log_order", "stores_agree")
class ForgetsTags(PlainEvents):
    """An event is found under the first of its tags alone."""

    def carries(self, one: Recorded, tag: str) -> bool:
        return one.event.tags[:1] == (tag,)


@breaks("log_order")
class SkipsAPosition(PlainEvents):
    """Whoever reads on misses the first of what is new."""

    def since(self, position: int, *, tag: str | None = None) -> Iterator[Recorded]:
        found = list(super().since(position, tag=tag))
        return iter(found[1:] if position and tag is None else found)


@breaks("log_order")
class RepeatsByTag(PlainEvents):
    """Whoever reads on by a tag begins at the first."""

    def since(self, position: int, *, tag: str | None = None) -> Iterator[Recorded]:
        found = super().since(position, tag=tag)
        return found if tag is None else super().since(0, tag=tag)


@breaks("log_order")
class CountsFromTheEnd(PlainEvents):
    """A position below zero counts from the end, as lists do."""

    def since(self, position: int, *, tag: str | None = None) -> Iterator[Recorded]:
        return iter([one for one in self.log[position:] if tag is None or self.carries(one, tag)])


@breaks("log_order", "stores_agree")
class LeavesNumbersOut(PlainEvents):
    """A number is used up by what was refused, as sequences of databases do: positions have gaps."""

    gaps = 0

    def check(self, stream: str, expected: int | None, version: int) -> None:
        self.gaps += expected is not None
        super().check(stream, expected, version)

    def write(self, stream: str, told: tuple[Event, ...], key: str, version: int) -> Appended:
        written = super().write(stream, told, key, version)
        moved = tuple(attrs.evolve(one, position=one.position + self.gaps) for one in written.events)
        self.log[-len(moved) :], self.known[key] = moved, moved
        return Appended(moved, is_new=True)


@breaks("log_order")
class ShowsTheSecondBeforeTheFirst(PlainEvents):
    """A serial number is given before the commit: a reader who comes between misses the earlier one for good."""

    def __init__(self) -> None:
        super().__init__()
        self.committing: set[str] = set()

    def append(
        self, stream: str, events: Iterable[Event], *, key: str, expected: int | None = None
    ) -> Appended:
        with self.lock:
            appended = super().append(stream, events, key=key, expected=expected)
            slow = appended.is_new and appended.events[0].position % 2 == 0
            if slow:
                self.committing.add(key)
        if slow:
            pause()
            self.committing.discard(key)
        return appended

    def since(self, position: int, *, tag: str | None = None) -> Iterator[Recorded]:
        committing = set(self.committing)
        return (one for one in super().since(position, tag=tag) if one.key not in committing)


# What is kept -----------------------------------------------------------------------------------------------


@breaks("round_trip", "stores_agree")
class CutsLongTexts(PlainEvents):
    """Its column has 255 characters."""

    def kept(self, event: Event) -> Event:
        return attrs.evolve(event, data=event.data[:255])

    def differs(self, known: tuple[Recorded, ...], stream: str, told: tuple[Event, ...]) -> bool:
        return super().differs(known, stream, tuple(map(self.kept, told)))


@breaks("round_trip")
class FindsWhatWasThere(PlainEvents):
    """A key that was unknown when it was first asked for is never found."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: dict[str, tuple[Recorded, ...]] = {}

    def find(self, key: str) -> tuple[Recorded, ...]:
        return self.asked.setdefault(key, super().find(key))


@breaks("scope_isolation", "stores_agree")
class LeaksBetweenCommunities(PlainEvents):
    """Whoever asks for a key that his community does not have is shown another community's events."""

    everywhere: ClassVar[dict[str, tuple[Recorded, ...]]] = {}

    def write(self, stream: str, told: tuple[Event, ...], key: str, version: int) -> Appended:
        written = super().write(stream, told, key, version)
        self.everywhere[key] = written.events
        return written

    def find(self, key: str) -> tuple[Recorded, ...]:
        return super().find(key) or self.everywhere.get(key, ())
