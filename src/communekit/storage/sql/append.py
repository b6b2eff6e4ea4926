"""Appending (追加): entries at the end of the journal, their postings, and what they come to on the balances."""

from typing import Final

from sqlalchemy import Connection, bindparam, update

from .new_rows import Rows
from .row import ACCOUNT
from .schema import BALANCES, BOOKS, ENTRIES, POSTINGS

_MOVE: Final = (
    update(BALANCES)
    .where(
        BALANCES.c.community == bindparam("of_community"),
        *(BALANCES.c[name] == bindparam(f"of_{name}") for name in ACCOUNT),
    )
    .values(minor=BALANCES.c.minor + bindparam("by"))
)
_EXTEND: Final = (
    update(BOOKS)
    .where(BOOKS.c.community == bindparam("of_community"))
    .values(entries=BOOKS.c.entries + bindparam("by"))
    .returning(BOOKS.c.entries)
)


def append(connection: Connection, community: str, rows: Rows) -> None:
    """Write rows at the end of the journal, and move the balances, on any database: a statement for each table."""
    moves = [
        {"of_community": community, "by": row["minor"], **{f"of_{name}": row[name] for name in ACCOUNT}}
        for row in rows.moves
    ]
    connection.execute(_MOVE, moves)
    more = len(rows.entries)
    first = connection.execute(_EXTEND, {"of_community": community, "by": more}).scalar_one() - more
    for table, some in ((ENTRIES, rows.entries), (POSTINGS, rows.legs)):
        placed = ({**row, "community": community, "position": first + row["place"]} for row in some)
        names = table.c.keys()
        connection.execute(table.insert(), [{name: row[name] for name in names} for row in placed])


__all__ = ["append"]
