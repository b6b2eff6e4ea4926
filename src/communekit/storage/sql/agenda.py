"""An agenda in a database (数据库日程)."""

from datetime import datetime
from typing import Final

from sqlalchemy import and_, bindparam, delete, select

from communekit.period import instant
from communekit.storage.agenda import Due
from communekit.storage.asked import check_most
from communekit.storage.place import checked_place

from .database import inserts
from .row import moment, moment_text
from .schema import AGENDA
from .session import Session

_THIS: Final = and_(AGENDA.c.community == bindparam("community"), AGENDA.c.what == bindparam("what"))
_OFF: Final = delete(AGENDA).where(_THIS)
_WHEN: Final = select(AGENDA.c.at).where(_THIS)
_PUT: Final = inserts(
    AGENDA,
    lambda made: made.on_conflict_do_update(
        index_elements=["community", "what"], set_={"at": made.excluded.at}
    ),
)


class SqlAgenda:
    """What is due, behind the port `Agenda` (数据库日程)."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, what: str, at: datetime | None) -> None:
        """Say when something is due; None takes it off."""
        row = self._row(checked_place(what))
        if at is None:
            self._session.write(lambda connection: connection.execute(_OFF, row))
            return
        put, row = _PUT[self._session.database.dialect], row | {"at": moment_text(instant(at))}
        self._session.write(lambda connection: connection.execute(put, row))

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
            at = connection.execute(_WHEN, self._row(what)).scalar()
        return None if at is None else moment(at)

    def _row(self, what: str) -> dict[str, str]:
        return {"community": self._session.community, "what": what}


__all__ = ["SqlAgenda"]
