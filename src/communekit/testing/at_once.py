"""Doing many things at once (同时): every worker waits for the others before each of his, so that they do meet."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

T = TypeVar("T")
D = TypeVar("D")


def at_once(workers: int, work: Callable[[T], D], each: Sequence[T]) -> list[D]:
    """Return what came of work on each thing, so many at the same moment.

    Args:
        workers: How many there are; the things are a multiple of them.
        work: What is done.
        each: What it is done to.

    Raises:
        ValueError: The last round would wait for ever: too few things are left for all workers.

    >>> at_once(2, lambda number: number * number, range(4))
    [0, 1, 4, 9]
    """
    if len(each) % workers:
        raise ValueError(f"{len(each)} things are no multiple of {workers} workers")
    gate = Barrier(workers)

    def together(one: T) -> D:
        gate.wait()
        return work(one)

    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(together, each))


__all__ = ["at_once"]
