"""Lost answers (应答丢失): the connection to PostgreSQL is cut around a COMMIT, and elsewhere; told again, each fact is in once.

The control posts without a key, and is seen to post twice.
"""

import random
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count

import attrs
import pytest

from communekit.ids import EntryId
from communekit.storage.sql import Database, OutcomeUnknownError, SqlBook
from tests.faults.figures import LOST_ANSWERS, SEED, Tally
from tests.faults.mixed import step
from tests.faults.proxy import Cut, Proxy, proxied
from tests.faults.workload import Verdict, Workload

LIVES = 30
"""So many cuts a community lives through."""

AT_COMMIT = (Cut.BEFORE, Cut.DURING, Cut.AFTER)


@pytest.fixture
def proxy(postgres: str) -> Iterator[Proxy]:
    """Return a proxy before the server."""
    with proxied(postgres) as made:
        yield made


def told_until_answered(
    proxy: Proxy, cuts: int, work: Callable[[int], None], choose: Callable[[], tuple[Cut, int]]
) -> tuple[int, int]:
    """Do step after step until so many connections were cut; return how many steps were done, and how often one had no answer."""
    unanswered, before = 0, len(proxy.made)
    for number in count():
        if len(proxy.made) - before == cuts:
            proxy.cut(None)
            return number, unanswered
        where, skip = choose()
        proxy.cut(where, skip=skip)
        try:
            work(number)
        except OutcomeUnknownError:
            unanswered += 1
            work(number)
    raise AssertionError


def test_lost_answers(
    postgres: str, proxy: Proxy, work: str, workload: Workload, tally: Callable[[str, str], Tally]
) -> None:
    """same_key_once: whether a commit whose answer was lost came through or not, telling it again leaves it there once."""
    chance, line = random.Random(SEED), tally("answer to COMMIT lost", "postgresql")
    with Database.open(postgres) as straight, Database.open(proxy.url) as database:
        for done in range(0, LOST_ANSWERS, LIVES):
            community, cuts = f"answers-{work}-{done}", min(LIVES, LOST_ANSWERS - done)
            steps, unanswered = told_until_answered(
                proxy,
                cuts,
                partial(workload.do, database, community),
                lambda: (chance.choice(AT_COMMIT), 0),
            )
            # Each was said, none was guessed. An answer may overtake a cut that is made while the COMMIT is on its way.
            certain = [cut for cut in proxy.made[-cuts:] if cut is not Cut.DURING]
            assert len(certain) <= unanswered <= cuts
            verdict = workload.check(straight, community, acknowledged=set(range(steps)), begun=steps)
            assert verdict.holds, f"with seed {SEED}: {verdict}"
            line.add(steps, attrs.evolve(verdict, unanswered=unanswered))
        line.times = len(proxy.made)


def test_dropped_connections(
    postgres: str, proxy: Proxy, work: str, workload: Workload, tally: Callable[[str, str], Tally]
) -> None:
    """A connection that is lost before its commit is tried again by itself: nobody hears of it, and nothing is done twice."""
    chance, line = random.Random(SEED), tally("connection dropped", "postgresql")
    with Database.open(postgres) as straight, Database.open(proxy.url) as database:
        for done in range(0, LOST_ANSWERS, LIVES):
            community, cuts = f"dropped-{work}-{done}", min(LIVES, LOST_ANSWERS - done)
            steps, unanswered = told_until_answered(
                proxy,
                cuts,
                partial(workload.do, database, community),
                lambda: (Cut.ELSEWHERE, chance.randint(0, 30)),
            )
            assert unanswered == 0
            verdict = workload.check(straight, community, acknowledged=set(range(steps)), begun=steps)
            assert verdict.holds, f"with seed {SEED}: {verdict}"
            line.add(steps, verdict)
        line.times = len(proxy.made)


def test_without_a_key_it_is_posted_twice(
    postgres: str, proxy: Proxy, tally: Callable[[str, str], Tally]
) -> None:
    """The control: whoever makes a new id each time he tells the same posts it twice, once for each answer that was lost."""
    line, fresh = tally("control: no key, answer lost", "postgresql"), count()
    with Database.open(proxy.url) as database:
        book = SqlBook(database, "unkeyed")

        def post(number: int) -> None:
            book.post(attrs.evolve(step(8 * number).entries[0], id=EntryId(f"new-{next(fresh)}")))

        cuts = max(5, LOST_ANSWERS // 10)
        steps, _ = told_until_answered(proxy, cuts, post, lambda: (Cut.AFTER, 0))
        doubled = len(book) - steps
        line.add(steps, Verdict(doubled=doubled, unanswered=cuts, redelivered=cuts))
        line.times = cuts
        assert doubled == cuts
