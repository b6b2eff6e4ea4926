"""The residual party (承接余额的一方): it takes what the others, each rounded down on its own, leave over.

The only way of sharing in which no payee ever gets less because the whole, or its own share, has grown; for
that it is the default for commission.
"""

from collections.abc import Hashable, Mapping
from typing import Any

import attrs

from .bounds import check_bounds
from .errors import InvalidSplitError
from .weights import Weighing


def with_residual(weighing: Weighing[Any], residual: Hashable) -> Weighing[Any]:
    """Return the weighing with the residual party in it, at the end where it has no weight of its own.

    Raises:
        InvalidSplitError: Several residual parties, or a position at which nobody stands.
    """
    if isinstance(residual, (list, set, frozenset, dict)):
        raise InvalidSplitError("residual", residual)
    if residual in weighing.keys:
        return weighing
    if not weighing.named:
        raise InvalidSplitError("unknown_party", residual)
    if isinstance(residual, tuple):
        raise InvalidSplitError("residual", residual)
    return attrs.evolve(weighing, keys=(*weighing.keys, residual), weights=[*weighing.weights, 0])


def payee_floors(
    units: int, weighing: Weighing[Any], residual: Hashable, least: Mapping[int, int], most: Mapping[int, int]
) -> list[int]:
    """Return each payee's share rounded down on its own, within its bounds, and the rest for the residual.

    Raises:
        InvalidSplitError: All weights are zero, a bound is set for the residual party, or the least amounts
            leave it less than nothing.
    """
    at = weighing.keys.index(residual)
    if at in least or at in most:
        raise InvalidSplitError("residual", residual)
    check_bounds(units, least, most)
    whole = sum(weighing.weights) if weighing.whole is None else weighing.whole
    if not whole:
        raise InvalidSplitError("all_zero", weighing.weights)
    parts = [units * weight // whole for weight in weighing.weights]
    for position, bound in most.items():
        parts[position] = min(parts[position], bound)
    for position, bound in least.items():
        parts[position] = max(parts[position], bound)
    parts[at] = 0
    parts[at] = units - sum(parts)
    if parts[at] < 0:
        raise InvalidSplitError("at_least", sum(least.values()))
    return parts


__all__ = ["payee_floors", "with_residual"]
