"""Plans: an agreement on who earns what (分佣方案), as a frozen value."""

from collections.abc import Iterable, Mapping
from enum import Enum
from itertools import chain, pairwise
from typing import Any, Final

import attrs

from communekit.errors import LimitExceededError
from communekit.ids import PartyId, PlanId, distinct, identifier
from communekit.money import Currency, Money
from communekit.parties import Role
from communekit.period import Window, zone

from .bound import Bound
from .composition import Chain, Composition, Missing, Stacking
from .errors import InvalidPlanError, UnknownRuleError
from .fixed import Fixed
from .generation import generations, weighed_together
from .guarantee import Draw, Guarantee
from .kind import check_kind
from .override import Override
from .rule import RULES_MAX, Rule
from .tier import OnRefund, Tiers

DEPTH_MAX: Final = 2


class Tax(Enum):
    """What happens to the tax contained in a price (含税部分)."""

    SHARED = "shared"
    """It is part of what is shared out: the residual party sees to it (the default; prices with tax)."""

    SET_ASIDE = "set_aside"
    """It is set aside on the residual party's tax account first."""


@attrs.frozen
class Enrolment:
    """What a person must bring to be paid under the plan (加入条件): `lint` holds it against the law."""

    fee: Money | None = None
    purchase_required: bool = False


def _currency(value: Currency | str) -> Currency:
    return value if isinstance(value, Currency) else Currency.of(value)


def _roles(words: Iterable[str]) -> tuple[Role, ...]:
    return tuple(map(Role, words))


def _table(value: Mapping[Any, Any]) -> Mapping[Any, Any]:
    return Fixed(value)


def _rules(given: Iterable[Rule]) -> tuple[Rule, ...]:
    return tuple(given)


def _chains(given: Iterable[Composition]) -> tuple[Composition, ...]:
    return tuple(given)


def _bounds(given: Iterable[Bound]) -> tuple[Bound, ...]:
    return tuple(given)


def _overrides(given: Iterable[Override]) -> tuple[Override, ...]:
    return tuple(given)


def _guarantees(given: Iterable[Guarantee]) -> tuple[Guarantee, ...]:
    return tuple(given)


def _draws(given: Iterable[Draw]) -> tuple[Draw, ...]:
    return tuple(given)


def _rows(value: Mapping[Any, Any]) -> tuple[tuple[Any, Any], ...]:
    return tuple(sorted(value.items()))


@attrs.frozen(cache_hash=True)
class Plan:
    """An agreement on who earns what of an order (分佣方案).

    `id`, `version` and `effective` are the identity of what was promised. Rules apply in the order stated. The
    `residual` party keeps the rest of every line; where rules promise more than there is, the order is refused
    unless `bearer` names the role that pays the difference, the residual one or another. `parties` names those that are the same for every
    order (fund, platform). Periods are counted in `zone`. `referral` lists the roles that are paid for having
    brought the seller, nearest first: one by default, two with a `depth_reason`, never three.

    >>> from communekit.money import Rate
    >>> Plan("basket", 3, "CNY", residual=Role.STORE, rules=[Rule("base", Role.LEADER, Rate.percent("8"))]).name
    'basket v3'
    """

    id: PlanId = attrs.field(converter=PlanId)
    version: int
    currency: Currency = attrs.field(converter=_currency)
    rules: tuple[Rule, ...] = attrs.field(converter=_rules, kw_only=True)
    residual: Role = attrs.field(converter=Role, kw_only=True)
    effective: Window | None = attrs.field(default=None, kw_only=True)
    stacking: Mapping[str, Stacking] = attrs.field(factory=dict, converter=_table, eq=_rows, kw_only=True)
    chains: tuple[Composition, ...] = attrs.field(default=(), converter=_chains, kw_only=True)
    bounds: tuple[Bound, ...] = attrs.field(default=(), converter=_bounds, kw_only=True)
    overrides: tuple[Override, ...] = attrs.field(default=(), converter=_overrides, kw_only=True)
    guarantees: tuple[Guarantee, ...] = attrs.field(default=(), converter=_guarantees, kw_only=True)
    draws: tuple[Draw, ...] = attrs.field(default=(), converter=_draws, kw_only=True)
    missing: Missing = attrs.field(factory=Missing, kw_only=True)
    bearer: Role | None = attrs.field(default=None, converter=attrs.converters.optional(Role), kw_only=True)
    parties: Mapping[Role, PartyId] = attrs.field(factory=dict, converter=_table, eq=_rows, kw_only=True)
    tax: Tax = attrs.field(default=Tax.SHARED, kw_only=True)
    zone: str = attrs.field(default="Asia/Shanghai", kw_only=True)
    hold: str = attrs.field(default="", kw_only=True)
    referral: tuple[Role, ...] = attrs.field(default=(Role.SPONSOR,), converter=_roles, kw_only=True)
    depth_reason: str = attrs.field(default="", kw_only=True)
    enrolment: Enrolment = attrs.field(factory=Enrolment, kw_only=True)

    def __attrs_post_init__(self) -> None:
        identifier(self.id, what="plan id")
        if type(self.version) is not int or self.version < 1:
            raise InvalidPlanError("version", "a whole number from 1", self.version)
        self._check_kinds()
        zone(self.zone)
        every = self.every_rule
        if len(every) > RULES_MAX:
            raise LimitExceededError("rules", len(every), RULES_MAX)
        distinct([rule.id for rule in self.rules], what="rule id")
        distinct(tuple(dict.fromkeys(rule.id for rule in every)), what="rule id")
        for rule in every:
            self._check_currency(f"rule {rule.id}", *rule.amounts)
            if rule.pays == self.residual:
                raise InvalidPlanError(
                    f"rule {rule.id}", "pays the residual party, which keeps the rest anyway", rule.pays
                )
        for bound in self.bounds:
            self._check_currency(
                "bound", *(x for x in (bound.at_most, bound.at_least) if isinstance(x, Money))
            )
            if bound.role == self.residual:
                raise InvalidPlanError("bound", "bounds the residual party", bound.role)
        self._check_currency("guarantee", *(guarantee.at_least for guarantee in self.guarantees))
        self._check_currency("draw", *(draw.amount for draw in self.draws))
        self._check_restated()
        self._check_names()
        self._check_roles()
        self.order_of_evaluation()

    @property
    def name(self) -> str:
        """Id and version in one: "basket v3"."""
        return f"{self.id} v{self.version}"

    @property
    def every_rule(self) -> tuple[Rule, ...]:
        """The rules and those of all overrides."""
        return (*self.rules, *chain.from_iterable(override.rules for override in self.overrides))

    def order_of_evaluation(self) -> tuple[frozenset[str], ...]:
        """Return the rule ids in generations: each rests only on rules of earlier ones.

        Rules that are weighed against each other (a best-of group, the roles of a differential or waterfall chain)
        are known together, so none of them may rest on another.

        Raises:
            PlanCycleError: Rules rest on each other, or replace each other, in a circle.
        """
        replaced: dict[str, set[str]] = {str(rule.id): set() for rule in self.every_rule}
        rests: dict[str, set[str]] = {str(rule.id): set() for rule in self.every_rule}
        for rule in self.every_rule:
            replaced[rule.id].update(rule.replaces)
            rests[rule.id].update(rule.base.rests_on)
            if rule.base.role:
                rests[rule.id].update(other.id for other in self.every_rule if other.pays == rule.base.role)
        generations({rule: frozenset((rule,)) for rule in replaced}, replaced)
        return generations(weighed_together(self.every_rule, self.chains, self.stacking), rests)

    def _check_kinds(self) -> None:
        for what, values, kind in (
            ("rule", self.rules, Rule),
            ("way to stack", self.stacking.values(), Stacking),
            ("chain", self.chains, Composition),
            ("bound", self.bounds, Bound),
            ("override", self.overrides, Override),
            ("guarantee", self.guarantees, Guarantee),
            ("draw", self.draws, Draw),
            ("way when nobody is there", (self.missing,), Missing),
            ("handling of tax", (self.tax,), Tax),
            ("window", () if self.effective is None else (self.effective,), Window),
            ("enrolment", (self.enrolment,), Enrolment),
        ):
            for value in values:
                check_kind("plan", what, value, kind)

    def _check_restated(self) -> None:
        """Refuse to restate what a bound or a chain has cut: the difference of two totals would not be what was paid."""
        weighed = {
            role
            for composition in self.chains
            if composition.kind is not Chain.ADDITIVE
            for role in composition.roles
        }
        for rule in self.every_rule:
            if isinstance(rule.rate, Tiers) and rule.rate.on_refund is OnRefund.RESTATE:
                bounded = any(bound.covers_rule(rule) for bound in self.bounds)
                if bounded or rule.pays in weighed:
                    raise InvalidPlanError(
                        f"rule {rule.id}", "a restated table stands under no bound and in no chain", rule.id
                    )

    def _check_currency(self, where: str, *amounts: Money) -> None:
        for amount in amounts:
            if amount.currency != self.currency:
                raise InvalidPlanError(
                    where, "an amount in another currency than the plan's", amount.currency.code
                )

    def _check_names(self) -> None:
        known = tuple(dict.fromkeys(rule.id for rule in self.every_rule))
        cited = [
            *(
                (f"rule {rule.id}", other)
                for rule in self.every_rule
                for other in (*rule.replaces, *rule.base.rests_on)
            ),
            *(("bound", bound.rule) for bound in self.bounds if bound.rule),
            *(("override", dropped) for override in self.overrides for dropped in override.drops),
        ]
        for where, rule_id in cited:
            if rule_id not in known:
                raise UnknownRuleError(where, rule_id, known)
        paid = {rule.pays for rule in self.every_rule}
        named: list[tuple[str, Role | None]] = [("bound", bound.role) for bound in self.bounds]
        named += [("guarantee", one.role) for one in self.guarantees] + [
            ("draw", one.role) for one in self.draws
        ]
        for where, role in named:
            if role and role not in paid:
                raise InvalidPlanError(where, "no rule pays this role", role)
        for text, other in pairwise(sorted(bound.text for bound in self.bounds)):
            if text == other:
                raise InvalidPlanError("bound", "the same bound twice", text)
        measured: dict[str, str] = {}
        for rule in self.every_rule:
            if isinstance(rule.rate, Tiers) and rule.rate.measure.period:
                total = measured.setdefault(rule.id, rule.rate.measure.total)
                if total != rule.rate.measure.total:
                    raise InvalidPlanError(
                        f"rule {rule.id}", "an override counts what the rule counts", total
                    )
        groups = {rule.group for rule in self.every_rule}
        for group in self.stacking:
            if group not in groups:
                raise InvalidPlanError("stacking", "no rule is in this group", group)

    def _check_roles(self) -> None:
        roles = [role for composition in self.chains for role in composition.roles]
        if len(set(roles)) != len(roles):
            raise InvalidPlanError("chain", "a role in two chains", tuple(roles))
        if self.residual in roles:
            raise InvalidPlanError("chain", "the residual party stands in a chain", self.residual)
        for rule in self.every_rule:
            way = rule.missing or self.missing
            if rule.missing and way == Missing.roll_up() and rule.pays not in roles:
                raise InvalidPlanError(f"rule {rule.id}", "rolls up, but its role is in no chain", rule.pays)
        for role, party in self.parties.items():
            Role(role)
            identifier(party, what=f"party for {role}")
        if len(self.referral) > DEPTH_MAX:
            raise InvalidPlanError("referral", "three or more levels are refused", self.referral)
        if len(self.referral) == DEPTH_MAX and not self.depth_reason:
            raise InvalidPlanError("referral", "two levels need a depth_reason", self.referral)
