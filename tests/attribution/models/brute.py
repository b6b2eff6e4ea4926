"""Plain and slow definitions, written from the literature and not from the code that they judge."""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from itertools import pairwise, permutations

Groups = Mapping[tuple[str, ...], tuple[int, int, int]]

START, WON, LOST = object(), object(), object()


def channels(groups: Groups) -> list[str]:
    """Return every channel of any path."""
    return sorted({channel for path in groups for channel in path})


def inside(groups: Groups, allowed: Iterable[str]) -> tuple[int, int, int]:
    """Return journeys, conversions and value of the paths that touch nothing but these channels."""
    found = [counts for path, counts in groups.items() if path and set(path) <= set(allowed)]
    return (
        sum(won + lost for won, lost, _ in found),
        sum(won for won, *_ in found),
        sum(value for *_, value in found),
    )


def shapley(players: list[str], worth: Callable[[tuple[str, ...]], Fraction]) -> dict[str, Fraction]:
    """Return what each player adds on average over all orders of entering."""
    added = dict.fromkeys(players, Fraction(0))
    orders = list(permutations(players))
    for order in orders:
        for place, player in enumerate(order):
            added[player] += worth(order[: place + 1]) - worth(order[:place])
    return {player: total / len(orders) for player, total in added.items()}


def converting(groups: Groups, order: int, removed: str | None = None) -> Fraction:
    """Return the chance that a journey of the chain converts when every touch of a channel ends it.

    The chain is written down as probabilities and solved by putting one unknown after another into the rest.
    """
    steps: dict[object, dict[object, Fraction]] = {}
    for path, (won, lost, _) in groups.items():
        if not path or not won + lost:
            continue
        states = [START, *(path[max(0, end - order) : end] for end in range(1, len(path) + 1))]
        for one, two in pairwise(states):
            row = steps.setdefault(one, {})
            row[two] = row.get(two, Fraction(0)) + won + lost
        row = steps.setdefault(states[-1], {})
        row[WON] = row.get(WON, Fraction(0)) + won
        row[LOST] = row.get(LOST, Fraction(0)) + lost
    chances = {
        state: {target: times / sum(row.values()) for target, times in row.items()}
        for state, row in steps.items()
    }
    for row in chances.values():
        for closed in [state for state in row if isinstance(state, tuple) and state[-1] == removed]:
            row[LOST] = row.get(LOST, Fraction(0)) + row.pop(closed)
    for gone in [state for state in chances if state is not START]:
        row = chances.pop(gone)
        staying = row.pop(gone, Fraction(0))
        for other in chances.values():
            if gone in other:
                into = other.pop(gone) / (1 - staying)
                for target, chance in row.items():
                    other[target] = other.get(target, Fraction(0)) + into * chance
    return chances[START].get(WON, Fraction(0)) if START in chances else Fraction(0)


def removal_effects(groups: Groups, order: int) -> dict[str, Fraction]:
    """Return which part of the conversions would be missing without each channel."""
    base = converting(groups, order)
    return {
        name: 1 - converting(groups, order, name) / base if base else Fraction(0) for name in channels(groups)
    }
