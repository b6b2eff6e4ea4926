"""Small plans to find fault with, and what lint says of them by code."""

from communekit.commission import (
    Measure,
    Plan,
    Rule,
    TierMode,
    Tiers,
    line,
)
from communekit.commission.lint import Finding, lint
from communekit.money import Money, Rate
from communekit.parties import Role
from communekit.period import Window

WINDOW = Window.parse("2026-01-01T00:00:00Z/..")


cny = Money.cny


percent = Rate.percent


def plan_of(*rules: Rule, **others: object) -> Plan:
    """Return a plan of the store's with a window, so that nothing but its rules can be found fault with."""
    given = {"effective": WINDOW, "residual": Role.STORE, **others}
    return Plan("basket", 1, "CNY", rules=rules, **given)  # type: ignore[arg-type]  # any fields of a plan


def paid(rule_id: str, role: Role = Role.LEADER, share: str = "5", **others: object) -> Rule:
    """Return a rule that pays a share."""
    return Rule(rule_id, role, percent(share), **others)  # type: ignore[arg-type]  # any fields of a rule


def codes(plan: Plan, *, limit: Rate | None = None) -> list[str]:
    """Return the codes of all findings."""
    return [finding.code.removeprefix("lint.") for finding in lint(plan, limit=limit)]


def only(plan: Plan, code: str) -> Finding:
    """Return the one finding with a code."""
    (finding,) = [finding for finding in lint(plan) if finding.code == f"lint.{code}"]
    return finding


def volume(*shares: str, per: str = "line", period: str = "", total: str = "paid") -> Tiers:
    """Return a table of whole amounts at the rate reached, a tier every 100.00 or every 10."""
    step = (lambda place: cny(f"{place * 100}")) if total == "paid" else (lambda place: place * 10)
    steps = [(step(place), percent(share)) for place, share in enumerate(shares)]
    return Tiers.of(TierMode.VOLUME, Measure(total, per=per, period=period), *steps)


BASE = paid("base", share="8")


GROWERS = paid("growers", Role.SUPPLIER, "62")


FRESH = paid("fresh", when=line.category.under("fresh"))


VEG = paid("veg", when=line.category.under("fresh/veg"))


LIVE = paid("live", when=line.channel == "live")
