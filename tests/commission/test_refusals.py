"""What tables, measures and chains refuse, with the whole error: where, why, and the very value that was wrong."""

from fractions import Fraction
from typing import Any

import pytest

from communekit.commission import (
    Chain,
    Composition,
    InvalidPlanError,
    Measure,
    Missing,
    OnRefund,
    Tier,
    TierMode,
    Tiers,
)
from communekit.commission.composition import MissingWay
from communekit.commission.tier import TIERS_MAX
from communekit.errors import LimitExceededError
from communekit.ids import InvalidIdError, PartyId
from communekit.money import Factor, Money, Rate
from communekit.parties import Role
from tests.commission.shop import cny
from tests.refused import Refusal, check_refusal

ONE = Rate.percent(1)
MONTH = Measure(period="month")
PIECES = Measure("quantity", period="month")
OF_MONTH = "graduated, paid per payee and month"
OF_PIECES = "graduated, quantity per payee and month"
NO_PERIOD = "there is no period, and no people or orders to count"


def wrong(value: Any) -> Any:
    """Return a value of a kind that does not belong where it is put."""
    return value


def table(*steps: Tier, mode: Any = TierMode.GRADUATED, measure: Any = MONTH, **words: Any) -> Tiers:
    """Return a table of these steps."""
    return Tiers(mode, measure, steps, **words)


def kind(where: str, value: object) -> InvalidPlanError:
    """Return the error for a value of another kind."""
    return InvalidPlanError(where, "is of another kind", value)


def tiers(problem: str, value: str) -> InvalidPlanError:
    """Return the error of a table as a whole."""
    return InvalidPlanError("tiers", problem, value)


MEASURES: list[Refusal] = [
    (lambda: Measure("profit"), InvalidPlanError("measure", "unknown total", "profit")),
    (Measure, InvalidPlanError("measure", "needs a period", "")),
    (lambda: Measure(period="decade"), InvalidPlanError("measure", "needs a period", "decade")),
    (
        lambda: Measure(per="line", period="day"),
        InvalidPlanError("measure", NO_PERIOD, "paid per line and day"),
    ),
    (
        lambda: Measure("members", per="order"),
        InvalidPlanError("measure", NO_PERIOD, "members per order"),
    ),
]

STEPS: list[Refusal] = [
    (
        lambda: Tier(wrong(0.5)),
        InvalidPlanError("tier", "lower bound is not an amount or a count", 0.5),
    ),
    (lambda: Tier(cny(-1)), InvalidPlanError("tier", "lower bound below zero", -1)),
    (
        lambda: Tier(0, ONE, per_unit=cny(1)),
        InvalidPlanError("tier", "either a share or an amount per unit", ONE),
    ),
    (lambda: Tier(0, wrong("1%")), InvalidPlanError("tier", "not a rate", "1%")),
    (lambda: Tier(0, flat=wrong(5)), kind("tier, amount", 5)),
    (lambda: Tier(0, flat=cny(-2)), InvalidPlanError("tier", "amount below zero", -2)),
    (
        lambda: Tier(0, block=wrong("5")),
        InvalidPlanError("tier, block", "is not a whole number of zero or more", "5"),
    ),
    (lambda: Tier(0, lifts=wrong("yes")), kind("tier, lifting", "yes")),
    (lambda: Tier(0, block=5), InvalidPlanError("tier", "a block needs an amount per unit", 5)),
]

TABLES: list[Refusal] = [
    (lambda: table(Tier(cny(0)), mode="graduated"), kind("tiers, mode", "graduated")),
    (lambda: table(Tier(cny(0)), measure="paid"), kind("tiers, measure", "paid")),
    (lambda: table(Tier(cny(0)), begins="at"), kind("tiers, beginning", "at")),
    (lambda: table(Tier(cny(0)), on_refund="keep"), kind("tiers, way on a refund", "keep")),
    (lambda: table(wrong("x")), kind("tiers, tier", "x")),
    (
        lambda: table(*[Tier(cny(0))] * (TIERS_MAX + 1)),
        LimitExceededError("tiers", TIERS_MAX + 1, TIERS_MAX),
    ),
    (table, InvalidPlanError("tiers", "the first tier begins at zero", ())),
    (lambda: table(Tier(cny(1))), InvalidPlanError("tiers", "the first tier begins at zero", ("1",))),
    (
        lambda: table(Tier(cny(0)), Tier(cny(5)), Tier(cny(5))),
        InvalidPlanError("tiers", "lower bounds must rise", "5"),
    ),
    (lambda: table(Tier(0)), tiers("bounds are amounts for money measures, counts otherwise", OF_MONTH)),
    (
        lambda: table(Tier(cny(0)), Tier(Money.of("1", "USD"))),
        tiers("bounds in one currency", OF_MONTH),
    ),
    (
        lambda: table(Tier(0, ONE), Tier(1, per_unit=cny(1)), measure=PIECES),
        tiers("a table pays shares or amounts per unit, not both", OF_PIECES),
    ),
    (
        lambda: table(Tier(cny(0)), mode=TierMode.VOLUME, on_refund=OnRefund.RESTATE),
        tiers(
            "only graduated and retroactive tables of a period are restated",
            "volume, paid per payee and month",
        ),
    ),
    (
        lambda: Tiers.of_quota(cny(3), MONTH, (Factor.percent(50), Tier(cny(0)))),
        InvalidPlanError("tiers", "attainment is not a whole number of minor units", 3),
    ),
]

CHAINS: list[Refusal] = [
    (lambda: Composition(wrong("additive"), ("a", "b")), kind("chain, way to share", "additive")),
    (
        lambda: Composition(Chain.ADDITIVE, ("leader",)),
        InvalidPlanError("chain", "two or more roles, each once", (Role("leader"),)),
    ),
    (
        lambda: Composition(Chain.ADDITIVE, ("a", "b", "a")),
        InvalidPlanError("chain", "two or more roles, each once", (Role("a"), Role("b"), Role("a"))),
    ),
    (lambda: Missing(wrong("lapse")), kind("missing, way", "lapse")),
    (lambda: Missing.house(""), InvalidPlanError("missing", "house names a party, the others none", "")),
    (
        lambda: Missing(MissingWay.LAPSE, PartyId("H1")),
        InvalidPlanError("missing", "house names a party, the others none", "H1"),
    ),
    (lambda: Missing.house("a/b"), InvalidIdError("house party", "a/b", "separator")),
]


@pytest.mark.parametrize("refusal", [*MEASURES, *STEPS, *TABLES, *CHAINS])
def test_each_refusal_says_where_and_shows_the_value(refusal: Refusal) -> None:
    """An editor of plans reads the fields and marks the place."""
    check_refusal(refusal)


def test_a_restated_table_of_pieces_is_one() -> None:
    """The other side of the edge: counts of a period are restated, whole or in parts."""
    for lower in (1, Fraction(1, 2)):
        steps = (Tier(0), Tier(lower, per_unit=cny(1), block=2))
        assert table(*steps, measure=PIECES, on_refund=OnRefund.RESTATE).reached(lower) == 1
