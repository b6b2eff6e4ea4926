"""Statements as CSV (结算单表格): a row for each line, amounts as plain numbers."""

from collections.abc import Iterable, Iterator, Mapping
from zoneinfo import ZoneInfo

from communekit.codec import csv_text
from communekit.ledger.settlement.statement import Statement
from communekit.money import Money

from .telling import NO_NAMES, Telling, Working, clocks_of

_HEAD = (
    "csv.party", "csv.commodity", "period", "csv.row", "csv.bucket", "csv.kind", "csv.source", "csv.title",
    "csv.entry", "csv.about", "happened", "booked", "amount", "csv.note", "csv.working",
)  # fmt: skip
_EMPTY = dict.fromkeys(_HEAD, "")


def statement_csv(
    statements: Iterable[Statement],
    locale: str,
    *,
    zone: str | ZoneInfo | None = None,
    names: Mapping[str, str] = NO_NAMES,
    working: Working | None = None,
) -> str:
    """Return statements as CSV (结算单表格), UTF-8, comma, header in the reader's language.

    Rows `opening`, `in`, `out` and `closing` per bucket; `line` for every part of a movement; `held` for every claim that
    is not free, with the moment from which it is in `booked`. Amounts are plain decimal text in major units. Of one
    statement and commodity, `opening` + `line` rows come to the `closing` rows. Text that a spreadsheet could take for a
    formula has an apostrophe before it.

    Args:
        statements: Of any parties and periods.
        locale: "zh" for Chinese, English for any other.
        zone: The clocks by which moments are told; by default those by which the period was cut.
        names: What the reader calls parties, kinds, sources and buckets.
        working: How an entry was worked out.
    """
    given = list(statements)
    reader = Telling(locale, zone or clocks_of(given), names, working)
    rows = [[reader.say(key) for key in _HEAD]]
    for statement in given:
        rows.extend(list((_EMPTY | row).values()) for row in _rows(statement, reader))
    return csv_text(rows)


def _rows(statement: Statement, reader: Telling) -> Iterator[dict[str, str]]:
    own = {
        "csv.party": reader.name(statement.party),
        "csv.commodity": statement.commodity.code,
        "period": statement.period.label,
    }

    def plain(minor: int) -> str:
        return Money(minor, statement.commodity).text

    for flow in statement.flows:
        bucket = {"csv.bucket": reader.name(flow.bucket, among="bucket")}
        for row, minor in (
            ("opening", flow.opening_minor),
            ("in", flow.in_minor),
            ("out", flow.out_minor),
            ("closing", flow.closing_minor),
        ):
            if minor:
                yield own | bucket | {"csv.row": row, "amount": plain(minor)}
    for movement in statement.movements:
        for line in movement.lines:
            told = None if reader.working is None else reader.working(line.entry)
            yield own | {
                "csv.row": "line",
                "csv.kind": movement.kind,
                "csv.source": movement.source,
                "csv.title": reader.title(movement),
                "csv.entry": line.entry,
                "csv.about": line.about or "",
                "happened": reader.minute(line.happened_at or line.at),
                "booked": reader.minute(line.at),
                "amount": plain(line.minor),
                "csv.note": line.note,
                "csv.working": told or "",
            }
    for held in statement.held:
        yield own | {
            "csv.row": "held",
            "csv.bucket": reader.name(held.bucket, among="bucket"),
            "csv.entry": held.claim,
            "booked": "" if held.due_at is None else reader.minute(held.due_at),
            "amount": plain(held.minor),
        }


__all__ = ["statement_csv"]
