"""The arithmetic of a table of tiers: from a total to an exact amount, one straight line per tier.

Amounts are in ticks: whole parts of a minor unit, so many to one that every rate of the plan is a whole
number of them. Nothing is rounded here.
"""

from bisect import bisect_left, bisect_right
from fractions import Fraction
from typing import NamedTuple

import attrs

from communekit.money import Money

from .exact import Exact
from .tier import Begins, Tier, TierMode, Tiers


class Slice(NamedTuple):
    """The part of a total that fell into one tier, and what it earned there (阶梯明细)."""

    tier: int
    part: Exact
    ticks: Exact


@attrs.frozen
class Ladder:
    """A table compiled: total(m) is exact, in ticks, and O(log tiers).

    In tier k the amount of a total m is `start[k] + slope[k] * (m - begin[k])`, a started block counting whole.
    `begin` is the tier's lower bound, or zero where the tier pays its rate for everything below it, too.
    """

    lower: tuple[Exact, ...]
    begin: tuple[Exact, ...]
    start: tuple[int | Fraction, ...]
    slope: tuple[int, ...]
    block: tuple[int, ...]
    flat: tuple[int, ...]
    above: bool

    @classmethod
    def of(cls, tiers: Tiers, ticks: int) -> "Ladder":
        """Compile a table; a share of one whole is `ticks` per minor unit."""
        lower = tuple(step.bound for step in tiers.steps)
        slope = tuple(slope_ticks(step, ticks) for step in tiers.steps)
        block = tuple(step.block for step in tiers.steps)
        flat = tuple(_minor(step.flat) * ticks for step in tiers.steps)
        whole = tiers.mode is not TierMode.GRADUATED
        begin: list[Exact] = []
        start: list[int | Fraction] = []
        for k, step in enumerate(tiers.steps):
            if whole or step.lifts or k == 0:
                begin.append(0)
                start.append(flat[k])
            else:
                begin.append(lower[k])
                start.append(
                    start[k - 1] + _run(slope[k - 1], block[k - 1], lower[k] - begin[k - 1]) + flat[k]
                )
        return cls(lower, tuple(begin), tuple(start), slope, block, flat, tiers.begins is Begins.ABOVE)

    def reached(self, total: Exact) -> int:
        """Return the index of the tier that a total reaches."""
        place = bisect_left(self.lower, total) if self.above else bisect_right(self.lower, total)
        return max(place - 1, 0)

    def total(self, total: Exact) -> Exact:
        """Return the exact amount of a total, in ticks."""
        place = bisect_left(self.lower, total) if self.above else bisect_right(self.lower, total)
        k = place - 1 if place > 1 else 0
        if self.block[k]:
            return self.start[k] + _run(self.slope[k], self.block[k], total - self.begin[k])
        return self.start[k] + self.slope[k] * (total - self.begin[k])

    def at_rate_reached(self, before: Exact, after: Exact) -> Exact:
        """Return what a move earns at the rate that it reaches, in ticks; blocks are those that the move starts."""
        k = self.reached(after)
        return _run(self.slope[k], self.block[k], after) - _run(self.slope[k], self.block[k], before)

    def whole(self, measure: Exact, base: Exact) -> Exact:
        """Return what another base than the measure earns, all of it at the rate reached, in ticks."""
        k = self.reached(measure)
        return self.slope[k] * base + self.flat[k]

    def slices(self, before: Exact | None, after: Exact) -> tuple[Slice, ...]:
        """Return what moving from one total to another earned, tier by tier; None is "nothing counted yet"."""
        first, last = (0 if before is None else self.reached(before)), self.reached(after)
        if before is not None and (last < first or after < before):
            return (Slice(last, after - before, self.total(after) - self.total(before)),)
        start = 0 if before is None else before
        earned: Exact = 0 if before is None else self.total(before)
        made: list[Slice] = []
        for k in range(first, last + 1):
            stop = after if k == last else self.lower[k + 1]
            reached = self.start[k] + _run(self.slope[k], self.block[k], stop - self.begin[k])
            made.append(Slice(k, stop - start, reached - earned))
            start, earned = stop, reached
        return tuple(made)


def slope_ticks(step: Tier, ticks: int) -> int:
    """Return what one measured unit earns in a tier, in ticks."""
    if step.share is not None:
        return int(step.share.share * ticks)
    return _minor(step.per_unit) * ticks


def _run(slope: int, block: int, length: Exact) -> Exact:
    return slope * -(-length // block) if block else slope * length


def _minor(amount: Money | None) -> int:
    return 0 if amount is None else amount.minor
