"""The tally of a simulation: sums that grow with parties, roles and rules, never with orders (累计)."""

from collections import defaultdict
from heapq import heappush, heappushpop
from itertools import count
from typing import Final

from communekit.commission.assessment import Assessment, LeftOut
from communekit.ids import PartyId
from communekit.parties import Role

from .change import Change, LeftOutCount, OrderChange, Position

BEFORE: Final = 0
AFTER: Final = 1
SIDES: Final = ("before", "after")
FIRST_LEFT_OUT: Final = 10
"""How many of the orders left out for one reason are named."""

Sums = defaultdict[str, list[int]]


def _sums() -> Sums:
    return defaultdict(lambda: [0, 0])


class Tally:
    """What two plans come to so far, order by order."""

    def __init__(self, largest: int) -> None:
        self.read = 0
        self.assessed = 0
        self.rules = _sums()
        self.residual, self.tax, self.shortfall = [0, 0], [0, 0], [0, 0]
        self._positions: defaultdict[tuple[PartyId, Role], list[int]] = defaultdict(lambda: [0, 0])
        self._left_out: dict[tuple[int, str], list[LeftOut]] = {}
        self._left_out_orders: dict[tuple[int, str], int] = {}
        self._largest = largest
        self._heap: list[tuple[int, int, OrderChange]] = []
        self._place = count(0, -1)

    def add(self, was: Assessment | LeftOut, now: Assessment | LeftOut) -> None:
        """Count one order: under both plans, or as left out where one of them refuses it."""
        self.read += 1
        if isinstance(was, Assessment) and isinstance(now, Assessment):
            self.assessed += 1
            self._compare(was, now)
            return
        for side, one in ((BEFORE, was), (AFTER, now)):
            if isinstance(one, LeftOut):
                self._leave_out(side, one)

    def positions(self) -> tuple[Position, ...]:
        """Return what every party comes to in every role, in order."""
        return tuple(Position(*key, *sums) for key, sums in sorted(self._positions.items()))

    def largest(self) -> tuple[OrderChange, ...]:
        """Return the orders with the greatest change, the greatest first; of equals the one read first."""
        return tuple(change for _, _, change in sorted(self._heap, key=lambda row: row[:2], reverse=True))

    def left_out(self) -> tuple[LeftOutCount, ...]:
        """Return how many orders were left out, by plan and reason."""
        return tuple(
            LeftOutCount(
                SIDES[side],
                code,
                self._left_out_orders[side, code],
                tuple(one.order for one in first),
                first[0].reason.text("en"),
                first[0].reason.text("zh"),
            )
            for (side, code), first in sorted(self._left_out.items(), key=lambda item: item[0])
        )

    def _compare(self, was: Assessment, now: Assessment) -> None:
        parties = _sums()
        tax = [0, 0]
        for side, one in ((BEFORE, was), (AFTER, now)):
            self._count(side, one, parties, tax)
        changes = tuple(Change(party, *sums) for party, sums in sorted(parties.items()) if sums[0] != sums[1])
        moved = sum(abs(change.difference_minor) for change in changes) + abs(tax[AFTER] - tax[BEFORE])
        self._keep(OrderChange(was.order.id, moved // 2, changes))

    def _count(self, side: int, one: Assessment, parties: Sums, tax: list[int]) -> None:
        plan = one.plan
        for line in one.lines:
            for accrual in line.accruals:
                self._positions[accrual.party, accrual.role][side] += accrual.amount_minor
                self.rules[accrual.rule][side] += accrual.amount_minor
                parties[accrual.party][side] += accrual.amount_minor
            self._positions[line.residual_party, plan.residual][side] += line.residual_minor
            parties[line.residual_party][side] += line.residual_minor
            self.residual[side] += line.residual_minor
            self.tax[side] += line.tax_minor
            tax[side] += line.tax_minor
            if line.shortfall_minor and plan.bearer is not None:
                self._positions[line.bearer_party, plan.bearer][side] -= line.shortfall_minor
                parties[line.bearer_party][side] -= line.shortfall_minor
                self.shortfall[side] += line.shortfall_minor

    def _keep(self, change: OrderChange) -> None:
        """Keep an order if it is among those with the greatest change so far."""
        if not change.moved_minor or not self._largest:
            return
        row = (change.moved_minor, next(self._place), change)
        if len(self._heap) < self._largest:
            heappush(self._heap, row)
        else:
            heappushpop(self._heap, row)

    def _leave_out(self, side: int, one: LeftOut) -> None:
        key = (side, one.code)
        first = self._left_out.setdefault(key, [])
        self._left_out_orders[key] = self._left_out_orders.get(key, 0) + 1
        if len(first) < FIRST_LEFT_OUT:
            first.append(one)
