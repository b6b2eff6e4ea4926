"""Bounds of a split (上限与下限): the most and the least that a party may get, whichever the sign.

With the default method the bounds are met exactly: one level is sought at which every party gets its weight's
share, held between its bounds, and only then are whole units handed out. With a method of an old book, what
a party cannot take goes round again over the others, as that system does it.
"""

from collections.abc import Hashable, Mapping, Sequence

from communekit.errors import LimitExceededError

from .amount import Money
from .currency import Currency
from .errors import CurrencyMismatchError, InvalidSplitError
from .split_method import SplitMethod

ROUNDS_PARTIES_MAX = 1_000


def read_bounds(given: object, keys: Sequence[Hashable], currency: Currency) -> dict[int, int]:
    """Return bounds in minor units by the position of the party.

    Raises:
        InvalidSplitError: Not amounts by party, below zero, or for somebody who takes no part.
        CurrencyMismatchError: A bound is of another currency.
    """
    if given is None:
        return {}
    if isinstance(given, Mapping):
        positions = {key: position for position, key in enumerate(keys)}
        for key in given:
            if key not in positions:
                raise InvalidSplitError("unknown_party", key)
        return {positions[key]: _bound(bound, currency) for key, bound in given.items()}
    if isinstance(given, Sequence) and not isinstance(given, str) and len(given) == len(keys):
        return {position: _bound(bound, currency) for position, bound in enumerate(given)}
    raise InvalidSplitError("type", given)


def _bound(bound: object, currency: Currency) -> int:
    if not isinstance(bound, Money):
        raise InvalidSplitError("type", bound)
    if bound.currency != currency:
        raise CurrencyMismatchError(currency.code, bound.currency.code)
    if bound.minor < 0:
        raise InvalidSplitError("negative", bound)
    return bound.minor


def lay_within(
    units: int, weights: Sequence[int], least: Mapping[int, int], most: Mapping[int, int]
) -> list[int]:
    """Return units laid over weights by largest remainder, each part between its bounds.

    When all the most amounts together are less than the units, each party gets its most. A party of weight
    zero gets its least amount.

    Raises:
        InvalidSplitError: The least amounts add up to more than the units, or a most is below its least.

    >>> lay_within(100, [1, 1, 2], {}, {2: 10})
    [45, 45, 10]
    """
    check_bounds(units, least, most)
    parts = [least.get(position, 0) for position in range(len(weights))]
    still_free = _at_the_level(units, weights, parts, most)
    if still_free:
        free = units - sum(parts) + sum(parts[position] for position in still_free)
        shares = SplitMethod.LARGEST_REMAINDER.lay(free, [weights[position] for position in still_free])
        for position, share in zip(still_free, shares, strict=True):
            parts[position] = share
    return parts


def check_bounds(units: int, least: Mapping[int, int], most: Mapping[int, int]) -> None:
    """Refuse bounds that contradict one another, or guarantees above what there is."""
    for position, bound in most.items():
        if bound < least.get(position, 0):
            raise InvalidSplitError("bounds", bound)
    if least and sum(least.values()) > units:
        raise InvalidSplitError("at_least", sum(least.values()))


def _at_the_level(units: int, weights: Sequence[int], parts: list[int], most: Mapping[int, int]) -> list[int]:
    """Set the parts that rest on a bound; return the positions of those between their bounds.

    The level rises from zero. At bound ÷ weight a party leaves its least amount, or comes to rest at its most.
    Those quotients are ordered as integers, scaled finely enough to keep different ones apart.
    """
    finer = 2 * max(weights).bit_length() + 1
    events = [
        ((bound << finer) // weights[position], stops, position, bound)
        for stops, bounds in ((False, dict(enumerate(parts))), (True, most))
        for position, bound in bounds.items()
        if weights[position]
    ]
    fixed, rising = sum(parts), 0
    free: dict[int, None] = {}
    for _, stops, position, bound in sorted(events):
        weight = weights[position]
        if rising * bound >= (units - fixed) * weight:
            break  # The units are spent before the level gets there.
        if stops:
            parts[position] = bound
            fixed, rising = fixed + bound, rising - weight
            del free[position]
        else:
            fixed, rising = fixed - bound, rising + weight
            free[position] = None
    return sorted(free)


def lay_in_rounds(
    method: SplitMethod, units: int, weights: Sequence[int], most: Mapping[int, int]
) -> list[int]:
    """Return units laid over weights by a method; what a party cannot take goes round again over the others.

    The rule of Sylius's distributor for minimum prices, with any method.

    Raises:
        LimitExceededError: More than 1,000 parties.

    >>> lay_in_rounds(SplitMethod.HALF_DOWN_THEN_FIRST, 2500, [5000, 6000], {0: 500})
    [500, 2000]
    """
    if len(weights) > ROUNDS_PARTIES_MAX:
        raise LimitExceededError("parties with bounds", len(weights), ROUNDS_PARTIES_MAX)
    parts = [0] * len(weights)
    taking = [position for position, weight in enumerate(weights) if weight]
    left = units
    while left and taking:
        proposed = method.lay(left, [weights[position] for position in taking])
        left, can_take_more = 0, []
        for position, part in zip(taking, proposed, strict=True):
            parts[position] += part
            bound = most.get(position)
            if bound is not None and parts[position] >= bound:
                left += parts[position] - bound
                parts[position] = bound
            else:
                can_take_more.append(position)
        taking = can_take_more
    return parts


__all__ = ["check_bounds", "lay_in_rounds", "lay_within", "read_bounds"]
