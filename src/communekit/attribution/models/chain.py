"""The chain of a set of journeys (马尔可夫链): which touch follows which, how often, and how journeys end.

A state is what the last touches were: of order 1 the last channel, of order k the last k channels, fewer at the start.
A journey begins at START and ends in CONVERSION or NULL. Those are no channels: any text may be one.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from enum import Enum
from fractions import Fraction

import attrs

from .asked import asked
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
    starts: Mapping[State, int]
    moves: Mapping[State, Mapping[State, int]]
    stays: Mapping[State, int]
    conversions: Mapping[State, int]
    nulls: Mapping[State, int]

    def channel_of(self, state: State) -> Channel:
        """Return the channel whose touch leads into a state."""
        return state if self.order == 1 else state[-1]  # type: ignore[index]  # a tuple of channels then

    def leaving(self, state: State) -> int:
        """Return how often a state was left, for another one or for the end."""
        return sum(self.moves[state].values()) + self.conversions.get(state, 0) + self.nulls.get(state, 0)


def chain_of(journeys: Journeys, order: int = 1) -> Chain:
    """Return the chain of journeys; those without touches have no part in it.

    Raises:
        InvalidModelError: The order is not 1 to 8.
    """
    if type(order) is not int or not 1 <= order <= ORDER_MAX:
        raise InvalidModelError("markov", "order", order)
    rows: dict[State, _Row] = {}
    begin = _Step(_Row(rows))
    converted = asked(journeys, "markov").converting
    for counts in (journeys.others, converted):
        walked: Iterable[tuple[tuple[State, ...], int]] = (
            counts.items() if order == 1 else ((_windows(path, order), n) for path, n in counts.items())
        )
        for states, times in walked:
            step = begin
            for state in states:
                step = step.followed_by[state]
                step.times += times
    conversions = defaultdict[State, int](int)
    for path, times in converted.items():
        if path:
            conversions[path[-1] if order == 1 else path[-order:]] += times
    starts = _times(begin.followed_by)
    moves = {state: _times(row) for state, row in rows.items()}
    nulls = _lost(starts, moves, conversions)
    stays = {state: row.pop(state) for state, row in moves.items() if state in row}
    return Chain(order, starts, moves, stays, conversions, nulls)


def _lost(
    starts: Mapping[State, int], moves: Mapping[State, Mapping[State, int]], conversions: Mapping[State, int]
) -> dict[State, int]:
    """Return how often journeys ended in each state without a conversion: as often as it was entered and not left."""
    lost = defaultdict[State, int](int, starts)
    for state, row in moves.items():
        for target, times in row.items():
            lost[target] += times
            lost[state] -= times
    for state, times in conversions.items():
        lost[state] -= times
    return {state: times for state, times in lost.items() if times}


@attrs.define(eq=False)
class _Step:
    """A step into a state: the steps out of it, and how often this one was taken."""

    followed_by: "_Row"
    times: int = 0


class _Row(dict[State, _Step]):
    """Steps out of a state, by the state into which each leads."""

    __slots__ = ("_rows",)

    def __init__(self, rows: "dict[State, _Row]") -> None:
        super().__init__()
        self._rows = rows

    def __missing__(self, state: State) -> _Step:
        row = self._rows.get(state)
        if row is None:
            row = self._rows[state] = _Row(self._rows)
        step = self[state] = _Step(row)
        return step


def _times(row: _Row) -> dict[State, int]:
    return {state: step.times for state, step in row.items()}


def _windows(path: Path, order: int) -> tuple[State, ...]:
    return tuple(path[max(0, end - order) : end] for end in range(1, len(path) + 1))


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
        stays = chain.stays.get(state, 0) if self_transitions else 0
        leaving = chain.leaving(state) + stays
        ends = ((Node.CONVERSION, chain.conversions.get(state, 0)), (Node.NULL, chain.nulls.get(state, 0)))
        for target, times in (*row.items(), (state, stays), *ends):
            if times:
                matrix[state, target] = Fraction(times, leaving)
    return matrix


__all__ = ["ORDER_MAX", "Chain", "Node", "State", "chain_of", "transition_matrix"]
