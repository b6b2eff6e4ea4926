"""Files (输入文件): the orders as rows, numbered through all files, readable twice."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from communekit.cli.errors import RefusedInputError

from .columns import Columns
from .csv_file import Broken, CsvFile
from .parquet_file import ParquetFile

KINDS: Final = (".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz", ".txt.gz", ".parquet")

OrdersFile = CsvFile | ParquetFile


class Files:
    """The files of one run, in the order given; every one has all columns that the map names.

    Raises:
        RefusedInputError: A file is not there, is given twice, is of no known kind, or lacks a column.
        MissingExtraError: A Parquet file, and Polars is not installed.
    """

    def __init__(self, paths: Iterable[Path], columns: Columns) -> None:
        self.files: list[OrdersFile] = []
        seen: set[Path] = set()
        for path in paths:
            if path.resolve() in seen:
                raise RefusedInputError(path.name, "twice")
            seen.add(path.resolve())
            file = _opened(path, columns)
            _check_header(file, columns)
            self.files.append(file)
        self._first_rows: list[int] = []

    def rows(self) -> Iterator[tuple[int, OrdersFile, list[str] | Broken]]:
        """Yield every row of every file: its number through all files from 1, its file, and its cells."""
        self._first_rows = []
        number = 0
        for file in self.files:
            self._first_rows.append(number + 1)
            for cells in file:
                number += 1
                yield number, file, cells

    def place(self, number: int) -> tuple[OrdersFile, int]:
        """Return the file of a row that was read, and its number in that file."""
        at = bisect_right(self._first_rows, number) - 1
        return self.files[at], number - self._first_rows[at] + 1


def _opened(path: Path, columns: Columns) -> OrdersFile:
    if not path.exists():
        raise RefusedInputError(str(path), "not_found")
    if not path.is_file():
        raise RefusedInputError(str(path), "not_a_file")
    name = path.name.lower()
    if name.endswith(".parquet"):
        return ParquetFile(path, times=columns.times)
    if not name.endswith(KINDS):
        raise RefusedInputError(path.name, "kind", KINDS)
    return CsvFile(path, encoding=columns.encoding, delimiter=columns.delimiter)


def _check_header(file: OrdersFile, columns: Columns) -> None:
    for name in columns.used:
        count = file.header.count(name)
        if count > 1:
            raise RefusedInputError(file.name, "column_twice", name)
        if not count:
            meant = get_close_matches(name[:60], file.header, n=1)
            raise RefusedInputError(file.name, "no_column", f"{name} ({meant[0]}?)" if meant else name)


__all__ = ["KINDS", "Files", "OrdersFile"]
