"""A plainer, slower commission: a plan read step by step as commission.md tells it, in fractions of minor units.

It knows only the public values. Where the engine has ticks, signatures, clauses and caches, this has loops.
Refunds are in `model_refund`, tables of tiers in `model_table`, conditions in `model_condition`.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

import attrs

from communekit.commission import (
    Base,
    Bound,
    Chain,
    Composition,
    Flat,
    Missing,
    Override,
    Per,
    PerUnit,
    Plan,
    Rule,
    Scope,
    Stacking,
    Tax,
    Tiers,
)
from communekit.money import Rate
from communekit.orders import Credits, Line, Order
from communekit.parties import Role
from communekit.period import Calendar
from tests.commission.model_condition import holds, unknown_facts
from tests.commission.model_table import Count, earned_by_step, earned_once, pays_on_its_measure

NOTHING = Fraction(0)


@attrs.frozen
class Memory:
    """What the open periods remember between orders."""

    counts: Mapping[tuple[str, str, str], Count] = attrs.field(factory=dict)
    """What a rule counted, for whom, in which period; no entry: nothing yet."""

    met: frozenset[tuple[str, str, str, str]] = frozenset()
    """Members that a rule has counted: rule, for whom, member, period."""

    booked: Mapping[tuple[str, str, str, str], Fraction] = attrs.field(factory=dict)
    """Exact running totals that are rounded over a period: plan version, rule, party, period."""

    asked: Mapping[tuple[str, str, str, str], Fraction] = attrs.field(factory=dict)
    """What came to a bound of a period: plan, bound, party, period."""


@attrs.frozen
class Counted:
    """How a period was moved on: for whom, which, from what, to what."""

    who: str
    label: str
    before: Count | None
    after: Count


@attrs.frozen
class Earning:
    """What the model books: one party, one rule, one line. Amounts are exact minor units but for `amount`."""

    line: str
    rule: Rule
    party: str
    base: Fraction
    exact: Fraction
    before: Fraction
    amount: int
    share: Fraction
    rolled_from: str | None
    counted: Counted | None
    step: Fraction
    """What the move of the period earned before sharing and bounds."""


@attrs.frozen
class Shared:
    """One line shared out."""

    line: Line
    earnings: tuple[Earning, ...]
    distributed: int
    tax: int
    residual: int
    shortfall: int
    residual_party: str
    bearer_party: str
    lost: frozenset[tuple[str, str]]
    unknown: frozenset[tuple[str, str]]


@attrs.frozen
class Sold:
    """One order shared out, and what is remembered after it."""

    plan: Plan
    order: Order
    credits: Credits
    lines: tuple[Shared, ...]
    memory: Memory


class Refused(Exception):
    """The order is refused; the word is the code of the library's error."""


@attrs.define
class Payee:
    """A party and its part of what a rule pays on a line."""

    party: str
    share: Fraction
    rolled_from: str | None = None
    exact: Fraction = NOTHING
    counted: Counted | None = None
    step: Fraction = NOTHING


@attrs.define
class Piece:
    """What a rule comes to on a line, on its way."""

    rule: Rule
    line: Line
    base: Fraction
    exact: Fraction
    payees: list[Payee] | None = None
    counted: Counted | None = None
    step: Fraction = NOTHING

    def scale(self, to: Fraction, of: Fraction) -> None:
        """Take `to` parts of `of`, the payees in proportion."""
        for payee in self.payees or ():
            payee.exact = payee.exact * to / of
        self.exact = self.exact * to / of


def sell(plan: Plan, order: Order, credits_: Credits, memory: Memory) -> Sold:
    """Share out one order, or refuse it."""
    return _Sale(plan, order, credits_, memory).run()


def label_of(plan: Plan, period: str, order: Order) -> str:
    """Return the period in which an order counts: by its payment, in the plan's time zone."""
    return Calendar.of(period, plan.zone).label_at(order.paid_at)


# Which rules apply -----------------------------------------------------------------------------------------


def variant(
    plan: Plan, rule_id: str, line: Line, order: Order, credits_: Credits
) -> tuple[Override | None, Rule | None]:
    """Return the rule of an id that counts on a line: of the first override that holds and touches it, or the plan's."""
    for override in plan.overrides:
        touched = {rule.id for rule in override.rules} | set(override.drops)
        if rule_id in touched and holds(override.where, line, order, credits_):
            return override, next((rule for rule in override.rules if rule.id == rule_id), None)
    return None, next((rule for rule in plan.rules if rule.id == rule_id), None)


def stated_order(plan: Plan) -> list[str]:
    """Return every rule id in the order in which it is first stated."""
    return list(dict.fromkeys(rule.id for rule in plan.every_rule))


def applying(
    plan: Plan, line: Line, order: Order, credits_: Credits
) -> tuple[list[Rule], set[tuple[str, str]], set[tuple[str, str]]]:
    """Return the rules that are evaluated on a line, those that lost (with the reason), those that nobody could ask."""
    matched: list[Rule] = []
    unknown: set[tuple[str, str]] = set()
    for rule_id in stated_order(plan):
        _, rule = variant(plan, rule_id, line, order, credits_)
        if rule is None:
            continue
        said = holds(rule.when, line, order, credits_)
        if said:
            matched.append(rule)
        elif said is None:
            unknown.add((rule.id, unknown_facts(rule.when, line, order, credits_)[0]))
    lost: dict[str, str] = {}
    for rule in matched:
        for other in matched:
            if other.id in rule.replaces:
                lost.setdefault(other.id, "replaced")
    left = [rule for rule in matched if rule.id not in lost]
    for rule in left:
        way = plan.stacking.get(rule.group, Stacking.SUM)
        ahead = left[: left.index(rule)]
        if way in (Stacking.FIRST, Stacking.EXCLUSIVE) and any(
            other.pays == rule.pays and other.group == rule.group for other in ahead
        ):
            lost[rule.id] = way.value
    left = [rule for rule in left if rule.id not in lost]
    for role in {rule.pays for rule in left}:
        alone = next(
            (
                rule
                for rule in left
                if rule.pays == role and plan.stacking.get(rule.group) is Stacking.EXCLUSIVE
            ),
            None,
        )
        for rule in left:
            if alone is not None and rule.pays == role and rule is not alone:
                lost[rule.id] = "exclusive"
    return [rule for rule in left if rule.id not in lost], set(lost.items()), unknown


# Who is paid -----------------------------------------------------------------------------------------------


def standing_in(
    plan: Plan, role: str, line: Line, order: Order, credits_: Credits
) -> list[tuple[str, Fraction, bool]]:
    """Return who stands in a role: party, share, whether active."""
    credited = [(credit.party, credit.share.share, credit.active) for credit in credits_.of(role, line.id)]
    named = {str(key): str(party) for key, party in plan.parties.items()}.get(role)
    if named is None:
        by_facts = {"store": order.store, "member": order.member, "supplier": line.product.supplier}
        named = by_facts.get(role)
    return [*credited] or ([] if named is None else [(named, Fraction(1), True)])


def chain_of(plan: Plan, role: str) -> Composition | None:
    """Return the chain in which a role stands."""
    return next((chain for chain in plan.chains if role in chain.roles), None)


def payees(plan: Plan, rule: Rule, line: Line, order: Order, credits_: Credits) -> list[Payee]:
    """Return who is paid what a rule pays on a line, each party once."""
    found = [
        Payee(party, share)
        for party, share, active in standing_in(plan, rule.pays, line, order, credits_)
        if active
    ]
    rest = 1 - sum((payee.share for payee in found), NOTHING)
    if rest:
        found += _stand_ins(plan, rule, rest, line, order, credits_)
    merged: dict[str, Payee] = {}
    for payee in found:
        if payee.party in merged:
            merged[payee.party].share += payee.share
        else:
            merged[payee.party] = payee
    return list(merged.values())


def _stand_ins(
    plan: Plan, rule: Rule, rest: Fraction, line: Line, order: Order, credits_: Credits
) -> list[Payee]:
    way, chain = rule.missing or plan.missing, chain_of(plan, rule.pays)
    if way.party:
        return [Payee(way.party, rest, rule.pays)]
    if way == Missing.lapse() or chain is None:
        return []
    place = chain.roles.index(rule.pays)
    nearest_first = chain.roles[:place][::-1] if chain.kind is Chain.WATERFALL else chain.roles[place + 1 :]
    for role in nearest_first:
        takers = [
            (party, share)
            for party, share, active in standing_in(plan, role, line, order, credits_)
            if active
        ]
        held = sum((share for _, share in takers), NOTHING)
        if held:
            return [Payee(party, rest * share / held, rule.pays) for party, share in takers]
    return []


# In which order --------------------------------------------------------------------------------------------


def waves(plan: Plan) -> dict[str, int]:
    """Return for each rule id its wave: the rules that it rests on, and what is weighed against them, come first."""
    every = plan.every_rule
    blocks: dict[str, set[str]] = {rule.id: {str(rule.id)} for rule in every}
    for one in every:
        for other in every:
            best = (
                one.pays == other.pays
                and one.group == other.group
                and plan.stacking.get(one.group) is Stacking.BEST
            )
            chain = chain_of(plan, one.pays)
            chained = chain is not None and chain.kind is not Chain.ADDITIVE and other.pays in chain.roles
            if best or chained:
                joined = blocks[one.id] | blocks[other.id]
                for rule_id in joined:
                    blocks[rule_id] = joined
    found: dict[str, int] = {}

    def wave(rule_id: str) -> int:
        if rule_id not in found:
            first = {
                other
                for rule in every
                if rule.id in blocks[rule_id]
                for other in (
                    *rule.base.rests_on,
                    *(other.id for other in every if rule.base.role and other.pays == rule.base.role),
                )
            }
            found[rule_id] = 1 + max((wave(other) for other in sorted(first)), default=-1)
        return found[rule_id]

    return {rule.id: wave(rule.id) for rule in every}


# The evaluation --------------------------------------------------------------------------------------------


class _Sale:
    """One order on its way through the steps."""

    def __init__(self, plan: Plan, order: Order, credits_: Credits, memory: Memory) -> None:
        self.plan, self.order, self.credits = plan, order, credits_
        self.counts, self.met = dict(memory.counts), set(memory.met)
        self.booked, self.asked = dict(memory.booked), dict(memory.asked)
        self.earnings: dict[str, list[Earning]] = {line.id: [] for line in order.lines}
        self.lost: dict[str, set[tuple[str, str]]] = {}
        self.unknown: dict[str, set[tuple[str, str]]] = {}
        self.rounded: dict[tuple[int, str], Fraction] = {}
        self.came: dict[tuple[int, str], Fraction] = {}
        self.counted_orders: set[tuple[str, str]] = set()

    def run(self) -> Sold:
        plan, lines = self.plan, self.order.lines
        rules: dict[str, list[Rule]] = {}
        for line in lines:
            rules[line.id], self.lost[line.id], self.unknown[line.id] = applying(
                plan, line, self.order, self.credits
            )
        wave_of = waves(plan)
        for wave in range(1 + max(wave_of.values(), default=0)):
            here: dict[str, list[Rule]] = {
                line.id: [rule for rule in rules[line.id] if wave_of[rule.id] == wave] for line in lines
            }
            pieces = self.pieces(here)
            for line in lines:
                pieces[line.id] = self.weighed(line, pieces[line.id])
                self.bound("line", [line], pieces[line.id])
            self.bound("order", lines, [piece for line in lines for piece in pieces[line.id]])
            for line in lines:
                self.bound_period(pieces[line.id])
                for piece in pieces[line.id]:
                    self.book(piece)
        shared = tuple(self.close(line) for line in lines)
        memory = Memory(self.counts, frozenset(self.met), self.booked, self.asked)
        return Sold(plan, self.order, self.credits, shared, memory)

    # Base and rate ---------------------------------------------------------------------------------------

    def pieces(self, here: Mapping[str, list[Rule]]) -> dict[str, list[Piece]]:
        """Return what each rule of a wave comes to on each line."""
        made: dict[str, list[Piece]] = {line.id: [] for line in self.order.lines}
        over_order: list[tuple[Rule, list[Line]]] = []
        for line in self.order.lines:
            for rule in here[line.id]:
                if _is_per_order(rule):
                    known = next((found for other, found in over_order if other is rule), None)
                    if known is None:
                        over_order.append((rule, [line]))
                    else:
                        known.append(line)
                else:
                    piece = self.piece(rule, line)
                    made[line.id] += [] if piece is None else [piece]
        for rule, lines in over_order:
            for piece in self.laid_over(rule, lines):
                made[piece.line.id].append(piece)
        return made

    def piece(self, rule: Rule, line: Line) -> Piece | None:
        """Return what a rule comes to on a line by itself."""
        match rule.rate:
            case PerUnit():
                times = rule.rate.blocks(line.quantity)
                return Piece(rule, line, Fraction(line.quantity), Fraction(times) * rule.rate.amount.minor)
            case Flat():
                return Piece(rule, line, Fraction(1), Fraction(rule.rate.amount.minor))
            case Rate():
                base = self.base(rule.base, line)
                if base is None:
                    self.lose(rule, line, "no_base")
                    return None
                return Piece(rule, line, base, base * rule.rate.share)
            case Tiers():
                base, measured = self.base(rule.base, line), self.measured(rule.rate, line)
                if base is None or measured is None:
                    self.lose(rule, line, "no_base")
                    return None
                if rule.rate.measure.period:
                    return self.piece_of_period(rule, rule.rate, line, base, measured)
                return Piece(rule, line, base, earned_once(rule.rate, rule.base.text, measured, base))

    def base(self, base: Base, line: Line) -> Fraction | None:
        """Return what a rate applies to, in minor units; None where it is not known."""
        booked = self.earnings[line.id]
        if base.of == "rule":
            start: Fraction | None = Fraction(sum(one.amount for one in booked if one.rule.id == base.rule))
        elif base.of == "role":
            start = Fraction(sum(one.amount for one in booked if one.rule.pays == base.role))
        else:
            start = amount_of(base.of, line)
        if start is None:
            return None
        taken = sum(one.amount for one in booked if one.rule.id in base.without)
        return max(start - taken, NOTHING)

    def measured(self, tiers: Tiers, line: Line) -> Fraction | None:
        """Return what a line adds to a measure, before anybody is counted twice."""
        total = tiers.measure.total
        if total == "quantity":
            return Fraction(line.quantity)
        return Fraction(1) if total in ("lines", "orders", "members") else amount_of(total, line)

    def piece_of_period(
        self, rule: Rule, tiers: Tiers, line: Line, base: Fraction, measured: Fraction
    ) -> Piece | None:
        """Return what a line earns by moving a period on: once for whoever is measured, or each payee on his own."""
        if tiers.measure.per not in ("payee", rule.pays):  # Its own role is measured payee by payee, too.
            who = self.measured_for(tiers.measure.per, line)
            if who is None:
                self.lose(rule, line, "no_measure")
                return None
            step, counted = self.move(rule, tiers, who, base, self.once(rule, tiers, who, measured))
            return Piece(rule, line, base, step, counted=counted, step=step)
        paid = payees(self.plan, rule, line, self.order, self.credits)
        if not paid:
            self.lose(rule, line, "no_party")
            return None
        for payee in paid:
            added = self.once(rule, tiers, payee.party, measured) * payee.share
            payee.step, payee.counted = self.move(rule, tiers, payee.party, base * payee.share, added)
            payee.exact = payee.step
        return Piece(rule, line, base, sum((payee.exact for payee in paid), NOTHING), paid)

    def measured_for(self, per: str, line: Line) -> str | None:
        """Return whose measure a line moves: a group that an open fact names, or the one party of a role."""
        if "." in per:
            subject, _, name = per.partition(".")
            group = self.order.about[subject].get(name) if subject in self.order.about else None
            return group if isinstance(group, str) else None
        holders = standing_in(self.plan, per, line, self.order, self.credits)
        return holders[0][0] if len(holders) == 1 else None

    def once(self, rule: Rule, tiers: Tiers, who: str, measured: Fraction) -> Fraction:
        """Return what is counted: an order once, a member once in the period."""
        if tiers.measure.total == "orders":
            if (rule.id, who) in self.counted_orders:
                return NOTHING
            self.counted_orders.add((rule.id, who))
        if tiers.measure.total == "members":
            met = (rule.id, who, str(self.order.member), self.label(tiers))
            if self.order.member is None or met in self.met:
                return NOTHING
            self.met.add(met)
        return measured

    def move(
        self, rule: Rule, tiers: Tiers, who: str, base: Fraction, added: Fraction
    ) -> tuple[Fraction, Counted]:
        """Move a period on and return what that earns."""
        key = (rule.id, who, self.label(tiers))
        before = self.counts.get(key)
        start = before or Count(NOTHING, NOTHING)
        after = self.counts[key] = Count(start.measure + added, start.base + base)
        earned = earned_by_step(tiers, rule.base.text, before, after, added, base)
        return earned, Counted(who, self.label(tiers), before, after)

    def label(self, tiers: Tiers) -> str:
        return label_of(self.plan, tiers.measure.period, self.order)

    def laid_over(self, rule: Rule, lines: Sequence[Line]) -> list[Piece]:
        """Return what is computed once per order, laid over the lines that it applies to."""
        if isinstance(rule.rate, Flat):
            parts = laid(rule.rate.amount.minor, [line.distributed.minor for line in lines])
            return [
                Piece(rule, line, Fraction(part), Fraction(part))
                for line, part in zip(lines, parts, strict=True)
            ]
        assert isinstance(rule.rate, Tiers)
        known: list[tuple[Line, Fraction, Fraction]] = []
        for line in lines:
            base, measured = self.base(rule.base, line), self.measured(rule.rate, line)
            if base is None or measured is None:
                self.lose(rule, line, "no_base")
            else:
                own = pays_on_its_measure(rule.rate, rule.base.text)
                known.append((line, measured if own else base, measured))
        whole = sum((base for _, base, _ in known), NOTHING)
        total = sum((measured for _, _, measured in known), NOTHING)
        earned = earned_once(rule.rate, rule.base.text, total, whole)
        return [
            Piece(rule, line, base, earned * base / whole if whole else earned / len(known))
            for line, base, _ in known
        ]

    def lose(self, rule: Rule, line: Line, reason: str) -> None:
        """Note a rule that applies and pays nothing on a line."""
        self.lost[line.id].add((rule.id, reason))

    # Stack, compose, share, bound ------------------------------------------------------------------------

    def weighed(self, line: Line, pieces: list[Piece]) -> list[Piece]:
        """Return the pieces that stay, after the best of each group, the chains, and the sharing out."""
        stated = stated_order(self.plan)
        kept = []
        for piece in pieces:
            rivals = [
                other
                for other in pieces
                if (other.rule.pays, other.rule.group) == (piece.rule.pays, piece.rule.group)
            ]
            best = max(rivals, key=lambda rival: (rival.exact, -stated.index(rival.rule.id)))
            if self.plan.stacking.get(piece.rule.group) is Stacking.BEST and best is not piece:
                self.lose(piece.rule, line, "best")
            else:
                kept.append(piece)
        for chain in self.plan.chains:
            if chain.kind is not Chain.ADDITIVE:
                compose(chain, kept)
        for piece in kept:
            if piece.payees is None:
                paid = payees(self.plan, piece.rule, line, self.order, self.credits)
                for payee in paid:
                    payee.exact = piece.exact * payee.share
                    payee.counted, payee.step = piece.counted, piece.step
                piece.payees = paid
                piece.exact = sum((payee.exact for payee in paid), NOTHING)
                if not paid:
                    self.lose(piece.rule, line, "no_party")
        return [piece for piece in kept if piece.payees]

    def bound(self, per: str, lines: Sequence[Line], pieces: Sequence[Piece]) -> None:
        """Apply the bounds of a line or an order: the rules' first, then the roles', then the budget."""
        shared = sum(line.distributed.minor + line.freight.minor for line in lines)
        for number, bound in self.bounds(per):
            covered = [piece for piece in pieces if covers(bound, piece.rule)]
            if not covered:
                continue
            key = (number, lines[0].id if per == "line" else "")
            before = self.came.get(key, NOTHING)
            total = sum((piece.exact for piece in covered), NOTHING)
            self.came[key] = before + total
            let = through(bound, before + total, shared) - through(bound, before, shared)
            for piece in covered:
                if let != total:
                    piece.scale(let, total)

    def bound_period(self, pieces: Sequence[Piece]) -> None:
        """Apply the caps of periods: to each party on its own, the budget's to the plan."""
        for _, bound in self.bounds("period"):
            for_whom: dict[str, list[tuple[Piece, Payee]]] = {}
            for piece in pieces:
                for payee in piece.payees or ():
                    if covers(bound, piece.rule):
                        who = payee.party if bound.rule or bound.role else ""
                        for_whom.setdefault(who, []).append((piece, payee))
            for who, members in for_whom.items():
                key = (self.plan.id, bound.text, who, label_of(self.plan, bound.per, self.order))
                before = self.asked.get(key, NOTHING)
                total = sum((payee.exact for _, payee in members), NOTHING)
                self.asked[key] = before + total
                let = through(bound, before + total, 0) - through(bound, before, 0)
                for piece, payee in members:
                    if let != total:
                        payee.exact = payee.exact * let / total
                    piece.exact = sum((each.exact for each in piece.payees or ()), NOTHING)

    def bounds(self, per: str) -> list[tuple[int, Bound]]:
        """Return the bounds of a scope in the order in which they are applied."""
        found = [
            (number, bound)
            for number, bound in enumerate(self.plan.bounds)
            if (bound.per == per if per != "period" else bound.is_period)
        ]
        return (
            [row for row in found if row[1].rule]
            + [row for row in found if row[1].role]
            + [row for row in found if not row[1].rule and not row[1].role]
        )

    # Round, residual -------------------------------------------------------------------------------------

    def book(self, piece: Piece) -> None:
        """Round each payee's amount once, over the scope of the rule."""
        rule, line = piece.rule, piece.line
        for payee in piece.payees or ():
            before = NOTHING
            if rule.scope is Scope.UNIT:
                amount = int(rule.rounding.of(payee.exact / line.quantity) * Fraction(line.quantity))
            else:
                if rule.scope is Scope.ORDER:
                    # One rule of the plan; what an override puts in its place is another.
                    key = (id(rule), payee.party)
                    before = self.rounded.get(key, NOTHING)
                    self.rounded[key] = before + payee.exact
                elif rule.scope is Scope.PERIOD:
                    assert isinstance(rule.rate, Tiers)
                    name = (self.plan.name, rule.id, payee.party, self.label(rule.rate))
                    before = self.booked.get(name, NOTHING)
                    self.booked[name] = before + payee.exact
                amount = rule.rounding.of(before + payee.exact) - rule.rounding.of(before)
            self.earnings[line.id].append(
                Earning(
                    line.id,
                    rule,
                    payee.party,
                    piece.base,
                    payee.exact,
                    before,
                    amount,
                    payee.share,
                    payee.rolled_from,
                    payee.counted,
                    payee.step,
                )
            )

    def close(self, line: Line) -> Shared:
        """Return a line with what is left of it."""
        plan = self.plan
        distributed = line.distributed.minor + line.freight.minor
        tax = line.tax.minor if plan.tax is Tax.SET_ASIDE and line.tax is not None else 0
        residual = distributed - tax - sum(earning.amount for earning in self.earnings[line.id])
        shortfall, bearer = 0, ""
        if residual < 0:
            if plan.bearer is None:
                raise Refused("commission.over_committed")
            residual, shortfall, bearer = 0, -residual, self.only(plan.bearer, line)
        return Shared(
            line,
            tuple(self.earnings[line.id]),
            distributed,
            tax,
            residual,
            shortfall,
            self.only(plan.residual, line),
            bearer,
            frozenset(self.lost[line.id]),
            frozenset(self.unknown[line.id]),
        )

    def only(self, role: str, line: Line) -> str:
        """Return the one active party that stands in a role whole."""
        found = standing_in(self.plan, role, line, self.order, self.credits)
        if len(found) != 1 or found[0][1] != 1 or not found[0][2]:
            raise Refused("commission.missing_party")
        return found[0][0]


# Arithmetic ------------------------------------------------------------------------------------------------


def _is_per_order(rule: Rule) -> bool:
    if isinstance(rule.rate, Flat):
        return rule.rate.per is Per.ORDER
    return isinstance(rule.rate, Tiers) and rule.rate.measure.per == "order"


def amount_of(base: str, line: Line) -> Fraction | None:
    """Return an amount that a line has by itself, in minor units; None where it is not known."""
    match base:
        case "paid":
            return Fraction(line.distributed.minor)
        case "listed":
            return Fraction(line.listed.minor)
        case "net":
            return Fraction(line.distributed.minor - (line.tax.minor if line.tax is not None else 0))
        case "margin":
            return (
                None
                if line.cost is None
                else max(Fraction(line.distributed.minor - line.cost.minor), NOTHING)
            )
        case _:
            return Fraction(line.freight.minor)


def laid(whole: int, weights: Sequence[int]) -> list[int]:
    """Lay whole units over weights by largest remainder, ties to the first; equal weights where all are zero."""
    if not any(weights):
        weights = [1] * len(weights)
    exact = [Fraction(whole * weight, sum(weights)) for weight in weights]
    parts = [int(part) for part in exact]
    neediest = sorted(range(len(weights)), key=lambda place: (parts[place] - exact[place], place))
    for place in neediest[: whole - sum(parts)]:
        parts[place] += 1
    return parts


def compose(chain: Composition, pieces: Sequence[Piece]) -> None:
    """Let each role of a chain get what the chain leaves it."""
    gross: dict[Role, Fraction] = {}
    for role in chain.roles:
        own = [piece.exact for piece in pieces if piece.rule.pays == role]
        if own:
            gross[role] = sum(own, NOTHING)
    net: dict[Role, Fraction] = {}
    if chain.kind is Chain.DIFFERENTIAL:
        for role, whole in gross.items():
            net[role] = max(whole - sum(net.values()), NOTHING)
    else:
        whole_amounts = list(gross.values())
        for place, role in enumerate(gross):
            arrives = max(min(whole_amounts[: place + 1]), NOTHING) if place else whole_amounts[0]
            leaves = max(min(whole_amounts[: place + 2]), NOTHING) if place + 1 < len(gross) else NOTHING
            net[role] = arrives - leaves
    for piece in pieces:
        role = piece.rule.pays
        if role in gross and net[role] != gross[role]:
            piece.scale(net[role], gross[role])


def covers(bound: Bound, rule: Rule) -> bool:
    """Whether a bound is about a rule: by its id, by its role, or by being the plan's."""
    if bound.rule:
        return bound.rule == rule.id
    return bound.role is None or bound.role == rule.pays


def through(bound: Bound, total: Fraction, shared: int) -> Fraction:
    """Return a running total as a bound lets it through."""

    def limit(given: object) -> Fraction:
        if isinstance(given, Rate):
            return given.share * shared
        return Fraction(getattr(given, "minor"))  # noqa: B009 - money

    if total <= 0:
        return total
    if bound.at_least is not None:
        total = max(total, limit(bound.at_least))
    return total if bound.at_most is None else min(total, limit(bound.at_most))
