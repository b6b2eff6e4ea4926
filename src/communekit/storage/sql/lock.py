"""Locks (行锁): the accounts that entries touch, and up to when their parties' books are closed, held until the end.

Everybody locks in one order: an account, its party, the next account. Whoever posts holds parties with others and
accounts alone; whoever closes books holds parties alone. So writers wait for each other and never for ever.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import Connection, and_, bindparam, select, tuple_

from communekit.ids import PartyId
from communekit.ledger import Account, Closings

from .database import Database
from .journal import pages
from .row import ACCOUNT, columns_of, moment
from .schema import BALANCES, BOOKS, PARTIES

_COLUMNS: Final = [BALANCES.c[name] for name in ACCOUNT]
_LOCKED: Final = (
    select(*_COLUMNS, BALANCES.c.minor, PARTIES.c.closed_until)
    .join(PARTIES, and_(PARTIES.c.community == BALANCES.c.community, PARTIES.c.party == BALANCES.c.party))
    .where(
        BALANCES.c.community == bindparam("community"),
        tuple_(*_COLUMNS).in_(bindparam("accounts", expanding=True)),
    )
    .order_by(*_COLUMNS)
    .with_for_update(of=BALANCES)
    .suffix_with("FOR SHARE OF communekit_party", dialect="postgresql")
)


class Held(NamedTuple):
    """What is locked: balances in minor units, and closings."""

    balances: dict[Account, int]
    closings: Closings


def held(connection: Connection, community: str, accounts: Collection[Account]) -> Held | None:
    """Lock accounts and their parties; None where some were never posted to, see `opened`."""
    balances: dict[tuple[object, ...], int] = {}
    until: dict[PartyId, datetime] = {}
    for page in pages(account.sort_key for account in accounts):
        for row in connection.execute(_LOCKED, {"community": community, "accounts": page}):
            balances[tuple(row[:4])] = row.minor
            if row.closed_until is not None:
                until[PartyId(row.party)] = moment(row.closed_until)
    if len(balances) < len(accounts):
        return None
    return Held({account: balances[account.sort_key] for account in accounts}, Closings(until))


def opened(connection: Connection, database: Database, community: str, accounts: Collection[Account]) -> None:
    """Make the rows of accounts that were never posted to, of their parties, and of the book; in one order, before any is locked."""
    parties = [
        {"community": community, "party": party} for party in sorted({account.party for account in accounts})
    ]
    connection.execute(database.insert(PARTIES).on_conflict_do_nothing(), parties)
    rows = [
        {"community": community, **columns_of(account), "minor": 0}
        for account in sorted(accounts, key=lambda account: account.sort_key)
    ]
    connection.execute(database.insert(BALANCES).on_conflict_do_nothing(), rows)
    book = database.insert(BOOKS).values(community=community, entries=0)
    connection.execute(book.on_conflict_do_nothing())


__all__ = ["Held", "held", "opened"]
