"""Server stops (数据库停机): PostgreSQL goes down hard in the middle of posting, and comes back; writers go on with the same pool."""

import random
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from threading import Event

import pytest

from communekit.storage.sql import Database, OutcomeUnknownError, SqlBook, StoreUnavailableError
from tests.faults.figures import SEED, STOPS, Tally
from tests.faults.mixed import step
from tests.faults.server import Server, Stop, served
from tests.faults.workload import Workload

LIVES = 4
"""So many stops two communities live through."""

WRITERS = (0, 0, 1)
"""Whose book each writer writes to: two tell the same facts, one writes alone."""


@pytest.fixture(scope="module")
def server(postgres: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Return a server that may be stopped."""
    with served(tmp_path_factory.mktemp("stopped")) as made:
        yield made


def written(
    database: Database, workload: Workload, community: str, first: int, over: Event
) -> tuple[set[int], int, int]:
    """Do steps until it is over; return those that were acknowledged, how many were begun, and how often there was no answer."""
    told, unanswered = set[int](), 0
    for number in count(first):
        while True:
            if over.is_set():
                return told, number, unanswered
            try:
                workload.do(database, community, number)
            except (OutcomeUnknownError, StoreUnavailableError) as error:
                unanswered += isinstance(error, OutcomeUnknownError)
            else:
                told.add(number)
                break
    raise AssertionError


def test_server_stops(
    server: Server, workload: Workload, tally: Callable[[str, str], Tally], work: str
) -> None:
    """Nothing acknowledged is lost when the server goes down, nothing is doubled; the pool finds it again by itself."""
    chance, line = random.Random(SEED), tally("server stopped hard", "postgresql")
    begun, done = [0, 0], [set[int](), set[int]()]
    with Database.open(server.url) as database, ThreadPoolExecutor() as threads:
        for stop in range(STOPS):
            if stop % LIVES == 0:
                begun, done = [0, 0], [set(), set()]
            names = [f"stops-{work.replace(' ', '-')}-{stop // LIVES}-{book}" for book in (0, 1)]
            over = Event()
            writing = [
                threads.submit(written, database, workload, names[book], begun[book], over)
                for book in WRITERS
            ]
            time.sleep(0.05 + 0.15 * chance.random())
            how = chance.choice(list(Stop))
            try:
                server.stop(how)
                server.start()
                time.sleep(0.1 * chance.random())  # Some of them go on at once.
            finally:
                over.set()
            server.wait_until_it_answers()
            acknowledged = [0, 0]
            for book, writer in zip(WRITERS, writing, strict=True):
                told, reached, _ = writer.result()
                acknowledged[book] += len(told - done[book])
                done[book] |= told
                begun[book] = max(begun[book], reached + 1)
            for book, name in enumerate(names):
                verdict = workload.check(database, name, acknowledged=done[book], begun=begun[book])
                assert verdict.holds, f"stop {stop}, {how} with seed {SEED}: {verdict}"
                line.add(acknowledged[book], verdict)
                done[book] = set(range(begun[book]))
        line.times = STOPS


def test_a_reader_finds_the_server_again(server: Server) -> None:
    """While it is away he is told so; when it is back he reads, with connections that were open before it went."""
    with Database.open(server.url) as database:
        book = SqlBook(database, "reader")
        book.post(*step(0).entries)
        server.stop(Stop.IMMEDIATE)
        with pytest.raises(StoreUnavailableError):
            len(book)
        server.start()
        assert len(book) == 1
        server.stop(Stop.KILLED)
        server.start()
        assert len(book) == 1
