"""Doing many things at once (同时): every worker waits for the others before each round, so that they do meet."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

T = TypeVar("T")
D = TypeVar("D")


def at_once(workers: int, work: Callable[[T], D], each: Sequence[T]) -> list[D]:
    """Return what came of work on each thing: so many at the same moment, then the next so many.

    What one of them raises is raised when all of his round are done.

    >>> at_once(2, lambda number: number * number, range(5))
    [0, 1, 4, 9, 16]
    """
    done: list[D] = []
    with ThreadPoolExecutor(workers) as pool:
        for first in range(0, len(each), workers):
            some = each[first : first + workers]
            done += pool.map(_together(Barrier(len(some)), work), some)
    return done


def _together(gate: Barrier, work: Callable[[T], D]) -> Callable[[T], D]:
    """Return work that begins when everybody is at the gate."""

    def begun(one: T) -> D:
        gate.wait()
        return work(one)

    return begun


__all__ = ["at_once"]
