"""CSV files: records one at a time, the bad ones told, the file read on."""

import gzip
from pathlib import Path

import pytest

from communekit.cli import RefusedInputError
from communekit.cli.intake.csv_file import LINES_OF_A_ROW_MAX, Broken, CsvFile


def records(folder: Path, content: str | bytes, **options: str) -> list[list[str] | Broken]:
    """Return the records of a file after its header."""
    path = folder / "a.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(CsvFile(path, **options))


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("a,b", ["a", "b"]),
        ('"a,1",b', ["a,1", "b"]),
        ('"a ""x""",b', ['a "x"', "b"]),
        ('5" pan,b', ['5" pan', "b"]),
        ('"two\nlines",b', ["two\nlines", "b"]),
        (",", ["", ""]),
        (" a , b ", [" a ", " b "]),
    ],
)
def test_record_is_read_as_csv_is_written(tmp_path: Path, line: str, cells: list[str]) -> None:
    """Commas and line breaks in quotes, doubled quotes, a quote inside a plain cell, empty cells, blanks."""
    assert records(tmp_path, f"x,y\n{line}\nlast,one\n") == [cells, ["last", "one"]]


def test_last_line_needs_no_end(tmp_path: Path) -> None:
    """A file that ends without a line end has all its rows."""
    assert records(tmp_path, "x,y\n1,2") == [["1", "2"]]


def test_quote_that_stays_open_costs_its_own_line(tmp_path: Path) -> None:
    """The lines that it would swallow are read again."""
    found = records(tmp_path, 'x,y\n"open,1\n2,3\n4,5\n')
    assert found == [Broken("stray_quote", '"open,1\n'), ["2", "3"], ["4", "5"]]


def test_quote_that_a_later_row_closes_costs_its_own_line(tmp_path: Path) -> None:
    """Cells that do not match the header show that the quote was astray."""
    found = records(tmp_path, 'x,y,z\n"open,1,2\n3,4,"shut"\n6,7,8\n')
    assert found == [Broken("stray_quote", '"open,1,2\n'), ["3", "4", "shut"], ["6", "7", "8"]]


def test_quote_that_is_shut_in_the_wrong_place_costs_its_own_line(tmp_path: Path) -> None:
    """Two lines that a quote makes into one of too few cells are two lines again."""
    found = records(tmp_path, 'x,y,z\n"open,1,2\n3,4,5"\n6,7,8\n')
    assert found == [Broken("stray_quote", '"open,1,2\n'), ["3", "4", '5"'], ["6", "7", "8"]]


@pytest.mark.parametrize("lines", [LINES_OF_A_ROW_MAX, LINES_OF_A_ROW_MAX + 1])
def test_cell_runs_over_so_many_lines_at_most(tmp_path: Path, lines: int) -> None:
    """A quoted cell of 100 lines is a cell; of 101 it is a stray quote."""
    cell = "\n".join(["x"] * lines)
    first = records(tmp_path, f'x,y\n"{cell}",1\n')[0]
    assert isinstance(first, Broken) is (lines > LINES_OF_A_ROW_MAX)


@pytest.mark.parametrize(("length", "is_read"), [(131_072, True), (131_073, False)])
@pytest.mark.parametrize("quote", ["", '"'])
def test_cell_has_so_many_characters_at_most(
    tmp_path: Path, length: int, *, is_read: bool, quote: str
) -> None:
    """A cell of 131,072 characters is read, one more is not, quoted or not."""
    (found,) = records(tmp_path, f"x,y\n{quote}{'a' * length}{quote},1\n")
    assert isinstance(found, list) is is_read


def test_header_is_needed(tmp_path: Path) -> None:
    """An empty file has none, and is refused."""
    with pytest.raises(RefusedInputError) as refused:
        records(tmp_path, "")
    assert refused.value.problem == "no_header"


@pytest.mark.parametrize("cut", [20, 200])
def test_damaged_compression_is_refused(tmp_path: Path, cut: int) -> None:
    """A gzip file that was cut off is refused as a whole: what is missing cannot be told."""
    whole = gzip.compress(b"x,y\n" + b"".join(b"%d,%d\n" % (n, n * n) for n in range(1000)))
    path = tmp_path / "a.csv.gz"
    path.write_bytes(whole[:cut])
    with pytest.raises(RefusedInputError) as refused:
        list(CsvFile(path))
    assert refused.value.problem == "broken"
    path.write_bytes(b"no gzip at all")
    with pytest.raises(RefusedInputError):
        CsvFile(path)


def test_gzip_in_several_members_is_one_file(tmp_path: Path) -> None:
    """Files that were compressed one after another into one are read through."""
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(b"x,y\n1,2\n") + gzip.compress(b"3,4\n"))
    assert list(CsvFile(path)) == [["1", "2"], ["3", "4"]]
