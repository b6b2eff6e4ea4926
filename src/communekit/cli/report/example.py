"""The worked example (示例订单): one order of the run that shows most of the plan, with its returns."""

from typing import Final

from communekit.cli.event import Assessed, Returned
from communekit.commission import Assessment, Reversal

LINES: Final = range(2, 6)
CANDIDATES_MAX: Final = 500


class Example:
    """An order of two to five lines on which as many rules as possible pay; one that came back in part is better."""

    def __init__(self) -> None:
        self._rules = 0
        self._candidates: dict[str, Assessed] = {}
        self._reversals: dict[str, list[Reversal]] = {}

    def see(self, event: Assessed) -> None:
        """Look at an assessed order."""
        assessment = event.assessment
        if len(assessment.lines) not in LINES:
            return
        rules = len({accrual.rule for _, accrual in assessment.accruals if accrual.amount_minor})
        if rules > self._rules:
            self._rules = rules
            self._candidates, self._reversals = {}, {}
        if rules == self._rules and len(self._candidates) < CANDIDATES_MAX:
            self._candidates[assessment.order.id] = event

    def see_return(self, event: Returned) -> None:
        """Look at a return."""
        for reversal in event.reversals:
            order = reversal.refund.order
            if order in self._candidates:
                self._reversals.setdefault(order, []).append(reversal)

    @property
    def event(self) -> Assessed | None:
        """The order, None when no order was fit."""
        for order, reversals in self._reversals.items():
            found = self._candidates[order]
            refunded_minor = sum(reversal.refund.amount.minor for reversal in reversals)
            if refunded_minor < found.assessment.order.paid.minor:
                return found
        return next(iter(self._candidates.values()), None)

    @property
    def assessment(self) -> Assessment | None:
        """The order as it was assessed."""
        return None if self.event is None else self.event.assessment

    @property
    def reversals(self) -> tuple[Reversal, ...]:
        """What came back of it."""
        return () if self.assessment is None else tuple(self._reversals.get(self.assessment.order.id, ()))


__all__ = ["Example"]
