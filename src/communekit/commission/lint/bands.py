"""Bands: amounts at which a larger line pays a role less (金额分段倒挂), each shown on two orders by the engine itself."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Final

from communekit.commission.clause import Kind
from communekit.commission.condition import tests_of
from communekit.errors import CommunekitError
from communekit.money import Money
from communekit.orders import Value
from communekit.parties import Role

from .cases import PAID, paid_spans
from .conditions import not_decided
from .curve import AMOUNT_MAX
from .domain import FactName, fact_of
from .figures import amount_text
from .finding import Finding, Severity
from .rulebook import Matches, Pattern, Rulebook
from .space import Mask
from .witness import Facts, shown, witness_of

LISTED: Final = ("line", "listed")
PATTERNS_COMPARED_MAX: Final = 256


def falling_bands(book: Rulebook) -> Iterator[Finding]:
    """Find amounts at which one minor unit more on a line pays a role less, everything else the same."""
    by_condition = [last for _, last in paid_spans(book)[:-1]]
    for role in book.roles:
        rule_ids = _needed(book, book.of_role(role))
        asked = any(PAID in _facts(book, rule_id) for rule_id in rule_ids)
        ends = {*(by_condition if asked else ()), *_table_ends(book, role, rule_ids)}
        for last in sorted(ends):
            found = _at(book, role, rule_ids, last)
            if found is not None:
                yield found
                break


def _at(book: Rulebook, role: Role, rule_ids: tuple[str, ...], last: int) -> Finding | None:
    small, large = (_matches(book, rule_ids, amount) for amount in (last, last + 1))
    if not (small.is_decided and large.is_decided):
        return not_decided("bands_check", f"role {role}", small.space.size)
    pairs = [
        (one, other, one.mask & other.mask)
        for one in small.patterns[:PATTERNS_COMPARED_MAX]
        for other in large.patterns[:PATTERNS_COMPARED_MAX]
        if one.mask & other.mask
    ]
    for one, other, mask in pairs:
        before = _earned(book, role, small, one, mask, last)
        after = _earned(book, role, small, other, mask, last + 1)
        if before is not None and after is not None and after < before:
            return _finding(book, role, last, (before, after), small.space.values(mask))
    if max(len(small.patterns), len(large.patterns)) > PATTERNS_COMPARED_MAX:
        return not_decided("bands_check", f"role {role}", len(small.patterns) * len(large.patterns))
    return None


def _earned(
    book: Rulebook, role: Role, matches: Matches, pattern: Pattern, mask: Mask, amount: int
) -> Fraction | None:
    """Return what the engine pays a role on a line of an amount, before rounding; None where there is no such line."""
    facts = {
        fact: a_class for fact, a_class in matches.space.values(mask).items() if fact not in (PAID, LISTED)
    }
    witness = witness_of(book.plan, facts, amount, pattern.kept)
    try:
        assessed = None if witness is None else witness.assessed(book.plan)
    except CommunekitError:
        return None
    if assessed is None:
        return None
    return sum((one.exact_minor for _, one in assessed.accruals if one.role == role), Fraction(0))


def _finding(
    book: Rulebook, role: Role, last: int, earned: tuple[Fraction, Fraction], facts: Facts
) -> Finding:
    currency = book.plan.currency
    return Finding(
        "lint.larger_line_pays_less",
        Severity.WARNING,
        f"role {role}",
        {
            "role": str(role),
            "start": Money(last, currency).text,
            "to": Money(last + 1, currency).text,
            "before": amount_text(earned[0], currency),
            "after": amount_text(earned[1], currency),
            "facts": shown(facts, facts.keys() - {PAID, LISTED}),
        },
    )


def _matches(book: Rulebook, rule_ids: Iterable[str], amount: int) -> Matches:
    given: dict[FactName, Value | None] = {fact: Money(amount, book.plan.currency) for fact in (PAID, LISTED)}
    return Matches(book, rule_ids, given=given)


def _table_ends(book: Rulebook, role: Role, rule_ids: Iterable[str]) -> Iterator[int]:
    """Yield the last amounts of the tiers that other roles are paid by: what they get may be taken off this one's."""
    for rule_id in rule_ids:
        for variant in book.variants[rule_id]:
            table = variant.clause.table
            if table is None or variant.rule.pays == role or variant.clause.kind is Kind.PERIOD_TIERS:
                continue
            if table.measure.is_money:
                yield from (
                    int(lower) - 1 + table.ladder.above
                    for lower in table.ladder.lower[1:]
                    if lower < AMOUNT_MAX
                )


def _needed(book: Rulebook, rule_ids: Iterable[str]) -> tuple[str, ...]:
    """Return these rules and all that have a say in what they pay, however far off."""
    found = set(book.around(rule_ids))
    while True:
        variants = [variant for rule_id in found for variant in book.variants[rule_id]]
        rests = {other for variant in variants for other in variant.rule.base.rests_on}
        roles = {Role(variant.rule.base.role) for variant in variants if variant.rule.base.role}
        paid = {variant.rule.pays for variant in variants}
        roles |= {role for chain in book.plan.chains if paid & set(chain.roles) for role in chain.roles}
        grown = found | set(
            book.around((*rests, *(rule_id for role in roles for rule_id in book.of_role(role))))
        )
        if grown == found:
            return tuple(rule_id for rule_id in book.variants if rule_id in found)
        found = grown


def _facts(book: Rulebook, rule_id: str) -> set[FactName]:
    return {fact_of(test) for variant in book.variants[rule_id] for test in tests_of(variant.rule.when)}
