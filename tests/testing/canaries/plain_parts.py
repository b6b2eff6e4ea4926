"""Plain snapshots, outbox and agenda with joints (可拆的快照、发件箱、日程): dicts, each right as it stands."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from threading import RLock

from communekit.storage import Due, KeyConflictError, Message, Snapshot


class PlainSnapshots:
    """The newest of each name."""

    def __init__(self) -> None:
        self.kept: dict[str, Snapshot] = {}

    def save(self, *snapshots: Snapshot) -> None:
        """Keep what is not older."""
        for one in snapshots:
            known = self.kept.get(one.name)
            if known is None or not self.is_older(one, known):
                self.kept[one.name] = one

    def is_older(self, one: Snapshot, known: Snapshot) -> bool:
        """Whether a snapshot is passed over."""
        return one.format == known.format and one.position < known.position

    def load(self, name: str) -> Snapshot | None:
        """Return the snapshot of a name."""
        return self.kept.get(name)

    def drop(self, name: str) -> None:
        """Forget it."""
        self.kept.pop(name, None)


class PlainOutbox:
    """Messages, and until when each that is not done is held."""

    def __init__(self) -> None:
        self.messages: dict[str, Message] = {}
        self.held: dict[str, datetime | None] = {}
        self.lock = RLock()

    def put(self, *messages: Message) -> tuple[Message, ...]:
        """Judge all, then keep what is new."""
        fresh: dict[str, Message] = {}
        for message in messages:
            known = self.messages.get(message.id) or fresh.get(message.id)
            if known is not None and self.differs(known, message):
                raise KeyConflictError(message.id)
            if known is None:
                fresh[message.id] = message
        self.messages |= fresh
        self.held |= dict.fromkeys(fresh)
        return tuple(fresh.values())

    def differs(self, known: Message, told: Message) -> bool:
        """Whether one id stands for two messages."""
        return known != told

    def take(self, most: int, *, now: datetime, until: datetime) -> tuple[Message, ...]:
        """Hold what is free."""
        with self.lock:
            free = [id_ for id_, held in self.held.items() if self.is_free(held, now)][:most]
            for id_ in free:
                self.hold(id_, until)
            return tuple(self.messages[id_] for id_ in free)

    def is_free(self, held: datetime | None, now: datetime) -> bool:
        """Whether nobody holds a message any more."""
        return held is None or held <= now

    def hold(self, id_: str, until: datetime) -> None:
        """Note that somebody has it."""
        self.held[id_] = until

    def done(self, ids: Iterable[str]) -> None:
        """Forget whoever holds it."""
        for id_ in ids:
            self.held.pop(id_, None)

    def waiting(self) -> int:
        """Return how many are not done."""
        return len(self.held)


class PlainAgenda:
    """A moment for each thing."""

    def __init__(self) -> None:
        self.moments: dict[str, datetime] = {}

    def put(self, what: str, at: datetime | None) -> None:
        """Say when, or take it off."""
        if at is None:
            self.moments.pop(what, None)
        else:
            self.moments[what] = at

    def due(self, until: datetime, most: int) -> tuple[Due, ...]:
        """Return the earliest that are due."""
        return tuple(self.ordered([Due(at, what) for what, at in self.moments.items() if at <= until])[:most])

    def ordered(self, found: Sequence[Due]) -> Sequence[Due]:
        """Return what was found in its order."""
        return sorted(found)

    def when(self, what: str) -> datetime | None:
        """Return when something is due."""
        return self.moments.get(what)
