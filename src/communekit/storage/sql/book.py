"""A book in a database (数据库账簿): the same promises as in memory, kept through crashes and among many writers."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Self, TypeVar

from sqlalchemy import Connection, and_, func, select, tuple_, update

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
    write_entry,
)
from communekit.money import Currency, Money
from communekit.period import instant

from .database import Database
from .journal import PAGE, entries_about, entries_where, heads, known, pages, positions_touching
from .retry import Retry
from .row import ACCOUNT, columns_of, is_account, moment, moment_text
from .schema import BALANCES, BOOKS, ENTRIES, PARTIES, POSTINGS

T = TypeVar("T")


class SqlBook:
    """One community's book in a database (数据库账簿), behind the port `BookStore`.

    What is posted is locked in one order: parties, then accounts, then the journal's end; so writers wait for each other
    and never for ever. Serialization failures and deadlocks are tried again. Telling the same entries again after an
    answer was lost is safe: each id is booked once.

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
        return self._write(lambda connection: self._post(connection, entries, late_at)) if entries else ()

    def _post(
        self, connection: Connection, entries: Sequence[Entry], late_at: datetime | None
    ) -> tuple[Entry, ...]:
        accounts = sorted(
            {posting.account for entry in entries for posting in entry.postings},
            key=lambda account: account.sort_key,
        )
        closings = self._locked_closings(connection, sorted({account.party for account in accounts}))
        balances = self._locked_balances(connection, accounts)
        found = known(connection, self._community, {entry.id for entry in entries})
        fresh: list[Entry] = []
        for told in entries:
            if told.id in found:
                if found[told.id].fact != told.fact:
                    raise conflict(found[told.id], told)
                continue
            entry = found[told.id] = closings.booked(told, late_at)
            for posting in entry.postings:
                balances[posting.account] = self._limits.check(entry, posting, balances[posting.account])
            fresh.append(entry)
        if fresh:
            self._append(connection, fresh)
        return tuple(fresh)

    def _locked_closings(self, connection: Connection, parties: Sequence[PartyId]) -> Closings:
        """Return up to when these parties' books are closed; nobody closes them until we are done."""
        rows = [{"community": self._community, "party": party} for party in parties]
        connection.execute(self._database.insert(PARTIES).on_conflict_do_nothing(), rows)
        asked = (
            select(PARTIES.c.party, PARTIES.c.closed_until)
            .where(PARTIES.c.community == self._community, PARTIES.c.party.in_(parties))
            .order_by(PARTIES.c.party)
            .with_for_update(read=True)
        )
        found = connection.execute(asked)
        return Closings({PartyId(party): moment(until) for party, until in found if until is not None})

    def _locked_balances(self, connection: Connection, accounts: Sequence[Account]) -> dict[Account, int]:
        """Return the balances of accounts, locked in their order; nobody moves them until we are done."""
        rows = [{"community": self._community, **columns_of(account), "minor": 0} for account in accounts]
        connection.execute(self._database.insert(BALANCES).on_conflict_do_nothing(), rows)
        keys = [account.sort_key for account in accounts]
        columns = [BALANCES.c[name] for name in ACCOUNT]
        found: dict[tuple[object, ...], int] = {}
        for start in range(0, len(keys), PAGE):
            asked = (
                select(*columns, BALANCES.c.minor)
                .where(
                    BALANCES.c.community == self._community, tuple_(*columns).in_(keys[start : start + PAGE])
                )
                .order_by(*columns)
                .with_for_update()
            )
            found.update({tuple(row[:4]): row[4] for row in connection.execute(asked)})
        return {account: found[account.sort_key] for account in accounts}

    def _append(self, connection: Connection, fresh: Sequence[Entry]) -> None:
        """Write entries at the end of the journal, and move the balances by what they come to."""
        connection.execute(
            self._database.insert(BOOKS).values(community=self._community, entries=0).on_conflict_do_nothing()
        )
        end = connection.execute(
            update(BOOKS)
            .where(BOOKS.c.community == self._community)
            .values(entries=BOOKS.c.entries + len(fresh))
            .returning(BOOKS.c.entries)
        ).scalar_one()
        first = end - len(fresh)
        moved: dict[Account, int] = {}
        about = heads(connection, self._community, fresh)
        entry_rows, posting_rows = [], []
        for position, entry in enumerate(fresh, start=first):
            place = {"community": self._community, "position": position, "at": moment_text(entry.at)}
            entry_rows.append(
                {**place, "id": entry.id, "about": about[entry.id], "record": write_entry(entry)}
            )
            for posting in entry.postings:
                posting_rows.append({**place, **columns_of(posting.account), "minor": posting.minor})
                moved[posting.account] = moved.get(posting.account, 0) + posting.minor
        connection.execute(ENTRIES.insert(), entry_rows)
        connection.execute(POSTINGS.insert(), posting_rows)
        for account, minor in sorted(moved.items(), key=lambda pair: pair[0].sort_key):
            connection.execute(
                update(BALANCES)
                .where(is_account(BALANCES, self._community, account))
                .values(minor=BALANCES.c.minor + minor)
            )

    def close(self, parties: Iterable[str], until: datetime) -> None:
        """Close the books of some parties before a moment; see `BookStore.close`. Waits for whoever is posting to them."""
        whose = sorted({PartyId(identifier(party, what="party id")) for party in parties})
        if whose:
            self._write(lambda connection: self._close(connection, whose, instant(until)))

    def _close(self, connection: Connection, parties: Sequence[PartyId], until: datetime) -> None:
        rows = [{"community": self._community, "party": party} for party in parties]
        connection.execute(self._database.insert(PARTIES).on_conflict_do_nothing(), rows)
        mine = and_(PARTIES.c.community == self._community, PARTIES.c.party.in_(parties))
        asked = select(PARTIES.c.party, PARTIES.c.closed_until).where(mine).order_by(PARTIES.c.party)
        found = connection.execute(asked.with_for_update())
        closed = Closings({PartyId(party): moment(text) for party, text in found if text is not None})
        closed.close(parties, until)  # Refuses to go back.
        connection.execute(update(PARTIES).where(mine).values(closed_until=moment_text(until)))

    def find(self, entry_id: str) -> Entry | None:
        """Return the entry of an id, None where there is none."""
        with self._reading() as connection:
            return known(connection, self._community, [entry_id]).get(entry_id)

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

    def about(self, entry_id: str) -> tuple[Entry, ...]:
        """Return the entry of an id and those that refer to it, at first or at second hand."""
        with self._reading() as connection:
            return entries_about(connection, self._community, entry_id)

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
