"""Benches of storage: a million events in a SQLite file, against a tenth of them."""

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Final

from communekit.storage import Event, Projection, Recorded
from communekit.storage.sql import Database, SqlStorage

from .peak import peak_mb
from .result import Result
from .stopwatch import compare

EVENTS: Final = 1_000_000
FEW: Final = 100_000
BATCH: Final = 1_000
"""So many events are appended at a time."""
AFTER: Final = 1_000
"""So many events come after the snapshot."""
LEADERS: Final = 200
"""So many tags; each event has one."""
ROUNDS: Final = 2

_COMMUNITY: Final = "club"

Taken = dict[str, int]
"""How many events there were of each leader."""


def results() -> Iterator[Result]:
    """Measure, and yield a result at a time."""
    with TemporaryDirectory() as folder:
        few, many = f"sqlite:///{Path(folder) / 'few.db'}", f"sqlite:///{Path(folder) / 'many.db'}"
        _append(few, FEW)
        times = _append(many, EVENTS)
        yield _append_growth(times)
        yield _load_growth(few, many)
        yield _load_peak(few, many)


def _counted(taken: Taken, recorded: Recorded) -> Taken:
    leader = recorded.event.tags[0]
    taken[leader] = taken.get(leader, 0) + 1
    return taken


def _orders() -> Projection[Taken]:
    """Return how many orders each leader has: a projection whose fold costs next to nothing."""
    return Projection(
        "orders",
        1,
        {},
        _counted,
        lambda taken: " ".join(f"{leader}={number}" for leader, number in sorted(taken.items())),
        lambda text: {leader: int(number) for leader, number in (each.split("=") for each in text.split())},
    )


def _append(url: str, count: int) -> list[float]:
    """Append events, a batch at a time, and keep a snapshot before the last of them; return what each batch took."""
    taken = []
    with Database.open(url) as database:
        storage = SqlStorage(database, _COMMUNITY)
        for first in range(0, count, BATCH):
            if first == count - AFTER:
                storage.write(partial(_orders().keep, watch=partial(_watch, "snapshot")))
            events = [
                Event(
                    "order.paid",
                    f"2026-03-01T09:{number // 60 % 60:02}:{number % 60:02}Z",
                    f'{{"format":1,"minor":{number % 9_973},"order":"A{number}"}}',
                    [f"leader/L{number * 7_919 % LEADERS}"],
                )
                for number in range(first, first + BATCH)
            ]
            begun = process_time()
            place = f"import/{first}"
            storage.write(lambda unit, p=place, e=events: unit.events.append(p, e, key=p))  # type: ignore[misc]  # of its turn
            taken.append(process_time() - begun)
            _watch("append", first + BATCH, count)
    return taken


def _append_growth(taken: list[float]) -> Result:
    batches = FEW // BATCH
    first, last = sum(taken[:batches]), sum(taken[-batches:])
    return Result(
        "storage.append_growth",
        last / first,
        "<= 1.3",
        met=last / first <= 1.3,
        how=f"processor time to append an event to a SQLite file, the last {FEW} of {EVENTS} against the first {FEW}; "
        f"{BATCH} events a transaction, {LEADERS} tags, {last / FEW * 1e6:.0f} us against {first / FEW * 1e6:.0f} us each",
    )


def _load_growth(few: str, many: str) -> Result:
    times = compare(partial(rebuild, few), partial(rebuild, many), rounds=ROUNDS)
    ratio = times.second / times.first / (EVENTS / FEW)
    seconds = min(_load(many) for _ in range(ROUNDS))
    return Result(
        "storage.load_growth",
        ratio,
        "<= 1.2",
        met=ratio <= 1.2,
        how=f"processor time to rebuild a projection from the first event per event, {EVENTS} events against {FEW} in SQLite "
        f"files; {times.second:.1f} s for all, {times.noise}; from a snapshot {AFTER} events before the end, the file "
        f"opened anew, {seconds * 1_000:.0f} ms, {times.second / seconds:.0f} times as fast",
    )


def _load_peak(few: str, many: str) -> Result:
    first, second = (peak_mb(__name__, "rebuild", url) for url in (few, many))
    return Result(
        "storage.load_peak",
        second / first,
        "<= 1.2",
        met=second / first <= 1.2,
        how=f"peak memory of a process that rebuilds a projection, {EVENTS} events against {FEW}; {second:.0f} MB "
        f"against {first:.0f} MB",
    )


def rebuild(url: str) -> None:
    """Rebuild a projection: what a process of its own is measured on."""
    assert _rebuild(url)


def _rebuild(url: str) -> Taken:
    with Database.open(url) as database:
        orders = SqlStorage(database, _COMMUNITY).read(
            partial(_orders().anew, watch=partial(_watch, "rebuild"))
        )
    assert sum(orders.values()) in {FEW, EVENTS}
    return orders


def _load(url: str) -> float:
    """Return the seconds until the state is there, from a snapshot in a file that is not open."""
    begun = perf_counter()
    with Database.open(url) as database:
        orders = SqlStorage(database, _COMMUNITY).read(_orders().now)
        taken = perf_counter() - begun
    assert orders == {f"leader/L{leader}": EVENTS // LEADERS for leader in range(LEADERS)}
    return taken


def _watch(what: str, done: int, of: int) -> None:
    """Show how far it has come, to whoever looks at a terminal."""
    if sys.stderr.isatty() and not done % 10_000:
        end = "\r" if done < of else "\n"
        print(f"{what} {done:,} of {of:,}", end=end, file=sys.stderr, flush=True)


__all__ = ["rebuild", "results"]
