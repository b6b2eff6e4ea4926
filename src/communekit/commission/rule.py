"""A rule: whom it pays, what, of what, and when (分佣规则)."""

from enum import Enum
from itertools import chain
from typing import Final

import attrs

from communekit.ids import RuleId, identifier, name_text
from communekit.money import Money, Rate, Rounding
from communekit.parties import Role

from .base import Base
from .composition import Missing
from .condition import ALWAYS, Condition
from .errors import InvalidPlanError
from .kind import check_kind
from .rate import Flat, PerUnit
from .tier import OnRefund, TierMode, Tiers

Pay = Rate | PerUnit | Flat | Tiers


class Scope(Enum):
    """Over what a result is rounded, once (舍入范围): parts always add up to the rounded whole of the scope."""

    UNIT = "unit"
    LINE = "line"
    ORDER = "order"
    PERIOD = "period"


def _replaces(rules: str | tuple[str, ...]) -> tuple[str, ...]:
    return (rules,) if isinstance(rules, str) else tuple(rules)


@attrs.frozen
class Rule:
    """One clause of an agreement (分佣规则).

    `id` names it for ever. `pays` is a role. `rate` is a share, an amount per unit, a flat amount or a table of
    tiers. `when` says which lines it applies to, `base` what a share is taken of. Rules of one role and `group`
    stack as the plan says; `replaces` names rules that it stands in for wherever it applies. A result is rounded
    once over its `scope`, down unless `rounding` names another way. `missing` overrides the plan's. An amount
    `kept_on_refund` is not taken back.

    >>> Rule("base", Role.LEADER, Rate.percent("8")).scope
    <Scope.LINE: 'line'>
    """

    id: RuleId = attrs.field(converter=RuleId)
    pays: Role = attrs.field(converter=Role)
    rate: Pay
    when: Condition = attrs.field(default=ALWAYS, kw_only=True)
    base: Base = attrs.field(default=Base.PAID, kw_only=True)
    group: str = attrs.field(default="", kw_only=True)
    replaces: tuple[str, ...] = attrs.field(default=(), kw_only=True, converter=_replaces)
    rounding: Rounding = attrs.field(default=Rounding.DOWN, kw_only=True)
    scope: Scope = attrs.field(kw_only=True)
    missing: Missing | None = attrs.field(default=None, kw_only=True)
    kept_on_refund: bool = attrs.field(default=False, kw_only=True)
    title: str = attrs.field(default="", kw_only=True)

    @scope.default
    def _scope(self) -> Scope:
        return Scope.PERIOD if isinstance(self.rate, Tiers) and self.rate.measure.period else Scope.LINE

    def __attrs_post_init__(self) -> None:
        identifier(self.id, what="rule id")
        where = f"rule {self.id}"
        if not isinstance(self.rate, Pay):
            raise InvalidPlanError(where, "not a rate", self.rate)
        if not isinstance(self.when, Condition):
            raise InvalidPlanError(where, "not a condition", self.when)
        for what, value, kind in (
            ("base", self.base, Base),
            ("group", self.group, str),
            ("rounding", self.rounding, Rounding),
            ("scope", self.scope, Scope),
            ("way when nobody is there", self.missing or Missing(), Missing),
            ("keeping on a refund", self.kept_on_refund, bool),
        ):
            check_kind(where, what, value, kind)
        if self.base != Base.PAID and isinstance(self.rate, PerUnit | Flat):
            raise InvalidPlanError(where, "an amount per unit or a flat amount has no base", self.base.text)
        if self.id in (*self.replaces, *self.base.rests_on):
            raise InvalidPlanError(where, "names itself", self.id)
        if self.scope is Scope.PERIOD and not (isinstance(self.rate, Tiers) and self.rate.measure.period):
            raise InvalidPlanError(where, "only a measured period rounds over a period", self.scope.value)
        if isinstance(self.rate, Tiers):
            self._check_table(where, self.rate)
        if self.title:
            name_text(self.title, what="rule title")

    def _check_table(self, where: str, table: Tiers) -> None:
        if table.mode is TierMode.GRADUATED and not self.pays_on_its_measure:
            if any(step.flat or step.lifts for step in table.steps):
                raise InvalidPlanError(
                    where, "flat amounts and lifting tiers need the measure as base", table.measure.text
                )
            if table.on_refund is OnRefund.RESTATE:
                raise InvalidPlanError(
                    where, "a graduated table is restated on what it measures alone", self.base.text
                )
        if table.on_refund is OnRefund.RESTATE:
            if self.scope is not Scope.PERIOD:
                raise InvalidPlanError(
                    where, "a table that is restated rounds over its period", self.scope.value
                )
            if table.measure.per not in ("payee", self.pays):
                raise InvalidPlanError(
                    where, "only what each payee measures on his own is restated", table.measure.text
                )

    @property
    def pays_on_its_measure(self) -> bool:
        """Whether a table's rates apply to what it measures (the usual case), rather than to another base."""
        table = self.rate
        return isinstance(table, Tiers) and (not table.pays_shares or self.base.text == table.measure.total)

    @property
    def amounts(self) -> tuple[Money, ...]:
        """Every amount of money that the rule states."""
        match self.rate:
            case PerUnit(amount=amount) | Flat(amount=amount):
                return (amount,)
            case Tiers(steps=steps):
                stated = chain.from_iterable((step.lower, step.per_unit, step.flat) for step in steps)
                return tuple(amount for amount in stated if isinstance(amount, Money))
            case Rate():
                return ()

    @property
    def name(self) -> str:
        """The title for people, or the id."""
        return self.title or self.id


RULES_MAX: Final = 10_000
