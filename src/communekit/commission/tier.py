"""Tiers: rates that change as a measured total grows (阶梯). Lower bounds only, the first at zero.

A measure says what picks the tier; the rule's base says what the rate applies to. How a table turns a total
into an amount is `ladder.py`.
"""

from collections.abc import Iterable, Iterator
from enum import Enum
from fractions import Fraction
from itertools import pairwise
from typing import Final

import attrs

from communekit.errors import LimitExceededError
from communekit.money import Factor, Money, Rate
from communekit.parties import Role

from .errors import InvalidPlanError
from .kind import check_kind, check_number

TIERS_MAX: Final = 1_000
MONEY_MEASURES: Final = ("paid", "listed", "net", "margin")
COUNT_MEASURES: Final = ("quantity", "lines", "orders", "members")
PERIODS: Final = ("day", "week", "half_month", "month", "quarter", "half_year", "year")


class TierMode(Enum):
    """How a table applies; the values are the words of plans on paper."""

    GRADUATED = "graduated"
    """Each slice at its own rate (分段累进)."""

    VOLUME = "volume"
    """The whole at the rate reached, from the line that reaches it on (全额)."""

    RETROACTIVE = "retroactive"
    """The whole of the period at the rate reached; crossing a bound books the difference (追溯)."""


class Begins(Enum):
    """Whether a tier begins at its lower bound or just above it."""

    AT = "at"
    ABOVE = "above"


class OnRefund(Enum):
    """What a refund does to a period's tiers."""

    KEEP = "keep"
    """Take back the share of what was booked; the tier reached stays reached."""

    RESTATE = "restate"
    """Lower the measure and book the difference in the open period."""


@attrs.frozen
class Measure:
    """What is counted, for whom, and over what time (考核口径).

    `total`: paid, listed, net, margin (money) or quantity, lines, orders, members (counts; members are distinct).
    `per`: "line", "order", "payee" (whoever the rule pays; each on his own), "store", another role's word, or an
    open fact such as "leader.team". `period`: "" for line and order, else day, week, half_month, month, quarter,
    half_year or year in the plan's time zone.

    >>> Measure("paid", per="payee", period="month").text
    'paid per payee and month'
    """

    total: str = "paid"
    per: str = attrs.field(default="payee", kw_only=True)
    period: str = attrs.field(default="", kw_only=True)

    def __attrs_post_init__(self) -> None:
        if self.total not in (*MONEY_MEASURES, *COUNT_MEASURES):
            raise InvalidPlanError("measure", "unknown total", self.total)
        if self.per in ("line", "order"):
            if self.period or self.total in ("members", "orders"):
                raise InvalidPlanError(
                    "measure", "there is no period, and no people or orders to count", self.text
                )
        else:
            if self.period not in PERIODS:
                raise InvalidPlanError("measure", "needs a period", self.period)
            if "." not in self.per:
                Role(self.per)

    @property
    def is_money(self) -> bool:
        """Whether the bounds are amounts rather than counts."""
        return self.total in MONEY_MEASURES

    @property
    def text(self) -> str:
        """The measure in words."""
        return f"{self.total} per {self.per}" + (f" and {self.period}" if self.period else "")


@attrs.frozen
class Tier:
    """One step of a table (档位): from this bound on, this rate.

    `lower` is Money for money measures, a number for counts. A tier pays a `share` of the base, or an amount
    `per_unit` measured (per started `block` of units if named), and a `flat` amount when it is reached.
    `lifts`: reaching it pays its rate for everything below it, too (a retroactive step in a graduated table).

    >>> Tier(Money.cny("5000"), Rate.percent("1")).share
    Rate.percent("1")
    """

    lower: Money | int | Fraction
    share: Rate | None = None
    per_unit: Money | None = attrs.field(default=None, kw_only=True)
    flat: Money | None = attrs.field(default=None, kw_only=True)
    block: int = attrs.field(default=0, kw_only=True)
    lifts: bool = attrs.field(default=False, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if isinstance(self.lower, bool | float) or not isinstance(self.lower, Money | int | Fraction):
            raise InvalidPlanError("tier", "lower bound is not an amount or a count", self.lower)
        if self.bound < 0:
            raise InvalidPlanError("tier", "lower bound below zero", self.bound)
        if self.share is not None and self.per_unit is not None:
            raise InvalidPlanError("tier", "either a share or an amount per unit", self.share)
        if self.share is not None and not isinstance(self.share, Rate):
            raise InvalidPlanError("tier", "not a rate", self.share)
        for amount in (self.per_unit, self.flat):
            if amount is not None:
                check_kind("tier", "amount", amount, Money)
                if amount.minor < 0:
                    raise InvalidPlanError("tier", "amount below zero", amount.minor)
        check_number("tier", "block", self.block)
        check_kind("tier", "lifting", self.lifts, bool)
        if self.block and self.per_unit is None:
            raise InvalidPlanError("tier", "a block needs an amount per unit", self.block)

    @property
    def bound(self) -> int | Fraction:
        """The lower bound as a number: minor units or a count."""
        return self.lower.minor if isinstance(self.lower, Money) else self.lower


def _steps(given: Iterable[Tier]) -> tuple[Tier, ...]:
    return tuple(given)


@attrs.frozen
class Tiers:
    """A table of tiers (阶梯表): no gap and no overlap by construction.

    >>> table = Tiers.of(
    ...     TierMode.GRADUATED,
    ...     Measure("paid", per="payee", period="month"),
    ...     (Money.cny("0"), None),
    ...     (Money.cny("5000"), Rate.percent("1")),
    ... )
    >>> len(table.steps)
    2
    """

    mode: TierMode
    measure: Measure
    steps: tuple[Tier, ...] = attrs.field(converter=_steps)
    begins: Begins = attrs.field(default=Begins.AT, kw_only=True)
    on_refund: OnRefund = attrs.field(default=OnRefund.KEEP, kw_only=True)
    quota: Money | int | None = attrs.field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_kind("tiers", "mode", self.mode, TierMode)
        check_kind("tiers", "measure", self.measure, Measure)
        check_kind("tiers", "beginning", self.begins, Begins)
        check_kind("tiers", "way on a refund", self.on_refund, OnRefund)
        self._check_bounds()
        for fault, problem in self._faults():
            if fault:
                raise InvalidPlanError("tiers", problem, f"{self.mode.value}, {self.measure.text}")

    def _check_bounds(self) -> None:
        if len(self.steps) > TIERS_MAX:
            raise LimitExceededError("tiers", len(self.steps), TIERS_MAX)
        for step in self.steps:
            check_kind("tiers", "tier", step, Tier)
        if not self.steps or self.steps[0].bound != 0:
            raise InvalidPlanError(
                "tiers", "the first tier begins at zero", tuple(str(s.bound) for s in self.steps[:1])
            )
        for low, high in pairwise(self.steps):
            if low.bound >= high.bound:
                raise InvalidPlanError("tiers", "lower bounds must rise", str(high.bound))

    def _faults(self) -> Iterator[tuple[bool, str]]:
        """Yield what must not be, and why."""
        steps, mode, measure = self.steps, self.mode, self.measure
        lowers = [step.lower for step in steps]
        yield (
            any(isinstance(lower, Money) is not measure.is_money for lower in lowers),
            "bounds are amounts for money measures, counts otherwise",
        )
        yield (
            len({lower.currency for lower in lowers if isinstance(lower, Money)}) > 1,
            "bounds in one currency",
        )
        graduated, volume = mode is TierMode.GRADUATED, mode is TierMode.VOLUME
        yield (
            any(step.lifts for step in steps) and not graduated,
            "only a graduated table has tiers that lift",
        )
        per_unit = any(step.per_unit is not None for step in steps)
        yield per_unit and measure.is_money, "an amount per unit needs a count as measure"
        yield per_unit and self.pays_shares, "a table pays shares or amounts per unit, not both"
        restates = self.on_refund is OnRefund.RESTATE
        yield (
            restates and (volume or not measure.period),
            "only graduated and retroactive tables of a period are restated",
        )
        yield restates and measure.total == "members", "a member who was met stays met, and is not restated"
        yield mode is TierMode.RETROACTIVE and not measure.period, "a retroactive table measures a period"
        yield (
            volume and bool(measure.period) and any(step.flat for step in steps),
            "flat amounts of a period go with graduated or retroactive",
        )

    @property
    def pays_shares(self) -> bool:
        """Whether any tier pays a share, of what is measured or of another base."""
        return any(step.share is not None for step in self.steps)

    @classmethod
    def of(
        cls,
        mode: TierMode,
        measure: Measure,
        *steps: tuple[Money | int | Fraction, Rate | None],
        begins: Begins = Begins.AT,
        on_refund: OnRefund = OnRefund.KEEP,
    ) -> "Tiers":
        """Write a table of shares as (lower bound, share) pairs."""
        return cls(mode, measure, tuple(Tier(*step) for step in steps), begins=begins, on_refund=on_refund)

    @classmethod
    def of_quota(cls, quota: Money | int, measure: Measure, *steps: tuple[Factor, Tier]) -> "Tiers":
        """Write accelerators (加速档): tiers that begin at attained parts of a quota, e.g. 50 %, 100 %, 150 %.

        Each pair is (attainment, the tier without its bound). The table is graduated; a tier that lifts pays its rate
        for everything below it.
        """
        whole = quota.minor if isinstance(quota, Money) else quota
        bounds = [Fraction(whole) * attained.multiple for attained, _ in steps]
        if isinstance(quota, Money):
            if any(bound.denominator != 1 for bound in bounds):
                raise InvalidPlanError("tiers", "attainment is not a whole number of minor units", whole)
            lower: list[Money | int | Fraction] = [Money(bound.numerator, quota.currency) for bound in bounds]
        else:
            lower = list(bounds)
        made = tuple(attrs.evolve(tier, lower=bound) for bound, (_, tier) in zip(lower, steps, strict=True))
        return cls(TierMode.GRADUATED, measure, made, quota=quota)

    def reached(self, total: int | Fraction) -> int:
        """Return the index of the tier that a total reaches (0 for the first)."""
        at = self.begins is Begins.AT
        index = 0
        for position, step in enumerate(self.steps):
            if step.bound < total or (at and step.bound == total):
                index = position
        return index
