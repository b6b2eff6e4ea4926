"""Parts: what clauses come to on a line, on their way through stacking, chains and bounds to being rounded."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import attrs

from communekit.orders import Line

from .accrual import Accrual, Cut, Measured
from .bound import Bound
from .clause import Clause
from .composition import Chain, Composition, Stacking
from .decision import Decision, Lost
from .exact import Exact, part_of
from .payee import WHOLE, Payee


class Share(NamedTuple):
    """A payee's part of an exact amount, in ticks, and how it was measured."""

    payee: Payee
    exact: Exact
    measured: Measured | None = None


Earned = dict[str, int]
"""What rules and roles ("/leader": no rule has such an id) have earned on a line so far, for those that rest on it; in minor units."""


def note(earned: Earned, clause: Clause, amount: int) -> None:
    """Remember what a clause earned, for rules that rest on its rule or role."""
    for name in (clause.rule.id, f"/{clause.role}"):
        earned[name] = earned.get(name, 0) + amount


def resting_base(clause: Clause, line: Line, earned: Earned) -> Exact | None:
    """Return a base that rests on what other rules earned on the line; never below zero, None when not known."""
    base = clause.rule.base
    if base.rule or base.role:
        start: Exact | None = earned.get(base.rule or f"/{base.role}", 0)
    else:
        start = clause.read(line)
    return None if start is None else max(start - sum([earned.get(rule, 0) for rule in base.without]), 0)


@attrs.define(eq=False)
class Part:
    """What a clause comes to on a line: exact, in ticks. One `payee` takes it whole, or `shares` say who takes what."""

    clause: Clause
    base: Exact
    exact: Exact
    shares: list[Share] | None = None
    payee: Payee | None = None
    measured: Measured | None = None
    composed_from: Exact | None = None
    cuts: tuple[Cut, ...] = ()

    def scale(self, to: Exact) -> None:
        """Take another exact amount; the payees' shares follow in exact proportion."""
        if self.shares is not None:
            self.shares = [
                share._replace(exact=part_of(share.exact, to, self.exact)) for share in self.shares
            ]
        self.exact = to

    def lay(self, payees: Iterable[Payee]) -> None:
        """Lay the amount over payees; what no payee takes is not part of it any more."""
        payees = tuple(payees)
        if len(payees) == 1 and payees[0].share is WHOLE:
            self.payee = payees[0]
            return
        self.shares = [
            Share(payee, part_of(self.exact, payee.share.numerator, payee.share.denominator), self.measured)
            for payee in payees
        ]
        self.exact = sum([share.exact for share in self.shares])

    def laid(self) -> list[Share]:
        """Return who takes what, as a list that may be changed."""
        if self.shares is None:
            self.shares = [] if self.payee is None else [Share(self.payee, self.exact, self.measured)]
            self.payee = None
        return self.shares


@attrs.define(eq=False)
class Open:
    """A line while it is being assessed."""

    line: Line
    decision: Decision
    parts: list[Part] = attrs.Factory(list)
    accruals: list[Accrual] = attrs.Factory(list)
    lost: list[Lost] = attrs.Factory(list)
    earned: Earned = attrs.Factory(dict)

    def lose(self, clause: Clause, reason: str, by: str) -> None:
        """Note that a clause applies and yet pays nothing here."""
        self.lost.append(Lost(clause.rule.id, reason, by))


def keep_best(one: Open) -> None:
    """Keep of each best-of group the part that pays most; of equals the rule stated first."""
    winners: dict[tuple[str, str], Part] = {}
    for part in one.parts:
        if part.clause.stacking is Stacking.BEST:
            group = (part.clause.role, part.clause.rule.group)
            known = winners.setdefault(group, part)
            if (part.exact, -part.clause.place) > (known.exact, -known.clause.place):
                winners[group] = part
    kept: list[Part] = []
    for part in one.parts:
        winner = winners.get((part.clause.role, part.clause.rule.group), part)
        if part.clause.stacking is Stacking.BEST and winner is not part:
            one.lose(part.clause, "best", winner.clause.rule.id)
        else:
            kept.append(part)
    one.parts = kept


def compose(composition: Composition, parts: Sequence[Part]) -> None:
    """Take from each role of a chain what the chain says others get."""
    chained = [part for part in parts if part.clause.chain is composition]
    gross: dict[str, Exact] = {}
    for part in chained:
        gross[part.clause.role] = gross.get(part.clause.role, 0) + part.exact
    if not gross:
        return
    nets = (
        _differential(composition, gross)
        if composition.kind is Chain.DIFFERENTIAL
        else _waterfall(composition, gross)
    )
    for part in chained:
        net, whole = nets[part.clause.role], gross[part.clause.role]
        if net != whole:
            part.composed_from = part.exact
            part.scale(part_of(part.exact, net, whole))


def _differential(composition: Composition, gross: dict[str, Exact]) -> dict[str, Exact]:
    nets: dict[str, Exact] = {}
    taken: Exact = 0
    for role in composition.roles:
        if role in gross:
            nets[role] = max(gross[role] - taken, 0)
            taken += nets[role]
    return nets


def _waterfall(composition: Composition, gross: dict[str, Exact]) -> dict[str, Exact]:
    nets: dict[str, Exact] = {}
    passed = [role for role in composition.roles if role in gross]
    held = gross[passed[0]]
    for role, after in zip(passed, (*passed[1:], ""), strict=True):
        onward = max(min(gross[after], held), 0) if after else 0
        nets[role] = held - onward
        held = onward
    return nets


def cut(bound: Bound, parts: Iterable[Part], total: Exact, allowed: Exact) -> None:
    """Lay what a bound lets through over the parts that it covers, in exact proportion."""
    for part in parts:
        was = part.exact
        part.scale(part_of(was, allowed, total))
        part.cuts = (*part.cuts, Cut(bound, was, part.exact))
