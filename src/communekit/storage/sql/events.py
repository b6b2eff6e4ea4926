"""Events in a database (数据库事件存储)."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, select, update

from communekit.ids import identifier
from communekit.storage.errors import NothingToAppendError, VersionConflictError
from communekit.storage.event import Appended, Event, Recorded
from communekit.storage.memory.events import check_position, check_same
from communekit.storage.place import checked_key, checked_place

from .database import Database
from .retry import Retry
from .row import PAGE, moment, moment_text
from .schema import EVENTS, LOGS, TAGS
from .session import Session


class SqlEvents:
    """Events behind the port `EventStore` (数据库事件存储).

    Whoever appends holds the end of the log until he commits, so that positions become visible in their order.

    Args:
        database: Where.
        community: Whose events; communities are isolated from each other.
        retry: How often to try where others are in the way.
        connection: A transaction of the host's own to read and write in.

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
    ) -> None:
        self._community = identifier(community, what="community id")
        self._session = Session(database, self._community, retry or Retry(), connection)

    def append(
        self, stream: str, events: Iterable[Event], *, key: str, expected: int | None = None
    ) -> Appended:
        """Append events to a stream under a key; see `EventStore.append`."""
        told = tuple(events)
        checked_key(key)
        checked_place(stream)
        return self._session.write(lambda connection: self._append(connection, stream, told, key, expected))

    def _append(
        self, connection: Connection, stream: str, told: tuple[Event, ...], key: str, expected: int | None
    ) -> Appended:
        end = lock_log(self._session, connection)
        known = self._found(connection, key)
        if known:
            check_same(known, stream, told)
            return Appended(known, is_new=False)
        if not told:
            raise NothingToAppendError(stream, key)
        version = connection.execute(
            select(func.coalesce(func.max(EVENTS.c.version) + 1, 0)).where(self._of_stream(stream))
        ).scalar_one()
        if expected is not None and expected != version:
            raise VersionConflictError(stream, expected, version)
        recorded = tuple(
            Recorded(end + number, stream, version + number, key, event) for number, event in enumerate(told)
        )
        connection.execute(EVENTS.insert(), [self._row(one, number) for number, one in enumerate(recorded)])
        tags = [
            {"community": self._community, "tag": tag, "position": one.position}
            for one in recorded
            for tag in one.event.tags
        ]
        if tags:
            connection.execute(TAGS.insert(), tags)
        connection.execute(
            update(LOGS).where(LOGS.c.community == self._community).values(events=end + len(recorded))
        )
        return Appended(recorded, is_new=True)

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
        with self._session.reading() as connection:
            return self._found(connection, key)

    def _found(self, connection: Connection, key: str) -> tuple[Recorded, ...]:
        asked = _asked().where(EVENTS.c.community == self._community, EVENTS.c.key == key)
        return tuple(map(_recorded, connection.execute(asked.order_by(EVENTS.c.number))))

    def _of_stream(self, stream: str) -> ColumnElement[bool]:
        return and_(EVENTS.c.community == self._community, EVENTS.c.stream == stream)

    def load(self, stream: str, *, version: int = 0) -> Iterator[Recorded]:
        """Yield the events of a stream from a version on."""
        asked = _asked().where(
            self._of_stream(stream), EVENTS.c.version >= check_position(version, 0, or_beyond=True)
        )
        with self._session.reading() as connection:
            rows = connection.execute(asked.order_by(EVENTS.c.version)).all()
        return map(_recorded, rows)

    def since(self, position: int, *, tag: str | None = None) -> Iterator[Recorded]:
        """Yield the events from a position on, a page at a time."""
        last = len(self)
        return self._pages(check_position(position, last), last, tag)

    def _pages(self, position: int, last: int, tag: str | None) -> Iterator[Recorded]:
        asked = _asked().where(EVENTS.c.community == self._community)
        if tag is not None:
            mine = and_(TAGS.c.community == EVENTS.c.community, TAGS.c.position == EVENTS.c.position)
            asked = asked.join(TAGS, mine).where(TAGS.c.tag == tag)
        asked = asked.order_by(EVENTS.c.position).limit(PAGE)
        while position < last:
            with self._session.reading() as connection:
                rows = connection.execute(
                    asked.where(EVENTS.c.position >= position, EVENTS.c.position < last)
                )
                page = [_recorded(row) for row in rows]
            yield from page
            if len(page) < PAGE:
                return
            position = page[-1].position + 1

    def __len__(self) -> int:
        """Return how many events it holds."""
        asked = select(LOGS.c.events).where(LOGS.c.community == self._community)
        with self._session.reading() as connection:
            return connection.execute(asked).scalar() or 0


def lock_log(session: Session, connection: Connection) -> int:
    """Return how many events a community has, and let nobody else append until this transaction ends."""
    made = session.database.insert(LOGS).values(community=session.community, events=0)
    asked = made.on_conflict_do_update(index_elements=["community"], set_={"events": LOGS.c.events})
    return int(connection.execute(asked.returning(LOGS.c.events)).scalar_one())


_COLUMNS = ("position", "stream", "version", "key", "kind", "at", "data", "tags")


def _asked() -> Select[Any]:
    return select(*(EVENTS.c[name] for name in _COLUMNS))


def _recorded(row: Row[Any]) -> Recorded:
    event = Event(row.kind, moment(row.at), row.data, row.tags.split("\n") if row.tags else ())
    return Recorded(row.position, row.stream, row.version, row.key, event)


__all__ = ["SqlEvents", "lock_log"]
