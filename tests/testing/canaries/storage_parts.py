"""Snapshots, outboxes and agendas that are broken on purpose (弄坏的快照、发件箱、日程), each with the laws that it breaks."""

# ruff: noqa: D102  # a class says what it does otherwise than the plain part

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import ClassVar, Final, TypeVar
from weakref import WeakSet

from communekit.storage import Due, Message, Snapshot

from .plain_parts import PlainAgenda, PlainOutbox, PlainSnapshots
from .plain_storage import PlainStorage

Part = PlainSnapshots | PlainOutbox | PlainAgenda
P = TypeVar("P", PlainSnapshots, PlainOutbox, PlainAgenda)

PARTS: Final[dict[type[Part], frozenset[str]]] = {}
"""The broken ones, each with the laws that a storage of which it is part must break."""


def breaks(*laws: str) -> Callable[[type[P]], type[P]]:
    """Say which laws a part breaks."""

    def noted(part: type[P]) -> type[P]:
        PARTS[part] = frozenset(laws)
        return part

    return noted


def storage_with(kind: type[Part], community: str) -> PlainStorage:
    """Return a storage that is right but for one part."""
    storage = PlainStorage(community)
    match kind():
        case PlainSnapshots() as part:
            storage.snapshots = part
        case PlainOutbox() as part:
            storage.outbox = part
        case PlainAgenda() as part:
            storage.agenda = part
    return storage


# Snapshots --------------------------------------------------------------------------------------------------


@breaks("snapshot_is_replay")
class OlderOverNewer(PlainSnapshots):
    """Whoever saves last is right."""

    def is_older(self, one: Snapshot, known: Snapshot) -> bool:
        return False


@breaks("snapshot_is_replay")
class OldFormatStays(PlainSnapshots):
    """A snapshot in a new format is passed over as long as one in the old format holds more."""

    def is_older(self, one: Snapshot, known: Snapshot) -> bool:
        return one.position < known.position


@breaks("snapshot_is_replay")
class DropsNothing(PlainSnapshots):
    """What was dropped is found again."""

    def drop(self, name: str) -> None:
        """Nothing."""


# The outbox -------------------------------------------------------------------------------------------------


@breaks("at_least_once", "stores_agree")
class GivesToTwo(PlainOutbox):
    """It does not note who has a message."""

    def hold(self, id_: str, until: datetime) -> None:
        """Nobody."""


@breaks("at_least_once", "stores_agree")
class LosesWhatWasTaken(PlainOutbox):
    """What was taken is gone, done or not."""

    def hold(self, id_: str, until: datetime) -> None:
        del self.held[id_]


@breaks("at_least_once", "stores_agree")
class NeverGivesAgain(PlainOutbox):
    """Whoever took a message has it for ever."""

    def is_free(self, held: datetime | None, now: datetime) -> bool:
        return held is None


@breaks("same_key_once", "stores_agree")
class GivesAgainOnceDone(PlainOutbox):
    """What is done is deleted: told again, it is new."""

    def done(self, ids: Iterable[str]) -> None:
        for id_ in ids:
            self.held.pop(id_, None)
            self.messages.pop(id_, None)


@breaks("key_conflict", "stores_agree")
class TakesOtherMessagesForTheSame(PlainOutbox):
    """The id is all that it compares."""

    def differs(self, known: Message, told: Message) -> bool:
        return False


@breaks("refusal_is_atomic")
class PutsHalf(PlainOutbox):
    """It keeps one message after the other, and stops at the one that is refused."""

    def put(self, *messages: Message) -> tuple[Message, ...]:
        return tuple(each for message in messages for each in PlainOutbox.put(self, message))


# The agenda -------------------------------------------------------------------------------------------------


@breaks("stores_agree")
class LosesItsOrder(PlainAgenda):
    """What is due comes by name."""

    def ordered(self, found: Sequence[Due]) -> Sequence[Due]:
        return sorted(found, key=lambda due: due.what)


@breaks("stores_agree")
class KeepsWhatWasTakenOff(PlainAgenda):
    """None moves nothing."""

    def put(self, what: str, at: datetime | None) -> None:
        if at is not None:
            super().put(what, at)


@breaks("stores_agree")
class KeepsTheFirstMoment(PlainAgenda):
    """What was put off is due when it was first."""

    def put(self, what: str, at: datetime | None) -> None:
        super().put(what, at if at is None else self.moments.get(what, at))


@breaks("stores_agree")
class LeavesOutTheMomentItself(PlainAgenda):
    """What is due at the moment that is asked for comes too late."""

    def due(self, until: datetime, most: int) -> tuple[Due, ...]:
        return super().due(until - timedelta(microseconds=1), most)


@breaks("scope_isolation")
class TakesOffEverywhere(PlainAgenda):
    """What one community takes off is off for all."""

    everywhere: ClassVar[WeakSet[PlainAgenda]] = WeakSet()

    def __init__(self) -> None:
        super().__init__()
        self.everywhere.add(self)

    def put(self, what: str, at: datetime | None) -> None:
        for each in [self] if at is not None else list(self.everywhere):
            PlainAgenda.put(each, what, at)
