"""Months of sales and refunds in any order: engine and model walk together, and the table is always right."""

from collections import defaultdict
from datetime import timedelta
from fractions import Fraction

import attrs
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from communekit.commission import Assessment, Measure, OnRefund, Plan, Reversal, Rule, TierMode, Tiers
from communekit.orders import Credit, Credits, Line, Order, Refund, RefundLine
from communekit.testing.order import PRODUCTS
from communekit.testing.rule import roundings, tables
from tests.commission.agreement import Twins
from tests.commission.model_table import amount
from tests.commission.shop import NOON, cny, pay, plan

LEADERS = ("L1", "L2")


@st.composite
def monthly_rules(draw: st.DrawFn, rule_id: str) -> Rule:
    """Draw a table of a leader's month, restated or kept on refund."""
    total = draw(st.sampled_from(("paid", "quantity", "lines", "orders")))
    measure = Measure(total, period=draw(st.sampled_from(("month", "week"))))
    restates = draw(st.booleans())
    modes = (TierMode.GRADUATED, TierMode.RETROACTIVE) if restates else tuple(TierMode)
    table = draw(tables(measure=measure, mode=draw(st.sampled_from(modes)), on_refund=OnRefund.KEEP))
    if restates and pay(table).pays_on_its_measure:
        table = attrs.evolve(table, on_refund=OnRefund.RESTATE)
    return pay(table, rule_id, rounding=draw(roundings()))


class Months(RuleBasedStateMachine):
    """Whatever is sold and given back, in whichever order, both come to the same; restated months follow the table."""

    def __init__(self) -> None:
        super().__init__()
        self.of: Plan = plan(pay(Tiers.of(TierMode.VOLUME, Measure(per="line"), (cny(0), None))))
        self.twins = Twins(self.of)
        self.open: dict[str, Order] = {}
        self.number = 0
        self.booked: dict[tuple[str, str, str], int] = defaultdict(int)
        """By rule, leader and period: all that was booked, less all that was taken back."""

    @initialize(rules=st.tuples(monthly_rules("one"), monthly_rules("two")))
    def agree(self, rules: tuple[Rule, Rule]) -> None:
        """Agree on a plan of two tables."""
        self.of = plan(*rules, bearer="platform", parties={"platform": "PF"})
        self.twins = Twins(self.of)

    @rule(
        minors=st.lists(st.integers(0, 2_500), min_size=1, max_size=3),
        pieces=st.integers(1, 4),
        leader=st.sampled_from(LEADERS),
        days=st.integers(0, 12),
    )
    def sell(self, minors: list[int], pieces: int, leader: str, days: int) -> None:
        """Sell an order, some days into the month or into the next."""
        self.number += 1
        lines = [Line(str(n), PRODUCTS[0], pieces, cny(minor)) for n, minor in enumerate(minors)]
        at = NOON + timedelta(days=14 + days)
        sold = Order(f"O{self.number}", "S1", lines, at, at)
        assessment = self.twins.sell(sold, Credits([Credit("leader", leader)]))
        assert assessment is not None
        self.open[sold.id] = sold
        self._book(assessment)

    @precondition(lambda self: bool(self.open))
    @rule(data=st.data())
    def give_back(self, data: st.DataObject) -> None:
        """Give back some of an order: of some lines, money or pieces, in part or all that is left."""
        sold = self.open[data.draw(st.sampled_from(sorted(self.open)))]
        so_far = self.twins.refunds[sold.id]
        parts = []
        for each in sold.lines:
            back = [part for one in so_far for part in one.lines if part.line == each.id]
            money_left = each.paid.minor - sum(part.amount.minor for part in back)
            pieces_left = each.quantity - sum(part.quantity for part in back)
            minor = data.draw(st.sampled_from((0, money_left, money_left // 2)))
            pieces = pieces_left if minor == money_left else 0
            if minor or pieces:
                parts.append(RefundLine(each.id, cny(minor), quantity=pieces))
        if parts:
            self.number += 1
            refund = Refund(f"R{self.number}", sold.id, sold.paid_at + timedelta(days=20), parts)
            self._book(self.twins.refund(refund))

    def _book(self, result: Assessment | Reversal) -> None:
        if isinstance(result, Assessment):
            moved = [(accrual, accrual.amount_minor) for _, accrual in result.accruals]
        else:
            moved = [(taken.accrual, -taken.amount_minor) for each in result.lines for taken in each.taken]
        for accrual, minor in moved:
            assert accrual.working.measured is not None
            self.booked[accrual.rule, accrual.party, accrual.working.measured.label] += minor

    @invariant()
    def restated_months_follow_the_table(self) -> None:
        """What stands booked of a restated period is the table's amount of what is left of it."""
        left: dict[tuple[str, str, str], Fraction] = defaultdict(Fraction)
        for assessment, _ in self.twins.sold.values():
            for (rule_id, who, label), counted in self._counted(assessment).items():
                left[rule_id, who, label] += counted
        for each in self.of.rules:
            if isinstance(each.rate, Tiers) and each.rate.on_refund is OnRefund.RESTATE:
                for key, counted in left.items():
                    if key[0] == each.id:
                        exact = amount(each.rate, counted) if self._counts(key) else Fraction(0)
                        assert self.booked[key] == each.rounding.of(exact)
                        assert self.twins.standing.measured("basket", *key) == counted

    def _counts(self, key: tuple[str, str, str]) -> bool:
        """Whether anything of a period is left: also a line that was given away counts as the first."""
        return any(
            name.what == f"basket: {key[0]}" and name.who == key[1] and name.label == key[2] and row.is_open
            for name, row in self.twins.standing
            if name.kind == "measure"
        )

    def _counted(self, assessment: Assessment) -> dict[tuple[str, str, str], Fraction]:
        """Return what of an order is left in each period that it counts in, from the facts alone."""
        sold, refunds = assessment.order, self.twins.refunds[assessment.order.id]
        left: dict[str, Fraction] = {}
        for each in sold.lines:
            back = [part for one in refunds for part in one.lines if part.line == each.id]
            minor = sum(part.amount.minor for part in back)
            pieces = sum(part.quantity for part in back)
            part = Fraction(minor, each.paid.minor) if each.paid.minor else Fraction(pieces) / each.quantity
            left[each.id] = 1 - part
        found: dict[tuple[str, str, str], Fraction] = {}
        for _, accrual in assessment.accruals:
            measured = accrual.working.measured
            assert measured is not None
            assert isinstance(accrual.terms.rule.rate, Tiers)
            whole = [each for each in sold.lines if left[each.id] > 0]
            found[accrual.rule, accrual.party, measured.label] = {
                "paid": sum((each.paid.minor * left[each.id] for each in sold.lines), Fraction(0)),
                "quantity": sum((each.quantity * left[each.id] for each in sold.lines), Fraction(0)),
                "lines": Fraction(len(whole)),
                "orders": Fraction(bool(whole)),
            }[accrual.terms.rule.rate.measure.total]
        return found


Months.TestCase.settings = settings(stateful_step_count=20)
TestMonths = Months.TestCase
