"""An agenda in a database (数据库日程)."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, select

from communekit.period import instant
from communekit.storage.agenda import Due
from communekit.storage.memory.outbox import check_most
from communekit.storage.place import checked_place

from .row import moment, moment_text
from .schema import AGENDA
from .session import Session


class SqlAgenda:
    """What is due, behind the port `Agenda` (数据库日程)."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, what: str, at: datetime | None) -> None:
        """Say when something is due; None takes it off."""
        name = checked_place(what)
        if at is None:
            off = delete(AGENDA).where(self._is(name))
            self._session.write(lambda connection: connection.execute(off))
            return
        text = moment_text(instant(at))
        made = self._session.database.insert(AGENDA).values(
            community=self._session.community, what=name, at=text
        )
        asked = made.on_conflict_do_update(index_elements=["community", "what"], set_={"at": text})
        self._session.write(lambda connection: connection.execute(asked))

    def due(self, until: datetime, most: int) -> tuple[Due, ...]:
        """Return what is due at a moment or before it, the earliest first."""
        asked = (
            select(AGENDA.c.at, AGENDA.c.what)
            .where(AGENDA.c.community == self._session.community, AGENDA.c.at <= moment_text(instant(until)))
            .order_by(AGENDA.c.at, AGENDA.c.what)
            .limit(check_most(most))
        )
        with self._session.reading() as connection:
            return tuple(Due(moment(at), what) for at, what in connection.execute(asked))

    def when(self, what: str) -> datetime | None:
        """Return when something is due, None where it is not."""
        with self._session.reading() as connection:
            at = connection.execute(select(AGENDA.c.at).where(self._is(what))).scalar()
        return None if at is None else moment(at)

    def _is(self, what: str) -> ColumnElement[bool]:
        return and_(AGENDA.c.community == self._session.community, AGENDA.c.what == what)


__all__ = ["SqlAgenda"]
