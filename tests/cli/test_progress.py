"""Progress: drawn on a terminal, silent in a pipe."""

import io

import pytest

from communekit.cli import main
from communekit.cli.progress import Progress
from tests.cli.desk import Desk, sale, text_of


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Return yes."""
        return True


def test_bar_is_drawn_over_and_wiped() -> None:
    """The line is drawn again from its beginning, and nothing of it is left."""
    terminal = Terminal()
    progress = Progress(terminal)
    progress.show("settling", 50, 100)
    progress.show("ok", 1)
    progress.clear()
    drawn = terminal.getvalue()
    assert "50 %" in drawn
    assert "\n" not in drawn
    assert drawn.endswith("\r")
    assert drawn.split("\r")[-2].strip() == ""


def test_run_on_a_terminal_shows_progress_on_stderr_alone(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Results go to stdout, the bar to stderr."""
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    file = desk.write("orders.csv", text_of([sale(f"O{number}") for number in range(2_100)]))
    assert main([*desk.arguments(file), "--json"]) == 0
    assert "settling" in terminal.getvalue()
    assert capsys.readouterr().out.startswith("{")
