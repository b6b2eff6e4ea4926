"""A table of tiers made ready for a clause: its measure read, its amounts in ticks (阶梯计算)."""

from collections.abc import Callable

import attrs

from communekit.orders import Line

from .accrual import Measured
from .exact import Exact, part_of
from .ladder import Ladder
from .rule import Rule
from .tier import Measure, TierMode, Tiers

Read = Callable[[Line], Exact | None]


@attrs.frozen(eq=False)
class Table:
    """Tiers made ready: what a total earns, on one line or order by itself or as a period moves on.

    `by_measure`: the rate applies to what is measured (the usual case); otherwise the measure picks the tier and the
    rate applies to the rule's base.
    """

    tiers: Tiers
    ladder: Ladder
    read: Read
    by_measure: bool
    per: str
    """For whom is measured; "payee" also where the measure names the rule's own role."""

    @classmethod
    def of(cls, rule: Rule, tiers: Tiers, ticks: int, read: Read) -> "Table":
        """Compile a rule's tiers."""
        per = "payee" if tiers.measure.per == rule.pays else tiers.measure.per
        return cls(tiers, Ladder.of(tiers, ticks), read, rule.pays_on_its_measure, per)

    @property
    def counts_each_payee(self) -> bool:
        """Whether whoever the rule pays is measured on his own."""
        return self.per == "payee"

    @property
    def measure(self) -> Measure:
        """What is counted, for whom, over what time."""
        return self.tiers.measure

    def over_one(self, base: Exact, measured: Exact) -> Exact:
        """Return what one line or order earns by itself, in ticks."""
        ladder = self.ladder
        if self.by_measure:
            return ladder.total(measured)
        if self.tiers.mode is TierMode.VOLUME:
            return ladder.whole(measured, base)
        return part_of(ladder.total(measured), base, measured) if measured else ladder.slope[0] * base

    def over_period(self, base: Exact, added: Exact, how: Measured) -> Exact:
        """Return what a move of a period's measure earns, in ticks: the difference of two totals."""
        ladder, mode = self.ladder, self.tiers.mode
        if mode is TierMode.VOLUME:
            if self.by_measure:
                return ladder.at_rate_reached(how.before or 0, how.after)
            return ladder.slope[ladder.reached(how.after)] * base
        if self.by_measure:
            return ladder.total(how.after) - (0 if how.before is None else ladder.total(how.before))
        if mode is TierMode.RETROACTIVE:
            was = 0 if how.before is None else ladder.whole(how.before, how.base_before)
            return ladder.whole(how.after, how.base_after) - was
        if not added:
            return ladder.slope[ladder.reached(how.after)] * base
        return part_of(ladder.total(how.after) - ladder.total(how.before or 0), base, added)
