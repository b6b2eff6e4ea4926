"""Bursts (突增): stretches of time in which something happened too often."""

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from datetime import datetime, timedelta

import attrs


@attrs.frozen
class Burst:
    """Events `first` to `end` (not included) lie in windows that reached the limit; `counted` is the most in one."""

    first: int
    end: int
    counted: int


def reaches(times: Sequence[datetime], length: timedelta) -> list[int]:
    """Return for each event, in order of time, the first event that is a whole window later, or the number of all.

    The window that starts with event i holds the events i up to, not including, `reaches(...)[i]`: half-open.
    """
    found, end, total = [], 0, len(times)
    for start in times:
        limit = start + length
        while end < total and times[end] < limit:
            end += 1
        found.append(end)
    return found


def counts(reach: Sequence[int], kinds: Sequence[Hashable] | None = None) -> list[int]:
    """Return how many events each window holds; with `kinds`, how many different ones."""
    if kinds is None:
        return [end - first for first, end in enumerate(reach)]
    found, end = [], 0
    inside: Counter[Hashable] = Counter()
    for first, until in enumerate(reach):
        while end < until:
            inside[kinds[end]] += 1
            end += 1
        found.append(len(inside))
        inside[kinds[first]] -= 1
        if not inside[kinds[first]]:
            del inside[kinds[first]]
    return found


def bursts(reach: Sequence[int], counted: Sequence[int], limit: int) -> Iterator[Burst]:
    """Yield the stretches covered by windows that reach a limit; windows with a common event are one stretch."""
    open_: Burst | None = None
    for first, (end, number) in enumerate(zip(reach, counted, strict=True)):
        if number < limit:
            continue
        if open_ is not None and first < open_.end:
            open_ = Burst(open_.first, max(open_.end, end), max(open_.counted, number))
            continue
        if open_ is not None:
            yield open_
        open_ = Burst(first, end, number)
    if open_ is not None:
        yield open_


__all__ = ["Burst", "bursts", "counts", "reaches"]
