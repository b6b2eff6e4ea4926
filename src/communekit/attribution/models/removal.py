"""Removal effects (移除效应): how many conversions would be missing without a channel, solved exactly.

To remove a channel is to end every journey, unconverted, at the touch that would be of it: all steps into states whose
last touch is of the channel lead to NULL. States that merely remember the channel can then no longer be reached, so
they are gone as well.
"""

from collections.abc import Collection, Mapping
from fractions import Fraction
from typing import Final

import attrs

from communekit.errors import LimitExceededError

from .chain import Chain, State, chain_of
from .elimination import eliminated
from .journey import Channel
from .journeys import Journeys
from .order import in_order

STATES_MAX: Final = 200


@attrs.frozen(hash=False)
class RemovalEffects:
    """The probability that a journey converts (基准转化率), and which part of it would be missing without each channel."""

    base: Fraction
    effects: Mapping[Channel, Fraction]


def removal_effects(journeys: Journeys, *, order: int = 1) -> RemovalEffects:
    """Return the removal effect of each channel (移除效应) in the chain of journeys, exactly.

    1 - h(without the channel) ÷ h, where h is the probability to reach a conversion from the start. Nothing is
    simulated, no walk is cut off. Consecutive touches of one channel change nothing at order 1. Channels from which no
    conversion can be reached have 0.

    Args:
        journeys: Those without touches have no part in it.
        order: How many touches back a step remembers, 1 to 8.

    Raises:
        LimitExceededError: More than 200 states: channels at order 1, sequences of channels above it.
        InvalidModelError: The order is not 1 to 8.

    >>> from communekit.attribution.models import Journeys
    >>> found = removal_effects(Journeys.grouped({("g",): (2, 1, 0), ("m",): (1, 0, 0), ("g", "m"): (1, 0, 0)}))
    >>> str(found.base), str(found.effects["g"]), str(found.effects["m"])
    ('4/5', '3/4', '1/2')
    """
    chain = chain_of(journeys, order)
    if len(chain.moves) > STATES_MAX:
        raise LimitExceededError("states of the chain", len(chain.moves), STATES_MAX)
    channels = {chain.channel_of(state) for state in chain.moves}
    converted, everyone = sum(chain.conversions.values()), sum(chain.starts.values())
    if not converted:
        return RemovalEffects(Fraction(0), dict.fromkeys(channels, Fraction(0)))
    base = Fraction(converted, everyone)
    found = _of_states(chain) if order == 1 else _of_channels(chain, base)
    return RemovalEffects(base, {channel: found.get(channel, Fraction(0)) for channel in channels})


def _of_states(chain: Chain) -> dict[Channel, Fraction]:
    """Return the effect of removing each state, from one inverse.

    With N the expected visits: RE(c) = (N[start, c] ÷ N[c, c]) x h(c) ÷ h(start). N is the inverse of (D - M) times
    D, D what leaves each state and M the moves; D falls out of the ratio.
    """
    states = in_order(chain.moves)
    size = len(states)
    rows = _rows(chain, states)
    for place, row in enumerate(rows):
        row += [int(place == other) for other in range(size)]
    solved, _ = eliminated(rows, size + 1)
    starts = [chain.starts.get(state, 0) for state in states]
    reaching = [row[0] for row in solved]
    from_start = sum(times * h for times, h in zip(starts, reaching, strict=True))
    effects = {}
    for place, state in enumerate(states):
        visits = sum(times * row[place + 1] for times, row in zip(starts, solved, strict=True))
        effects[state] = Fraction(visits * reaching[place], solved[place][place + 1] * from_start)
    return effects


def _of_channels(chain: Chain, base: Fraction) -> dict[Channel, Fraction]:
    """Return the effect of removing all states of each channel, one system for each."""
    states = list(chain.moves)
    return {
        removed: 1
        - _conversion(chain, [state for state in states if chain.channel_of(state) != removed]) / base
        for removed in {chain.channel_of(state) for state in states}
    }


def _conversion(chain: Chain, states: Collection[State]) -> Fraction:
    """Return the probability that a journey converts when steps into all other states lead to nothing."""
    if not states:
        return Fraction(0)
    solved, common = eliminated(_rows(chain, states), 1)
    everyone = sum(chain.starts.values())
    reached = sum(chain.starts.get(state, 0) * row[0] for state, row in zip(states, solved, strict=True))
    return Fraction(reached, common * everyone)


def _rows(chain: Chain, states: Collection[State]) -> list[list[int]]:
    """Return (D - M | conversions): what leaves each state, less the moves to the others, equals what converts."""
    rows: list[list[int]] = []
    for state in states:
        moves = chain.moves[state]
        row = [-moves.get(target, 0) for target in states]
        row[len(rows)] = chain.leaving(state)
        rows.append([*row, chain.conversions.get(state, 0)])
    return rows


__all__ = ["STATES_MAX", "RemovalEffects", "removal_effects"]
