"""Files of periods (账期文件): statements for each party, instructions for the channel, and what is due and not paid."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import quote

from communekit.codec import csv_line
from communekit.ids import PartyId, derived_id
from communekit.ledger.payout import Batch
from communekit.ledger.settlement import Statement
from communekit.ledger.settlement.paper import statement_csv, statement_html

from .outputs import opened
from .periods import ClosedPeriod

STATEMENTS: Final = "statements.csv"
NAME_MAX: Final = 100

DUE: Final = "due.csv"
PERIOD_FILES: Final = (STATEMENTS, DUE, "statement-*.html", "payouts-*.csv", "payouts-*.json")
"""What a run with periods writes; an instruction of an earlier run must not lie beside those of a later one."""


def write_periods(
    folder: Path, closed: Sequence[ClosedPeriod], *, zone: str, locale: str, bom: bool
) -> list[dict[str, object]]:
    """Write the files of all periods into a folder; return what each period came to, for programs.

    `statements.csv` holds every statement, `statement-PARTY.html` the pages of one party, `payouts-PERIOD.csv` and
    `.json` the instructions of a period's end, `due.csv` what was available and not paid, with the reason.
    """
    every = [statement for each in closed for statement in each.statements]
    with opened(folder / STATEMENTS, bom=bom) as file:
        file.write(statement_csv(every, locale, zone=zone))
    by_party: dict[PartyId, list[Statement]] = {}
    for statement in every:
        by_party.setdefault(statement.party, []).append(statement)
    used: set[str] = set()
    for party, statements in by_party.items():
        page = statement_html(statements, locale, zone=zone)
        name = file_name(party)
        if name.casefold() in used:  # Some systems do not tell capitals from small letters.
            name = f"{name}-{derived_id('party', party)[:8]}"
        used.add(name.casefold())
        (folder / f"statement-{name}.html").write_text(page, encoding="utf-8", newline="")
    for each in closed:
        _write_batches(folder, each, locale=locale, bom=bom)
    with opened(folder / DUE, bom=bom) as file:
        file.write(csv_line("period", "party", "available", "code", "reason"))
        for each in closed:
            for left in each.due.left_open:
                reason = left.text(locale)
                file.write(
                    csv_line(each.period.label, left.party, left.available.text, left.why.value, reason)
                )
    return [_told(each) for each in closed]


def _write_batches(folder: Path, closed: ClosedPeriod, *, locale: str, bom: bool) -> None:
    for number, batch in enumerate(closed.batches, 1):
        name = f"payouts-{closed.period.label}" + (f"-{number}" if len(closed.batches) > 1 else "")
        with opened(folder / f"{name}.csv", bom=bom) as file:
            file.write(batch.csv(locale))
        (folder / f"{name}.json").write_text(batch.json(), encoding="utf-8", newline="")


def file_name(party: str) -> str:
    """Return a party's id as part of a file name, the same on every system; a long one is cut, with a digest.

    >>> file_name("east_gate"), file_name("L:1")
    ('east_gate', 'L%3A1')
    """
    name = quote(party, safe="")
    return name if len(name) <= NAME_MAX else f"{name[:NAME_MAX]}-{derived_id('party', party)[:8]}"


def _told(closed: ClosedPeriod) -> dict[str, object]:
    return {
        "period": closed.period.label,
        "statements": len(closed.statements),
        "closing_minor": sum(statement.closing_minor for statement in closed.statements),
        "paid_out_minor": _net(closed.batches),
        "payouts": sum(len(batch.lines) for batch in closed.batches),
        "topped_up_minor": closed.topped_up_minor,
        "left_open_minor": sum(left.available.minor for left in closed.due.left_open),
    }


def _net(batches: Iterable[Batch]) -> int:
    return sum(batch.total.minor for batch in batches)


__all__ = ["DUE", "PERIOD_FILES", "STATEMENTS", "file_name", "write_periods"]
