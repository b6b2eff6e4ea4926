"""A vault in a database (数据库个人信息库): SQLite, whose files it cleans after an erasure; PostgreSQL, to be sealed."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection, and_, delete, select, update

from communekit.codec import Plain
from communekit.ids import PartyId, identifier
from communekit.period import instant

from ..dossier import Dossier, Holding
from ..person import Erasure, Held, Kept, Person
from ..personal_check import HIDDEN, checked_party
from .database import Database
from .private import PrivateTables
from .retry import Retry
from .row import moment, moment_text
from .vault_schema import FIELDS, HOLDING, PERSONS, VERSION, VERSIONS


class SqlVault:
    """One community's personal data in a database (数据库个人信息库), behind the port `Vault`.

    It has tables of its own, and may live in another database than the books: better so. In SQLite an erasure rewrites
    the database's file and empties its write-ahead log, so that the bytes are gone; that takes as long as the file is
    big, one more reason for a file of its own. PostgreSQL leaves deleted rows in its files, its log and its replicas:
    seal them, `SealedVault(SqlVault(...), keys)`. Backups of either are the host's to let expire.

    Args:
        database: Where.
        community: Whose; communities are isolated from each other.
        retry: How often to try where others are in the way.

    Raises:
        SchemaVersionError: Its tables are of a newer version.

    >>> from communekit.period import parse_instant
    >>> with Database.open("sqlite://") as database:
    ...     vault = SqlVault(database, "riverside")
    ...     vault.put("m-7f3a", {"name": "张丽"}, at=parse_instant("2026-03-01T08:00:00+08:00"))
    ...     vault.get("m-7f3a").text("name")
    '张丽'
    """

    def __init__(self, database: Database, community: str, *, retry: Retry | None = None) -> None:
        self._community = identifier(community, what="community id")
        self._tables = PrivateTables(database, VERSIONS, VERSION, retry)

    def put(self, party: str, fields: Mapping[str, str | Held | None], *, at: datetime) -> None:
        """Hold some fields, or replace them; see `Vault.put`."""
        whose, asked_at = checked_party(party), instant(at)
        self._tables.write(whose, lambda each: self._put(each, whose, fields, asked_at))
        if None in fields.values():
            self._tables.sweep()

    def _put(
        self,
        connection: Connection,
        party: PartyId,
        fields: Mapping[str, str | Held | None],
        at: datetime,
    ) -> None:
        before = self._locked(connection, party)
        self._change(connection, before, before.put(fields, at))

    def keep(self, party: str, fields: Iterable[str], kept: Kept) -> None:
        """Have some fields kept until a moment; see `Vault.keep`."""
        whose, names = checked_party(party), tuple(fields)

        def work(connection: Connection) -> None:
            before = self._locked(connection, whose)
            self._change(connection, before, before.keep(names, kept))

        self._tables.write(whose, work)

    def get(self, party: str) -> Person | None:
        """Return what is held, None where there is nothing."""
        return self._read(party).person

    def export(self, party: str) -> dict[str, Plain]:
        """Return all that is held, as plain data."""
        return self._read(party).export()

    def erase(self, party: str, *, at: datetime) -> Erasure:
        """Erase a person, and take the traces out of the files of SQLite; see `Vault.erase`.

        Raises:
            ErasureUnfinishedError: Deleted, but somebody reads an old state of the file; tell it again.
        """
        erasure = self._erase(party, at)
        self._tables.sweep()
        return erasure

    def _erase(self, party: str, at: datetime) -> Erasure:
        whose, asked_at = checked_party(party), instant(at)

        def work(connection: Connection) -> Erasure:
            before = self._locked(connection, whose)
            after, erasure = before.erase(asked_at)
            self._change(connection, before, after)
            return erasure

        return self._tables.write(whose, work)

    def due(self, *, at: datetime) -> tuple[PartyId, ...]:
        """Return the erased of whom something may go now."""
        asked = (
            select(PERSONS.c.party)
            .join(FIELDS, and_(FIELDS.c.community == PERSONS.c.community, FIELDS.c.party == PERSONS.c.party))
            .where(
                PERSONS.c.community == self._community,
                PERSONS.c.erased_at.is_not(None),
                FIELDS.c.kept_until <= moment_text(instant(at)),
            )
            .distinct()
        )
        found = self._tables.read(HIDDEN, lambda connection: connection.execute(asked).scalars().all())
        return tuple(sorted(map(PartyId, found)))

    def erase_due(self, *, at: datetime) -> tuple[Erasure, ...]:
        """Finish the erasures that are due, and clean the files once; errors as in `erase`."""
        erasures = tuple(self._erase(party, at) for party in self.due(at=at))
        self._tables.sweep()
        return erasures

    def _read(self, party: str) -> Dossier:
        whose = checked_party(party)
        return self._tables.read(whose, lambda connection: self._dossier(connection, whose))

    def _locked(self, connection: Connection, party: PartyId) -> Dossier:
        """Return a dossier that nobody else changes until we are done."""
        row = {"community": self._community, "party": party}
        connection.execute(self._tables.database.insert(PERSONS).values(row).on_conflict_do_nothing())
        mine = and_(PERSONS.c.community == self._community, PERSONS.c.party == party)
        connection.execute(select(PERSONS.c.party).where(mine).with_for_update())
        return self._dossier(connection, party)

    def _dossier(self, connection: Connection, party: PartyId) -> Dossier:
        """Return a dossier from one look at it, so that it is of one moment on every database."""
        asked = (
            select(PERSONS.c.erased_at, *(FIELDS.c[name] for name in HOLDING))
            .outerjoin(
                FIELDS, and_(FIELDS.c.community == PERSONS.c.community, FIELDS.c.party == PERSONS.c.party)
            )
            .where(PERSONS.c.community == self._community, PERSONS.c.party == party)
        )
        erased_at, holdings = None, dict[str, Holding]()
        for erased, field, text, purpose, since, until, by in connection.execute(asked):
            erased_at = None if erased is None else moment(erased)
            if field is not None:
                kept = None if until is None else Kept(moment(until), by)
                holdings[field] = Holding(Held(text, purpose, kept), moment(since))
        return Dossier(party, holdings, erased_at)

    def _change(self, connection: Connection, before: Dossier, after: Dossier) -> None:
        """Write what is different."""
        mine = and_(FIELDS.c.community == self._community, FIELDS.c.party == after.party)
        changed = {name: each for name, each in after.holdings.items() if before.holdings.get(name) != each}
        gone = sorted((before.holdings.keys() - after.holdings.keys()) | changed.keys())
        if gone:
            connection.execute(delete(FIELDS).where(mine, FIELDS.c.field.in_(gone)))
        if changed:
            connection.execute(
                FIELDS.insert(),
                [self._row(after.party, name, each) for name, each in sorted(changed.items())],
            )
        if before.erased_at is None and after.erased_at is not None:
            person = and_(PERSONS.c.community == self._community, PERSONS.c.party == after.party)
            connection.execute(update(PERSONS).where(person).values(erased_at=moment_text(after.erased_at)))

    def _row(self, party: PartyId, name: str, each: Holding) -> dict[str, str | None]:
        kept = each.held.kept
        return {
            "community": self._community,
            "party": party,
            "field": name,
            "text": each.held.text,
            "purpose": each.held.purpose,
            "since": moment_text(each.since),
            "kept_until": None if kept is None else moment_text(kept.until),
            "kept_by": None if kept is None else kept.source,
        }


__all__ = ["SqlVault"]
