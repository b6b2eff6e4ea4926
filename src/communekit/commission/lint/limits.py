"""Bounds that never have an effect, or always have one (从不生效或总是生效的限额)."""

from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from communekit.commission.bound import Bound
from communekit.commission.clause import Clause, Kind
from communekit.commission.rate import PerUnit
from communekit.commission.rule import Scope
from communekit.commission.tier import Tiers
from communekit.money import Money, Rate, Rounding

from .along import Along
from .cases import Case, Stretch
from .curve import Curve
from .finding import Finding, Severity
from .promise import Promise
from .rulebook import Rulebook
from .table_curve import Range

_NEVER_ABOVE: Final = frozenset({Rounding.DOWN, Rounding.FLOOR})


def idle_bounds(book: Rulebook, stretches: Sequence[Stretch]) -> Iterator[Finding]:
    """Find caps that no amount ever reaches, and bounds that every line runs into, freight and missing parties apart.

    Whether a floor is never needed is not asked: freight raises a share of a line, and a party that is missing leaves
    less than any rule says.
    """
    for bound in book.plan.bounds:
        seen = [_Seen(book, bound, stretch, case) for stretch, case in _cases(stretches)]
        covering = [one for one in seen if one.covered]
        cap, floor = bound.at_most, bound.at_least
        if not covering:
            yield _finding("lint.idle_bound", bound, "covers_nothing")
            continue
        if cap is not None:
            if all(one.never_above(cap) for one in covering):
                yield _finding("lint.idle_bound", bound, "never_reached")
            elif all(one.always_above(cap) for one in covering) and _whole(bound, seen, covering):
                yield _finding("lint.constant_bound", bound, "always_above")
        if floor is not None and all(one.always_below(floor) for one in covering):
            yield _finding("lint.constant_bound", bound, "always_below")


def rounded_bounds(book: Rulebook) -> Iterator[Finding]:
    """Find caps over rules that do not round down: a cap is held exactly, and then each line is rounded by itself.

    A rule whose parts add up to the rounded whole of the order, or of the period of a cap, stays within a cap in money.
    """
    for bound in book.plan.bounds:
        cap = bound.at_most
        rules = dict.fromkeys(
            str(rule.id)
            for rule in book.plan.every_rule
            if cap is not None
            and bound.covers_rule(rule)
            and rule.rounding not in _NEVER_ABOVE
            and not (
                isinstance(cap, Money) and rule.scope is (Scope.PERIOD if bound.is_period else Scope.ORDER)
            )
        )
        if rules:
            yield Finding(
                "lint.rounded_above_cap",
                Severity.NOTE,
                f"bound {bound.text}",
                {"bound": bound.text, "rules": list(rules)},
            )


def _whole(bound: Bound, seen: Sequence["_Seen"], covering: Sequence["_Seen"]) -> bool:
    """Whether lines that the bound does not cover cannot make room under it: a share of an order counts them, too."""
    return len(seen) == len(covering) or not (isinstance(bound.at_most, Rate) and bound.per == "order")


@attrs.frozen(eq=False)
class _Seen:
    """What a bound covers in one case."""

    book: Rulebook
    bound: Bound
    stretch: Stretch
    case: Case

    @property
    def covered(self) -> list[Clause]:
        """The clauses that the bound covers."""
        rule, role = self.bound.rule, self.bound.role
        return [
            clause
            for clause in self.case.kept
            if clause.rule.id == rule or (not rule and (role is None or clause.role == role))
        ]

    def never_above(self, cap: Money | Rate) -> bool:
        """Whether what is covered is never above a cap."""
        if self._sums_up(cap) or self._moves_freely:
            return False
        return not self._range.most.is_above(self._limit(cap), anywhere=True)

    def always_above(self, cap: Money | Rate) -> bool:
        """Whether what is covered is above a cap on every line of more than nothing."""
        return not self._counts_units and self._range.least.is_above(self._limit(cap), anywhere=False)

    def always_below(self, floor: Money | Rate) -> bool:
        """Whether what is covered is below a floor on every line of more than nothing."""
        if self._sums_up(floor) or self._moves_freely:
            return False
        return self._limit(floor).is_above(self._range.most, anywhere=False)

    def _sums_up(self, limit: Money | Rate) -> bool:
        """Whether lines add up to any amount under the limit, so that a line alone says nothing."""
        return self.bound.is_period or (
            self.bound.per == "order"
            and isinstance(limit, Money)
            and any(clause.kind is not Kind.ORDER_FLAT for clause in self.covered)
        )

    @property
    def _along(self) -> Along:
        return Along.plain(max(self.stretch.first, 1), self.stretch.last, quantity=self.case.quantity)

    @property
    def _range(self) -> Range:
        promise = Promise(
            self.book.plan, self.case.kept, self._along, absence=self.case.absence, without=(self.bound,)
        )
        return promise.covered(self.bound)

    def _limit(self, limit: Money | Rate) -> Curve:
        paid = self._along.there
        return paid.flat(limit.minor) if isinstance(limit, Money) else paid.times(limit.share)

    @property
    def _counts_units(self) -> bool:
        return any(
            isinstance(rate, PerUnit) or (isinstance(rate, Tiers) and not rate.measure.is_money)
            for rate in (clause.rule.rate for clause in self.case.kept)
        )

    @property
    def _moves_freely(self) -> bool:
        """Whether a rule pays on more than the amount that the limit is held against: units, listed price, freight."""
        words = [clause.rule.base.of for clause in self.case.kept]
        words += [
            clause.rule.rate.measure.total for clause in self.case.kept if isinstance(clause.rule.rate, Tiers)
        ]
        return self._counts_units or bool({"listed", "freight"} & set(words))


def _cases(stretches: Sequence[Stretch]) -> Iterator[tuple[Stretch, Case]]:
    for stretch in stretches:
        if stretch.last:
            for part in stretch.parts:
                yield from ((stretch, case) for case in part)


def _finding(code: str, bound: Bound, reason: str) -> Finding:
    return Finding(code, Severity.WARNING, f"bound {bound.text}", {"bound": bound.text, "reason": reason})
