"""What older versions of the tables held: written out, so that nothing of today's code can change it."""

from sqlalchemy import Connection, text

from communekit.ledger import Book, read_entry

RECORDS_OF_VERSION_1 = (
    (
        '{"type":"ledger.entry","format":1,"id":"sale-1","kind":"commission.accrued","at":"2026-03-01T01:00:00+00:00","postings":'
        '[{"party":"club","bucket":"outside.payment","commodity":"CNY","digits":2,"minor":-10000},'
        '{"party":"zhang","bucket":"pending","commodity":"CNY","digits":2,"minor":800},'
        '{"party":"east_gate","bucket":"pending","commodity":"CNY","digits":2,"minor":9200}]}'
    ),
    (
        '{"type":"ledger.entry","format":1,"id":"confirm-1","kind":"claim.confirmed","at":"2026-03-02T01:00:00+00:00","postings":'
        '[{"party":"zhang","bucket":"pending","commodity":"CNY","digits":2,"minor":-800},'
        '{"party":"zhang","bucket":"frozen","commodity":"CNY","digits":2,"minor":800}],"refers_to":"sale-1"}'
    ),
    (
        '{"type":"ledger.entry","format":1,"id":"again-1","kind":"claim.corrected","at":"2026-03-03T01:00:00+00:00","postings":'
        '[{"party":"zhang","bucket":"frozen","commodity":"CNY","digits":2,"minor":-1},'
        '{"party":"east_gate","bucket":"pending","commodity":"CNY","digits":2,"minor":1}],"refers_to":"confirm-1","note":"一分"}'
    ),
    (
        '{"type":"ledger.entry","format":1,"id":"gift-1","kind":"gift.given","at":"2026-03-04T01:00:00.000001+00:00","postings":'
        '[{"party":"club","bucket":"outside.payment","commodity":"POINTS","digits":0,"minor":-5},'
        '{"party":"li","bucket":"available","commodity":"POINTS","digits":0,"minor":5}],"by":["zhang"]}'
    ),
)

BOOK_OF_VERSION_1 = Book.of(map(read_entry, RECORDS_OF_VERSION_1))


def fill_version_1(connection: Connection) -> None:
    """Write the book of version 1 into its tables, as version 1 did."""
    connection.execute(text("INSERT INTO communekit_book VALUES ('riverside', 4)"))
    for position, (record, entry) in enumerate(zip(RECORDS_OF_VERSION_1, BOOK_OF_VERSION_1, strict=True)):
        at = entry.at.isoformat(timespec="microseconds")
        place = {"community": "riverside", "position": position, "at": at}
        connection.execute(
            text("INSERT INTO communekit_entry VALUES (:community, :position, :id, :at, :record)"),
            {**place, "id": entry.id, "record": record},
        )
        for posting in entry.postings:
            account = posting.account
            connection.execute(
                text(
                    "INSERT INTO communekit_posting VALUES"
                    " (:community, :position, :party, :bucket, :commodity, :digits, :at, :minor)"
                ),
                {
                    **place,
                    "party": account.party,
                    "bucket": account.bucket,
                    "commodity": account.commodity.code,
                    "digits": account.commodity.digits,
                    "minor": posting.minor,
                },
            )
    for account, money in BOOK_OF_VERSION_1.balances.items():
        connection.execute(
            text(
                "INSERT INTO communekit_balance VALUES (:community, :party, :bucket, :commodity, :digits, :minor)"
            ),
            {
                "community": "riverside",
                "party": account.party,
                "bucket": account.bucket,
                "commodity": account.commodity.code,
                "digits": account.commodity.digits,
                "minor": money.minor,
            },
        )
    for party in ("club", "zhang", "east_gate", "li"):
        connection.execute(
            text("INSERT INTO communekit_party VALUES ('riverside', :party, NULL)"), {"party": party}
        )
