"""Joining one campaign from sixteen processes at once: through the storage, and with a bare UPDATE."""

from collections.abc import Callable
from contextlib import ExitStack
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from time import perf_counter, process_time
from typing import Final, NamedTuple

import psycopg
from sqlalchemy import create_engine

from communekit.groupbuy.campaign import (
    CAMPAIGN_LIFE,
    CampaignCommand,
    CampaignEvent,
    CampaignState,
    Item,
    Join,
    Live,
    Publish,
    join_list,
)
from communekit.money import Money
from communekit.period import Window, instant
from communekit.storage import StoredLife
from communekit.storage.sql import Database, SqlStorage

PROCESSES: Final = 16
JOINERS: Final = 40
"""So many of each process; all together they want more than there is."""
PIECES: Final = 500
ITEM: Final = Item("eggs", Money.cny("12.90"), stock=PIECES)
WINDOW: Final = Window.parse("2026-03-01T00:00:00Z/2026-03-08T00:00:00Z")
AT: Final = instant("2026-03-01T09:00:00Z")

UPDATE: Final = "UPDATE stock SET remaining = remaining - 1 WHERE campaign = %s AND remaining > 0"

Serve = Callable[[list[str]], list[str]]
"""Answers some joiners, and returns those who were told yes."""


class Ran(NamedTuple):
    """When a process began and ended, the processor time that it took, and which of its joiners were told yes."""

    begun: float
    ended: float
    taken: float
    served: list[str]


class Rate(NamedTuple):
    """Joins answered a second by all processes together, and the processor time of one in our processes, in ms."""

    joins: float
    taken_ms: float


def life_of(database: Database, campaign: str) -> StoredLife[CampaignCommand, CampaignEvent, CampaignState]:
    """Return a campaign of which nothing was read yet."""
    return StoredLife(SqlStorage(database, "club"), f"campaign/{campaign}", CAMPAIGN_LIFE)


def _through_storage(database: Database, campaign: str) -> Serve:
    life = life_of(database, campaign)

    def serve(joiners: list[str]) -> list[str]:
        told = {f"join/{campaign}/{joiner}": Join(joiner, joiner, {"eggs": 1}, AT) for joiner in joiners}
        answers = life.tell_all(told).values()
        return [joiner for joiner, answer in zip(joiners, answers, strict=True) if answer.is_new]

    return serve


def _bare(own: psycopg.Connection, campaign: str) -> Serve:
    return lambda joiners: [joiner for joiner in joiners if own.execute(UPDATE, [campaign]).rowcount]


def serve(url: str, process: int, begin: Barrier, orders: Connection) -> None:
    """Serve the joiners of one process, a turn at an order, until there is none."""
    joiners = [f"{process}-{number}" for number in range(JOINERS)]
    with (
        Database(create_engine(dialect(url))) as database,
        psycopg.connect(url, autocommit=True) as own,
    ):
        while (order := orders.recv()) is not None:
            campaign, together = order
            some = _through_storage(database, campaign) if together else _bare(own, campaign)
            begin.wait()
            begun, taken = perf_counter(), process_time()
            served = [
                joiner
                for first in range(0, JOINERS, together or 1)
                for joiner in some(joiners[first : first + (together or 1)])
            ]
            orders.send(Ran(begun, perf_counter(), process_time() - taken, served))


def dialect(url: str) -> str:
    """Return an address as SQLAlchemy has it."""
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


class Crowd:
    """Sixteen processes who wait to be told whom to serve."""

    def __init__(self, url: str, stack: ExitStack) -> None:
        self._own = stack.enter_context(psycopg.connect(url, autocommit=True))
        self._own.execute("CREATE TABLE stock (campaign text PRIMARY KEY, remaining integer NOT NULL)")
        self._database = stack.enter_context(Database.open(dialect(url)))
        self._ends: list[Connection] = []
        context = get_context("spawn")
        self._begin = context.Barrier(PROCESSES)  # Kept, for without it its name is gone.
        for number in range(PROCESSES):
            mine, theirs = context.Pipe()
            process = context.Process(target=serve, args=(url, number, self._begin, theirs), daemon=True)
            process.start()
            stack.callback(process.join)
            self._ends.append(mine)
        for end in self._ends:
            stack.callback(end.send, None)

    def rate(self, campaign: str, *, together: int) -> Rate:
        """Let all join; of exactly so many as there are pieces it was said yes, and their seats are those that stand.

        Args:
            campaign: A new one.
            together: So many joiners of a process share a commit; 0 for a bare UPDATE each.
        """
        self._own.execute("INSERT INTO stock VALUES (%s, %s)", [campaign, PIECES])
        life = life_of(self._database, campaign)
        if together:
            life.tell(f"publish/{campaign}", Publish(join_list(campaign, [ITEM], WINDOW), AT))
        for end in self._ends:
            end.send((campaign, together))
        ran: list[Ran] = [end.recv() for end in self._ends]
        served = [joiner for one in ran for joiner in one.served]
        assert len(served) == len(set(served)) == PIECES
        if together:
            state = life.state()
            assert isinstance(state, Live)
            assert {seat.id for seat in state.list()} == set(served)
            assert (state.left(ITEM.product, None), state.left(ITEM.product, "")) == (None, 0)
        joins = PROCESSES * JOINERS
        seconds = max(one.ended for one in ran) - min(one.begun for one in ran)
        return Rate(joins / seconds, sum(one.taken for one in ran) / joins * 1_000)


__all__ = ["JOINERS", "PIECES", "PROCESSES", "Crowd", "Rate", "serve"]
