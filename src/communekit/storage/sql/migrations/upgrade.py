"""Bringing tables up to date (升级表结构), inside one transaction."""

from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, inspect, text

from communekit.codec import SchemaVersionError
from communekit.storage.sql.schema import VERSION

VERSION_TABLE: Final = "communekit_version"
FIRST_TABLE: Final = "communekit_meta"
"""Where version 1 kept its number."""


def upgrade(connection: Connection, *, to: int = VERSION) -> None:
    """Bring the tables of a database up to a version (升级表结构), from none or from any older one.

    All of it happens in the connection's transaction: it commits whole, or leaves the tables as they were.

    Args:
        connection: In a transaction.
        to: The version; the newest if none is given.

    Raises:
        SchemaVersionError: The tables are of a newer version than this library knows.
    """
    found = version_of(connection)
    if found > VERSION:
        raise SchemaVersionError(found, 1, VERSION)
    if found >= to:
        return
    # Loaded only where there is something to do: most databases are up to date.
    from alembic.operations import Operations  # noqa: PLC0415
    from alembic.runtime.migration import MigrationContext  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    script = ScriptDirectory(str(Path(__file__).parent))

    def steps(revision: Any, _: Any) -> Any:  # noqa: ANN401  # Alembic's own steps
        return script._upgrade_revs(str(to), revision)  # noqa: SLF001  # as its own command does

    options = {"version_table": VERSION_TABLE, "transactional_ddl": True, "fn": steps}
    context = MigrationContext.configure(connection, opts=options)
    if found == 1 and not inspect(connection).has_table(VERSION_TABLE):
        context.stamp(script, "1")
    with Operations.context(context):
        context.run_migrations()


def version_of(connection: Connection) -> int:
    """Return the version of a database's tables; zero where there are none."""
    tables = inspect(connection)
    if tables.has_table(VERSION_TABLE):
        found = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608  # our own name
        return int(found or 0)
    if tables.has_table(FIRST_TABLE):
        return int(connection.execute(text(f"SELECT version FROM {FIRST_TABLE}")).scalar_one())  # noqa: S608  # our own name
    return 0


__all__ = ["upgrade", "version_of"]
