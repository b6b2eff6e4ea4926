"""Bounds that never have an effect, or always have one."""

import pytest

from communekit.commission import (
    Base,
    Bound,
    Flat,
    PerUnit,
    Rule,
    Scope,
    assess,
    line,
)
from communekit.money import Rounding
from communekit.parties import Role
from tests.commission.linted import BASE, FRESH, cny, codes, only, paid, percent, plan_of
from tests.commission.shop import LEADER_ONLY, order


@pytest.mark.parametrize(
    ("bound", "code", "reason"),
    [
        (Bound(role=Role.LEADER, per="line", at_most=percent("8")), "idle_bound", "never_reached"),
        (Bound(role=Role.LEADER, per="order", at_most=percent("9")), "idle_bound", "never_reached"),
        (Bound(rule="dead", per="line", at_most=percent("9")), "idle_bound", "covers_nothing"),
        (Bound(rule="base", per="line", at_most=percent("7.99")), "constant_bound", "always_above"),
        (Bound(rule="base", per="line", at_least=percent("8.01")), "constant_bound", "always_below"),
    ],
    ids=lambda value: value.text if isinstance(value, Bound) else value,
)
def test_a_bound_without_a_choice_is_shown(bound: Bound, code: str, reason: str) -> None:
    """A cap that nothing reaches, or that everything runs into, is most likely a slip of the pen."""
    dead = paid("dead", Role.HOST, when=line.quantity < 0)
    assert only(plan_of(BASE, dead, bounds=[bound]), code).data["reason"] == reason


@pytest.mark.parametrize(
    "bound",
    [
        Bound(role=Role.LEADER, per="line", at_most=cny("0.01")),
        Bound(role=Role.LEADER, per="order", at_most=cny("1000000.00")),
        Bound(role=Role.LEADER, per="month", at_most=cny("1000000.00")),
        Bound(role=Role.LEADER, per="line", at_least=percent("8")),
        Bound(role=Role.LEADER, per="line", at_least=cny("0.01")),
    ],
    ids=lambda bound: bound.text,
)
def test_a_bound_that_binds_here_and_not_there_is_silent(bound: Bound) -> None:
    """A limit in money binds at some amounts; over an order or a period lines add up to any amount."""
    assert not {"idle_bound", "constant_bound"} & set(codes(plan_of(BASE, bounds=[bound])))


@pytest.mark.parametrize(
    ("rule", "cap"),
    [
        (
            Rule("thanks", Role.LEADER, Flat(cny("0.10"))),
            Bound(rule="thanks", per="order", at_most=cny("0.15")),
        ),
        (paid("listed", base=Base.LISTED), Bound(rule="listed", per="line", at_most=percent("9"))),
        (FRESH, Bound(rule="fresh", per="order", at_most=percent("4"))),
        (
            Rule("thanks", Role.LEADER, Flat(cny("0.10"))),
            Bound(rule="thanks", per="order", at_least=cny("0.15")),
        ),
        (
            Rule("units", Role.LEADER, PerUnit(cny("1.00"))),
            Bound(rule="units", per="line", at_most=cny("0.50")),
        ),
        (
            paid("drive", share="50", base=Base.FREIGHT),
            Bound(rule="drive", per="line", at_most=cny("1.00")),
        ),
    ],
    ids=(
        "lines add up",
        "the listed amount may be higher",
        "other lines make room",
        "lines add up to a floor",
        "a part of a unit",
        "freight may be high",
    ),
)
def test_a_cap_that_a_plain_line_does_not_show_is_silent(rule: Rule, cap: Bound) -> None:
    """What one plain line says of a bound is not all: other lines and discounts count, too."""
    found = codes(plan_of(rule, paid("host", Role.HOST), bounds=[cap]))
    assert not {"idle_bound", "constant_bound"} & set(found)


def test_a_cap_on_rules_that_differ_by_facts_binds_only_sometimes() -> None:
    """8 % is below the cap, 13 % on fresh goods above it."""
    cap = Bound(role=Role.LEADER, per="line", at_most=percent("10"))
    assert codes(plan_of(BASE, FRESH, bounds=[cap])) == []


def test_a_floor_under_rules_that_differ_by_facts_lifts_only_sometimes() -> None:
    """8 % is lifted to the floor, 13 % on fresh goods stands above it."""
    floor = Bound(role=Role.LEADER, per="line", at_least=percent("10"))
    assert "constant_bound" not in codes(plan_of(BASE, FRESH, bounds=[floor]))


@pytest.mark.parametrize(
    ("rounding", "scope", "per", "told"),
    [
        (Rounding.UP, Scope.LINE, "order", True),
        (Rounding.HALF_UP, Scope.LINE, "line", True),
        (Rounding.UP, Scope.ORDER, "month", True),
        (Rounding.UP, Scope.ORDER, "order", False),
        (Rounding.DOWN, Scope.LINE, "order", False),
        (Rounding.FLOOR, Scope.LINE, "order", False),
    ],
)
def test_a_cap_over_rules_that_round_up_is_noted(
    rounding: Rounding, scope: Scope, per: str, told: bool
) -> None:
    """A cap is exact; what is rounded after it may end above it, unless the whole is rounded once."""
    base = paid("base", share="40", rounding=rounding, scope=scope)
    bound = Bound(rule="base", per=per, at_most=cny("1.00"))
    found = [finding for finding in codes(plan_of(base, bounds=[bound])) if finding == "rounded_above_cap"]
    assert found == ["rounded_above_cap"] * told


@pytest.mark.parametrize(("scope", "sum_minor"), [(Scope.LINE, 102), (Scope.ORDER, 100)])
def test_what_the_note_on_rounded_caps_says_is_so(scope: Scope, sum_minor: int) -> None:
    """Three equal lines under a cap of 1.00: a third each, rounded up line by line, or once over the order."""
    base = paid("base", share="40", rounding=Rounding.UP, scope=scope)
    plan = plan_of(base, bounds=[Bound(rule="base", per="order", at_most=cny("1.00"))])
    result = assess(plan, order(1_000, 1_000, 1_000), LEADER_ONLY)
    assert sum(accrual.amount.minor for _, accrual in result.accruals if accrual.rule == "base") == sum_minor
