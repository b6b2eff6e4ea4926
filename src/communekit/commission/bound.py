"""Bounds: caps and floors on what rules, roles or a whole plan pay (封顶与保底).

A bound holds for the sum of what it covers, however that sum is sliced; what is cut is laid over the members
in exact proportion and stands in the trace.
"""

from typing import Final

import attrs

from communekit.money import Money, Rate
from communekit.parties import Role

from .errors import InvalidPlanError
from .rule import Rule
from .tier import PERIODS

BOUND_SCOPES: Final = ("line", "order", *PERIODS)


@attrs.frozen(kw_only=True)
class Bound:
    """At most, or at least, so much (封顶、保底) per line, order or period.

    It covers one `rule`, or one `role`, or with neither the whole plan (the budget; the residual party apart).
    `at_most` and `at_least` are amounts, or shares of what the line or order has to share. Over a period a bound
    holds for each party on its own (for the budget: for the plan), and has only a cap: a minimum of a period is a
    `Guarantee`, due when the period ends. A floor lifts what is earned; where nothing is earned it lifts nothing.

    >>> Bound(role=Role.LEADER, per="order", at_most=Money.cny("50.00")).text
    'role leader per order: at most 50.00'
    """

    per: str
    rule: str = ""
    role: Role | None = attrs.field(default=None, converter=attrs.converters.optional(Role))
    at_most: Money | Rate | None = None
    at_least: Money | Rate | None = None

    def __attrs_post_init__(self) -> None:
        if self.per not in BOUND_SCOPES:
            raise InvalidPlanError("bound", "of no such scope", self.per)
        if self.rule and self.role:
            raise InvalidPlanError("bound", "a rule or a role, not both", self.rule)
        if self.at_most is None and self.at_least is None:
            raise InvalidPlanError("bound", "neither at_most nor at_least", self.text)
        for limit in (self.at_most, self.at_least):
            if limit is not None and not isinstance(limit, Money | Rate):
                raise InvalidPlanError("bound", "neither an amount nor a share", limit)
            if isinstance(limit, Money) and limit.minor < 0:
                raise InvalidPlanError("bound", "below zero", limit.minor)
        if self.at_most is not None and self.at_least is not None:
            if type(self.at_most) is not type(self.at_least):
                raise InvalidPlanError("bound", "cap and floor of one kind", self.text)
            if self.at_most < self.at_least:  # type: ignore[operator]  # one kind: just checked
                raise InvalidPlanError("bound", "cap below floor", self.text)
        if self.is_period and (self.at_least is not None or not isinstance(self.at_most, Money)):
            raise InvalidPlanError("bound", "over a period only a cap in money", self.text)

    def covers_rule(self, rule: Rule) -> bool:
        """Whether a rule's amounts are part of the sum."""
        return self.rule == rule.id if self.rule else self.role in (None, rule.pays)

    @property
    def is_period(self) -> bool:
        """Whether it runs over a period rather than a line or an order."""
        return self.per in PERIODS

    @property
    def covers(self) -> str:
        """What it covers, in a word or two."""
        return f"rule {self.rule}" if self.rule else f"role {self.role}" if self.role else "plan"

    @property
    def text(self) -> str:
        """The bound in words."""
        limits = [
            f"{word} {limit.text}"
            for word, limit in (("at most", self.at_most), ("at least", self.at_least))
            if isinstance(limit, Money | Rate)
        ]
        return f"{self.covers} per {self.per}: {', '.join(limits)}"
