"""How the rules of a role stand to each other: overlaps, gaps, rules that never get their turn (规则重叠、空白与遮蔽)."""

from collections.abc import Iterator
from itertools import combinations

from communekit.commission.clause import Clause
from communekit.commission.composition import Stacking
from communekit.commission.condition import tests_of
from communekit.money import Rate
from communekit.parties import Role

from .conditions import not_decided
from .domain import FactName, fact_of
from .finding import Finding, Plain, Severity
from .rulebook import Matches, Rulebook, Variant
from .space import Mask
from .witness import shown

COMPARED_MAX = 400
"""Rules of a role that are compared with each other, pair by pair."""


def rules_of_roles(book: Rulebook) -> Iterator[Finding]:
    """Find, role by role, rules that overlap or never pay, and lines on which the role earns nothing."""
    for role in book.roles:
        matches = book.matches(book.around(book.of_role(role)))
        if not matches.is_decided:
            yield not_decided("role_check", f"role {role}", matches.space.size)
            continue
        own = [variant for variant in matches.variants if variant.rule.pays == role]
        yield from _shadowed(matches, own)
        yield from _overlapping(matches, role, own)
        yield from _gap(matches, role, own)


def groups(book: Rulebook) -> Iterator[Finding]:
    """Find groups of several rules whose stacking is not stated (未写明叠加方式)."""
    plan = book.plan
    for group in dict.fromkeys(rule.group for rule in plan.every_rule if rule.group):
        rules = list(dict.fromkeys(str(rule.id) for rule in plan.every_rule if rule.group == group))
        if group not in plan.stacking and len(rules) > 1:
            yield Finding(
                "lint.unstated_stacking",
                Severity.NOTE,
                f"group {group}",
                {"group": group, "rules": list(rules)},
            )


def rests_on_nothing(book: Rulebook) -> Iterator[Finding]:
    """Find rules whose base is a rule or a role that pays nothing wherever they apply (基数落空)."""
    for variant in book.every:
        base = variant.rule.base
        rests_on = (base.rule,) if base.rule else book.of_role(Role(base.role)) if base.role else None
        if rests_on is None:
            continue
        matches = book.matches(book.around((variant.rule.id, *rests_on)))
        if not matches.is_decided:
            yield not_decided("base_check", f"rule {variant.name}", matches.space.size)
            continue
        applies = [pattern for pattern in matches.patterns if variant.clause in pattern.kept]
        if applies and not any(clause.rule.id in rests_on for pattern in applies for clause in pattern.kept):
            data: dict[str, Plain] = {"rule": variant.name, "base": base.text}
            yield Finding("lint.rests_on_nothing", Severity.WARNING, f"rule {variant.name}", data)


def _shadowed(matches: Matches, own: list[Variant]) -> Iterator[Finding]:
    for variant in own:
        mask = matches.mask(variant)
        if not mask:
            continue
        winners: dict[str, None] = {}
        reasons: dict[str, None] = {}
        paid: Mask = 0
        for pattern in matches.patterns:
            if variant.clause not in pattern.matched:
                continue
            by, reason = _beaten(variant.clause, pattern.kept)
            for lost in pattern.lost:
                if lost.rule == variant.rule.id:
                    by, reason = lost.by, lost.reason
            if not reason:
                paid |= pattern.mask
            winners[by], reasons[reason] = None, None
        if not paid:
            yield Finding(
                "lint.shadowed_rule",
                Severity.WARNING,
                f"rule {variant.name}",
                {"rule": variant.name, "winners": list(winners), "reason": next(iter(reasons))},
            )


def _beaten(clause: Clause, kept: tuple[Clause, ...]) -> tuple[str, str]:
    """Return which rule of a best-of group pays at least as much on any line, whatever its amounts."""
    rate = clause.rule.rate
    if clause.stacking is Stacking.BEST and isinstance(rate, Rate):
        for other in kept:
            theirs = other.rule.rate
            if (
                other is not clause
                and (other.role, other.rule.group, other.rule.base)
                == (clause.role, clause.rule.group, clause.rule.base)
                and isinstance(theirs, Rate)
                and (theirs.share, -other.index) > (rate.share, -clause.index)
            ):
                return other.rule.id, "best"
    return "", ""


def _overlapping(matches: Matches, role: Role, own: list[Variant]) -> Iterator[Finding]:
    stated = [variant for variant in own if variant.override is None]
    if len(stated) > COMPARED_MAX:
        yield not_decided("pairs_check", f"role {role}", len(stated) * (len(stated) - 1) // 2)
        return
    for one, two in combinations(stated, 2):
        if one.rule.group != two.rule.group or one.clause.stacking is Stacking.BEST:
            continue
        ours, theirs = matches.mask(one), matches.mask(two)
        asked = _facts(one) | _facts(two)
        data: dict[str, Plain] = {"rules": [str(one.rule.id), str(two.rule.id)], "role": str(role)}
        if one.clause.stacking is not Stacking.SUM:
            if ours & theirs and ours & ~theirs and theirs & ~ours:
                facts = shown(matches.space.values(ours & theirs), asked)
                data |= {"facts": facts, "reason": one.clause.stacking.value}
                yield Finding("lint.overlap_order", Severity.NOTE, f"role {role}", data)
            continue
        both = matches.paid(one) & matches.paid(two)
        if both and _facts(one) == _facts(two) and _facts(one) and _alike(one, two):
            facts = shown(matches.space.values(both), asked)
            yield Finding("lint.overlap", Severity.NOTE, f"role {role}", {**data, "facts": facts})


def _alike(one: Variant, two: Variant) -> bool:
    """Whether two rules pay in the same way, so that a reader may take them for alternatives."""
    return type(one.rule.rate) is type(two.rule.rate) and one.rule.base == two.rule.base


def _gap(matches: Matches, role: Role, own: list[Variant]) -> Iterator[Finding]:
    every = matches.space.every
    if any(matches.space.yes(variant.rule.when) == every for variant in own):
        return
    paid: Mask = 0
    for variant in own:
        paid |= matches.paid(variant)
    left = every & ~paid
    if left:
        asked = {fact for variant in own for fact in _facts(variant)}
        facts = shown(matches.space.values(left), asked)
        yield Finding("lint.gap", Severity.NOTE, f"role {role}", {"role": str(role), "facts": facts})


def _facts(variant: Variant) -> set[FactName]:
    return {fact_of(test) for test in tests_of(variant.rule.when)}
