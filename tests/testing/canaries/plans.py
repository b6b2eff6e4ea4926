"""Places that keep a plan and are broken on purpose (方案的存放), each with the laws that it breaks."""

# ruff: noqa: D102  # a class says what it does otherwise than the library

from fractions import Fraction
from typing import Final

import attrs

from communekit.commission import Plan
from communekit.money import Rate
from communekit.testing import PlanContract
from communekit.testing.agreements import CAPS, SHARES


class SortsRules(PlanContract):
    """A table without a column for the order of rules."""

    plan = CAPS

    def kept(self, plan: Plan) -> tuple[Plan, ...]:
        return (attrs.evolve(plan, rules=sorted(plan.rules, key=lambda rule: rule.id, reverse=True)),)


class KeepsTwoDecimals(PlanContract):
    """A column of percents with two decimals: a third is 33.33%."""

    plan = SHARES

    def kept(self, plan: Plan) -> tuple[Plan, ...]:
        rules = [
            attrs.evolve(rule, rate=Rate(Fraction(int(rule.rate.share * 10_000), 10_000)))
            if isinstance(rule.rate, Rate)
            else rule
            for rule in plan.rules
        ]
        return (attrs.evolve(plan, rules=rules),)


PLANS: Final[dict[type[PlanContract], frozenset[str]]] = {
    SortsRules: frozenset({"plan_round_trip"}),
    KeepsTwoDecimals: frozenset({"plan_round_trip"}),
}
"""The broken places, each with the laws that it must break."""
