"""Overrides that change nothing (无效的例外条款)."""

from collections.abc import Iterator

from .conditions import not_decided
from .finding import Finding, Severity
from .rulebook import Rulebook


def idle_overrides(book: Rulebook) -> Iterator[Finding]:
    """Find rules of overrides that stand nowhere, state what the plan states anyway, or drop what is not there."""
    own = {rule.id: rule for rule in book.plan.rules}
    last = {rule: number for number, override in enumerate(book.plan.overrides) for rule in override.replaced}
    for rule_id, variants in book.variants.items():
        if all(variant.override is None for variant in variants):
            continue
        matches = book.matches((rule_id,))
        if not matches.space.is_decidable:
            yield not_decided("override_check", f"rule {rule_id}", matches.space.size)
            continue
        for variant in variants:
            if variant.override is None:
                continue
            where = f"override {variant.override + 1}"
            if not matches.stands[variant.clause.index]:
                yield _idle(where, rule_id, "never")
            elif own.get(variant.rule.id) == variant.rule and last[rule_id] == variant.override:
                yield _idle(
                    where, rule_id, "same"
                )  # A later override that touches the rule is kept off by this one.
    for number, override in enumerate(book.plan.overrides):
        later = {rule.id for other in book.plan.overrides[number + 1 :] for rule in other.rules}
        for dropped in override.drops:
            if dropped not in own and dropped not in later:
                yield _idle(f"override {number + 1}", dropped, "drops_nothing")


def _idle(where: str, rule: str, reason: str) -> Finding:
    override = where.removeprefix("override ")
    return Finding(
        "lint.idle_override",
        Severity.WARNING,
        where,
        {"override": override, "rule": str(rule), "reason": reason},
    )
