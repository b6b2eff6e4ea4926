"""Outputs (输出文件): entries, totals, what was left out and why, and notes, as CSV files that a spreadsheet opens."""

import csv
from collections.abc import Iterable, Sequence
from operator import itemgetter
from pathlib import Path
from typing import Final, TextIO

from communekit.codec import csv_cell, csv_line
from communekit.money import Currency

from .amount import minor_text
from .entry import Entry
from .event import Note
from .intake import Files, LeftOutRow
from .tally import Tally
from .words import note_text

ENTRIES: Final = "entries.csv"
TOTALS: Final = "totals.csv"
LEFT_OUT: Final = "left_out.csv"
NOTES: Final = "notes.csv"
REPORT: Final = "report.html"

ENTRY_COLUMNS: Final = (
    "order", "line", "rule", "role", "party", "base", "rate", "amount_minor", "amount", "kind", "at", "refund", "note",
)  # fmt: skip
KNOWN_MAX: Final = 100_000

_BUFFER_BYTES: Final = 1 << 20


def opened(path: Path, *, bom: bool = False) -> TextIO:
    """Open a file for writing: UTF-8, line feeds; with a mark in front by which Excel knows UTF-8 where that is asked for."""
    return path.open("w", encoding="utf-8-sig" if bom else "utf-8", newline="", buffering=_BUFFER_BYTES)


class _Cells(dict[str, str]):
    """Texts as cells, each made once."""

    def __missing__(self, text: str) -> str:
        made = self[text] = csv_cell(text)
        return made


class _Amounts(dict[int, str]):
    """Minor units as decimal text, each made once."""

    def __init__(self, currency: Currency) -> None:
        super().__init__()
        self._currency = currency

    def __missing__(self, minor: int) -> str:
        made = self[minor] = minor_text(minor, self._currency)
        return made


class EntriesFile:
    """`entries.csv`: one row for each amount of each party."""

    def __init__(self, out: TextIO, currency: Currency) -> None:
        self._out = out
        self._cells = _Cells()
        self._amounts = _Amounts(currency)
        out.write(csv_line(*ENTRY_COLUMNS))

    def write(self, entries: Iterable[Entry]) -> None:
        """Write entries."""
        cells, amounts = self._cells, self._amounts
        if len(cells) > KNOWN_MAX or len(amounts) > KNOWN_MAX:
            cells.clear()
            amounts.clear()
        self._out.write(
            "".join(
                [
                    f"{cells[order]},{cells[line]},{cells[rule]},{cells[role]},{cells[party]},{base},{rate},{minor},"
                    f"{amounts[minor]},{kind},{at},{cells[refund]},{note}\n"
                    for order, line, rule, role, party, base, rate, minor, kind, at, refund, note in entries
                ]
            )
        )


class LeftOutFile:
    """`left_out.csv`: each row that takes no part, with its number, code and reason, and its cells as they stand."""

    def __init__(self, out: TextIO, files: Files, locale: str) -> None:
        self._out = out
        self._files = files
        self._locale = locale
        self._header = files.files[0].header
        out.write(csv_line("row", "file", "row_in_file", "code", "reason", *self._header, "more"))

    def write(self, row: LeftOutRow) -> None:
        """Write a row; cells that no column of the first file is for stand together in the last one."""
        file, number = self._files.place(row.number)
        cells = self._under_header(file.header, row.cells)
        self._out.write(csv_line(row.number, file.name, number, row.code, row.reason(self._locale), *cells))

    def _under_header(self, header: Sequence[str], cells: Sequence[str]) -> list[str]:
        shown = [_shown(text) for text in cells]
        width = len(self._header)
        if header != self._header:
            named = dict(zip(header, shown, strict=False))
            first = [named.pop(name, "") for name in self._header]
            return [*first, " | ".join([*named.values(), *shown[len(header) :]])]
        return [*shown[:width], *[""] * (width - len(shown)), " | ".join(shown[width:])]


class NotesFile:
    """`notes.csv`: rows that take part, and of which something is to be known."""

    def __init__(self, out: TextIO, files: Files, locale: str) -> None:
        self._out = out
        self._files = files
        self._locale = locale
        out.write(csv_line("row", "file", "row_in_file", "code", "note"))

    def write(self, notes: Iterable[Note]) -> None:
        """Write notes."""
        for note in notes:
            file, number = self._files.place(note.row)
            self._out.write(csv_line(note.row, file.name, number, note.code, note_text(note, self._locale)))


def write_totals(path: Path, tally: Tally, *, bom: bool = False) -> None:
    """Write `totals.csv`: what each party got in each role, by sales, taken back by returns, and net."""
    currency = tally.currency
    with opened(path, bom=bom) as out:
        out.write(
            csv_line(
                "role", "party", "sold_minor", "taken_back_minor", "net_minor", "sold", "taken_back", "net"
            )
        )
        for one in tally.by_party():
            minors = (one.sold_minor, one.taken_minor, one.net_minor)
            out.write(
                csv_line(one.role, one.party, *minors, *(minor_text(minor, currency) for minor in minors))
            )


def sum_of_entries(path: Path) -> int:
    """Return the sum of all amounts in a file of entries, read back from the disk, in minor units."""
    with path.open(encoding="utf-8-sig", newline="") as written:
        rows = csv.reader(written)
        next(rows)
        return sum(map(int, map(itemgetter(ENTRY_COLUMNS.index("amount_minor")), rows)))


def _shown(text: str) -> str:
    """Return a cell as it can be written: bytes that were no text and NUL as a replacement mark."""
    if text.isprintable():
        return text
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace").replace("\0", "\ufffd")


__all__ = [
    "ENTRIES",
    "LEFT_OUT",
    "NOTES",
    "REPORT",
    "TOTALS",
    "EntriesFile",
    "LeftOutFile",
    "NotesFile",
    "opened",
    "sum_of_entries",
    "write_totals",
]
