"""The figures of other systems hold: every line of the project's own copy, and of the open vectors where they lie."""

import ast
import importlib
import json
from pathlib import Path

import pytest

from .adapters import ADAPTERS
from .case import Case, cases_of
from .given import Given
from .later import LATER, LATER_FAMILIES
from .own import FOLDER, OWN
from .runner import Verdict, run
from .wrong import wrong

HERE = Path(__file__).parent


def shown(case: Case) -> str:
    """Return how a test names a case."""
    return f"{case.kind}:{case.id}"


@pytest.mark.parametrize("case", OWN, ids=shown)
def test_figure_holds(case: Case) -> None:
    """The library comes to the figure of the source, through its public API alone."""
    outcome = run(case)
    assert outcome.verdict is Verdict.PASSED, outcome.why


@pytest.mark.parametrize("case", OWN, ids=shown)
def test_wrong_figure_is_caught(case: Case) -> None:
    """Each single figure of a case, put wrong, makes the case fail: nothing is passed over in silence."""
    for broken in wrong(case):
        assert run(broken).verdict is Verdict.FAILED, broken.expected


@pytest.mark.parametrize("case", OWN, ids=shown)
def test_every_field_is_read(case: Case) -> None:
    """No field of an input is passed over without a word."""
    given = Given(case.given, case.source)
    ADAPTERS[case.kind](given)
    assert given.unread == ()


def test_every_kind_has_a_figure() -> None:
    """No adapter is there without a case that runs it, and no case without an adapter."""
    assert {case.kind for case in OWN} == set(ADAPTERS)


def test_cases_are_told_apart() -> None:
    """No two cases have one id."""
    ids = [case.id for case in OWN]
    assert sorted(ids) == sorted(set(ids))


def test_kinds_of_later_parts_have_no_adapter() -> None:
    """A kind is run or comes later, never both."""
    assert not set(LATER) & set(ADAPTERS)
    assert not set(LATER_FAMILIES) & {kind.partition(".")[0] for kind in ADAPTERS}


@pytest.mark.parametrize(
    "path", sorted(HERE.glob("**/*.py")), ids=lambda path: path.relative_to(HERE).as_posix()
)
def test_adapters_call_the_public_api_alone(path: Path) -> None:
    """What is imported of the library stands at the front door of a room."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("communekit"):
            door = importlib.import_module(node.module or "")
            assert hasattr(door, "__path__") or node.module == "communekit.errors", node.module
            stated = set(getattr(door, "__all__", vars(door)))
            assert {alias.name for alias in node.names} <= stated


def test_open_vectors_hold(data_dir: Path) -> None:
    """Where the open vectors lie beside the data, none fails, and only what comes later is not run."""
    vectors = sorted((data_dir.parent / "vectors").glob("*.jsonl"))
    if not vectors:
        pytest.skip(f"no open vectors beside {data_dir}")
    outcomes = [run(case) for path in vectors for case in cases_of(path)]
    told = {outcome.case.id: outcome.why for outcome in outcomes if outcome.verdict is not Verdict.PASSED}
    assert {id_: why for id_, why in told.items() if not why.startswith("comes with ")} == {}


def test_own_copy_carries_the_figures_alone() -> None:
    """The copy in the project has the form of the vectors, without their notes."""
    for path in FOLDER.glob("*.jsonl"):
        for line in path.read_text("utf-8").splitlines():
            assert set(json.loads(line)) == {"id", "source", "kind", "input", "expected"}
