"""Snapshots in a database (数据库快照)."""

from typing import Any, Final

from sqlalchemy import and_, bindparam, delete, or_, select

from communekit.storage.snapshot import Snapshot

from .database import inserts
from .schema import SNAPSHOTS
from .session import Session

_THIS: Final = and_(SNAPSHOTS.c.community == bindparam("community"), SNAPSHOTS.c.name == bindparam("name"))
_LOAD: Final = select(SNAPSHOTS.c.position, SNAPSHOTS.c.format, SNAPSHOTS.c.data).where(_THIS)
_DROP: Final = delete(SNAPSHOTS).where(_THIS)


def _if_newer(made: Any) -> Any:  # noqa: ANN401  # the two dialects share no type of it
    new = made.excluded
    return made.on_conflict_do_update(
        index_elements=["community", "name"],
        set_={"position": new.position, "format": new.format, "data": new.data},
        where=or_(SNAPSHOTS.c.position <= new.position, SNAPSHOTS.c.format != new.format),
    )


_SAVE: Final = inserts(SNAPSHOTS, _if_newer)


class SqlSnapshots:
    """Snapshots behind the port `Snapshots` (数据库快照)."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def save(self, *snapshots: Snapshot) -> None:
        """Keep snapshots, the newest of each name; see `Snapshots.save`."""
        save = _SAVE[self._session.database.dialect]
        rows = [
            self._row(one.name) | {"position": one.position, "format": one.format, "data": one.data}
            for one in sorted(snapshots, key=lambda one: one.name)
        ]
        if rows:
            self._session.write(lambda connection: connection.execute(save, rows))

    def load(self, name: str) -> Snapshot | None:
        """Return the snapshot of a name, None where there is none."""
        with self._session.reading() as connection:
            row = connection.execute(_LOAD, self._row(name)).one_or_none()
        return None if row is None else Snapshot(name, row.position, row.format, row.data)

    def drop(self, name: str) -> None:
        """Forget the snapshot of a name, if there is one."""
        self._session.write(lambda connection: connection.execute(_DROP, self._row(name)))

    def _row(self, name: str) -> dict[str, Any]:
        return {"community": self._session.community, "name": name}


__all__ = ["SqlSnapshots"]
