"""Comparing the speed of two pieces of work in one process, turn by turn, so that a noisy machine is noisy for both."""

import gc
from collections.abc import Callable
from statistics import median
from time import process_time
from typing import NamedTuple

ROUNDS = 21


class Times(NamedTuple):
    """Seconds of processor time of each piece at its quietest, and how far its median was above that."""

    first: float
    second: float
    noise: str


def compare(first: Callable[[], None], second: Callable[[], None], *, rounds: int = ROUNDS) -> Times:
    """Run two pieces of work in turns and return the quietest time of each."""
    first()
    second()
    taken: tuple[list[float], list[float]] = ([], [])
    gc.collect()
    gc.freeze()
    for _ in range(rounds):
        for work, times in zip((first, second), taken, strict=True):
            begun = process_time()
            work()
            times.append(process_time() - begun)
    gc.unfreeze()
    over = [f"+{(median(times) / min(times) - 1) * 100:.0f}%" for times in taken]
    return Times(
        min(taken[0]), min(taken[1]), f"{rounds} turns each, medians {over[0]} and {over[1]} above the best"
    )
