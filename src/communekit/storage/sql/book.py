"""A book in a database (数据库账簿): the same promises as in memory, kept through crashes and among many writers."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Self, TypeVar

from sqlalchemy import Connection, and_, func, select, update

from communekit.ids import PartyId, identifier
from communekit.ledger import (
    FREE,
    Account,
    Closings,
    Entry,
    Limit,
    Limits,
    UnknownPositionError,
    conflict,
    limits_of,
    read_entry,
)
from communekit.money import Currency, Money
from communekit.period import instant

from .append import append
from .append_once import append_once
from .database import Database
from .journal import entries_about, entries_where, entry_of, heads, pages, positions_touching, rows_of
from .lock import closings_held, held, known_parties, opened
from .new_rows import Rows
from .retry import Retry
from .row import ACCOUNT, PAGE, is_account, moment, moment_text
from .schema import BALANCES, BOOKS, ENTRIES, PARTIES, POSTINGS

T = TypeVar("T")


class _UnopenedError(Exception):
    """Some accounts were never posted to: they have no row yet that could be locked."""


class SqlBook:
    """One community's book in a database (数据库账簿), behind the port `BookStore`.

    What is posted is locked in one order: accounts with their parties, then the journal's end, late and until the commit;
    so writers wait for each other and never for ever. Serialization failures and deadlocks are tried again. Telling the
    same entries again after an answer was lost is safe: each id is booked once.

    Args:
        database: Where.
        community: Whose book; communities are isolated from each other.
        limits: How far balances may go.
        retry: How often to try where others are in the way.
        connection: A transaction of the host's own to read and write in (see `within`).

    >>> from communekit.ledger import STRICT
    >>> with Database.open("sqlite://") as database:
    ...     len(SqlBook(database, "riverside", limits=STRICT))
    0
    """

    def __init__(
        self,
        database: Database,
        community: str,
        *,
        limits: Limits | Iterable[Limit] = FREE,
        retry: Retry | None = None,
        connection: Connection | None = None,
    ) -> None:
        self._database = database
        self._community = identifier(community, what="community id")
        self._limits = limits_of(limits)
        self._retry = Retry() if retry is None else retry
        self._given = connection
        self._mine = ENTRIES.c.community == self._community

    def within(self, connection: Connection) -> Self:
        """Return the same book inside a transaction of the host's own: it commits, or leaves nothing, with the host's writes.

        Nothing is tried again in there: that is for whoever began it.
        """
        return type(self)(
            self._database, self._community, limits=self._limits, retry=self._retry, connection=connection
        )

    @property
    def limits(self) -> Limits:
        """How far balances may go."""
        return self._limits

    @property
    def closings(self) -> Closings:
        """Up to when each party's books are closed."""
        asked = select(PARTIES.c.party, PARTIES.c.closed_until).where(
            PARTIES.c.community == self._community, PARTIES.c.closed_until.is_not(None)
        )
        with self._reading() as connection:
            return Closings({PartyId(party): moment(until) for party, until in connection.execute(asked)})

    def post(self, *entries: Entry, late_at: datetime | None = None) -> tuple[Entry, ...]:
        """Post entries, all of them or none, and return those that were new; see `BookStore.post`.

        Raises:
            StoreBusyError: Others were in the way every time; nothing was written.
        """
        if not entries:
            return ()
        with suppress(_UnopenedError):
            return self._write(lambda connection: self._post(connection, entries, late_at))
        # Begun anew, so that rows are made before any is locked.
        return self._write(lambda connection: self._post(connection, entries, late_at, opening=True))

    def _post(
        self,
        connection: Connection,
        entries: Sequence[Entry],
        late_at: datetime | None,
        *,
        opening: bool = False,
    ) -> tuple[Entry, ...]:
        accounts = {posting.account for entry in entries for posting in entry.postings}
        if opening:
            opened(connection, self._database, self._community, accounts)
        locked = held(connection, self._database, self._community, accounts)
        if locked is None:
            raise _UnopenedError
        balances, closings = locked
        ids = {entry.id for entry in entries} | {entry.refers_to for entry in entries if entry.refers_to}
        rows = rows_of(connection, self._community, ids)
        known: dict[str, Entry] = {}
        fresh: list[Entry] = []
        for told in entries:
            if told.id in rows and told.id not in known:
                known[told.id] = read_entry(rows[told.id].record)
            if told.id in known:
                if known[told.id].fact != told.fact:
                    raise conflict(known[told.id], told)
                continue
            entry = known[told.id] = closings.booked(told, late_at)
            for posting in entry.postings:
                balances[posting.account] = self._limits.check(entry, posting, balances[posting.account])
            fresh.append(entry)
        if fresh:
            about = {id_: row.about for id_, row in rows.items()}
            new = Rows.of(fresh, heads(connection, self._community, fresh, about))
            write = append_once if self._database.dialect == "postgresql" else append
            write(connection, self._community, new)
        return tuple(fresh)

    def close(self, parties: Iterable[str], until: datetime) -> None:
        """Close the books of some parties before a moment; see `BookStore.close`. Waits for whoever is posting to them."""
        whose = sorted({PartyId(identifier(party, what="party id")) for party in parties})
        if whose:
            self._write(lambda connection: self._close(connection, whose, instant(until)))

    def _close(self, connection: Connection, parties: Sequence[PartyId], until: datetime) -> None:
        known_parties(connection, self._database, self._community, parties)
        closed = closings_held(connection, self._database, self._community, parties)
        closed.close(parties, until)  # Refuses to go back.
        mine = and_(PARTIES.c.community == self._community, PARTIES.c.party.in_(parties))
        connection.execute(update(PARTIES).where(mine).values(closed_until=moment_text(until)))

    def find(self, entry_id: str) -> Entry | None:
        """Return the entry of an id, None where there is none."""
        with self._reading() as connection:
            return entry_of(connection, self._community, entry_id)

    def balance(self, account: Account, *, at: datetime | None = None) -> Money:
        """Return the balance of an account, now or as of a moment."""
        table = BALANCES if at is None else POSTINGS
        asked = select(func.coalesce(func.sum(table.c.minor), 0)).where(
            is_account(table, self._community, account)
        )
        if at is not None:
            asked = asked.where(POSTINGS.c.at <= moment_text(instant(at)))
        with self._reading() as connection:
            return Money(int(connection.execute(asked).scalar_one()), account.commodity)

    def balances(self) -> Mapping[Account, Money]:
        """Return every balance that is not zero, in the order of the accounts."""
        asked = select(*(BALANCES.c[name] for name in (*ACCOUNT, "minor"))).where(
            BALANCES.c.community == self._community, BALANCES.c.minor != 0
        )
        with self._reading() as connection:
            rows = connection.execute(asked).all()
        found = {
            Account(party, bucket, Currency(code, digits)): minor
            for party, bucket, code, digits, minor in rows
        }
        ordered = sorted(found.items(), key=lambda pair: pair[0].sort_key)
        return {account: Money(minor, account.commodity) for account, minor in ordered}

    def since(self, position: int) -> Iterator[Entry]:
        """Yield the entries from a position on, a page at a time."""
        last = len(self)
        if type(position) is not int or not 0 <= position <= last:
            raise UnknownPositionError(position, last)
        return self._pages(position, last)

    def _pages(self, position: int, last: int) -> Iterator[Entry]:
        for start in range(position, last, PAGE):
            place = ENTRIES.c.position
            with self._reading() as connection:
                page = entries_where(connection, self._mine, place >= start, place < min(start + PAGE, last))
            yield from page

    def touching(self, party: str) -> Iterator[Entry]:
        """Yield the entries that touch any account of a party, as they are now, a page at a time."""
        with self._reading() as connection:
            return self._at(positions_touching(connection, self._community, party))

    def _at(self, positions: Sequence[int]) -> Iterator[Entry]:
        for places in pages(positions):
            with self._reading() as connection:
                page = entries_where(connection, self._mine, ENTRIES.c.position.in_(places))
            yield from page

    def about(self, *entry_ids: str) -> tuple[Entry, ...]:
        """Return the entries of some ids and those that refer to them, at first or at second hand."""
        with self._reading() as connection:
            return entries_about(connection, self._community, entry_ids)

    def __len__(self) -> int:
        """Return how many entries it holds."""
        asked = select(BOOKS.c.entries).where(BOOKS.c.community == self._community)
        with self._reading() as connection:
            return connection.execute(asked).scalar() or 0

    def _write(self, work: Callable[[Connection], T]) -> T:
        if self._given is not None:
            return work(self._given)

        def once() -> T:
            with self._database.writing() as connection:
                return work(connection)

        return self._retry.run(once)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        if self._given is not None:
            yield self._given
        else:
            with self._database.reading() as connection:
                yield connection


__all__ = ["SqlBook"]
