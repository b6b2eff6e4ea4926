"""Kills: a writer is killed in the middle of his work, again and again; nothing acknowledged is lost, nothing is doubled."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import attrs

from communekit.storage.sql import Database
from tests.faults.figures import KILLS, SEED, Tally
from tests.faults.workload import Workload

LIVES = 6
"""So many writers die over one community; then another is begun, so that checks stay short."""


@attrs.define
class Nursery:
    """Where writers come from (see `poster`), one at a time."""

    process: subprocess.Popen[str]

    def killed(self, community: str, first: int, *, after_lines: int, delay_s: float) -> list[int]:
        """Raise a writer, kill him some time after so many answers, and return the steps that he acknowledged."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{community} {first}\n")
        self.process.stdin.flush()
        writer = int(self.process.stdout.readline())
        told: list[int] = []
        for line in self.process.stdout:
            if line == "gone\n":
                break
            told.append(int(line))
            if len(told) == after_lines:
                time.sleep(delay_s)
                os.kill(writer, signal.SIGKILL)
        assert len(told) >= after_lines, "the writer stopped by himself"
        return told


@contextmanager
def nursery(work: str, url: str) -> Iterator[Nursery]:
    """Give a nursery of writers on a database."""
    command = [sys.executable, "-m", "tests.faults.poster", work, url]
    root = Path(__file__).parents[2]
    environment = os.environ | {"PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}"}
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=root, env=environment) as process:
        yield Nursery(process)


def test_kills(database: Database, work: str, workload: Workload, tally: Callable[[str, str], Tally]) -> None:
    """same_key_once, conservation: after each kill everything acknowledged is there, once; told again, nothing is new."""
    chance, line = random.Random(SEED), tally("writer killed", database.dialect)
    url = database.engine.url.render_as_string(hide_password=False)
    with nursery(work, url) as writers:
        for kill in range(KILLS):
            community = f"{database.dialect}-kills-{work.replace(' ', '-')}-{kill // LIVES}"
            if kill % LIVES == 0:
                done, begun = set[int](), 0
            # A writer begins up to three steps before the end: what he does not know of the last ones, he tells again.
            told = writers.killed(
                community,
                max(0, begun - chance.randint(0, 3)),
                after_lines=chance.randint(1, 20),
                delay_s=chance.random() * 0.006,
            )
            done |= set(told)
            begun = max(begun, told[-1] + 2)  # The next may be in without its answer.
            verdict = workload.check(database, community, acknowledged=done, begun=begun)
            line.add(len(told), verdict)
            assert verdict.holds, f"kill {kill} with seed {SEED}: {verdict}"
            done |= set(range(begun))
