"""The express lane: orders on which no bound bites and every role has one active party (快速通道).

Most orders are of that kind. They are shared out in one pass, line by line; the first sign of anything else gives
the order back, untouched, to `sale.py`, which knows all cases. Both come to the same amounts: a test holds them so.
"""

from communekit.ids import PartyId
from communekit.money import MINOR_MAX
from communekit.orders import Credits, Line, Order

from .accrual import Accrual, Working
from .assessment import AssessedLine, Assessment
from .clause import READERS, Clause
from .composition import MissingWay
from .decision import Decision, Lost
from .exact import Exact, round_ticks
from .frame import Frame
from .moves import Moves
from .part import Earned, note, resting_base
from .payee import named_party, only_party

NOBODY = PartyId("")
READ_PAID = READERS["paid"]


def express(frame: Frame, order: Order, credits_: Credits, moves: Moves) -> Assessment | None:
    """Share out an order in one pass, or return None where it is not of that kind."""
    if not frame.runs_express or credits_.by_line:
        return None
    plan, table = frame.plan, frame.table
    lane = _Lane(frame, order, credits_, moves)
    of_order = table.order_signature(order.lines[0], order, credits_)
    lines: list[AssessedLine] = []
    for line in order.lines:
        assessed = lane.assess(line, table.decide(line, of_order))
        if assessed is None:
            return None
        lines.append(assessed)
    if frame.order_bounds and lane.bites(sum([line.distributed_minor for line in lines])):
        return None
    return Assessment(plan, order, credits_, tuple(lines), moves.moved)


class _Lane:
    """One order on the express lane."""

    __slots__ = ("credits", "frame", "moves", "order", "parties", "residual", "sums")

    def __init__(self, frame: Frame, order: Order, credits_: Credits, moves: Moves) -> None:
        self.frame = frame
        self.order = order
        self.credits = credits_
        self.moves = moves
        self.parties: list[PartyId | None] = [None] * frame.payee_slots
        self.sums: list[Exact] = [0] * len(frame.plan.bounds)
        self.residual = PartyId("")

    def assess(self, line: Line, decision: Decision) -> AssessedLine | None:  # noqa: C901, PLR0912 - one pass, no calls
        """Share out one line; None gives the order back."""
        frame, parties, sums = self.frame, self.parties, self.sums
        follows = frame.follows
        accruals: list[Accrual] = []
        lost = decision.lost
        earned: Earned = {}
        promised = 0
        paid = line.distributed.minor
        for clause, terms, slot, by_supplier, read, coefficient, ticks, down, bounds in decision.steps:
            party = parties[slot]
            if party is None or by_supplier:
                party = parties[slot] = self._party_of(clause, line)
            if party is None:
                return None
            base = (
                paid
                if read is READ_PAID
                else resting_base(clause, line, earned)
                if read is None
                else read(line)
            )
            if base is None:
                return None
            if not party:
                if clause.table is not None and clause.table.read(line) is None:
                    return None
                lost = (*lost, Lost(clause.rule.id, "no_party", clause.role))
                continue
            if coefficient is not None:
                exact = base * coefficient
                amount = exact // ticks if down else round_ticks(clause.rounding, exact, ticks)
                accruals.append(Accrual(terms, party, base, exact, 0, amount))
            else:
                accrual = self._step(clause, party, base, line)
                if accrual is None:
                    return None
                accruals.append(accrual)
                exact, amount = accrual.exact, accrual.amount_minor
            promised += amount
            if bounds:
                for place in bounds:
                    sums[place] += exact
            if follows:
                note(earned, clause, amount)
        distributed = paid + line.freight.minor
        if frame.line_bounds and self.bites_line(distributed):
            return None
        tax = line.tax.minor if frame.sets_tax_aside and line.tax is not None else 0
        residual = distributed - tax - promised
        if residual < 0 or distributed > MINOR_MAX:
            return None
        keeper = self.residual
        if not keeper or frame.residual_by_supplier:
            keeper = self._residual_of(line)
        return AssessedLine(
            line, tuple(accruals), distributed, tax, residual, keeper, lost=lost, decision=decision
        )

    def _party_of(self, clause: Clause, line: Line) -> PartyId | None:
        """Return the one active party of a role, NOBODY where its share lapses, None where it is not that simple."""
        role = clause.role
        sole = self.credits.sole
        if role in sole:
            return sole[role]
        party = named_party(self.frame.plan, role, self.order, line)
        return NOBODY if party is None and clause.missing.way is MissingWay.LAPSE else party

    def _residual_of(self, line: Line) -> PartyId:
        plan, role = self.frame.plan, self.frame.plan.residual
        party = self.credits.sole.get(role) or None
        if party is None:
            party = only_party(plan, role, self.order, line, self.credits)
        self.residual = party
        return party

    def _step(self, clause: Clause, party: PartyId, base: Exact, line: Line) -> Accrual | None:
        """Move a period's measure on, and round over the period."""
        table, moves = clause.table, self.moves
        added = None if table is None else table.read(line)
        if table is None or added is None:
            return None
        label = moves.label_at(clause.period)
        how = moves.measure(clause, party, label, base, added)
        exact = table.over_period(base, added, how)
        if exact < 0:
            return None
        ahead = moves.run_on(clause, party, label, exact)
        ticks = clause.ticks
        if clause.rounds_down and ahead >= 0 and exact >= 0:
            amount = (ahead + exact) // ticks - ahead // ticks
        else:
            rounding = clause.rounding
            amount = round_ticks(rounding, ahead + exact, ticks) - round_ticks(rounding, ahead, ticks)
        return Accrual(clause.terms, party, base, exact, ahead, amount, Working(measured=how))

    def bites(self, shared: int) -> bool:
        """Whether a bound of the order changes what was summed up."""
        return any(
            self.frame.bites(bound, self.sums[place], shared) for place, bound in self.frame.order_bounds
        )

    def bites_line(self, shared: int) -> bool:
        """Whether a bound of the line does; the sums of lines begin anew."""
        bites = any(
            self.frame.bites(bound, self.sums[place], shared) for place, bound in self.frame.line_bounds
        )
        for place, _ in self.frame.line_bounds:
            self.sums[place] = 0
        return bites
