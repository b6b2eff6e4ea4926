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
    total = sum(weights)
    divisor = gcd(*weights)
    if total <= DENOMINATOR_KEPT * divisor:
        kept = tuple((place, weight // divisor) for place, weight in enumerate(weights) if weight)
        return kept, total // divisor
    return tuple(enumerate(cut(weights))), ONE


def cut(weights: Sequence[int]) -> list[int]:
    """Return weights as whole 2^-64ths of one whole; what is left over goes to the last that has any weight."""
    total = sum(weights)
    parts = [(weight << DIGITS) // total for weight in weights]
    last = len(weights) - 1
    while not weights[last]:
        last -= 1
    parts[last] += ONE - sum(parts)
    return parts


__all__ = ["DENOMINATOR_KEPT", "cut", "fine_parts"]
