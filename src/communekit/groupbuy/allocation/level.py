"""Levelling (拉平): units handed out one at a time, each to whoever has the least so far."""

from collections.abc import Sequence

Start = tuple[int, int]


def levelled(units: int, starts: Sequence[Start], rooms: Sequence[int]) -> list[int]:
    """Return how many units each party gets when one at a time goes to whoever is lowest.

    A party starts at (whole, rest): it has so many units' worth and a rest below one. It takes at most its room; of
    parties at one height, the earlier in the list is first. All rooms together must be enough.

    In one sweep over the heights at which a party joins and at which it is full: time n log n, whatever the units.

    >>> levelled(5, [(0, 0), (0, 0), (2, 0)], [9, 1, 9])
    [3, 1, 1]
    """
    last = _last_round(units, starts, rooms)
    got = [
        min(max(last - whole, 0), room) for (whole, _), room in zip(starts, rooms, strict=True)
    ]  # What each gets before the last round, in which not everybody has a turn.
    turns = sorted(
        (starts[party][1], party)
        for party, room in enumerate(rooms)
        if starts[party][0] <= last < starts[party][0] + room
    )
    for _, party in turns[: units - sum(got)]:
        got[party] += 1
    return got


def _last_round(units: int, starts: Sequence[Start], rooms: Sequence[int]) -> int:
    """Return the last round of which every earlier one is handed out whole. In round n, who stands at n gets one."""
    edges = sorted(
        edge
        for (whole, _), room in zip(starts, rooms, strict=True)
        if room
        for edge in ((whole, 1), (whole + room, -1))
    )
    at = taking = 0
    left = units
    for height, change in edges:
        whole_rounds = height - at
        if taking and taking * whole_rounds > left:
            return at + left // taking
        left -= taking * whole_rounds
        at, taking = height, taking + change
    return at


__all__ = ["levelled"]
