"""The same databases as in the tests of storage, the workloads, and a table of what was found."""

from collections.abc import Callable, Iterator

import pytest

from tests.faults.figures import Tally, keep
from tests.faults.workload import Workload
from tests.faults.workloads import WORKLOADS
from tests.storage.conftest import database, postgres


@pytest.fixture(params=WORKLOADS)
def work(request: pytest.FixtureRequest) -> str:
    """Return the name of each workload."""
    return str(request.param)


@pytest.fixture
def workload(work: str) -> Workload:
    """Return each workload."""
    return WORKLOADS[work]


@pytest.fixture(scope="session")
def tallies(request: pytest.FixtureRequest) -> Iterator[list[Tally]]:
    """Return the lines of the table, which is kept at the end."""
    lines: list[Tally] = []
    yield lines
    keep(lines, request.config.rootpath / "build")


@pytest.fixture
def tally(tallies: list[Tally], work: str) -> Callable[[str, str], Tally]:
    """Return how a line of the table is begun: with a fault and a database."""

    def begin(fault: str, on: str) -> Tally:
        tallies.append(Tally(f"{fault}, {work}", on))
        return tallies[-1]

    return begin


__all__ = ["database", "postgres", "tallies", "tally", "work", "workload"]
