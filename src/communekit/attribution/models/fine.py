"""Fine shares (份额精度): weights of any size made shares that add up to 1, with denominators that stay small.

Each journey may have weights of its own. Were every share kept as it comes, thousands of denominators would multiply
to millions of digits; so a denominator above 4,096 gives way to 2^128.
"""

from collections.abc import Sequence
from math import gcd
from typing import Final

from .half_life import DIGITS, ONE
from .rule import FINEST, Parts

DENOMINATOR_KEPT: Final = 4_096


def fine_parts(weights: Sequence[int]) -> Parts:
    """Return weights of touches, oldest first, as parts of one whole.

    Shares whose common denominator is at most 4,096 are exact: 1/15, 2/15, 4/15, 8/15. For others, weights are taken in
    whole 2^-64ths of the greatest, and shares in whole 2^-128ths of the conversion; what is then left of it, less than
    2^-63 for each touch, goes to the last touch that has any.

    >>> fine_parts([2, 4, 8, 16])
    (((0, 1), (1, 2), (2, 4), (3, 8)), 15)
    """
    total = sum(weights)
    divisor = gcd(*weights)
    if total <= DENOMINATOR_KEPT * divisor:
        kept = tuple((place, weight // divisor) for place, weight in enumerate(weights) if weight)
        return kept, total // divisor
    greatest = max(weights)
    if greatest != ONE:
        weights = [(weight << DIGITS) // greatest for weight in weights]
        total = sum(weights)
    each = FINEST // total
    parts = [weight * each for weight in weights]
    last = max(place for place, weight in enumerate(weights) if weight)
    parts[last] += FINEST - each * total
    return tuple((place, part) for place, part in enumerate(parts) if part), FINEST


__all__ = ["DENOMINATOR_KEPT", "fine_parts"]
