"""Snapshots in a database (数据库快照)."""

from sqlalchemy import ColumnElement, and_, delete, or_, select

from communekit.storage.snapshot import Snapshot

from .schema import SNAPSHOTS
from .session import Session


class SqlSnapshots:
    """Snapshots behind the port `Snapshots` (数据库快照)."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def save(self, *snapshots: Snapshot) -> None:
        """Keep snapshots, the newest of each name; see `Snapshots.save`."""
        made = self._session.database.insert(SNAPSHOTS)
        new = made.excluded
        asked = made.on_conflict_do_update(
            index_elements=["community", "name"],
            set_={"position": new.position, "format": new.format, "data": new.data},
            where=or_(SNAPSHOTS.c.position <= new.position, SNAPSHOTS.c.format != new.format),
        )
        rows = [
            {
                "community": self._session.community,
                "name": one.name,
                "position": one.position,
                "format": one.format,
                "data": one.data,
            }
            for one in sorted(snapshots, key=lambda one: one.name)
        ]
        if rows:
            self._session.write(lambda connection: connection.execute(asked, rows))

    def load(self, name: str) -> Snapshot | None:
        """Return the snapshot of a name, None where there is none."""
        asked = select(SNAPSHOTS.c.position, SNAPSHOTS.c.format, SNAPSHOTS.c.data).where(self._is(name))
        with self._session.reading() as connection:
            row = connection.execute(asked).one_or_none()
        return None if row is None else Snapshot(name, row.position, row.format, row.data)

    def drop(self, name: str) -> None:
        """Forget the snapshot of a name, if there is one."""
        self._session.write(lambda connection: connection.execute(delete(SNAPSHOTS).where(self._is(name))))

    def _is(self, name: str) -> ColumnElement[bool]:
        return and_(SNAPSHOTS.c.community == self._session.community, SNAPSHOTS.c.name == name)


__all__ = ["SqlSnapshots"]
