"""Plan versions: which agreement was in force when an order was placed (方案版本)."""

from collections.abc import Iterable
from datetime import datetime
from itertools import combinations

import attrs

from communekit.period import zone

from .errors import InvalidPlanError, NotInForceError
from .plan import Plan
from .tier import Tiers


def _in_order(plans: Iterable[Plan]) -> tuple[Plan, ...]:
    return tuple(sorted(plans, key=lambda plan: plan.version))


@attrs.frozen
class Plans:
    """The versions of one plan (方案版本), each with its window; windows do not overlap.

    An order is assessed by the version in force at its commitment time; later versions never touch it. A table of a
    period counts on across versions, so a rule id counts the same in all of them; what is to count something else
    takes a new id.
    """

    versions: tuple[Plan, ...] = attrs.field(converter=_in_order)

    def __attrs_post_init__(self) -> None:
        if not self.versions:
            raise InvalidPlanError("versions", "no plan", 0)
        if len({plan.id for plan in self.versions}) > 1:
            raise InvalidPlanError(
                "versions", "versions of one plan", tuple(plan.id for plan in self.versions)
            )
        for one, other in combinations(self.versions, 2):
            if one.version == other.version:
                raise InvalidPlanError("versions", "one version twice", one.version)
            if one.effective is None or other.effective is None or one.effective.overlaps(other.effective):
                raise InvalidPlanError("versions", "windows overlap", f"{one.name}, {other.name}")
        self._check_measures()

    def _check_measures(self) -> None:
        """Refuse a rule id that counts one thing in one version and another in the next: a month would mix the two."""
        totals: dict[tuple[str, str], str] = {}
        for plan in self.versions:
            for rule in plan.every_rule:
                if isinstance(rule.rate, Tiers) and rule.rate.measure.period:
                    measure = rule.rate.measure
                    if totals.setdefault((rule.id, measure.period), measure.total) != measure.total:
                        raise InvalidPlanError("versions", "a rule counts the same in every version", rule.id)

    @classmethod
    def of(cls, plans: "Plan | Plans | Iterable[Plan]") -> "Plans":
        """Take one plan, several, or plans that are in order already."""
        if isinstance(plans, Plans):
            return plans
        return cls((plans,) if isinstance(plans, Plan) else tuple(plans))

    def in_force(self, moment: datetime) -> Plan | None:
        """Return the version in force at a moment, None where none is."""
        for plan in self.versions:
            if plan.effective is None or plan.effective.covers(moment):
                return plan
        return None

    def at(self, moment: datetime) -> Plan:
        """Return the version in force at a moment.

        Raises:
            NotInForceError: None is.
        """
        found = self.in_force(moment)
        if found is not None:
            return found
        first = self.versions[0]
        raise NotInForceError(first.id, moment.astimezone(zone(first.zone)))
