"""Earners: who earned in which role up to a moment, and who keeps the rest of it (收益人): whom guarantees and draws are for."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from communekit.ids import PartyId
from communekit.ledger.settlement import end_of
from communekit.period import Calendar, Period

from .assessment import Assessment
from .plans import Plans


class _Earner(NamedTuple):
    """Who earned in a role on a line, and who keeps the rest of it."""

    at: datetime
    role: str
    party: PartyId
    keeper: PartyId
    minor: int


class Earners:
    """Who earned in which role (收益人), gathered from assessments. Grows as they are read.

    Args:
        plans: The versions of the plan: each of their roles is there, be it with nobody in it.
    """

    def __init__(self, plans: Plans) -> None:
        self._plans = plans
        self._earners: list[_Earner] = []

    def read(self, assessment: Assessment) -> None:
        """Read who earned on an order."""
        at = assessment.order.paid_at
        for line, accrual in assessment.accruals:
            self._earners.append(
                _Earner(at, accrual.role, accrual.party, line.residual_party, accrual.amount_minor)
            )

    def roles(self, until: datetime) -> dict[str, set[str]]:
        """Return who had earned in each role before a moment."""
        roles: dict[str, set[str]] = {}
        for plan in self._plans.versions:
            roles |= {rule.pays: set() for rule in plan.every_rule}
        for earner in self._earners:
            if earner.at < until:
                roles.setdefault(earner.role, set()).add(earner.party)
        return roles

    def payers(self, until: datetime) -> dict[str, str]:
        """Return by whom a top-up is borne, for each earner: who keeps the rest of the lines that he earns most on."""
        keepers: dict[str, Counter[PartyId]] = {}
        for earner in self._earners:
            if earner.at < until:
                keepers.setdefault(earner.party, Counter())[earner.keeper] += earner.minor
        return {
            party: str(min(of, key=lambda keeper: (-of[keeper], keeper))) for party, of in keepers.items()
        }


def term_periods(plans: Plans, period: Period) -> Iterator[Period]:
    """Yield the periods of the plan's own guarantees and draws that end in a period, cycle by cycle, in their order."""
    cycles = {term.per for plan in plans.versions for term in plan.guarantees}
    cycles |= {term.per for plan in plans.versions for term in plan.draws}
    for per in sorted(cycles):
        calendar = Calendar.of(per, plans.versions[-1].zone)
        own = calendar.period_at(period.window.start)
        while end_of(own) <= end_of(period):
            yield own
            own = calendar.period_at(end_of(own))


__all__ = ["Earners", "term_periods"]
