"""Kills: a writer is killed in the middle of his work, again and again; nothing acknowledged is lost, nothing is doubled."""

import os
import random
import signal
import subprocess
import sys
import threading
from pathlib import Path

from communekit.ledger import STRICT, Account
from communekit.storage.sql import Database, SqlBook
from tests.faults.poster import fact

KILLS = int(os.environ.get("FAULTS", "6"))
"""How often a writer is killed, on each database."""


def test_kills(database: Database) -> None:
    """same_key_once, conservation: after each kill everything acknowledged is there, once; told again, nothing is new."""
    chance, community = random.Random(20260301), f"{database.dialect}-kills"
    book = SqlBook(database, community, limits=STRICT)
    url = database.engine.url.render_as_string(hide_password=False)
    next_number = 0
    for _ in range(KILLS):
        # The writer begins up to three facts before the end: what he does not know of his last one, he tells again.
        first = max(0, next_number - chance.randint(0, 3))
        acknowledged = killed_writer(url, community, first, after_lines=chance.randint(1, 30))
        next_number = max(next_number, acknowledged + 1)
        posted = list(book.since(0))
        assert [entry.id for entry in posted] == [fact(number).id for number in range(len(posted))]
        assert len(posted) in (next_number, next_number + 1)  # The last may be in without its answer.
        next_number = len(posted)
        assert sum(money.minor for money in book.balances().values()) == 0
        assert book.balance(Account("S1", "available", "CNY")).minor == sum(7 + n for n in range(next_number))
    assert book.post(*(fact(number) for number in range(next_number))) == ()


def killed_writer(url: str, community: str, first: int, *, after_lines: int) -> int:
    """Run a writer, kill him some time after so many answers, and return the last fact that he acknowledged."""
    command = [sys.executable, "-m", "tests.faults.poster", url, community, str(first)]
    root = Path(__file__).parents[2]
    environment = os.environ | {"PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root, env=environment) as writer:
        assert writer.stdout is not None
        told: list[int] = []
        for line in writer.stdout:
            told.append(int(line))
            if len(told) == after_lines:
                threading.Timer(0.002, lambda: os.kill(writer.pid, signal.SIGKILL)).start()
        assert told, "the writer could not begin"
        return told[-1]
