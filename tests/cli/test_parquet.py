"""Parquet files: the same rows as in CSV, where Polars is installed; where it is not, the extra is named."""

import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from communekit.cli import main
from tests.cli.desk import COLUMNS, DAY, Desk, sale, text_of


def test_missing_extra_is_named(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without Polars a Parquet file is refused with what to install."""
    monkeypatch.setitem(sys.modules, "polars", None)
    assert main(desk.arguments(desk.write("orders.parquet", b"PAR1"))) == 2
    assert capsys.readouterr().err == "communekit: Parquet needs an extra: pip install 'communekit[cli]'\n"


@pytest.fixture
def polars() -> Any:  # an optional module
    """Return Polars, or skip."""
    return pytest.importorskip("polars")


def written(polars: Any, desk: Desk, name: str = "orders.parquet") -> Path:  # an optional module
    """Return a Parquet file as data people write them: floats, times, missing members as floats with gaps."""
    path = desk.folder / name
    polars.DataFrame(
        {
            "order": ["O1", "O2", "C3", "O4"],
            "product": ["tea", "rice", "tea", "oil"],
            "quantity": [2, 1, -1, 1],
            "price": [10.1, 0.05, 10.1, 3.0],
            "member": [13085.0, 12346.0, 13085.0, None],
            "store": ["S1"] * 4,
            "time": [datetime.fromisoformat(DAY)] * 4,
        }
    ).write_parquet(path)
    return path


def test_parquet_is_read_like_csv(desk: Desk, polars: Any) -> None:  # an optional module
    """Floats are their shortest decimals, ids have no ".0", nothing is an empty cell."""
    assert main(desk.arguments(written(polars, desk))) == 0
    from_parquet = {
        path.name: path.read_text("utf-8").replace("orders.parquet", "orders.csv")
        for path in desk.out.iterdir()
    }
    rows = [
        sale("O1", "tea", "2", "10.1", member="13085"), sale("O2", "rice", "1", "0.05", member="12346"),
        sale("C3", "tea", "-1", "10.1", member="13085"), sale("O4", "oil", "1", "3", member=""),
    ]  # fmt: skip
    desk.settle(content=text_of(rows).replace(DAY, DAY.replace(" ", "T")))
    assert {path.name: path.read_text("utf-8") for path in desk.out.iterdir()} == from_parquet


def test_times_of_parquet_follow_the_format_and_zone_of_the_map(
    tmp_path: Path, polars: Any
) -> None:  # an optional module
    """Times without a zone are those of the map's clocks; times with one are brought to them."""
    columns = COLUMNS + '\n[time]\nformat = "%d/%m/%Y %H:%M"\nzone = "Europe/London"\n'
    desk = Desk(tmp_path, columns=columns)
    path = written(polars, desk)
    frame = polars.read_parquet(path)
    frame.with_columns(polars.col("time").dt.replace_time_zone("Asia/Tokyo")).write_parquet(path)
    assert main(desk.arguments(path)) == 0
    assert desk.read("left_out.csv")[0]["time"] == "01/03/2026 00:00"
    assert desk.read("entries.csv")[0]["at"] == "2026-03-01 08:00:00+08:00"


def test_damaged_parquet_is_refused(
    desk: Desk, polars: Any, capsys: pytest.CaptureFixture[str]
) -> None:  # an optional module
    """One sentence, no traceback."""
    assert polars is not None
    assert main(desk.arguments(desk.write("orders.parquet", b"PAR1 and nothing more"))) == 2
    assert "orders.parquet: it cannot be read" in capsys.readouterr().err
