"""The evaluation of one order (逐单计佣): match, base, rate, stack, compose, bound, share, round, residual.

A `Sale` lives for one order. What it moves in the standing it keeps to itself, so that a refused order leaves nothing
behind (law refusal_is_atomic).
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from communekit.ids import PartyId
from communekit.money import MINOR_MAX, AmountOutOfRangeError, Money, split_minor
from communekit.orders import Credits, Line, Order
from communekit.parties import Role

from .accrual import PLAIN, Accrual, Measured, Working
from .assessment import AssessedLine, Assessment
from .bounding import Bounding
from .clause import Clause, Kind
from .errors import OverCommittedError
from .exact import Exact, part_of, round_ticks
from .frame import Frame
from .measuring import Measuring
from .moves import Moves
from .part import Open, Part, compose, keep_best, note, resting_base
from .payee import WHOLE, Payee, Payees, only_party, payees_of
from .rate import PerUnit
from .rule import Scope
from .table import Table

NOBODY = PartyId("")


class Sale:
    """One order under one plan."""

    def __init__(self, frame: Frame, order: Order, credits_: Credits, moves: Moves) -> None:
        self.frame = frame
        self.order = order
        self.credits = credits_
        self.moves = moves
        self.by_line = credits_.by_line
        self._measuring = Measuring(frame.plan, order, credits_, moves)
        self._bounding = Bounding(frame, moves)
        self._payees: list[Payees | None] = [None] * frame.payee_slots
        self._only_party: dict[tuple[str, str | None], PartyId] = {}
        self._rounded_so_far: dict[tuple[int, str], Exact] = {}

    def assess(self) -> Assessment:
        """Evaluate the order, or raise and leave nothing behind."""
        frame = self.frame
        opened = self._open()
        for generation in range(frame.generations):
            for one in opened:
                self._contribute(one, one.decision.generations[generation])
            if frame.all_plain:
                continue
            if frame.over_order:
                self._contribute_over_order(opened, generation)
            for one in opened:
                self._weigh(one)
            if frame.order_bounds:
                self._bounding.of_order(opened)
            for one in opened:
                if frame.period_bounds:
                    self._bounding.of_period(one)
                for part in one.parts:
                    self._round(one, part)
                one.parts = []
        lines = tuple([self._close(one) for one in opened])
        return Assessment(frame.plan, self.order, self.credits, lines, self.moves.moved)

    def _open(self) -> list[Open]:
        """Match: look up what applies to each line."""
        table, order, credits_ = self.frame.table, self.order, self.credits
        of_order = table.order_signature(order.lines[0], order, credits_)
        opened: list[Open] = []
        for line in order.lines:
            if self.by_line:
                of_order = table.order_signature(line, order, credits_)
            opened.append(Open(line, table.decide(line, of_order)))
        return opened

    def _contribute(self, one: Open, clauses: Iterable[Clause]) -> None:
        """Base and rate: what each clause comes to on a line. A plain one is through at once."""
        line = one.line
        for clause in clauses:
            if clause.kind is Kind.ORDER_FLAT or clause.kind is Kind.ORDER_TIERS:
                continue
            base = clause.read(line) if clause.has_own_base else resting_base(clause, one.line, one.earned)
            if base is None:
                one.lose(clause, "no_base", clause.rule.base.of)
            elif clause.plain:
                self._accrue(one, clause, base)
            elif clause.kind is Kind.LINEAR:
                one.parts.append(Part(clause, base, base * clause.coefficient))
            else:
                part = self._stepped(one, clause, base)
                if part is not None:
                    one.parts.append(part)

    def _accrue(self, one: Open, clause: Clause, base: Exact) -> None:
        """Round and book a clause in which nothing else has a say."""
        payees = self._payees_of(clause, one.line)
        exact = base * clause.coefficient
        if len(payees) == 1 and payees[0].share is WHOLE:
            payee = payees[0]
            amount = int(exact // clause.ticks)
            working = PLAIN if payee.rolled_from is None else Working(WHOLE, payee.rolled_from)
            one.accruals.append(Accrual(clause.terms, payee.party, base, exact, 0, amount, working))
            if self.frame.follows:
                note(one.earned, clause, amount)
        elif payees:
            part = Part(clause, base, exact)
            part.lay(payees)
            self._round(one, part)
        else:
            one.lose(clause, "no_party", clause.role)

    def _stepped(self, one: Open, clause: Clause, base: Exact) -> Part | None:
        """Return what a table or an amount per started block comes to on a line."""
        rate, table = clause.rule.rate, clause.table
        if isinstance(rate, PerUnit):
            return Part(clause, base, rate.blocks(base) * clause.coefficient)
        if table is None:
            return None
        if clause.kind is Kind.PERIOD_TIERS:
            return self._measuring.part(one, clause, table, base, self._payees_of(clause, one.line))
        measured = table.read(one.line)
        if measured is None:
            one.lose(clause, "no_base", table.measure.total)
            return None
        return Part(clause, base, table.over_one(base, measured))

    def _contribute_over_order(self, opened: Sequence[Open], generation: int) -> None:
        """Lay what is computed once per order over the lines that it applies to."""
        applies: dict[int, tuple[Clause, list[Open]]] = {}
        for one in opened:
            for clause in one.decision.generations[generation]:
                if clause.kind in (Kind.ORDER_FLAT, Kind.ORDER_TIERS):
                    applies.setdefault(clause.index, (clause, []))[1].append(one)
        for clause, over in applies.values():
            if clause.table is not None:
                self._lay_table(clause, clause.table, over)
                continue
            weights = [one.line.distributed.minor for one in over]
            parts = split_minor(clause.coefficient, weights if any(weights) else [1] * len(over))
            for one, part in zip(over, parts, strict=True):
                one.parts.append(Part(clause, part, part * clause.ticks))

    def _lay_table(self, clause: Clause, table: Table, over: Sequence[Open]) -> None:
        """Lay what a table earns on a whole order over its lines, in exact proportion of their bases."""
        bases: list[tuple[Open, Exact]] = []
        total: Exact = 0
        for one in over:
            base = (
                clause.read(one.line) if clause.has_own_base else resting_base(clause, one.line, one.earned)
            )
            measured = table.read(one.line)
            if base is None or measured is None:
                one.lose(clause, "no_base", clause.rule.base.of)
            else:
                total += measured
                bases.append((one, measured if table.by_measure else base))
        whole = sum([base for _, base in bases])
        amount = table.over_one(whole, total)
        for one, base in bases:
            one.parts.append(
                Part(clause, base, part_of(amount, base, whole) if whole else part_of(amount, 1, len(bases)))
            )

    def _weigh(self, one: Open) -> None:
        """Stack, compose, find the payees, and apply the bounds of the line."""
        if self.frame.has_best:
            keep_best(one)
        for composition in self.frame.composed:
            compose(composition, one.parts)
        gone = False
        for part in one.parts:
            if part.shares is None and part.payee is None:
                payees = self._payees_of(part.clause, one.line)
                part.lay(payees)
                if not payees:
                    one.lose(part.clause, "no_party", part.clause.role)
                    gone = True
        if gone:
            one.parts = [part for part in one.parts if part.shares != []]
        if self.frame.line_bounds:
            self._bounding.of_line(one)

    def _round(self, one: Open, part: Part) -> None:
        """Book each payee's share of a part, rounded once over the rule's scope."""
        clause = part.clause
        payee = part.payee
        amounts = 0
        if payee is not None:
            before, amounts = self._rounded(clause, payee.party, part.exact, one.line)
            working = _working(payee, part.measured, part)
            one.accruals.append(
                Accrual(clause.terms, payee.party, part.base, part.exact, before, amounts, working)
            )
        for share in part.shares or ():
            before, amount = self._rounded(clause, share.payee.party, share.exact, one.line)
            working = _working(share.payee, share.measured, part)
            one.accruals.append(
                Accrual(clause.terms, share.payee.party, part.base, share.exact, before, amount, working)
            )
            amounts += amount
        if self.frame.follows:
            note(one.earned, clause, amounts)

    def _rounded(self, clause: Clause, party: PartyId, exact: Exact, line: Line) -> tuple[Exact, int]:
        """Return the running total ahead of an exact amount, and what it comes to in whole minor units."""
        ticks, rounding, scope = clause.ticks, clause.rounding, clause.scope
        if scope is Scope.LINE:
            return 0, round_ticks(rounding, exact, ticks)
        match scope:
            case Scope.UNIT:
                units = line.quantity
                return 0, int(round_ticks(rounding, Fraction(exact) / units, ticks) * units)
            case Scope.ORDER:
                before = self._rounded_so_far.get((clause.index, party), 0)
                self._rounded_so_far[clause.index, party] = before + exact
            case Scope.PERIOD:
                before = self.moves.run_on(clause, party, self.moves.label_at(clause.period), exact)
        return before, round_ticks(rounding, before + exact, ticks) - round_ticks(rounding, before, ticks)

    def _payees_of(self, clause: Clause, line: Line) -> Payees:
        if self.by_line or clause.by_supplier:
            return payees_of(self.frame.plan, clause, self.order, line, self.credits)
        known = self._payees[clause.payee_slot]
        if known is None:
            known = payees_of(self.frame.plan, clause, self.order, line, self.credits)
            self._payees[clause.payee_slot] = known
        return known

    def _only(self, role: Role, line: Line) -> PartyId:
        slot = (role, line.id if self.by_line else line.product.supplier)
        known = self._only_party.get(slot)
        if known is None:
            known = self._only_party[slot] = only_party(self.frame.plan, role, self.order, line, self.credits)
        return known

    def _close(self, one: Open) -> AssessedLine:
        """Residual: what is left of the line goes to the residual party."""
        line, plan = one.line, self.frame.plan
        distributed = line.distributed.minor + line.freight.minor
        tax = line.tax.minor if self.frame.sets_tax_aside and line.tax is not None else 0
        promised = sum([accrual.amount_minor for accrual in one.accruals])
        if max(distributed, promised) > MINOR_MAX:
            raise AmountOutOfRangeError(max(distributed, promised))
        residual, shortfall, bearer = distributed - tax - promised, 0, NOBODY
        if residual < 0:
            if plan.bearer is None:
                raise OverCommittedError(
                    self.order.id,
                    line.id,
                    Money(promised, plan.currency),
                    Money(distributed - tax, plan.currency),
                )
            shortfall, residual, bearer = -residual, 0, self._only(plan.bearer, line)
        lost = (*one.decision.lost, *one.lost) if one.lost else one.decision.lost
        return AssessedLine(
            line,
            tuple(one.accruals),
            distributed,
            tax,
            residual,
            self._only(plan.residual, line),
            shortfall,
            bearer,
            lost,
            decision=one.decision,
        )


def _working(payee: Payee, measured: Measured | None, part: Part) -> Working:
    plain = payee.share is WHOLE and payee.rolled_from is None and measured is None
    if plain and not part.cuts and part.composed_from is None:
        return PLAIN
    return Working(payee.share, payee.rolled_from, measured, part.cuts, part.composed_from)
