"""An outbox in a database (数据库发件箱)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, or_, select, update

from communekit.period import instant
from communekit.storage.asked import check_most
from communekit.storage.errors import KeyConflictError
from communekit.storage.outbox import Message

from .events import lock_log
from .row import PAGE, moment, moment_text
from .schema import MESSAGES
from .session import Session


class SqlOutbox:
    """Messages behind the port `Outbox` (数据库发件箱). Those that were sent stay, so that none is sent as new again."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._mine = MESSAGES.c.community == session.community

    def put(self, *messages: Message) -> tuple[Message, ...]:
        """Keep messages, and return those that were new; see `Outbox.put`."""
        return self._session.write(lambda connection: self._put(connection, messages)) if messages else ()

    def _put(self, connection: Connection, messages: tuple[Message, ...]) -> tuple[Message, ...]:
        lock_log(self._session, connection)
        known = self._known(connection, sorted({message.id for message in messages}))
        fresh: list[Message] = []
        for message in messages:
            if known.setdefault(message.id, message) != message:
                raise KeyConflictError(message.id)
            if known[message.id] is message:
                fresh.append(message)
        if fresh:
            first = connection.execute(
                select(func.coalesce(func.max(MESSAGES.c.number) + 1, 0)).where(self._mine)
            ).scalar_one()
            connection.execute(
                MESSAGES.insert(), [self._row(one, first + place) for place, one in enumerate(fresh)]
            )
        return tuple(fresh)

    def _known(self, connection: Connection, ids: list[str]) -> dict[str, Message]:
        found: dict[str, Message] = {}
        for start in range(0, len(ids), PAGE):
            asked = select(MESSAGES).where(self._mine, MESSAGES.c.id.in_(ids[start : start + PAGE]))
            found.update({row.id: _message(row) for row in connection.execute(asked)})
        return found

    def _row(self, message: Message, number: int) -> dict[str, object]:
        return {
            "community": self._session.community,
            "number": number,
            "id": message.id,
            "topic": message.topic,
            "at": moment_text(message.at),
            "body": message.body,
            "held_until": None,
            "is_done": 0,
        }

    def take(self, most: int, *, now: datetime, until: datetime) -> tuple[Message, ...]:
        """Return the oldest messages that nobody holds, and hold them; see `Outbox.take`."""
        check_most(most)
        free = (
            select(MESSAGES)
            .where(
                self._mine,
                MESSAGES.c.is_done == 0,
                or_(MESSAGES.c.held_until.is_(None), MESSAGES.c.held_until <= moment_text(instant(now))),
            )
            .order_by(MESSAGES.c.number)
            .limit(most)
            .with_for_update()
        )
        end = moment_text(instant(until))

        def work(connection: Connection) -> tuple[Message, ...]:
            rows = connection.execute(free).all()
            numbers = [row.number for row in rows]
            held = update(MESSAGES).where(self._mine, MESSAGES.c.number.in_(numbers))
            if numbers:
                connection.execute(held.values(held_until=end))
            return tuple(map(_message, rows))

        return self._session.write(work)

    def done(self, ids: Iterable[str]) -> None:
        """Say that messages were sent."""
        of = sorted(set(ids))

        def work(connection: Connection) -> None:
            for start in range(0, len(of), PAGE):
                those = MESSAGES.c.id.in_(of[start : start + PAGE])
                connection.execute(update(MESSAGES).where(self._mine, those).values(is_done=1))

        self._session.write(work)

    def waiting(self) -> int:
        """Return how many messages are not done."""
        asked = select(func.count()).select_from(MESSAGES).where(self._mine, MESSAGES.c.is_done == 0)
        with self._session.reading() as connection:
            return int(connection.execute(asked).scalar_one())


def _message(row: Row[Any]) -> Message:
    return Message(row.id, row.topic, moment(row.at), row.body)


__all__ = ["SqlOutbox"]
