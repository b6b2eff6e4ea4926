"""The chain of a set of journeys (马尔可夫链): which touch follows which, how often, and how journeys end.

A state is what the last touches were: of order 1 the last channel, of order k the last k channels, fewer at the start.
A journey begins at START and ends in CONVERSION or NULL. Those are no channels: any text may be one.
"""

from collections.abc import Hashable, Iterator, Mapping
from enum import Enum
from fractions import Fraction

import attrs

from .errors import InvalidModelError
from .journey import Channel, Path
from .journeys import Journeys

ORDER_MAX = 8

State = Hashable


class Node(Enum):
    """Where journeys begin and end (起点与终点)."""

    START = "(start)"
    CONVERSION = "(conversion)"
    NULL = "(null)"

    def __str__(self) -> str:
        return self.value


@attrs.frozen(eq=False)
class Chain:
    """How often each state was the first, followed another, and ended with a conversion or without.

    Moves from a state to itself are counted apart: they change no probability of converting.
    """

    order: int
    starts: dict[State, int]
    moves: dict[State, dict[State, int]]
    stays: dict[State, int]
    conversions: dict[State, int]
    nulls: dict[State, int]

    def channel_of(self, state: State) -> Channel:
        """Return the channel whose touch leads into a state."""
        return state if self.order == 1 else state[-1]  # type: ignore[index]  # a tuple of channels then

    def leaving(self, state: State) -> int:
        """Return how often a state was left, for another one or for the end."""
        return sum(self.moves[state].values()) + self.conversions[state] + self.nulls[state]


def chain_of(journeys: Journeys, order: int = 1) -> Chain:
    """Return the chain of journeys; those without touches have no part in it.

    Raises:
        InvalidModelError: The order is not 1 to 8.
    """
    if type(order) is not int or not 1 <= order <= ORDER_MAX:
        raise InvalidModelError("markov", "order", order)
    chain = Chain(order, {}, {}, {}, {}, {})
    starts, moves, stays = chain.starts, chain.moves, chain.stays
    for path, (converted, others, _) in journeys.counted():
        times = converted + others
        if not times:
            continue
        states = iter(path if order == 1 else _windows(path, order))
        before = next(states)
        starts[before] = starts.get(before, 0) + times
        row = moves.get(before)
        if row is None:
            row = moves[before] = {}
        for state in states:
            if state == before:
                stays[state] = stays.get(state, 0) + times
                continue
            row[state] = row.get(state, 0) + times
            row = moves.get(state)
            if row is None:
                row = moves[state] = {}
            before = state
        if converted:
            chain.conversions[before] = chain.conversions.get(before, 0) + converted
        if others:
            chain.nulls[before] = chain.nulls.get(before, 0) + others
    for state in moves:
        chain.conversions.setdefault(state, 0)
        chain.nulls.setdefault(state, 0)
        stays.setdefault(state, 0)
    return chain


def transition_matrix(
    journeys: Journeys, *, order: int = 1, self_transitions: bool = False
) -> Mapping[tuple[State, State], Fraction]:
    """Return the probability of each step that was seen (转移矩阵): {(from, to): probability}; each row adds up to 1.

    Args:
        journeys: The journeys.
        order: How many touches back a state remembers; above 1, states are tuples of channels.
        self_transitions: Whether a step from a state to itself is one; it changes no removal effect.

    >>> from communekit.attribution.models import Journeys
    >>> matrix = transition_matrix(Journeys.grouped({("a", "b"): (3, 1, 0), ("a", "c"): (1, 1, 0)}))
    >>> str(matrix[Node.START, "a"]), str(matrix["a", "b"]), str(matrix["b", Node.CONVERSION])
    ('1', '2/3', '3/4')
    """
    chain = chain_of(journeys, order)
    matrix: dict[tuple[State, State], Fraction] = {}
    everyone = sum(chain.starts.values())
    for state, times in chain.starts.items():
        matrix[Node.START, state] = Fraction(times, everyone)
    for state, row in chain.moves.items():
        stays = chain.stays[state] if self_transitions else 0
        leaving = chain.leaving(state) + stays
        ends = ((Node.CONVERSION, chain.conversions[state]), (Node.NULL, chain.nulls[state]))
        for target, times in (*row.items(), (state, stays), *ends):
            if times:
                matrix[state, target] = Fraction(times, leaving)
    return matrix


def _windows(path: Path, order: int) -> Iterator[Path]:
    return (path[max(0, end - order) : end] for end in range(1, len(path) + 1))


__all__ = ["ORDER_MAX", "Chain", "Node", "State", "chain_of", "transition_matrix"]
