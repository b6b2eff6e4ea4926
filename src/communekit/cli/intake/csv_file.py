"""CSV files, read as a stream (逐行读取): records of any file, one at a time, in bounded memory.

A row that cannot be read is told with its reason, and the next one is read: a quotation mark that nobody closes costs
its own row and not the rest of the file. Cells are text as they stand; nothing is guessed.
"""

import csv
import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple, TextIO

from communekit.cli.errors import RefusedInputError

CELL_CHARACTERS_MAX: Final = 131_072
ROW_CHARACTERS_MAX: Final = 1_048_576
LINES_OF_A_ROW_MAX: Final = 100
"""A quoted cell may run over so many lines; beyond that its first line is taken for a stray quotation mark."""

_BUFFER_BYTES: Final = 1 << 18
_EXCERPT_CHARACTERS: Final = 1_000


class Broken(NamedTuple):
    """A row that cannot be read: the problem, and the beginning of its text."""

    problem: str
    text: str


class CsvFile:
    """A CSV file, plain or compressed with gzip; with a header line."""

    def __init__(self, path: Path, *, encoding: str = "utf-8-sig", delimiter: str = ",") -> None:
        self.name = path.name
        self._path = path
        self._encoding = encoding
        self._delimiter = delimiter
        self.header = self._read_header()

    def __iter__(self) -> Iterator[list[str] | Broken]:
        """Yield the rows after the header: cells, or why there are none. Blank lines are no rows.

        Raises:
            RefusedInputError: The file cannot be read on.
        """
        try:
            with self._opened() as text:
                records = _records(text, self._delimiter, len(self.header))
                next(records, None)
                yield from records
        except (OSError, EOFError, zlib.error, UnicodeError) as error:
            raise self._refused(error) from error

    def _read_header(self) -> tuple[str, ...]:
        try:
            with self._opened() as text:
                first = next(_records(text, self._delimiter, 0), None)
        except (OSError, EOFError, zlib.error, UnicodeError) as error:
            raise self._refused(error) from error
        if first is None or isinstance(first, Broken):
            raise RefusedInputError(self.name, "no_header")
        return tuple([cell.strip() for cell in first])

    def _opened(self) -> TextIO:
        compressed = self._path.suffix.lower() == ".gz"
        raw = gzip.open(self._path) if compressed else self._path.open("rb")  # noqa: SIM115  # the wrapper closes it
        return io.TextIOWrapper(
            io.BufferedReader(raw, _BUFFER_BYTES),
            encoding=self._encoding,
            errors="surrogateescape",
            newline="",
        )

    def _refused(self, error: Exception) -> RefusedInputError:
        if isinstance(error, gzip.BadGzipFile | EOFError | zlib.error):
            return RefusedInputError(self.name, "broken")
        reason = error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__
        return RefusedInputError(self.name, "unreadable", reason)


class _Lines:
    """The lines of a text, bounded in length, with those that are read again; and what a record has taken of them."""

    def __init__(self, text: TextIO) -> None:
        self._read = text.readline
        self._again: list[str] = []
        self.taken: list[str] = []

    def next_line(self) -> str:
        """Return the next line, "" at the end; a line that is too long is cut, and longer than allowed."""
        if self._again:
            return self._again.pop()
        line = self._read(ROW_CHARACTERS_MAX + 1)
        if len(line) > ROW_CHARACTERS_MAX and line[-1] not in "\r\n":
            rest = line
            while rest and rest[-1] not in "\r\n":
                rest = self._read(ROW_CHARACTERS_MAX)
        return line

    def start(self, line: str) -> None:
        """Begin a record with a line that was read."""
        self.taken = [line]
        self._given = 0

    def give_back(self) -> None:
        """Read all lines of the record again, its first apart."""
        self._again.extend(reversed(self.taken[1:]))

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self._given:
            if len(self.taken) >= LINES_OF_A_ROW_MAX:
                raise StopIteration
            line = self.next_line()
            if not line:
                raise StopIteration
            self.taken.append(line)
        self._given += 1
        return self.taken[-1]


def _records(text: TextIO, delimiter: str, width: int) -> Iterator[list[str] | Broken]:
    """Yield records; `width` is how many cells one should have, 0 when that is not known yet."""
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while line := lines.next_line():
        problem = "" if line.isascii() and "\0" not in line else _problem(line)
        if not problem and len(line) > CELL_CHARACTERS_MAX:
            problem = "row_too_long" if len(line) > ROW_CHARACTERS_MAX else ""
        if problem:
            yield Broken(problem, line[:_EXCERPT_CHARACTERS])
        elif '"' in line:
            yield _quoted(line, lines, reader, width)
        elif cells := line.rstrip("\r\n"):
            row = cells.split(delimiter)
            long = len(cells) > CELL_CHARACTERS_MAX and any(len(cell) > CELL_CHARACTERS_MAX for cell in row)
            yield Broken("cell_too_long", cells[:_EXCERPT_CHARACTERS]) if long else row


def _quoted(line: str, lines: _Lines, reader: Iterator[list[str]], width: int) -> list[str] | Broken:
    """Return the record that begins with a line in which there are quotation marks."""
    lines.start(line)
    try:
        cells = next(reader)
    except csv.Error as error:
        lines.give_back()
        alone = len(lines.taken) == 1 and "field larger" in str(error)
        return Broken("cell_too_long" if alone else "stray_quote", line[:_EXCERPT_CHARACTERS])
    if len(lines.taken) > 1:
        if len(cells) != width and width:
            lines.give_back()
            return Broken("stray_quote", line[:_EXCERPT_CHARACTERS])
        for more in lines.taken[1:]:
            if problem := _problem(more):
                return Broken(problem, line[:_EXCERPT_CHARACTERS])
    return cells


def _problem(line: str) -> str:
    """Return why a line is no text, "" when it is."""
    if "\0" in line:
        return "nul"
    if not line.isascii():
        try:
            line.encode()
        except UnicodeEncodeError:
            return "encoding"
    return ""


__all__ = ["CELL_CHARACTERS_MAX", "ROW_CHARACTERS_MAX", "Broken", "CsvFile"]
