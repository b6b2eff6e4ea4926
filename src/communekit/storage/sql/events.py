"""Events in a database (数据库事件存储)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any, Final

from sqlalchemy import Connection, and_, bindparam, func, literal, select, update

from communekit.ids import identifier
from communekit.storage.asked import check_position, check_same
from communekit.storage.errors import NothingToAppendError, VersionConflictError
from communekit.storage.event import Appended, Event, Recorded
from communekit.storage.place import checked_key, checked_place

from .database import Database, inserts
from .retry import Retry
from .row import PAGE, moment, moment_text
from .schema import EVENTS, LOGS, TAGS
from .session import Session

_COLUMNS: Final = tuple(
    EVENTS.c[name] for name in ("position", "stream", "version", "key", "kind", "at", "data", "tags")
)
_MINE: Final = EVENTS.c.community == bindparam("community")
_ASKED: Final = select(*_COLUMNS).where(_MINE)
_OF_KEY: Final = _ASKED.where(EVENTS.c.key == bindparam("of_key")).order_by(EVENTS.c.number)
_OF_STREAM: Final = _ASKED.where(
    EVENTS.c.stream == bindparam("of_stream"), EVENTS.c.version >= bindparam("first")
).order_by(EVENTS.c.version)
_PAGE: Final = (
    _ASKED.where(EVENTS.c.position >= bindparam("first"), EVENTS.c.position < bindparam("last"))
    .order_by(EVENTS.c.position)
    .limit(PAGE)
)
_PAGE_OF_TAG: Final = (
    select(*_COLUMNS)
    .select_from(
        TAGS.join(EVENTS, and_(EVENTS.c.community == TAGS.c.community, EVENTS.c.position == TAGS.c.position))
    )
    .where(
        TAGS.c.community == bindparam("community"),
        TAGS.c.tag == bindparam("tag"),
        TAGS.c.position >= bindparam("first"),
        TAGS.c.position < bindparam("last"),
    )
    .order_by(TAGS.c.position)
    .limit(PAGE)
)
"""Found by the tag, and by nothing of the event: what a tag has costs as much in a long log as in a short one."""

_NEXT: Final = (
    select(func.coalesce(func.max(EVENTS.c.version) + 1, 0))
    .where(_MINE, EVENTS.c.stream == bindparam("of_stream"))
    .scalar_subquery()
)
_BEFORE: Final = (
    select(_NEXT.label("next_version"), *_COLUMNS)
    .select_from(
        select(literal(1).label("one"))
        .subquery()
        .outerjoin(EVENTS, and_(_MINE, EVENTS.c.key.in_(bindparam("of_keys", expanding=True))))
    )
    .order_by(EVENTS.c.key, EVENTS.c.number)
)
"""How long the stream is, and what stands under keys: a row at least, one without a position where nothing does."""

_LOCK: Final = inserts(
    LOGS,
    lambda made: made.on_conflict_do_update(index_elements=["community"], set_={"events": LOGS.c.events}),
)
_LENGTH: Final = select(LOGS.c.events).where(LOGS.c.community == bindparam("community"))
_EXTEND: Final = (
    update(LOGS)
    .where(LOGS.c.community == bindparam("of_community"))
    .values(events=LOGS.c.events + bindparam("more"))
    .returning(LOGS.c.events)
)


class SqlEvents:
    """Events behind the port `EventStore` (数据库事件存储).

    Whoever appends holds the end of the log until he commits, so that positions become visible in their order.

    Args:
        database: Where.
        community: Whose events; communities are isolated from each other.
        retry: How often to try where others are in the way.
        connection: A transaction of the host's own to read and write in.
        is_locked: Whether that transaction holds the end of the log already.

    >>> with Database.open("sqlite://") as database:
    ...     len(SqlEvents(database, "riverside"))
    0
    """

    def __init__(
        self,
        database: Database,
        community: str,
        *,
        retry: Retry | None = None,
        connection: Connection | None = None,
        is_locked: bool = False,
    ) -> None:
        self._community = identifier(community, what="community id")
        self._session = Session(database, self._community, retry or Retry(), connection)
        self._is_locked = is_locked

    def append(
        self, stream: str, events: Iterable[Event], *, key: str, expected: int | None = None
    ) -> Appended:
        """Append events to a stream under a key; see `EventStore.append`."""
        return self.append_all(stream, {key: events}, expected=expected)[0]

    def append_all(
        self, stream: str, told: Mapping[str, Iterable[Event]], *, expected: int | None = None
    ) -> tuple[Appended, ...]:
        """Append events to a stream under several keys, in one go; see `EventStore.append_all`."""
        batch = {checked_key(key): tuple(events) for key, events in told.items()}
        checked_place(stream)
        if not batch:
            return ()
        return self._session.write(lambda connection: self._append(connection, stream, batch, expected))

    def _append(
        self,
        connection: Connection,
        stream: str,
        batch: Mapping[str, tuple[Event, ...]],
        expected: int | None,
    ) -> tuple[Appended, ...]:
        if not self._is_locked:
            lock_log(self._session, connection)
        asked = {"community": self._community, "of_keys": list(batch), "of_stream": stream}
        rows = connection.execute(_BEFORE, asked).all()
        version: int = rows[0].next_version
        known: dict[str, list[Recorded]] = {}
        for row in rows:
            if row.position is not None:
                known.setdefault(row.key, []).append(_recorded(row[1:]))
        new: dict[str, tuple[Event, ...]] = {}
        for key, told in batch.items():
            if key in known:
                check_same(tuple(known[key]), stream, told)
            elif not told:
                raise NothingToAppendError(stream, key)
            elif not new and expected is not None and expected != version:
                raise VersionConflictError(stream, expected, version)
            else:
                new[key] = told
        written = self._written(connection, stream, new, version)
        return tuple(
            Appended(tuple(known[key]), is_new=False) if key in known else Appended(written[key], is_new=True)
            for key in batch
        )

    def _written(
        self, connection: Connection, stream: str, new: Mapping[str, tuple[Event, ...]], version: int
    ) -> dict[str, tuple[Recorded, ...]]:
        """Write events at the end of the log, and return where they stand."""
        more = sum(map(len, new.values()))
        if not more:
            return {}
        extended = connection.execute(_EXTEND, {"of_community": self._community, "more": more})
        places = count(extended.scalar_one() - more), count(version)
        written = {
            key: tuple(Recorded(next(places[0]), stream, next(places[1]), key, event) for event in told)
            for key, told in new.items()
        }
        connection.execute(
            EVENTS.insert(), [self._row(one, at) for each in written.values() for at, one in enumerate(each)]
        )
        tags = [
            {"community": self._community, "tag": tag, "position": one.position}
            for each in written.values()
            for one in each
            for tag in one.event.tags
        ]
        if tags:
            connection.execute(TAGS.insert(), tags)
        return written

    def _row(self, one: Recorded, number: int) -> dict[str, object]:
        return {
            "community": self._community,
            "position": one.position,
            "stream": one.stream,
            "version": one.version,
            "key": one.key,
            "number": number,
            "kind": one.event.kind,
            "at": moment_text(one.event.at),
            "data": one.event.data,
            "tags": "\n".join(one.event.tags),
        }

    def find(self, key: str) -> tuple[Recorded, ...]:
        """Return what was appended under a key; nothing where the key is unknown."""
        asked = {"community": self._community, "of_key": key}
        with self._session.reading() as connection:
            return tuple(map(_recorded, connection.execute(_OF_KEY, asked)))

    def load(self, stream: str, *, version: int = 0) -> Iterator[Recorded]:
        """Yield the events of a stream from a version on."""
        first = check_position(version, 0, or_beyond=True)
        asked = {"community": self._community, "of_stream": stream, "first": first}
        with self._session.reading() as connection:
            rows = connection.execute(_OF_STREAM, asked).all()
        return map(_recorded, rows)

    def since(self, position: int, *, tag: str | None = None) -> Iterator[Recorded]:
        """Yield the events from a position on, a page at a time."""
        last = len(self)
        return self._pages(check_position(position, last), last, tag)

    def _pages(self, position: int, last: int, tag: str | None) -> Iterator[Recorded]:
        asked = _PAGE if tag is None else _PAGE_OF_TAG
        given = {"community": self._community, "last": last} | ({} if tag is None else {"tag": tag})
        while position < last:
            with self._session.reading() as connection:
                page = [_recorded(row) for row in connection.execute(asked, given | {"first": position})]
            yield from page
            if len(page) < PAGE:
                return
            position = page[-1].position + 1

    def __len__(self) -> int:
        """Return how many events it holds."""
        with self._session.reading() as connection:
            return connection.execute(_LENGTH, {"community": self._community}).scalar() or 0


def lock_log(session: Session, connection: Connection) -> None:
    """Let nobody else append events of a community until this transaction ends."""
    connection.execute(_LOCK[session.database.dialect], {"community": session.community, "events": 0})


def _recorded(row: Sequence[Any]) -> Recorded:
    position, stream, version, key, kind, at, data, tags = row
    event = Event(kind, moment(at), data, tags.split("\n") if tags else ())
    return Recorded(position, stream, version, key, event)


__all__ = ["SqlEvents", "lock_log"]
