"""Keys in a database (数据库密钥库), another one than the vault's: SQLite, because it can forget."""

from collections.abc import Iterable, Mapping
from typing import Final

from sqlalchemy import Column, Connection, LargeBinary, MetaData, Table, Text, and_, delete, select

from communekit.ids import identifier

from ..keys import new_keys
from ..personal_check import checked_party
from ..vault_errors import UnfitKeyPlaceError
from .database import Database
from .private import PrivateTables, version_table
from .retry import Retry

VERSION: Final = 1

METADATA: Final = MetaData()

VERSIONS: Final = version_table("communekit_key_meta", METADATA)

KEYS: Final = Table(
    "communekit_key",
    METADATA,
    Column("community", Text, primary_key=True),
    Column("party", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("secret", LargeBinary, nullable=False),
)


class SqlKeys:
    """`Keys` of one community in a SQLite database (密钥库), ANOTHER one than the vault's.

    After an erasure the file is written anew, so that no byte of the key is left in it. Where several machines share the keys, or
    they are to be wrapped, bring a key service behind the port `Keys`. Keys stand here as they are: the disk is
    encrypted and the file's backups are short-lived, or forgetting means nothing.

    Raises:
        UnfitKeyPlaceError: The database would keep forgotten keys in its files, as PostgreSQL does.
        SchemaVersionError: Its tables are of a newer version.
    """

    def __init__(self, database: Database, community: str, *, retry: Retry | None = None) -> None:
        if database.dialect != "sqlite":
            raise UnfitKeyPlaceError(database.dialect)
        self._community = identifier(community, what="community id")
        self._tables = PrivateTables(database, VERSIONS, VERSION, retry)

    def make(self, party: str, count: int) -> Mapping[str, bytes]:
        """Draw keys and keep them."""
        whose, made = checked_party(party), new_keys(count)
        mine = {"community": self._community, "party": whose}
        rows = [{**mine, "id": id_, "secret": secret} for id_, secret in made.items()]

        def work(connection: Connection) -> None:
            connection.execute(KEYS.insert(), rows)

        if rows:
            self._tables.write(whose, work)
        return made

    def of(self, party: str) -> Mapping[str, bytes]:
        """Return the keys of a party."""
        whose = checked_party(party)
        mine = and_(KEYS.c.community == self._community, KEYS.c.party == whose)
        asked = select(KEYS.c.id, KEYS.c.secret).where(mine)
        rows = self._tables.read(whose, lambda connection: connection.execute(asked).all())
        return {id_: bytes(secret) for id_, secret in rows}

    def forget(self, party: str, ids: Iterable[str]) -> None:
        """Forget keys of a party; `sweep` takes their traces out of the file."""
        whose, gone = checked_party(party), sorted(set(ids))
        mine = and_(KEYS.c.community == self._community, KEYS.c.party == whose, KEYS.c.id.in_(gone))

        def work(connection: Connection) -> None:
            connection.execute(delete(KEYS).where(mine))

        if gone:
            self._tables.write(whose, work)

    def sweep(self) -> None:
        """Take the traces of forgotten keys out of the file.

        Raises:
            ErasureUnfinishedError: Somebody reads an old state of the file; tell it again.
        """
        self._tables.sweep()


__all__ = ["SqlKeys"]
