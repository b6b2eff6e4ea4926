"""Appending in one statement (单语句追加), as PostgreSQL can: many columns go in as arrays, one round trip in all."""

from typing import Any, Final

from sqlalchemy import Connection, text

from .new_rows import Rows

APPEND: Final = text("""
WITH ended AS (
    UPDATE communekit_book SET entries = entries + :more WHERE community = :community
    RETURNING entries - :more AS first
), moved AS (
    UPDATE communekit_balance AS b SET minor = b.minor + m.minor
    FROM unnest(CAST(:move_party AS text[]), CAST(:move_bucket AS text[]), CAST(:move_commodity AS text[]),
                CAST(:move_digits AS integer[]), CAST(:move_minor AS bigint[]))
        AS m (party, bucket, commodity, digits, minor)
    WHERE b.community = :community AND b.party = m.party AND b.bucket = m.bucket AND b.commodity = m.commodity
        AND b.digits = m.digits
), told AS (
    INSERT INTO communekit_entry (community, position, id, at, about, record)
    SELECT :community, ended.first + e.place, e.id, e.at, e.about, e.record
    FROM ended, unnest(CAST(:entry_place AS bigint[]), CAST(:entry_id AS text[]), CAST(:entry_at AS text[]),
                       CAST(:entry_about AS text[]), CAST(:entry_record AS text[]))
        AS e (place, id, at, about, record)
), legs AS (
    INSERT INTO communekit_posting (community, position, at, party, bucket, commodity, digits, minor)
    SELECT :community, ended.first + p.place, p.at, p.party, p.bucket, p.commodity, p.digits, p.minor
    FROM ended, unnest(CAST(:leg_place AS bigint[]), CAST(:leg_at AS text[]), CAST(:leg_party AS text[]),
                       CAST(:leg_bucket AS text[]), CAST(:leg_commodity AS text[]), CAST(:leg_digits AS integer[]),
                       CAST(:leg_minor AS bigint[]))
        AS p (place, at, party, bucket, commodity, digits, minor)
)
SELECT first FROM ended
""")
"""The accounts are locked already; the end of the journal is from here until we commit."""


def append_once(connection: Connection, community: str, rows: Rows) -> None:
    """Write rows at the end of the journal, and move the balances."""
    given: dict[str, Any] = {"community": community, "more": len(rows.entries)}
    for name, some in (("move", rows.moves), ("entry", rows.entries), ("leg", rows.legs)):
        for row in some:
            for column, value in row.items():
                given.setdefault(f"{name}_{column}", []).append(value)
    connection.execute(APPEND, given).scalar_one()  # The book has its row since its first account was opened.


__all__ = ["append_once"]
