"""Shapley values over all subsets of up to twenty players (子集求和), in whole numbers until the end.

A set is a number whose bits are its players. With W(s) = s! (n - 1 - s)! the value of player i, n! times, is

    sum over T with i of (W(|T| - 1) + W(|T|)) v(T)  -  sum over all T but the whole of W(|T|) v(T)

where the second sum is the same for all players, so that it follows from the first and from v(everybody).
"""

from collections.abc import Sequence
from fractions import Fraction
from math import factorial, gcd
from operator import add
from typing import Final

PLAYERS_MAX: Final = 20


def summed_over_subsets(table: list[int], players: int) -> list[int]:
    """Return for each set the sum over the sets inside it; `table` holds one number for each set.

    >>> summed_over_subsets([1, 10, 100, 1_000], 2)
    [1, 11, 101, 1111]
    """
    for _ in range(players):  # Each round adds along the lowest bit and makes it the highest.
        without, along = table[0::2], table[1::2]
        table = without + list(map(add, without, along))
    return table


def shapley_values(tops: Sequence[int], bottoms: Sequence[int], players: int) -> list[Fraction]:
    """Return the Shapley value of each player in the game v(T) = tops[T] ÷ bottoms[T], exactly.

    Tops may be below zero, bottoms are above it where the top is not zero. Terms of one denominator are added first;
    the numerators of all players stand side by side in one whole number, each in a lane of its own.
    """
    if not players:
        return []
    weights = [factorial(size) * factorial(players - 1 - size) for size in range(players)]
    weights = [weights[0]] + [weights[size - 1] + weights[size] for size in range(1, players)] + [weights[-1]]
    largest = max(*map(abs, tops), 1) * max(weights)
    lane = (largest << players).bit_length() + 2
    low_players = players // 2
    lows = _spread(range(low_players), lane)
    highs = _spread(range(low_players, players), lane)
    sums: dict[int, int] = {}
    place = 0
    for high_size, high in highs:
        for low_size, low in lows:
            top = tops[place]
            if top:
                bottom = bottoms[place]
                term = top * weights[high_size + low_size] * (high + low)
                sums[bottom] = sums.get(bottom, 0) + term
            place += 1
    gained = _added_up(sums, lane, players)
    whole = Fraction(tops[-1], bottoms[-1]) if tops[-1] else Fraction(0)
    common = (sum(gained, Fraction(0)) - whole * factorial(players)) / players
    return [(gain - common) / factorial(players) for gain in gained]


def _spread(players: range, lane: int) -> list[tuple[int, int]]:
    """Return for each set of some players how many they are, and a number with a one in the lane of each."""
    sets = [(0, 0)]
    for player in players:
        sets += [(size + 1, spread + (1 << lane * player)) for size, spread in sets]
    return sets


def _added_up(sums: dict[int, int], lane: int, players: int) -> list[Fraction]:
    """Return the sum over denominators for each player: neighbours first, so that numbers stay small for long."""
    terms = [(bottom, _lanes(packed, lane, players)) for bottom, packed in sorted(sums.items())]
    while len(terms) > 1:
        odd = terms[-1:] if len(terms) % 2 else []
        terms = [_pair(*one, *two) for one, two in zip(terms[0::2], terms[1::2], strict=False)] + odd
    return [Fraction(top, bottom) for bottom, tops in terms for top in tops] or [Fraction(0)] * players


def _pair(bottom: int, tops: list[int], other: int, others: list[int]) -> tuple[int, list[int]]:
    shared = gcd(bottom, other)
    by, own = other // shared, bottom // shared
    return bottom * by, [top * by + more * own for top, more in zip(tops, others, strict=True)]


def _lanes(packed: int, lane: int, players: int) -> list[int]:
    """Return the numbers that stand side by side, each of either sign."""
    half, mask = 1 << (lane - 1), (1 << lane) - 1
    found = []
    for _ in range(players):
        low = packed & mask
        if low >= half:
            low -= mask + 1
        found.append(low)
        packed = (packed - low) >> lane
    return found


__all__ = ["PLAYERS_MAX", "shapley_values", "summed_over_subsets"]
