"""Locks (行锁): the accounts that entries touch, and up to when their parties' books are closed, held until the end.

Everybody locks in one order: an account, its party, the next account. Whoever posts holds parties with others and
accounts alone; whoever closes books holds parties alone. So writers wait for each other and never for ever.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, collate, select, tuple_

from communekit.ids import PartyId
from communekit.ledger import Account, Closings

from .database import Database
from .journal import pages
from .row import ACCOUNT, columns_of, moment
from .schema import BALANCES, BOOKS, PARTIES

_ACCOUNT: Final = [BALANCES.c[name] for name in ACCOUNT]
_HELD: Final = (
    select(*_ACCOUNT, BALANCES.c.minor, PARTIES.c.closed_until)
    .join(PARTIES, and_(PARTIES.c.community == BALANCES.c.community, PARTIES.c.party == BALANCES.c.party))
    .where(
        BALANCES.c.community == bindparam("community"),
        tuple_(*_ACCOUNT).in_(bindparam("accounts", expanding=True)),
    )
    .with_for_update(of=BALANCES)
    .suffix_with("FOR SHARE OF communekit_party", dialect="postgresql")
)
_CLOSED: Final = (
    select(PARTIES.c.party, PARTIES.c.closed_until)
    .where(
        PARTIES.c.community == bindparam("community"),
        PARTIES.c.party.in_(bindparam("parties", expanding=True)),
    )
    .with_for_update()
)


def _ordered(asked: Select[Any], *columns: ColumnElement[Any]) -> dict[str, Select[Any]]:
    """Return a question, by dialect, whose answer comes and is locked in our own order, whatever the database's language."""
    return {
        dialect: asked.order_by(
            *(column if column is BALANCES.c.digits else collate(column, by) for column in columns)
        )
        for dialect, by in (("postgresql", "C"), ("sqlite", "BINARY"))
    }


_HOLD: Final = _ordered(_HELD, *_ACCOUNT)
_CLOSE: Final = _ordered(_CLOSED, PARTIES.c.party)


class Held(NamedTuple):
    """What is locked: balances in minor units, and closings."""

    balances: dict[Account, int]
    closings: Closings


def held(
    connection: Connection, database: Database, community: str, accounts: Collection[Account]
) -> Held | None:
    """Lock accounts and their parties; None where some were never posted to, see `opened`."""
    balances: dict[tuple[object, ...], int] = {}
    until: dict[PartyId, datetime] = {}
    for page in pages(account.sort_key for account in accounts):
        for row in connection.execute(_HOLD[database.dialect], {"community": community, "accounts": page}):
            balances[tuple(row[:4])] = row.minor
            if row.closed_until is not None:
                until[PartyId(row.party)] = moment(row.closed_until)
    if len(balances) < len(accounts):
        return None
    return Held({account: balances[account.sort_key] for account in accounts}, Closings(until))


def opened(connection: Connection, database: Database, community: str, accounts: Collection[Account]) -> None:
    """Make the rows of accounts that were never posted to, of their parties, and of the book; in one order, before any is locked."""
    known_parties(connection, database, community, {account.party for account in accounts})
    rows = [
        {"community": community, **columns_of(account), "minor": 0}
        for account in sorted(accounts, key=lambda account: account.sort_key)
    ]
    connection.execute(database.insert(BALANCES).on_conflict_do_nothing(), rows)
    book = database.insert(BOOKS).values(community=community, entries=0)
    connection.execute(book.on_conflict_do_nothing())


def known_parties(connection: Connection, database: Database, community: str, parties: Iterable[str]) -> None:
    """Make the rows of parties that have none."""
    rows = [{"community": community, "party": party} for party in sorted(parties)]
    connection.execute(database.insert(PARTIES).on_conflict_do_nothing(), rows)


def closings_held(
    connection: Connection, database: Database, community: str, parties: Collection[str]
) -> Closings:
    """Lock parties, who have their rows, alone; return up to when their books are closed."""
    until: dict[PartyId, datetime] = {}
    for page in pages(parties):
        for row in connection.execute(_CLOSE[database.dialect], {"community": community, "parties": page}):
            if row.closed_until is not None:
                until[PartyId(row.party)] = moment(row.closed_until)
    return Closings(until)


__all__ = ["Held", "closings_held", "held", "known_parties", "opened"]
