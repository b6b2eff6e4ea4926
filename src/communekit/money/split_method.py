"""Split methods (分摊方法): how whole units are laid over weights, on plain integers.

The default is the largest remainder. The others are there so that a host can match its old books; each is
the rule of a known system, named in its line. None gives anything to a party of weight zero, and each treats
a negative amount as the mirror of the positive one.
"""

from collections.abc import Callable, Sequence
from enum import Enum
from math import gcd

from communekit.errors import LimitExceededError

from .amount import MINOR_MAX
from .errors import AmountOutOfRangeError, InvalidSplitError

PARTIES_MAX = 100_000
WEIGHT_MAX = 10**18


class SplitMethod(Enum):
    """How the units that do not divide evenly are handed out (尾差处理).

    - `LARGEST_REMAINDER`: one each to the largest fractions; exact ties in the order of the parties (最大余数法).
    - `FLOOR_THEN_FIRST`: one each from the first party on (Fowler; brick/money).
    - `FLOOR_THEN_LAST`: all to the last party (截断，最后一行取余数; ruoyi-vue-pro).
    - `LARGEST_WEIGHT_FIRST`: one each from the largest weight down (dinero.js, Sylius).
    - `SEQUENTIAL_FROM_LAST`: from the last party on, each takes its truncated share of what is left (RubyMoney).
    - `HALF_DOWN_THEN_FIRST`: each share is rounded, halves down; what misses or is too much is put right from the
      first party on (Sylius).
    - `FLOOR_ONLY`: nothing is handed out beyond the floors; the rest is the remainder (brick/money).
    - `BLOCKS`: only whole multiples of the weights in lowest terms; the rest is the remainder (brick/money).
    """

    LARGEST_REMAINDER = "largest_remainder"
    FLOOR_THEN_FIRST = "floor_then_first"
    FLOOR_THEN_LAST = "floor_then_last"
    LARGEST_WEIGHT_FIRST = "largest_weight_first"
    SEQUENTIAL_FROM_LAST = "sequential_from_last"
    HALF_DOWN_THEN_FIRST = "half_down_then_first"
    FLOOR_ONLY = "floor_only"
    BLOCKS = "blocks"

    def lay(self, units: int, weights: Sequence[int]) -> list[int]:
        """Return the part of each weight, for units of zero or more and weights not all zero.

        >>> SplitMethod.SEQUENTIAL_FROM_LAST.lay(100, [1, 1, 1])
        [34, 33, 33]
        """
        return _LAYING[self](units, weights)


def split_minor(amount: int, weights: Sequence[int]) -> list[int]:
    """Return an amount in minor units laid over whole-number weights by largest remainder: the hot path.

    The parts add up to the amount; each is less than one unit from its exact share; exact ties go to the
    earlier position; a weight of zero gets zero; a negative amount is split as its mirror.

    Raises:
        InvalidSplitError: No weights, all zero, one below zero, or not whole numbers.
        AmountOutOfRangeError: The amount is beyond 10^15 minor units.
        LimitExceededError: More than 100,000 parties or a weight above 10^18.

    >>> split_minor(-100, [1, 1, 1])
    [-34, -33, -33]
    """
    if type(amount) is not int:
        raise InvalidSplitError("float" if isinstance(amount, float) else "type", amount)
    if not -MINOR_MAX <= amount <= MINOR_MAX:
        raise AmountOutOfRangeError(amount)
    check_weights(weights)
    if amount < 0:
        return [-part for part in _largest_remainder(-amount, weights)]
    return _largest_remainder(amount, weights)


def check_weights(weights: Sequence[int]) -> None:
    """Refuse weights that share nothing: none, too many, not whole, below zero, too large or all zero."""
    if not weights:
        raise InvalidSplitError("no_parties", weights)
    if len(weights) > PARTIES_MAX:
        raise LimitExceededError("parties", len(weights), PARTIES_MAX)
    if set(map(type, weights)) != {int}:
        wrong = next(weight for weight in weights if type(weight) is not int)
        raise InvalidSplitError("float" if isinstance(wrong, float) else "type", wrong)
    if min(weights) < 0:
        raise InvalidSplitError("negative", min(weights))
    if max(weights) > WEIGHT_MAX:
        raise LimitExceededError("weight", max(weights), WEIGHT_MAX)
    if not any(weights):
        raise InvalidSplitError("all_zero", weights)


def _floors(units: int, weights: Sequence[int]) -> list[int]:
    whole = sum(weights)
    return [units * weight // whole for weight in weights]


def _largest_remainder(units: int, weights: Sequence[int]) -> list[int]:
    whole = sum(weights)
    parts, fractions = [], []
    for weight in weights:
        part, fraction = divmod(units * weight, whole)
        parts.append(part)
        fractions.append(fraction)
    left = units - sum(parts)
    if left:  # Fewer than there are fractions above zero, so a weight of zero gets none.
        for index in sorted(range(len(parts)), key=fractions.__getitem__, reverse=True)[:left]:
            parts[index] += 1
    return parts


def _floor_then_first(units: int, weights: Sequence[int]) -> list[int]:
    return _one_each(units, _floors(units, weights), _taking_part(weights))


def _largest_weight_first(units: int, weights: Sequence[int]) -> list[int]:
    by_weight = sorted(_taking_part(weights), key=weights.__getitem__, reverse=True)
    return _one_each(units, _floors(units, weights), by_weight)


def _floor_then_last(units: int, weights: Sequence[int]) -> list[int]:
    parts = _floors(units, weights)
    parts[_taking_part(weights)[-1]] += units - sum(parts)
    return parts


def _sequential_from_last(units: int, weights: Sequence[int]) -> list[int]:
    left, whole = units, sum(weights)
    parts = []
    for weight in reversed(weights):
        part = left * weight // whole if weight else 0
        parts.append(part)
        left, whole = left - part, whole - weight
    return parts[::-1]


def _half_down_then_first(units: int, weights: Sequence[int]) -> list[int]:
    whole = sum(weights)
    parts = [-((whole - 2 * units * weight) // (2 * whole)) for weight in weights]
    taking_part = _taking_part(weights)
    too_much = sum(parts) - units
    if too_much <= 0:
        return _one_each(units, parts, taking_part)
    for index in [index for index in taking_part if parts[index]][:too_much]:
        parts[index] -= 1
    return parts


def _blocks(units: int, weights: Sequence[int]) -> list[int]:
    divisor = gcd(*weights)
    blocks = units // (sum(weights) // divisor)
    return [blocks * (weight // divisor) for weight in weights]


def _taking_part(weights: Sequence[int]) -> list[int]:
    return [index for index, weight in enumerate(weights) if weight]


def _one_each(units: int, parts: list[int], order: Sequence[int]) -> list[int]:
    """Hand out one unit each, in an order, until the parts add up to the units."""
    for index in order[: units - sum(parts)]:
        parts[index] += 1
    return parts


_LAYING: dict[SplitMethod, Callable[[int, Sequence[int]], list[int]]] = {
    SplitMethod.LARGEST_REMAINDER: _largest_remainder,
    SplitMethod.FLOOR_THEN_FIRST: _floor_then_first,
    SplitMethod.FLOOR_THEN_LAST: _floor_then_last,
    SplitMethod.LARGEST_WEIGHT_FIRST: _largest_weight_first,
    SplitMethod.SEQUENTIAL_FROM_LAST: _sequential_from_last,
    SplitMethod.HALF_DOWN_THEN_FIRST: _half_down_then_first,
    SplitMethod.FLOOR_ONLY: _floors,
    SplitMethod.BLOCKS: _blocks,
}

__all__ = ["PARTIES_MAX", "WEIGHT_MAX", "SplitMethod", "check_weights", "split_minor"]
