"""Overrides that change nothing (无效的例外条款)."""

from collections.abc import Iterator

from .conditions import not_decided
from .finding import Finding, Severity
from .rulebook import Rulebook, Variant
from .space import Space


def idle_overrides(book: Rulebook) -> Iterator[Finding]:
    """Find rules of overrides that stand nowhere, state what the plan states anyway, or drop what is not there."""
    own = {rule.id: rule for rule in book.plan.rules}
    for variant in book.every:
        if variant.override is None:
            continue
        override = book.plan.overrides[variant.override]
        where = f"override {variant.override + 1}"
        space = Space((*variant.unless, override.where), book.plan)
        if not space.is_decidable:
            yield not_decided("rule_check", f"rule {variant.name}", space.size)
            continue
        stands = space.yes(override.where)
        for earlier in variant.unless:
            stands &= ~space.yes(earlier)
        if not stands:
            yield _idle(where, variant.rule.id, "never")
        elif own.get(variant.rule.id) == variant.rule and not _touched_later(book, variant):
            yield _idle(where, variant.rule.id, "same")
    for number, override in enumerate(book.plan.overrides):
        later = {rule.id for other in book.plan.overrides[number + 1 :] for rule in other.rules}
        for dropped in override.drops:
            if dropped not in own and dropped not in later:
                yield _idle(f"override {number + 1}", dropped, "drops_nothing")


def _touched_later(book: Rulebook, variant: Variant) -> bool:
    """Whether a later override speaks of the rule, too: this one keeps it off."""
    later = book.plan.overrides[(variant.override or 0) + 1 :]
    return any(variant.rule.id in override.replaced for override in later)


def _idle(where: str, rule: str, reason: str) -> Finding:
    override = where.removeprefix("override ")
    return Finding(
        "lint.idle_override",
        Severity.WARNING,
        where,
        {"override": override, "rule": str(rule), "reason": reason},
    )
