"""Rulebooks: the rules of a plan with all their variants, and which of them apply together (规则组合)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

import attrs

from communekit.commission.clause import Clause, clauses_of
from communekit.commission.condition import Condition
from communekit.commission.decision import Lost, _stack  # the one meaning of stacking, not a second one
from communekit.commission.plan import Plan
from communekit.commission.rule import Rule
from communekit.orders import Value
from communekit.parties import Role

from .domain import FactName
from .space import Mask, Space

PATTERNS_MAX: Final = 4_096
"""Sets of rules that apply together which are looked at; beyond them a check says that it has not decided."""


class Variant(NamedTuple):
    """A rule as the plan or one of its overrides states it: it stands where `where` holds and none of `unless` does."""

    clause: Clause
    where: Condition | None
    unless: tuple[Condition, ...]
    override: int | None

    @property
    def rule(self) -> Rule:
        """The rule as it is stated there."""
        return self.clause.rule

    @property
    def name(self) -> str:
        """How findings call it."""
        return self.rule.id if self.override is None else f"{self.rule.id} (override {self.override + 1})"


class Pattern(NamedTuple):
    """Clauses that apply together in some combinations, those that stacking leaves, and those that it does not."""

    mask: Mask
    matched: tuple[Clause, ...]
    kept: tuple[Clause, ...]
    lost: tuple[Lost, ...]


@attrs.frozen(eq=False)
class Rulebook:
    """The rules of a plan, with all variants of each, in the order stated."""

    plan: Plan
    ticks: int
    variants: Mapping[str, tuple[Variant, ...]]
    _known: "dict[tuple[str, ...], Matches]" = attrs.field(factory=dict, init=False, repr=False)

    @classmethod
    def of(cls, plan: Plan) -> "Rulebook":
        """Read a plan."""
        own, others, ticks = clauses_of(plan)
        variants: dict[str, tuple[Variant, ...]] = {}
        for rule_id in dict.fromkeys(rule.id for rule in plan.every_rule):
            made: list[Variant] = []
            earlier: list[Condition] = []
            for number, (override, clauses) in enumerate(zip(plan.overrides, others, strict=True)):
                if rule_id in override.replaced:
                    clause = clauses.get(rule_id)
                    if clause is not None:
                        made.append(Variant(clause, override.where, tuple(earlier), number))
                    earlier.append(override.where)
            if rule_id in own:
                made.append(Variant(own[rule_id], None, tuple(earlier), None))
            variants[rule_id] = tuple(made)
        return cls(plan, ticks, variants)

    @property
    def every(self) -> tuple[Variant, ...]:
        """All variants of all rules."""
        return tuple(variant for variants in self.variants.values() for variant in variants)

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles that are paid, in the order of first mention."""
        return tuple(dict.fromkeys(variant.rule.pays for variant in self.every))

    def of_role(self, role: Role) -> tuple[str, ...]:
        """Return the ids of the rules that pay a role."""
        return tuple(
            rule_id
            for rule_id, variants in self.variants.items()
            if any(variant.rule.pays == role for variant in variants)
        )

    def replacing(self, rule_ids: Iterable[str]) -> tuple[str, ...]:
        """Return the ids of the rules that stand in for one of these somewhere."""
        wanted = set(rule_ids)
        return tuple(
            rule_id
            for rule_id, variants in self.variants.items()
            if any(wanted & set(variant.rule.replaces) for variant in variants)
        )

    def around(self, rule_ids: Iterable[str]) -> tuple[str, ...]:
        """Return these rules and all that have a say in whether they pay: the rest of their roles, what replaces them."""
        wanted = set(rule_ids)
        roles = {variant.rule.pays for rule_id in wanted for variant in self.variants[rule_id]}
        wanted.update(rule_id for role in roles for rule_id in self.of_role(role))
        wanted.update(self.replacing(wanted))
        return tuple(rule_id for rule_id in self.variants if rule_id in wanted)

    def matches(self, rule_ids: Iterable[str]) -> "Matches":
        """Return which of some rules apply together."""
        wanted = tuple(rule_ids)
        found = self._known.get(wanted)
        if found is None:
            found = self._known[wanted] = Matches(self, wanted)
        return found


class Matches:
    """Which of some rules apply together, in every combination of the facts that they ask about."""

    def __init__(
        self,
        rulebook: Rulebook,
        rule_ids: Iterable[str],
        *,
        given: Mapping[FactName, Value | None] | None = None,
    ) -> None:
        self.variants = tuple(variant for rule_id in rule_ids for variant in rulebook.variants[rule_id])
        self.space = Space(_conditions(self.variants), rulebook.plan, given=given)
        self.stands: dict[int, Mask] = {}
        self.masks: dict[int, Mask] = {}
        self.patterns: tuple[Pattern, ...] = ()
        self._paid: dict[int, Mask] = {}
        self.is_decided = self.space.is_decidable
        if self.is_decided:
            self._answer()
            self._part()

    def mask(self, variant: Variant) -> Mask:
        """Return the combinations in which a variant applies."""
        return self.masks[variant.clause.index]

    def paid(self, variant: Variant) -> Mask:
        """Return the combinations in which a variant applies and no other rule takes its place."""
        return self._paid.get(variant.clause.index, 0)

    def _answer(self) -> None:
        """Note where each variant stands for its rule, and where it applies."""
        taken: Mask = 0
        counted = 0
        rule = None
        for variant in self.variants:
            if variant.rule.id != rule:
                rule, taken, counted = variant.rule.id, 0, 0
            for earlier in variant.unless[counted:]:  # Each has all that the one before it has, and more.
                taken |= self.space.yes(earlier)
            counted = len(variant.unless)
            named = self.space.every if variant.where is None else self.space.yes(variant.where)
            stands = self.stands[variant.clause.index] = named & ~taken
            self.masks[variant.clause.index] = stands & self.space.yes(variant.rule.when)

    def _part(self) -> None:
        """Part the space into sets of combinations in which the same clauses apply."""
        parts: list[tuple[Mask, tuple[Clause, ...]]] = [(self.space.every, ())]
        for variant in self.variants:
            mask = self.mask(variant)
            following: list[tuple[Mask, tuple[Clause, ...]]] = []
            for part, clauses in parts:
                if part & mask:
                    following.append((part & mask, (*clauses, variant.clause)))
                if part & ~mask:
                    following.append((part & ~mask, clauses))
            parts = following
            if len(parts) > PATTERNS_MAX:
                self.is_decided = False
                return
        made: list[Pattern] = []
        for part, clauses in parts:
            kept, lost = _stack(list(clauses))
            made.append(Pattern(part, clauses, tuple(kept), lost))
            for clause in kept:
                self._paid[clause.index] = self._paid.get(clause.index, 0) | part
        self.patterns = tuple(made)


def _conditions(variants: Sequence[Variant]) -> Iterable[Condition]:
    longest: dict[str, tuple[Condition, ...]] = {}
    for variant in variants:
        yield variant.rule.when
        if variant.where is not None:
            yield variant.where
        longest[variant.rule.id] = variant.unless
    for conditions in longest.values():
        yield from conditions
