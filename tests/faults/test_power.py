"""Power cuts (断电): the disk keeps what was synchronised and some of the rest, torn; nothing acknowledged is lost.

A control shows that the cuts can do harm: without synchronisation the same work loses what it acknowledged.
"""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError

import tests.faults.apsw_driver  # noqa: F401  # makes sqlite+apsw known
from communekit.errors import CommunekitError
from communekit.storage.sql import Database
from tests.faults.figures import CUTS, SEED, Tally
from tests.faults.power import Disk, disk
from tests.faults.workload import Verdict, Workload

LIVES = 5
"""So many cuts a file lives through; then another is begun."""

STEPS = 12
"""So many steps are done at most between two cuts."""


@contextmanager
def on(drive: Disk, path: Path, pragma: str = "", checkpoint_pages: int = 1000) -> Iterator[Database]:
    """Open a database on a disk, as a host would."""
    opened = Database.open(f"sqlite+apsw:///{path}?vfs={drive.name}&checkpoint_pages={checkpoint_pages}")
    if pragma:  # Said after our own.
        opened.dispose()
        event.listen(opened.engine, "connect", lambda raw, _: raw.cursor().execute(pragma))
    with opened:
        yield opened


def lived(drive: Disk, path: Path, workload: Workload, first: int, **options: Any) -> set[int]:
    """Do steps until the power goes, and return those that were acknowledged."""
    told = set[int]()
    try:
        with on(drive, path, **options) as database:
            for number in range(first, first + STEPS):
                workload.do(database, "power", number)
                told.add(number)
            drive.off = True  # After the last answer, at the latest.
    except (CommunekitError, DBAPIError):
        assert drive.off
    return told


def whole(path: Path) -> bool:
    """Whether the standard driver finds the file in order."""
    with Database.open(f"sqlite:///{path}") as database, database.reading() as connection:
        return connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


def cuts(times: int, folder: Path, workload: Workload, line: Tally, **options: Any) -> Iterator[Verdict]:
    """Cut the power again and again, and yield what each restart found."""
    chance, path = random.Random(SEED), folder
    for cut in range(times):
        if cut % LIVES == 0:
            path, done, begun = folder / f"{cut}-0.db", set[int](), 0
        with disk(f"power-{cut}", SEED + cut) as drive:
            # Some cuts fall into the making of tables and the recovery from the cut before.
            drive.fail_at(1 + int(200 * chance.random() ** 2))
            first = max(0, begun - chance.randint(0, 2))
            pages = chance.choice((4, 20, 1000))
            told = lived(drive, path, workload, first, checkpoint_pages=pages, **options)
            path = folder / f"{cut}" / path.name
            path.parent.mkdir()
            drive.image(path.parent)
        done |= told
        begun = max(begun, max(told, default=first - 1) + 2)
        try:
            verdict = Verdict(broken=() if whole(path) else ("the file is corrupt",))
            with Database.open(f"sqlite:///{path}") as database:
                verdict += workload.check(database, "power", acknowledged=done, begun=begun)
        except (CommunekitError, DBAPIError, AssertionError) as error:
            verdict = Verdict(broken=(f"unreadable: {error}",))
        line.add(len(told), verdict)
        yield verdict
        done |= set(range(begun))
        if not verdict.holds:  # The next begins afresh.
            path, done, begun = folder / f"{cut}-1.db", set(), 0


def test_power_cuts(tmp_path: Path, workload: Workload, tally: Callable[[str, str], Tally]) -> None:
    """Nothing acknowledged is lost in a power cut, nothing is doubled, and the file is whole."""
    line = tally("power cut", "sqlite")
    for number, verdict in enumerate(cuts(CUTS, tmp_path, workload, line)):
        assert verdict.holds, f"cut {number} with seed {SEED}: {verdict}"
    assert line.acknowledged > CUTS


@pytest.mark.parametrize(
    ("pragma", "harmed"), [("PRAGMA synchronous = OFF", 0.25), ("PRAGMA synchronous = NORMAL", 0.1)]
)
def test_the_cuts_can_do_harm(
    pragma: str, harmed: float, tmp_path: Path, workload: Workload, tally: Callable[[str, str], Tally]
) -> None:
    """The control: synchronised less, the same work loses what it acknowledged; NORMAL leaves the book whole, OFF does not."""
    times = max(20, CUTS // 4)
    line = tally(f"control: power cut, {pragma.rsplit(maxsplit=1)[-1]}", "sqlite")
    found = list(cuts(times, tmp_path, workload, line, pragma=pragma))
    assert sum(not verdict.holds for verdict in found) > harmed * times
    assert line.verdict.lost or "OFF" in pragma
    assert any(verdict.broken for verdict in found) == ("OFF" in pragma)
