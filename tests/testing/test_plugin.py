"""The pytest plugin, in a run of its own: which laws were checked, by how many tests."""

import importlib
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from communekit.testing import LAWS
from communekit.testing.law import CARRIED

ROOT = Path(__file__).parents[2]
SUITE = """
import pytest
from hypothesis import settings

settings.register_profile("few", max_examples=5)
settings.load_profile("few")

from communekit.testing import SplitContract, law

class TestMine(SplitContract):
    def split(self, amount, weights):
        parts = dict(super().split(amount, weights))
        return {party: abs(part) for party, part in parts.items()}

@pytest.mark.law("conservation", "range")
def test_books():
    assert True

@law("conservation")
@pytest.mark.parametrize("number", [1, 2])
def test_carried(number):
    assert number

def test_half_open():
    assert True

@pytest.mark.law("erasure")
def test_later():
    pytest.skip("not yet")

def test_nothing_of_the_kind():
    assert True
"""


def ran(folder: Path, suite: str, *options: str) -> str:
    """Return what a run of pytest says, with our plugin and no others but those named."""
    (folder / "test_suite.py").write_text(suite, "utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "communekit.pytest_plugin",
        "-p",
        "no:cacheprovider",
        *options,
    ]
    environment = os.environ | {
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "PYTHONPATH": str(ROOT / "src"),
        "HYPOTHESIS_STORAGE_DIRECTORY": str(folder / "examples"),
        "TMPDIR": str(
            folder
        ),  # Its own: a run of pytest closes the folder that it keeps its files in to all others.
    }
    strict = ["--strict-markers", "-W", "error"]
    done = subprocess.run(
        [*command, *strict, "test_suite.py"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize("workers", [(), ("-p", "xdist", "-n", "1")], ids=["here", "workers"])
def test_laws_are_listed(tmp_path: Path, workers: tuple[str, ...]) -> None:
    """Each law with its tests, whether carried, marked or named; skipped tests have checked nothing."""
    said = ran(tmp_path, SUITE, "--communekit-laws", *workers)
    section = said.partition("laws of communekit")[2].partition(" laws were checked")[0]
    rows = {row.split()[0]: " ".join(row.split()[1:]) for row in section.splitlines()[1:] if "test" in row}
    assert rows == {
        "conservation": "3 tests",
        "range": "1 test",
        "half_open": "1 test",
        "exact_split": "1 test, 1 failed",
        "split_sign_symmetry": "1 test, 1 failed",
        "split_stability": "2 tests",
    }, said
    assert section.endswith(f"6 of {len(LAWS)}")


def test_it_is_quiet_unless_asked(tmp_path: Path) -> None:
    """Without the option nothing is listed; tests of laws can be selected by their marker."""
    said = ran(tmp_path, SUITE, "-m", "law", "-k", "not TestMine")
    assert "laws of communekit" not in said
    assert "3 passed, 1 skipped, 6 deselected" in said


def test_failing_contracts_show_what_they_compared(tmp_path: Path) -> None:
    """An assertion of a contract is told as one of the host's own tests would be."""
    assert "assert sum(parts.values()) == amount" in ran(tmp_path, SUITE, "-k", "test_exact_split")
    assert "+  where" in ran(tmp_path, SUITE, "-k", "test_exact_split")


def test_an_unknown_law_is_said(tmp_path: Path) -> None:
    """A slug that is misspelt is not counted in silence."""
    wrong = "import pytest\n\n@pytest.mark.law('conversation')\ndef test_it():\n    pass\n"
    assert "there is no law 'conversation'" in ran(tmp_path, wrong, "--communekit-laws")


def test_it_loads_nothing() -> None:
    """In a run that has nothing to do with us it costs nothing: no hypothesis, none of the rooms, not even pytest."""
    script = "import sys, communekit.pytest_plugin; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert {name for name in loaded if name.startswith("communekit")} == {
        "communekit",
        "communekit.pytest_plugin",
    }
    assert not loaded & {"attrs", "hypothesis", "pytest"}


def test_pytest_finds_it() -> None:
    """The entry point names a module that is there."""
    stated = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"][
        "pytest11"
    ]
    assert stated == {"communekit": "communekit.pytest_plugin"}
    plugin = importlib.import_module(stated["communekit"])
    assert plugin.CARRIED == CARRIED  # Written down twice, so that the plugin loads nothing.
