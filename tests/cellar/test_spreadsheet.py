"""Spreadsheet-safe text: OWASP's list of signs that begin a formula, and numbers that stay numbers."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.codec.spreadsheet import STARTS, csv_cell, csv_line, safe_text


@pytest.mark.parametrize(
    "text",
    [
        "=1+1", '=HYPERLINK("http://x")', "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x",
        "-", "+", "=", "-1e5", "--1", "-1.", "-.5", "- 5", "+5", "-5-cmd",
    ],
)  # fmt: skip
def test_text_that_begins_like_a_formula_is_quoted(text: str) -> None:
    """A single quote stands before it, so that it is shown as it is."""
    assert safe_text(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-5", "-5.00", "-0.05", "7", "tea", "", "a=b", "1-2", "x@y.z", " =1"])
def test_numbers_and_plain_text_stay_as_they_are(text: str) -> None:
    """-5 stays -5; a sign inside a text does nothing."""
    assert safe_text(text) == text


@given(
    texts=st.lists(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
        min_size=1,
        max_size=5,
    )
)
def test_line_reads_back_as_its_safe_cells(texts: list[str]) -> None:
    """Whatever the cells hold, a line of them reads back as the same cells, made safe."""
    read = csv.reader(io.StringIO(csv_line("x", *texts), newline=""), strict=True)
    assert list(read) == [["x", *map(safe_text, texts)]]


@given(text=st.text(max_size=20))
def test_nothing_begins_a_formula_but_a_number(text: str) -> None:
    """After it was made safe, a cell begins with a sign only if it is a number below zero."""
    shown = safe_text(text)
    assert not shown.startswith(STARTS) or shown.lstrip("-").replace(".", "").isdigit()


def test_whole_numbers_stand_as_they_are() -> None:
    """A line takes texts and whole numbers."""
    assert csv_line(-5, "a,b", '"') == '-5,"a,b",""""\n'
    assert csv_cell("-5,5") == '"\'-5,5"'
