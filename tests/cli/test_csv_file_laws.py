"""Laws of CSV files: what the standard writer writes is read back, and noise never stops the reading."""

import csv
import io
import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from communekit.cli.intake.csv_file import Broken, CsvFile

cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)


def read(content: bytes) -> list[list[str] | Broken]:
    """Return the records of a file after its header."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_bytes(content)
        return list(CsvFile(path, encoding="utf-8"))


@given(rows=st.lists(st.lists(cells, min_size=2, max_size=2), max_size=8))
def test_round_trip(rows: list[list[str]]) -> None:
    """Whatever text the cells hold, the rows that were written are the rows that are read."""
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows([["x", "y"], *rows])
    assert read(out.getvalue().encode()) == rows


@given(noise=st.binary(max_size=400))
def test_noise_never_stops_the_reading(noise: bytes) -> None:
    """Any bytes at all are rows of text or bad rows; the good row behind them is read."""
    found = read(b"x,y\n" + noise + b"\nlast,row\n")
    assert found[-1] == ["last", "row"]
    assert all(isinstance(row, Broken) or all(isinstance(cell, str) for cell in row) for row in found)
