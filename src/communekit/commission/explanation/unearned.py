"""What was not earned (未计提): every rule that paid nothing on a line, and why."""

from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from typing import NamedTuple

import attrs

from communekit.commission.assessment import AssessedLine, Assessment
from communekit.commission.condition import All, Any_, Condition, Not, Test, answer, tests_of
from communekit.commission.facts import line_reader, reader
from communekit.commission.override import Override
from communekit.commission.payee import stands_in
from communekit.commission.plan import Plan
from communekit.commission.rule import Rule
from communekit.ids import PartyId
from communekit.orders import Value
from communekit.parties import Role

from .earned import Earned
from .step import Bounded, Chained, Laid, OfBase, OfTiers, OfUnits, Rounded, Shared, Step


class Why(Enum):
    """Why a rule paid nothing on a line; the words are for ever."""

    NOT_MATCHED = "not_matched"
    """Its condition does not hold."""
    UNKNOWN = "unknown"
    """Its condition cannot be answered: a fact is missing or of another kind."""
    ELSEWHERE = "elsewhere"
    """It stands in an override that does not hold here."""
    DROPPED = "dropped"
    """An override drops it here."""
    REPLACED = "replaced"
    """Another rule stands in for it."""
    FIRST = "first"
    """A rule stated before it in its group counts."""
    EXCLUSIVE = "exclusive"
    """Another rule of its role allows no other."""
    BEST = "best"
    """Another rule of its group pays more."""
    NO_BASE = "no_base"
    """The amount that it applies to is not known."""
    NO_MEASURE = "no_measure"
    """It is not known for whom its measure counts."""
    NO_PARTY = "no_party"
    """Nobody active stands in its role."""
    ZERO_BASE = "zero_base"
    """The amount that it applies to is zero."""
    ZERO_RATE = "zero_rate"
    """It pays nothing of what there is."""
    TIER = "tier"
    """The tier reached pays nothing."""
    CHAIN = "chain"
    """The others of its chain get all of it."""
    SHARE = "share"
    """The party's part is zero."""
    CAPPED = "capped"
    """A bound has let all through that it lets through."""
    ROUNDED = "rounded"
    """It is less than a minor unit, and rounded away."""


@attrs.frozen
class Asked:
    """One question of a condition and what it found: `value` is None for a fact that is not there.

    `negated`: the rule asks that the answer be no.
    """

    test: Test
    value: Value | None
    negated: bool = False


@attrs.frozen
class NotEarned:
    """A rule that paid nothing on a line (未计提规则), and why.

    `by` names what stood in the way, where it has a name: the rule that won, the base that is not known, the parties
    that are not active. `asked` are the questions that were answered no, or not at all.
    """

    rule: Rule
    why: Why
    by: tuple[str, ...] = ()
    asked: tuple[Asked, ...] = ()
    override: Override | None = None
    steps: tuple[Step, ...] = ()

    @property
    def role(self) -> Role:
        """The role that the rule pays."""
        return self.rule.pays

    def told_to(self, party: PartyId) -> "NotEarned":
        """Return the same as one party may know it: of parties that are not active, himself alone."""
        if self.why is not Why.NO_PARTY:
            return self
        return attrs.evolve(self, by=tuple(one for one in self.by if one == party))


class _Facts(NamedTuple):
    """The facts of a line, and what the tests of a plan answer about them."""

    read: Callable[[Test], Value | None]
    answers: Mapping[Test, bool | None]

    def say(self, condition: Condition) -> bool | None:
        """Answer a condition."""
        return answer(condition, self.answers)


def not_earned_on(
    assessment: Assessment, assessed: AssessedLine, earned: Iterable[Earned]
) -> tuple[NotEarned, ...]:
    """Return the rules that paid nothing on a line to those who earned, in the order of the plan."""
    plan = assessment.plan
    by_rule: dict[str, list[Earned]] = {}
    for one in earned:
        by_rule.setdefault(one.rule.id, []).append(one)
    facts = _facts(assessment, assessed)
    found: list[NotEarned] = []
    for rule_id in dict.fromkeys(rule.id for rule in plan.every_rule):
        amounts = by_rule.get(rule_id, [])
        if any(one.amount.minor for one in amounts):
            continue
        found.append(
            NotEarned(amounts[0].rule, _spent(amounts[0].steps), steps=amounts[0].steps)
            if amounts
            else _reason(assessment, assessed, rule_id, facts)
        )
    return tuple(found)


def _facts(assessment: Assessment, assessed: AssessedLine) -> _Facts:
    def read(test: Test) -> Value | None:
        if test.subject == "line":
            return line_reader(test.name)(assessed.line)
        return reader(test.subject, test.name)(assessed.line, assessment.order, assessment.credits)

    plan = assessment.plan
    conditions = [rule.when for rule in plan.every_rule] + [override.where for override in plan.overrides]
    return _Facts(
        read, {test: test.answer(read(test)) for condition in conditions for test in tests_of(condition)}
    )


def _reason(assessment: Assessment, assessed: AssessedLine, rule_id: str, facts: _Facts) -> NotEarned:
    """Return why a rule made no amount: by the facts, by other rules, or for want of a base or a party."""
    rule, override = _variant(assessment.plan, rule_id, facts)
    if rule is None:
        stated = next(one for one in assessment.plan.every_rule if one.id == rule_id)
        if override is not None:
            return NotEarned(stated, Why.DROPPED, override=override)
        where = next(one for one in assessment.plan.overrides if stated in one.rules)
        asked = _to_blame(where.where, facts, facts.say(where.where))
        return NotEarned(stated, Why.ELSEWHERE, asked=asked, override=where)
    said = facts.say(rule.when)
    if not said:
        why = Why.UNKNOWN if said is None else Why.NOT_MATCHED
        return NotEarned(rule, why, asked=_to_blame(rule.when, facts, said))
    lost = next((one for one in assessed.lost if one.rule == rule_id), None)
    if lost is not None and lost.reason != Why.NO_PARTY.value:
        return NotEarned(rule, Why(lost.reason), by=(str(lost.by),))
    holders = stands_in(assessment.plan, rule.pays, assessment.order, assessed.line, assessment.credits)
    return NotEarned(rule, Why.NO_PARTY, by=tuple(str(one.party) for one in holders if not one.active))


def _variant(plan: Plan, rule_id: str, facts: _Facts) -> tuple[Rule | None, Override | None]:
    """Return the rule that stands under an id here: that of the first override that holds, or the plan's own."""
    for override in plan.overrides:
        if rule_id in override.replaced and facts.say(override.where):
            return next((rule for rule in override.rules if rule.id == rule_id), None), override
    return next((rule for rule in plan.rules if rule.id == rule_id), None), None


def _to_blame(condition: Condition, facts: _Facts, said: bool | None) -> tuple[Asked, ...]:
    """Return the questions for which a condition does not hold, or cannot be answered."""
    found = dict.fromkeys(_blamed(condition, facts, said, negated=False))
    return tuple(Asked(test, facts.read(test), negated) for test, negated in found)


def _blamed(
    condition: Condition, facts: _Facts, said: bool | None, *, negated: bool
) -> Iterable[tuple[Test, bool]]:
    match condition:
        case Test():
            yield condition, negated
        case Not(part):
            yield from _blamed(part, facts, None if said is None else not said, negated=not negated)
        case All(parts) | Any_(parts):
            for part in parts:
                if facts.say(part) is said:
                    yield from _blamed(part, facts, said, negated=negated)
        case _:
            return


def _spent(steps: tuple[Step, ...]) -> Why:
    """Return where an amount became nothing."""
    for step in steps:
        if step.result:
            continue
        match step:
            case OfBase(amount_minor=0) | OfUnits(times=0):
                return Why.ZERO_BASE
            case OfTiers():
                return Why.TIER if step.after else Why.ZERO_BASE
            case Chained():
                return Why.CHAIN
            case Laid() | Shared():
                return Why.SHARE
            case Bounded():
                return Why.CAPPED
            case Rounded():
                return Why.ROUNDED
            case _:
                return Why.ZERO_RATE
    return Why.ROUNDED


def roles_of(assessment: Assessment, assessed: AssessedLine, party: PartyId) -> frozenset[Role]:
    """Return the roles in which a party stands on a line, active or not."""
    plan = assessment.plan
    roles = {rule.pays for rule in plan.every_rule}
    return frozenset(
        role
        for role in roles
        if any(
            holder.party == party
            for holder in stands_in(plan, role, assessment.order, assessed.line, assessment.credits)
        )
    )


__all__ = ["Asked", "NotEarned", "Why", "not_earned_on", "roles_of"]
