"""Overrides: where a store, a leader or a product departs from the plan (例外条款), rule by rule."""

from collections.abc import Iterable

import attrs

from communekit.ids import RuleId, identifier

from .condition import All, Any_, Condition
from .errors import InvalidPlanError
from .kind import check_kind
from .rule import Rule
from .subject import Fact


def _ids(given: str | tuple[str, ...]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)


def _rule_ids(given: str | tuple[str, ...]) -> tuple[RuleId, ...]:
    return tuple(map(RuleId, _ids(given)))


def _rules(given: Iterable[Rule]) -> tuple[Rule, ...]:
    return tuple(given)


@attrs.frozen(kw_only=True)
class Override:
    """Rules that stand in, by id, for those of the plan (例外条款).

    It holds for the named `stores`, `leaders` and `products` (each empty: for all). A rule here takes the place of
    the plan's rule of the same id; one with a new id is added; ids in `drops` do not apply there at all. Of several
    overrides that touch one rule, the one stated first counts.

    >>> from communekit.money import Rate
    >>> from communekit.parties import Role
    >>> Override(stores="east_gate", rules=[Rule("base", Role.LEADER, Rate.percent("9"))]).replaced
    ('base',)
    """

    stores: tuple[str, ...] = attrs.field(default=(), converter=_ids)
    leaders: tuple[str, ...] = attrs.field(default=(), converter=_ids)
    products: tuple[str, ...] = attrs.field(default=(), converter=_ids)
    rules: tuple[Rule, ...] = attrs.field(default=(), converter=_rules)
    drops: tuple[RuleId, ...] = attrs.field(default=(), converter=_rule_ids)

    def __attrs_post_init__(self) -> None:
        if not (self.stores or self.leaders or self.products):
            raise InvalidPlanError("override", "names no store, leader or product", "")
        for rule in self.rules:
            check_kind("override", "rule", rule, Rule)
        if not (self.rules or self.drops):
            raise InvalidPlanError("override", "changes nothing", self.replaced)
        for word in (*self.stores, *self.leaders, *self.products):
            identifier(word, what="override")
        if len(set(self.replaced)) != len(self.replaced):
            raise InvalidPlanError("override", "one rule twice", self.replaced)

    @property
    def replaced(self) -> tuple[str, ...]:
        """The ids of the rules that are not the plan's own here."""
        return (*(rule.id for rule in self.rules), *self.drops)

    @property
    def where(self) -> Condition:
        """The condition under which it holds."""
        named = (
            (Fact("store", "id"), self.stores),
            (Fact("leader", "id"), self.leaders),
            (Fact("line", "product"), self.products),
        )
        parts = tuple(fact.in_(*ids) for fact, ids in named if ids)
        return parts[0] if len(parts) == 1 else All(parts)


def where_any(overrides: tuple[Override, ...]) -> Condition | None:
    """Return the condition under which at least one override holds; None for none."""
    wheres = tuple(override.where for override in overrides)
    return None if not wheres else wheres[0] if len(wheres) == 1 else Any_(wheres)
