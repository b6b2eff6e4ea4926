"""Bands of amounts: holes and overlaps between them (区间检查)."""

from itertools import pairwise

from communekit.commission import ALWAYS, Rule
from communekit.commission import line as line_fact
from communekit.commission.lint import lint
from communekit.money import Rate

from ..answer import Answer
from ..given import Given, amount, unit
from ..trade import plan_of, rule


def tier_table_check(given: Given) -> Answer:
    """Find holes and overlaps between bands of amounts, by the library's own check of conditions."""
    closed = given.choice("bounds", {"inclusive": True, "lower_inclusive_upper_exclusive": False})
    bands = [Band(low, high, closed) for low, high in given.values("sections")]
    gaps: list[list[object]] = []
    overlaps: list[list[object]] = []
    for band, following in pairwise(bands):
        rules = [band.below, band.inside, following.inside, following.above]
        found = codes_of(rules)
        if "lint.gap" in found:
            gaps.append([band.high, following.low])
        if "lint.overlap" in found:
            overlaps.append([following.low, band.high])
    last = bands[-1]
    return {
        "gaps": gaps,
        "overlaps": overlaps,
        "open_ended": "lint.gap" not in codes_of([last.below, last.inside]),
    }


class Band:
    """A band of amounts, with the rules that hold in it, below it and above it."""

    def __init__(self, low: object, high: object, closed: bool) -> None:
        self.low, self.high = low, high
        paid = line_fact.paid
        starts = paid >= amount(low)
        ends = ALWAYS if high is None else paid <= amount(high) if closed else paid < amount(high)
        self.inside = rule(Rate.percent("1"), f"band from {low}", when=starts & ends)
        self.below = rule(Rate.percent("1"), f"below {low}", when=~starts)
        self.above = rule(Rate.percent("1"), f"above {high}", when=~ends if high is not None else ~ALWAYS)


def codes_of(rules: list[Rule]) -> set[str]:
    """Return what the check of a plan finds."""
    return {finding.code for finding in lint(plan_of(rules, unit()))}
