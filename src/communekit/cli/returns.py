"""Returns (退货): return rows find the purchases that they are of, and what was earned on those is taken back.

A row that names its order is taken from that order, any other from the purchases of the same member and product, by
the policy of the map. One of no quantity gives back money only, of the one line that it names. Of sales only what may
come back is kept: the lines that the survey names, with their traces.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import attrs

from communekit.commission import (
    AssessedLine,
    Assessment,
    OnRefund,
    Plans,
    Reversal,
    Standing,
    Tiers,
    reverse,
)
from communekit.ids import identifier
from communekit.money import Money
from communekit.orders import MatchingPolicy, Order, Purchases, Quantity, Refund, RefundLine, RefundsSoFar

from .amount import exact_text, minor_text
from .errors import ImportRowError
from .event import Note, Returned
from .intake import Document, LeftOutRow, Row, Survey, left_out


@attrs.define(eq=False)
class _Trace:
    """What is kept of a sale: lines that may come back as they were assessed, and what came back of them so far."""

    assessment: Assessment
    so_far: RefundsSoFar = attrs.Factory(RefundsSoFar)

    def left(self, line: str) -> Quantity:
        """Return how much of a line has not come back."""
        return self.assessment.order.line(line).quantity - self.so_far.of(line).quantity


class _Found(NamedTuple):
    """A quantity of one line that a return is taken from; none where money only is given back."""

    trace: _Trace
    line: str
    quantity: Quantity


class Returns:
    """The purchases that may still come back, and their returns.

    Each line is kept by itself, so that a refund looks at no other. Orders in `whole` are kept whole, for those who
    want to have them explained, and so is every order of a plan that restates periods: it counts orders, too.
    """

    def __init__(
        self, plans: Plans, ahead: Survey, policy: MatchingPolicy, *, whole: frozenset[str] = frozenset()
    ) -> None:
        self._ahead = ahead
        self._whole = whole
        self._of_member = Purchases(policy)
        self._of_order = Purchases(policy)
        self._traces: dict[tuple[str, str], _Trace] = {}
        self._lines: dict[str, list[tuple[str, str]]] = {}
        self.restates = any(
            isinstance(rule.rate, Tiers) and rule.rate.on_refund is OnRefund.RESTATE
            for plan in plans.versions
            for rule in plan.every_rule
        )

    def keep(self, document: Document, assessment: Assessment) -> None:
        """Remember of an assessed order what may come back."""
        order, ahead = assessment.order, self._ahead
        together = _Trace(assessment) if self.restates or order.id in self._whole else None
        named = document.number in ahead.named
        for one in assessment.lines:
            line, member = one.line, order.member
            key = (str(order.id), str(line.id))
            of_member = member is not None and (member, line.product.id) in ahead.returned
            if not (named or of_member) or key in self._traces:
                continue
            self._traces[key] = together or _Trace(_alone(assessment, one))
            if named:
                self._lines.setdefault(document.number, []).append(key)
                self._of_order.bought(
                    document.number,
                    line.product.id,
                    line.quantity,
                    order.paid_at,
                    order=order.id,
                    line=line.id,
                )
            if of_member and member is not None:
                self._of_member.bought(
                    member, line.product.id, line.quantity, order.paid_at, order=order.id, line=line.id
                )

    def take_back(self, row: Row, standing: Callable[[], Standing]) -> Returned | LeftOutRow:
        """Take back what a return row undoes; in part where only a part of it finds a purchase.

        Raises:
            CommunekitError: A reversal was refused; then nothing of the row was taken back.
        """
        identifier(
            f"{row.order}-{row.number}-{len(row.order)}", what="refund id"
        )  # Before anything is matched.
        found, unmatched = self._find(row)
        if not found:
            return left_out(row, ImportRowError(row.number, "no_purchase"))
        so_far: dict[int, RefundsSoFar] = {}
        reversals: list[Reversal] = []
        now = standing() if self.restates else Standing()
        for place, (trace, line, quantity) in enumerate(found, 1):
            name = f"{row.order}-{row.number}" if len(found) == 1 else f"{row.order}-{row.number}-{place}"
            earlier = so_far.get(id(trace), trace.so_far)
            refund = _refund(name, row, trace.assessment.order, line, quantity, earlier)
            reversal = reverse(trace.assessment, refund, earlier=earlier, standing=now)
            now = now.moved(reversal.moved) if self.restates else now
            so_far[id(trace)] = earlier.plus(refund)
            reversals.append(reversal)
        for trace, _, _ in found:
            trace.so_far = so_far[id(trace)]
        return Returned(row, tuple(reversals), tuple(_notes(row, reversals, unmatched)))

    def _find(self, row: Row) -> tuple[list[_Found], Quantity]:
        """Return the purchases that a row is taken from, and the quantity that found none.

        The two accounts, by order and by member, do not know of each other's returns; what is left of a line is
        said by its refunds.

        Raises:
            ImportRowError: It names an order or a line that was not settled before it.
        """
        if row.sale and row.sale not in self._lines:
            raise ImportRowError(row.number, "no_purchase.order", given=row.sale)
        if row.sale_line or not row.quantity:
            return self._find_line(row)
        who = row.sale or row.head.member or ""
        purchases = self._of_order if row.sale else self._of_member
        taken: dict[tuple[str, str], Quantity] = {}
        wanted = row.quantity
        while wanted:
            matching = purchases.match(who, row.product.id, wanted, row.at)
            for match in matching:
                key = (str(match.order), str(match.line))
                left = self._traces[key].left(match.line) - taken.get(key, 0)
                quantity = min(match.quantity, left)
                if quantity:
                    taken[key] = taken.get(key, 0) + quantity
                    wanted -= quantity
            if not matching.matches:
                break
        return [_Found(self._traces[key], key[1], quantity) for key, quantity in taken.items()], wanted

    def _find_line(self, row: Row) -> tuple[list[_Found], Quantity]:
        """Return the one line that a row names, by its number or its product, and the quantity that it lacks.

        Raises:
            ImportRowError: There is no such line, or there are several.
        """
        found = [
            _Found(trace, key[1], min(row.quantity, trace.left(key[1])))
            for key in self._lines.get(row.sale, ())
            if row.sale_line in ("", key[1]) and _was_bought(trace := self._traces[key], key[1], row)
        ]
        if len(found) != 1:
            raise ImportRowError(row.number, "line_not_named" if found else "no_such_line", given=row.sale)
        (one,) = found
        is_left = one.quantity or not row.quantity
        return found if is_left else [], row.quantity - one.quantity


def _was_bought(trace: _Trace, line: str, row: Row) -> bool:
    """Return whether a line is of the product that a row brings back, and was bought before it."""
    order = trace.assessment.order
    return order.line(line).product.id == row.product.id and order.paid_at <= row.at


def _refund(
    name: str, row: Row, order: Order, line: str, quantity: Quantity, earlier: RefundsSoFar
) -> Refund:
    """Return the refund of so many pieces of a line, or of the money that a row of no quantity states."""
    if quantity:
        return Refund.by_quantity(name, order, row.at, {line: quantity}, earlier=earlier)
    return Refund(name, order.id, row.at, (RefundLine(line, Money(row.listed_minor, row.head.currency)),))


def _alone(assessment: Assessment, one: AssessedLine) -> Assessment:
    """Return what came of one line by itself."""
    order = attrs.evolve(assessment.order, lines=(one.line,), total=None)
    return attrs.evolve(assessment, order=order, lines=(one,), moved={})


def _notes(row: Row, reversals: list[Reversal], unmatched: Quantity) -> Iterator[Note]:
    currency = row.head.currency
    if unmatched:
        yield Note(
            row.number,
            "partly_matched",
            {"quantity": exact_text(row.quantity), "unmatched": exact_text(unmatched)},
        )
        return
    refunded = Money.total((reversal.refund.amount for reversal in reversals), currency)
    if refunded.minor != row.listed_minor:
        texts = {
            "stated": minor_text(row.listed_minor, currency),
            "refunded": minor_text(refunded.minor, currency),
        }
        yield Note(row.number, "price_differs", texts)


__all__ = ["Returns"]
