"""What every test run shares: documentation that runs, hypothesis profiles, and where real data lies."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from sybil import Sybil
from sybil.parsers.doctest import DocTestParser
from sybil.parsers.markdown import PythonCodeBlockParser
from sybil.sybil import SybilCollection

from tests.pages import PageParser, tidy

ROOT = Path(__file__).parent

# quick: a glance, for `make check`. dev: while writing. ci: the same examples for the same commit.
# deep: a long search, by night or by hand. mutants: the same few, and no search for a smaller one.
settings.register_profile("quick", max_examples=10, deadline=None)
settings.register_profile("dev", max_examples=50, deadline=None)
settings.register_profile("ci", max_examples=100, deadline=None, derandomize=True, print_blob=True)
settings.register_profile(
    "deep",
    max_examples=5_000,
    stateful_step_count=100,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "mutants",
    max_examples=10,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))

docstrings = Sybil(name="docstrings", path="src", patterns=["*.py"], parsers=[DocTestParser()])
pages = Sybil(name="pages", path="docs", patterns=["*.md"], parsers=[PageParser()], teardown=tidy)
examples = Sybil(name="examples", path="examples", patterns=["*.md"], parsers=[PythonCodeBlockParser()])
readmes = Sybil(name="readmes", patterns=["README*.md"], excludes=["*/*"], parsers=[PythonCodeBlockParser()])

pytest_collect_file = SybilCollection((docstrings, pages, examples, readmes)).pytest()


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """Return the folder of real data: COMMUNEKIT_DATA, by default `../shared/data` beside the project.

    Where it is absent the test is skipped, and says so; with COMMUNEKIT_DATA_REQUIRED=1 it fails.
    """
    folder = Path(os.environ.get("COMMUNEKIT_DATA") or ROOT / ".." / "shared" / "data").resolve()
    if folder.is_dir():
        return folder
    reason = f"no real data at {folder}: set COMMUNEKIT_DATA to the folder that holds it"
    if os.environ.get("COMMUNEKIT_DATA_REQUIRED") == "1":
        pytest.fail(reason)
    pytest.skip(reason)
