"""Measuring: how a line moves the measures of a period on, and what that earns (考核累计)."""

from communekit.ids import PartyId
from communekit.orders import Credits, Line, Order

from .accrual import Measured
from .clause import Clause
from .exact import Exact, part_of
from .moves import Moves
from .part import Open, Part, Share
from .payee import WHOLE, Payees, stands_in
from .plan import Plan
from .standing import Key, Row
from .table import Table


class Measuring:
    """The measures of one order's period, moved on line by line."""

    def __init__(self, plan: Plan, order: Order, credits_: Credits, moves: Moves) -> None:
        self._plan = plan
        self._order = order
        self._credits = credits_
        self._moves = moves
        self._counted: set[tuple[str, str]] = set()

    def part(self, one: Open, clause: Clause, table: Table, base: Exact, payees: Payees) -> Part | None:
        """Return what a line earns by a table that measures a period; None, with the reason noted, for nothing."""
        measure = table.measure
        label = self._moves.label_at(measure.period)
        added = table.read(one.line)
        if added is None:
            one.lose(clause, "no_base", measure.total)
            return None
        if not table.counts_each_payee:
            who = self._measured_for(table.per, one.line)
            if who is None:
                one.lose(clause, "no_measure", measure.per)
                return None
            exact, how = self._advance(
                clause, table, who, label, base, self._counts(clause, table, who, label, added)
            )
            return Part(clause, base, exact, measured=how)
        if not payees:
            one.lose(clause, "no_party", clause.role)
            return None
        if len(payees) == 1 and payees[0].share is WHOLE:
            counted = self._counts(clause, table, payees[0].party, label, added)
            exact, how = self._advance(clause, table, payees[0].party, label, base, counted)
            return Part(clause, base, exact, payee=payees[0], measured=how)
        shares: list[Share] = []
        for payee in payees:
            counted = self._counts(clause, table, payee.party, label, added)
            own_base = base
            if payee.share is not WHOLE:
                own_base = part_of(base, payee.share.numerator, payee.share.denominator)
                counted = part_of(counted, payee.share.numerator, payee.share.denominator)
            exact, how = self._advance(clause, table, payee.party, label, own_base, counted)
            shares.append(Share(payee, exact, how))
        return Part(clause, base, sum([share.exact for share in shares]), shares)

    def _measured_for(self, per: str, line: Line) -> str | None:
        """Return whose measure a line counts towards: a store, a role's party, or a group that an open fact names."""
        if "." in per:
            subject, name = per.split(".", 1)
            told = self._order.about.get(subject)
            group = None if told is None else told.get(name)
            return group if isinstance(group, str) else None
        holders = stands_in(self._plan, per, self._order, line, self._credits)
        return holders[0].party if len(holders) == 1 else None

    def _counts(self, clause: Clause, table: Table, who: str, label: str, added: Exact) -> Exact:
        """Return what a line adds to a measure; an order and a member are counted once."""
        if table.measure.total == "orders":
            first = (clause.rule.id, who) not in self._counted
            self._counted.add((clause.rule.id, who))
            return int(first)
        if table.measure.total == "members":
            member: PartyId | None = self._order.member
            key = Key("member", clause.measure_name, f"{who}/{member}", label)
            if member is None or self._moves.row(key) is not None:
                return 0
            self._moves.moved[key] = Row(1)
            return 1
        return added

    def _advance(
        self, clause: Clause, table: Table, who: str, label: str, base: Exact, added: Exact
    ) -> tuple[Exact, Measured]:
        """Move a measure on by what a line adds; return the exact amount and how it was measured."""
        how = self._moves.measure(clause, who, label, base, added)
        return table.over_period(base, added, how), how
