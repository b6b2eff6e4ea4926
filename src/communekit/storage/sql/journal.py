"""The journal of a community in its tables (分录表): entries by id, by position, by party, by what they are about."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, or_, select

from communekit.ledger import Entry, about, read_entry

from .schema import ENTRIES, POSTINGS

PAGE: Final = 500
"""So many rows are asked for at a time."""


def pages(asked: Collection[Any]) -> Iterator[list[Any]]:
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


def known(connection: Connection, community: str, ids: Collection[str]) -> dict[str, Entry]:
    """Return the entries of these ids, as far as they are there."""
    return {
        entry.id: entry
        for page in pages(ids)
        for entry in entries_where(connection, ENTRIES.c.community == community, ENTRIES.c.id.in_(page))
    }


def positions_touching(connection: Connection, community: str, party: str) -> Sequence[int]:
    """Return where the entries stand that touch any account of a party."""
    asked = select(POSTINGS.c.position).where(POSTINGS.c.community == community, POSTINGS.c.party == party)
    return connection.execute(asked.distinct()).scalars().all()


def heads(connection: Connection, community: str, fresh: Sequence[Entry]) -> dict[str, str]:
    """Return what each new entry is about; to be asked while the journal's end is ours, so that nothing comes between."""
    found: dict[str, str] = {}
    for page in pages({entry.refers_to for entry in fresh if entry.refers_to is not None}):
        asked = select(ENTRIES.c.id, ENTRIES.c.about).where(
            ENTRIES.c.community == community, ENTRIES.c.id.in_(page)
        )
        found |= {row.id: row.about for row in connection.execute(asked)}
    for entry in fresh:
        found[entry.id] = entry.id if entry.refers_to is None else found.get(entry.refers_to, entry.refers_to)
    return found


def entries_about(connection: Connection, community: str, entry_id: str) -> tuple[Entry, ...]:
    """Return the entry of an id and those that refer to it: all have its head, or came before it and have its id."""
    mine = ENTRIES.c.community == community
    head = select(ENTRIES.c.about).where(mine, ENTRIES.c.id == entry_id).scalar_subquery()
    related = or_(ENTRIES.c.about == entry_id, ENTRIES.c.about == head)
    return about(entry_id, entries_where(connection, mine, related))


__all__ = ["PAGE", "entries_about", "entries_where", "heads", "known", "pages", "positions_touching"]
