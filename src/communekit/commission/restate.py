"""Restating (重算阶梯): a refund lowers what a period has measured, and the difference of two totals is booked.

Amounts shrink with every part refunded, pieces with every piece given back (money alone takes its part of them); a line
counts until it is back whole, an order until all of it is.
A period that is taken back to nothing gives back all that it had earned, to the unit. What is restated is each payee's
own, under no bound and in no chain, so that the difference of two totals is what he had been paid.
"""

from fractions import Fraction

from communekit.ids import LineId
from communekit.orders import Refunded, RefundsSoFar

from .accrual import Accrual, Measured
from .assess import frame_of
from .assessment import AssessedLine, Assessment
from .errors import MissingStandingError
from .exact import Exact, round_ticks
from .standing import Key, Row, Standing, exact_key, measure_key
from .table import Table
from .tier import OnRefund, Tiers

Parts = tuple[Fraction, Fraction]
"""Which part of a whole was refunded before, and which is now."""

Steps = tuple[Refunded, Refunded]
"""What was refunded of a line before, and what is now."""


def restates(accrual: Accrual) -> bool:
    """Whether a refund restates the period that an amount was measured in."""
    rate = accrual.terms.rule.rate
    return isinstance(rate, Tiers) and rate.on_refund is OnRefund.RESTATE


class Restating:
    """The periods that one refund of an order restates, line after line."""

    def __init__(self, assessment: Assessment, before: RefundsSoFar, standing: Standing) -> None:
        self.moved: dict[Key, Row] = {}
        self._assessment = assessment
        self._rows = standing.rows
        self._back = {line.id: before.of(line.id).part_of(line) for line in assessment.order.lines}

    def close(self, line: LineId, part: Fraction) -> None:
        """Go on to the next line; so much of this one is back now."""
        self._back[line] = part

    def taken(
        self, assessed: AssessedLine, accrual: Accrual, measured: Measured, refunded: Steps, base: Parts
    ) -> int:
        """Lower the payee's measure; return what the difference takes back of an accrual, in minor units."""
        rule, terms = accrual.terms.rule, accrual.terms
        clause = frame_of(self._assessment.plan).clause_for(rule)
        key = measure_key(clause.measure_name, measured.who, measured.label)
        total_key = exact_key(clause.exact_name, accrual.party, measured.label)
        row, total, table = self._row(key), self._row(total_key), clause.table
        if table is None or total is None or row is None:
            raise MissingStandingError(rule.id, measured.who, measured.label)
        added = -self._counted_back(table, rule.id, assessed, measured, refunded)
        moved = (measured.base_after - measured.base_before) * (base[0] - base[1])
        how = Measured(key.who, key.label, row.measure, row.measure + added, row.base, row.base + moved)
        empties = not how.after and not how.base_after
        self.moved[key] = Row(how.after, how.base_after, is_open=not empties)
        step = table.over_period(moved, added, how) if added or moved else 0
        left = 0 if empties else total.measure + step
        self.moved[total_key] = Row(left)
        ticks, rounding = terms.ticks, rule.rounding
        return round_ticks(rounding, total.measure, ticks) - round_ticks(rounding, left, ticks)

    def _row(self, key: Key) -> Row | None:
        moved = self.moved.get(key)
        return self._rows.get(key) if moved is None else moved

    def _counted_back(
        self, table: Table, rule: str, assessed: AssessedLine, measured: Measured, refunded: Steps
    ) -> Exact:
        """Return how much of what was counted does not count any more."""
        counted = measured.after - (measured.before or 0)
        was, now = (so_far.part_of(assessed.line) for so_far in refunded)
        match table.measure.total:
            case "quantity":
                was, now = (so_far.pieces_part_of(assessed.line) for so_far in refunded)
                return counted * (now - was)
            case "lines":
                return counted * (int(now) - int(was))
            case "orders":
                others = self._counted_with(rule, measured.who)
                counted = others.pop(assessed.line.id)
                all_back = int(now) - int(was) and all(self._back[line] == 1 for line in others)
                return counted + sum(others.values()) if all_back else 0
            case _:
                return counted * (now - was)

    def _counted_with(self, rule: str, who: str) -> dict[LineId, Exact]:
        """Return what each line of the order added to a measure."""
        return {
            assessed.line.id: measured.after - (measured.before or 0)
            for assessed in self._assessment.lines
            for accrual in assessed.accruals
            for measured in (accrual.working.measured,)
            if measured is not None and (accrual.rule, measured.who) == (rule, who)
        }


__all__ = ["Parts", "Restating", "restates"]
