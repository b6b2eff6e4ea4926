"""Lint: look at a plan before anybody is paid by it (方案体检)."""

from collections.abc import Iterator
from typing import Final

from communekit.commission.plan import Plan
from communekit.money import Rate

from .bands import falling_bands
from .cases import Undecided, stretches_of
from .commitment import commitment
from .conditions import dead_rules, misspelt_facts, unanswerable_tests
from .finding import Finding, Severity
from .law import legal_frame
from .limits import idle_bounds, rounded_bounds
from .overrides import idle_overrides
from .rulebook import Rulebook
from .stacking import groups, rests_on_nothing, rules_of_roles
from .tables import falling_tables, slicing, unreachable_tiers
from .worst_case import worst_of

CHECKS: Final = (
    dead_rules,
    unanswerable_tests,
    misspelt_facts,
    rules_of_roles,
    groups,
    rests_on_nothing,
    idle_overrides,
    falling_tables,
    falling_bands,
    unreachable_tiers,
    slicing,
    rounded_bounds,
)
"""The checks that need nothing but the rules of a plan."""

_ORDER: Final = {severity: place for place, severity in enumerate(Severity)}


def lint(plan: Plan, *, limit: Rate | None = None) -> tuple[Finding, ...]:
    """Return what in a plan its author may not want (方案体检), errors first; nothing found is an empty tuple.

    Whatever is found is so for certain: facts are told apart as far as the conditions ask, and every combination is
    looked at. Where there are too many of them a note says what is not decided. Nothing is refused here.

    Args:
        plan: The plan.
        limit: What the rules may promise of an order together, flat amounts apart; none asks for no more than all.

    >>> from communekit.commission import Rule, line
    >>> from communekit.parties import Role
    >>> plan = Plan("basket", 1, "CNY", residual=Role.STORE, effective=None, rules=[
    ...     Rule("base", Role.LEADER, Rate.percent("8")),
    ...     Rule("live", Role.LEADER, Rate.percent("2"), when=line.chanel == "live")])
    >>> [(found.code, found.where) for found in lint(plan)]
    [('lint.misspelt_fact', 'rule live'), ('lint.no_window', 'plan')]
    """
    found = dict.fromkeys((*_window(plan), *legal_frame(plan), *_of_rules(Rulebook.of(plan), limit)))
    return tuple(sorted(found, key=lambda finding: _ORDER[finding.severity]))


def _of_rules(book: Rulebook, limit: Rate | None) -> Iterator[Finding]:
    for check in CHECKS:
        yield from check(book)
    stretches = stretches_of(book)
    if not isinstance(stretches, Undecided):
        yield from idle_bounds(book, stretches)
    yield from commitment(book, worst_of(book, stretches), limit)


def _window(plan: Plan) -> Iterator[Finding]:
    if plan.effective is None:
        yield Finding("lint.no_window", Severity.NOTE, "plan", {"plan": plan.name})
