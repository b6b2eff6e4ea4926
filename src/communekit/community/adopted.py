"""The plan of a community (已采用方案): its versions, as they were adopted, each in force until the next begins."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

import attrs

from communekit.commission import Plan, Plans
from communekit.period import Window

from .errors import InvalidTermsError

BEGINNING: Final = datetime.fromisoformat("1900-01-01T00:00:00+00:00")
"""From when a plan without a start is in force."""


def _in_turn(versions: tuple[Plan, ...]) -> Plans:
    """Return versions of which one without an end goes until the next begins."""
    turns: list[Plan] = []
    for plan in versions:
        start = None if plan.effective is None else plan.effective.start
        turns = [earlier if start is None else _until(earlier, start) for earlier in turns]
        turns.append(plan)
    return Plans(tuple(turns))


def _until(plan: Plan, end: datetime) -> Plan:
    """Return a plan that ends where another begins, if it had begun and had no end of its own."""
    begun = BEGINNING if plan.effective is None else plan.effective.start
    if begun >= end or (plan.effective is not None and plan.effective.end is not None):
        return plan
    return attrs.evolve(plan, effective=Window(begun, end))


@attrs.frozen
class Adopted:
    """The versions of a community's plan (已采用方案), in the order of their adoption.

    A version that has no end is in force until the next begins; what was promised under it stays. The plans themselves
    are kept as they were adopted: their records name them by what they say.

    Errors: `InvalidPlanError` where windows overlap otherwise, and as `Plans` says.
    """

    versions: tuple[Plan, ...]
    in_turn: Plans = attrs.field(init=False, eq=False, repr=False)
    """The same versions, each with the end that the next gives it."""

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "in_turn", _in_turn(self.versions))

    def at(self, moment: datetime) -> Plan:
        """Return the version in force at a moment, as it was adopted.

        Raises:
            NotInForceError: None is.
        """
        return self.version(self.in_turn.at(moment).version)

    def version(self, number: int) -> Plan:
        """Return a version by its number."""
        return next(plan for plan in self.versions if plan.version == number)

    def plus(self, *plans: Plan) -> "Adopted":
        """Return the versions with further ones."""
        return Adopted((*self.versions, *plans))


def versions_of(plan: Plan | Plans | Iterable[Plan]) -> tuple[Plan, ...]:
    """Return the plans that were handed in, one or several.

    Raises:
        InvalidTermsError: Something else was.
    """
    given = plan.versions if isinstance(plan, Plans) else (plan,) if isinstance(plan, Plan) else tuple(plan)
    for one in given:
        if not isinstance(one, Plan):
            raise InvalidTermsError("plan", plan)
    return given


__all__ = ["Adopted", "versions_of"]
