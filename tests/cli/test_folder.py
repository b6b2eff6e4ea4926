"""The folder of results: there whole, or not at all."""

from pathlib import Path

import pytest

from communekit.cli import RefusedInputError, main
from communekit.cli.folder import result_folder
from tests.cli.desk import Desk, sale, text_of


def names(folder: Path) -> list[str]:
    """Return what is in a folder, hidden things too."""
    return sorted(path.name for path in folder.iterdir())


def test_folder_appears_in_one_step(tmp_path: Path) -> None:
    """While it is written the target is not there; afterwards nothing else is."""
    with result_folder(tmp_path / "deep" / "out") as folder:
        (folder / "a.csv").write_text("1")
        assert not (tmp_path / "deep" / "out").exists()
    assert names(tmp_path / "deep") == ["out"]
    assert names(tmp_path / "deep" / "out") == ["a.csv"]


def test_failed_run_leaves_nothing(tmp_path: Path) -> None:
    """Whatever goes wrong on the way, target and neighbours are as they were."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.csv").write_text("old")

    def interrupted() -> None:
        with result_folder(tmp_path / "out") as folder:
            (folder / "a.csv").write_text("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert names(tmp_path) == ["out"]
    assert (tmp_path / "out" / "a.csv").read_text() == "old"


def test_files_of_others_are_let_alone(tmp_path: Path) -> None:
    """In a folder that is there, only files of the same names are replaced."""
    (tmp_path / "mine.txt").write_text("mine")
    (tmp_path / "a.csv").write_text("old")
    with result_folder(tmp_path) as folder:
        (folder / "a.csv").write_text("new")
    assert names(tmp_path) == ["a.csv", "mine.txt"]
    assert (tmp_path / "a.csv").read_text() == "new"


def test_target_that_is_a_file_is_refused(tmp_path: Path) -> None:
    """It is not written over."""
    target = tmp_path / "out"
    target.write_text("mine")
    with pytest.raises(RefusedInputError), result_folder(target):
        pass
    assert target.read_text() == "mine"


def test_run_that_fails_half_way_writes_nothing(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """A second file that is damaged ends the run with one sentence; the results of the last run still stand."""
    desk.settle(sale())
    before = {path.name: path.read_bytes() for path in desk.out.iterdir()}
    good, bad = desk.write("good.csv", text_of([sale("O2")])), desk.write("bad.csv.gz", b"\x1f\x8b\x08broken")
    capsys.readouterr()
    assert main(desk.arguments(good, bad)) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert (
        printed.err == "communekit: cannot work with bad.csv.gz: the compressed data is damaged or cut off\n"
    )
    assert {path.name: path.read_bytes() for path in desk.out.iterdir()} == before
    assert [name for name in names(desk.folder) if name.startswith(".")] == []
