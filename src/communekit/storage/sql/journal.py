"""The journal of a community in its tables (分录表): entries by id, by position, by party, by what they are about."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import BindParameter, ColumnElement, Connection, Row, bindparam, select, union_all

from communekit.ledger import Entry, about, read_entry

from .row import PAGE
from .schema import BOOKS, ENTRIES, POSTINGS

_OF_IDS: Final = select(ENTRIES.c.id, ENTRIES.c.about, ENTRIES.c.record).where(
    ENTRIES.c.community == bindparam("community"), ENTRIES.c.id.in_(bindparam("ids", expanding=True))
)

_IDS: Final[BindParameter[Any]] = bindparam("ids", expanding=True)
_HEADS: Final = select(ENTRIES.c.about).where(
    ENTRIES.c.community == bindparam("community"), ENTRIES.c.id.in_(_IDS)
)
_RELATED: Final = select(ENTRIES.c.position, ENTRIES.c.record).where(
    ENTRIES.c.community == bindparam("community")
)
_ABOUT_IDS: Final = union_all(
    _RELATED.where(ENTRIES.c.about.in_(_IDS)), _RELATED.where(ENTRIES.c.about.in_(_HEADS))
)
"""Two questions, because SQLite reads a whole community for one that says "or"."""


def pages(asked: Iterable[Any]) -> Iterator[list[Any]]:
    """Yield what is asked for in order, so many at a time.

    >>> [len(page) for page in pages(range(PAGE + 1))]
    [500, 1]
    """
    ordered = sorted(asked)
    for start in range(0, len(ordered), PAGE):
        yield ordered[start : start + PAGE]


def entries_where(connection: Connection, *conditions: ColumnElement[bool]) -> list[Entry]:
    """Return entries in the order of posting."""
    asked = select(ENTRIES.c.record).where(*conditions).order_by(ENTRIES.c.position)
    return [read_entry(record) for record in connection.execute(asked).scalars()]


def entry_of(connection: Connection, community: str, entry_id: str) -> Entry | None:
    """Return the entry of an id, None where there is none."""
    found = rows_of(connection, community, [entry_id])
    return read_entry(found[entry_id].record) if found else None


def rows_of(connection: Connection, community: str, ids: Iterable[str]) -> dict[str, Row[Any, Any, Any]]:
    """Return id, head and record of the entries of these ids, as far as they are there."""
    return {
        row.id: row
        for page in pages(ids)
        for row in connection.execute(_OF_IDS, {"community": community, "ids": page})
    }


def positions_touching(connection: Connection, community: str, party: str) -> Sequence[int]:
    """Return where the entries stand that touch any account of a party."""
    asked = select(POSTINGS.c.position).where(POSTINGS.c.community == community, POSTINGS.c.party == party)
    return connection.execute(asked.distinct()).scalars().all()


def heads(
    connection: Connection, community: str, fresh: Sequence[Entry], known: Mapping[str, str]
) -> dict[str, str]:
    """Return what each new entry is about.

    Where one refers to what was not there a moment ago, the journal's end is taken first: nothing comes between any more.

    Args:
        connection: In a transaction that writes.
        community: Whose journal.
        fresh: In the order in which they will be posted.
        known: Of entries that they refer to what those are about, as far as they are there.
    """
    found = dict(known)
    unknown = {entry.refers_to for entry in fresh if entry.refers_to is not None}
    unknown -= found.keys() | {entry.id for entry in fresh}
    if unknown:
        connection.execute(select(BOOKS.c.entries).where(BOOKS.c.community == community).with_for_update())
        found |= {id_: row.about for id_, row in rows_of(connection, community, unknown).items()}
    for entry in fresh:
        found[entry.id] = entry.id if entry.refers_to is None else found.get(entry.refers_to, entry.refers_to)
    return found


def entries_about(connection: Connection, community: str, entry_ids: Collection[str]) -> tuple[Entry, ...]:
    """Return the entries of ids and those that refer to them: all have their heads, or came before them and have their ids."""
    related = {
        row.position: row.record
        for page in pages(entry_ids)
        for row in connection.execute(_ABOUT_IDS, {"community": community, "ids": page})
    }
    return about(entry_ids, (read_entry(related[position]) for position in sorted(related)))


__all__ = [
    "entries_about",
    "entries_where",
    "entry_of",
    "heads",
    "pages",
    "positions_touching",
    "rows_of",
]
