"""Parquet files, read by slices where Polars is installed (可选). Every cell becomes the text that a CSV would hold."""

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from communekit.cli.errors import RefusedInputError
from communekit.errors import MissingExtraError

from .columns import ISO, Times

ROWS_OF_A_SLICE: Final = 50_000
_ISO_FORMAT: Final = "%Y-%m-%dT%H:%M:%S"


class ParquetFile:
    """A Parquet file as rows of text.

    Numbers with a point are the shortest decimal text that reads as the same number, whole ones without ".0"; times
    are written in the format and zone of the map; nothing is an empty cell.

    Raises:
        MissingExtraError: Polars is not installed.
        RefusedInputError: The file cannot be read.
    """

    def __init__(self, path: Path, *, times: Times) -> None:
        self.name = path.name
        try:
            self._polars: Any = importlib.import_module("polars")
        except ImportError:
            raise MissingExtraError("Parquet", "cli") from None
        try:
            self._frame = self._polars.scan_parquet(path)
            self._schema = dict(self._frame.collect_schema())
        except Exception as error:
            raise self._refused(error) from error
        self._times = times
        self.header = tuple(self._schema)

    def __iter__(self) -> Iterator[list[str]]:
        """Yield the rows as text.

        Raises:
            RefusedInputError: The file cannot be read on.
        """
        texts = [self._text(name, kind) for name, kind in self._schema.items()]
        start = 0
        while True:
            try:
                rows = self._frame.slice(start, ROWS_OF_A_SLICE).select(texts).collect().rows()
            except Exception as error:
                raise self._refused(error) from error
            if not rows:
                return
            yield from map(list, rows)
            start += len(rows)

    def _text(self, name: str, kind: Any) -> Any:  # noqa: ANN401  # Polars has types of its own, and is optional
        column = self._polars.col(name)
        if kind.is_temporal() and kind != self._polars.Duration:
            if getattr(kind, "time_zone", None):
                column = column.dt.convert_time_zone(self._times.zone)
            written = _ISO_FORMAT if self._times.format == ISO else self._times.format
            text = column.dt.strftime(written)
        elif kind.is_float():
            text = column.cast(self._polars.String).str.replace(r"\.0$", "")
        else:
            text = column.cast(self._polars.String)
        return text.fill_null("")

    def _refused(self, error: Exception) -> RefusedInputError:
        return RefusedInputError(self.name, "unreadable", type(error).__name__)


__all__ = ["ParquetFile"]
