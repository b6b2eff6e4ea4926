"""A transfer in hand-written SQL: what an expert who knows the tables would send, one statement that commits itself."""

import json
from typing import Final

import psycopg

from communekit.ledger import Entry

TRANSFER: Final = """
WITH moves AS (
    SELECT * FROM unnest(%(party)s::text[], %(bucket)s::text[], %(commodity)s::text[], %(digits)s::int[], %(minor)s::bigint[])
        AS m (party, bucket, commodity, digits, minor)
), held AS MATERIALIZED (
    SELECT m.* FROM communekit_balance AS b JOIN moves AS m USING (party, bucket, commodity, digits)
    WHERE b.community = %(community)s
    ORDER BY b.party, b.bucket, b.commodity, b.digits FOR UPDATE OF b
), moved AS (
    UPDATE communekit_balance AS b SET minor = b.minor + h.minor FROM held AS h
    WHERE b.community = %(community)s AND b.party = h.party AND b.bucket = h.bucket AND b.commodity = h.commodity
        AND b.digits = h.digits AND (h.minor > 0 OR b.minor + h.minor >= 0)
    RETURNING 1
), ended AS (
    UPDATE communekit_book SET entries = entries + 1
    WHERE community = %(community)s AND (SELECT count(*) FROM moved) = cardinality(%(party)s::text[])
    RETURNING entries - 1 AS position
), told AS (
    INSERT INTO communekit_entry (community, position, id, at, about, record)
    SELECT %(community)s, position, %(id)s, %(at)s, %(id)s, %(record)s FROM ended
)
INSERT INTO communekit_posting (community, position, party, bucket, commodity, digits, at, minor)
SELECT %(community)s, e.position, m.party, m.bucket, m.commodity, m.digits, %(at)s, m.minor FROM ended AS e, moves AS m
"""
"""Balances are locked in the order of the accounts and moved under their limit and CHECK, then the journal's end is taken;
an id that is there fails on its key. All or nothing, as one statement is."""


def transfer(connection: psycopg.Connection, community: str, entry: Entry) -> None:
    """Post an entry, and see that it was."""
    columns = zip(*((*leg.account.sort_key, leg.minor) for leg in entry.postings), strict=True)
    given = dict(zip(("party", "bucket", "commodity", "digits", "minor"), map(list, columns), strict=True))
    at = entry.at.isoformat(timespec="microseconds")
    record = json.dumps({"id": entry.id, "kind": entry.kind, "at": at, **given}, separators=(",", ":"))
    row = {**given, "community": community, "id": entry.id, "at": at, "record": record}
    assert connection.execute(TRANSFER, row).rowcount == len(entry.postings)


__all__ = ["TRANSFER", "transfer"]
