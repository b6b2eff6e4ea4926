"""Conditions that cannot be what was meant: never true, never answered, or about a fact that nobody hands in (条件检查)."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from fractions import Fraction
from typing import Final

from communekit.commission.condition import Op, Test, tests_of
from communekit.commission.facts import LINE_FACTS, ORDER_FACTS

from .domain import classes_of, is_built_in
from .finding import Finding, Plain, Severity
from .rulebook import Rulebook, Variant
from .space import Space

NAMES: Final = {"line": tuple(LINE_FACTS), "order": tuple(ORDER_FACTS)}
SUBJECTS: Final = ("line", "order", "session", "leader", "store", "member")
WORD_CHARACTERS: Final = 60
LIKENESS: Final = Fraction(3, 4)
"""How like a known word an unknown one must at least be to pass for a misspelling of it."""


def dead_rules(book: Rulebook) -> Iterator[Finding]:
    """Find rules whose condition no line can meet, whatever a host hands in (永不适用的规则)."""
    for variant in book.every:
        where = () if variant.where is None else (variant.where,)
        space = Space((variant.rule.when, *where), book.plan)
        if not space.is_decidable:
            yield not_decided("rule_check", f"rule {variant.name}", space.size)
            continue
        alive = space.yes(variant.rule.when)
        for named in where:
            alive &= space.yes(named)
        if not alive:
            condition = " & ".join(map(repr, (*where, variant.rule.when)))
            data: dict[str, Plain] = {"rule": variant.name, "condition": condition}
            yield Finding("lint.dead_rule", Severity.WARNING, f"rule {variant.name}", data)


def unanswerable_tests(book: Rulebook) -> Iterator[Finding]:
    """Find questions that no value of their fact can answer: an amount asked as a number, another currency (类型不符)."""
    for variant, test in _asked(book):
        if test.op is not Op.KNOWN and is_built_in((test.subject, test.name)):
            classes = classes_of((test.subject, test.name), (test,), book.plan)
            if classes is not None and all(a_class.answers == (None,) for a_class in classes):
                yield Finding(
                    "lint.unanswerable",
                    Severity.WARNING,
                    f"rule {variant.name}",
                    {"rule": variant.name, "test": repr(test), "fact": test.fact},
                )


def misspelt_facts(book: Rulebook) -> Iterator[Finding]:
    """Find open facts with a name close to one that every line or order has (疑似拼错的事实)."""
    roles = set(map(str, book.roles))
    for variant, test in _asked(book):
        meant = None if is_built_in((test.subject, test.name)) else _meant(test, roles)
        if meant is not None:
            yield Finding(
                "lint.misspelt_fact",
                Severity.WARNING,
                f"rule {variant.name}",
                {"rule": variant.name, "fact": test.fact, "meant": meant},
            )


def not_decided(check: str, where: str, combinations: int) -> Finding:
    """Say that a check looked at too little to know."""
    return Finding("lint.not_decided", Severity.NOTE, where, {"check": check, "combinations": combinations})


def _asked(book: Rulebook) -> Iterator[tuple[Variant, Test]]:
    """Yield each question of each rule once."""
    for variant in book.every:
        for test in dict.fromkeys(tests_of(variant.rule.when)):
            yield variant, test


def _meant(test: Test, roles: set[str]) -> str | None:
    """Return the fact that an open one may be a misspelling of; None where it looks like none."""
    subject, name = test.subject, test.name
    if subject in NAMES:
        other = "order" if subject == "line" else "line"
        if name in NAMES[other]:
            return f"{other}.{name}"
        near = _nearest(name, NAMES[subject])
        return f"{subject}.{near}" if near else None
    near = "" if subject in SUBJECTS or subject in roles else _nearest(subject, SUBJECTS)
    return f"{near}.{name}" if near else None


def _nearest(word: str, known: tuple[str, ...]) -> str:
    """Return the known word most like an unknown one, empty where none is; just alike enough is only a mix-up of letters."""
    alike = {other: SequenceMatcher(None, word[:WORD_CHARACTERS], other).ratio() for other in known}
    best = max(known, key=lambda other: alike[other])
    mixed_up = alike[best] == LIKENESS and sorted(word) == sorted(best)
    return best if alike[best] > LIKENESS or mixed_up else ""
