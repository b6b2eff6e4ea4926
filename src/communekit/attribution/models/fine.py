"""Fine shares (份额精度): weights of any size made shares that add up to 1, with denominators that stay small.

Each journey may have weights of its own. Were every share kept as it comes, thousands of denominators would multiply
to millions of digits; so a denominator above 4,096 gives way to 2^64.
"""

from collections.abc import Sequence
from math import gcd
from typing import Final

from .half_life import DIGITS, ONE
from .rule import Parts

DENOMINATOR_KEPT: Final = 4_096


def fine_parts(weights: Sequence[int]) -> Parts:
    """Return weights of touches, oldest first, as parts of one whole.

    Shares whose common denominator is at most 4,096 are exact: 1/15, 2/15, 4/15, 8/15. Others are cut to whole
    2^-64ths, and what is then left of the whole, less than one for each touch, goes to the last one that has any.

    >>> fine_parts([2, 4, 8, 16])
    (((0, 1), (1, 2), (2, 4), (3, 8)), 15)
    """
    divisor = gcd(*weights)
    total = sum(weights)
    if total <= DENOMINATOR_KEPT * divisor:
        return tuple((place, weight // divisor) for place, weight in enumerate(weights) if weight), (
            total // divisor
        )
    parts = [(weight << DIGITS) // total for weight in weights]
    last = max(place for place, weight in enumerate(weights) if weight)
    parts[last] += ONE - sum(parts)
    return tuple(enumerate(parts)), ONE


__all__ = ["DENOMINATOR_KEPT", "fine_parts"]
