"""Bounding: caps and floors applied to sums, and laid over what the sums are made of (封顶与保底的计算).

A bound is a function of a running total, so that slices of a sum add up to the bounded sum, whatever the slicing.
"""

from collections.abc import Sequence

from .accrual import Cut
from .bound import Bound
from .exact import Exact, part_of
from .frame import Frame
from .moves import Moves
from .part import Open, Part, cut
from .standing import Key, Row


class Bounding:
    """The bounds of a plan on one order: what each has let through so far."""

    __slots__ = ("_frame", "_moves", "_passed")

    def __init__(self, frame: Frame, moves: Moves) -> None:
        self._frame = frame
        self._moves = moves
        self._passed: dict[tuple[int, str], Exact] = {}

    def of_line(self, one: Open) -> None:
        """Apply the bounds of a line."""
        for place, bound in self._frame.line_bounds:
            members = [part for part in one.parts if place in part.clause.bounds]
            if members:
                self._apply(place, bound, members, [one], one.line.id)

    def of_order(self, opened: Sequence[Open]) -> None:
        """Apply the bounds of an order, to all its lines together."""
        for place, bound in self._frame.order_bounds:
            members = [part for one in opened for part in one.parts if place in part.clause.bounds]
            if members:
                self._apply(place, bound, members, opened, "")

    def of_period(self, one: Open) -> None:
        """Apply the caps of a period to each party's running total; the budget's to the plan's."""
        for place, bound in self._frame.period_bounds:
            held: dict[str, list[tuple[Part, int]]] = {}
            for part in one.parts:
                if place in part.clause.bounds:
                    for position, share in enumerate(part.laid()):
                        who = share.payee.party if bound.rule or bound.role else ""
                        held.setdefault(who, []).append((part, position))
            for who, positions in held.items():
                self._apply_period(bound, who, positions)

    def _apply(
        self, place: int, bound: Bound, members: Sequence[Part], over: Sequence[Open], scope: str
    ) -> None:
        before = self._passed.get((place, scope), 0)
        total: Exact = 0
        for part in members:
            total += part.exact
        self._passed[place, scope] = before + total
        shared = sum([one.line.distributed.minor + one.line.freight.minor for one in over])
        allowed = self._through(bound, before + total, shared) - self._through(bound, before, shared)
        if allowed != total:
            cut(bound, members, total, allowed)

    def _apply_period(self, bound: Bound, who: str, positions: Sequence[tuple[Part, int]]) -> None:
        shares = [part.laid()[position] for part, position in positions]
        total = sum([share.exact for share in shares])
        key = Key("bound", self._frame.name_of(bound), who, self._moves.label_at(bound.per))
        row = self._moves.row(key)
        before = 0 if row is None else part_of(row.measure, self._frame.ticks, 1)
        self._moves.moved[key] = Row(part_of(before + total, 1, self._frame.ticks))
        allowed = self._through(bound, before + total, 0) - self._through(bound, before, 0)
        if allowed == total:
            return
        for (part, position), share in zip(positions, shares, strict=True):
            kept = share._replace(exact=part_of(share.exact, allowed, total))
            part.laid()[position] = kept
            part.cuts = (*part.cuts, Cut(bound, share.exact, kept.exact))
            part.exact = sum([other.exact for other in part.laid()])

    def _through(self, bound: Bound, total: Exact, shared: int) -> Exact:
        """Return a running total as a bound lets it through; nothing earned is not lifted."""
        if total <= 0:
            return total
        if bound.at_least is not None:
            total = max(total, self._frame.limit(bound.at_least, shared))
        if bound.at_most is not None:
            total = min(total, self._frame.limit(bound.at_most, shared))
        return total
