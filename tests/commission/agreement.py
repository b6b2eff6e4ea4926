"""Engine and model side by side: what each booked, in one shape, so that they can be held against each other."""

from fractions import Fraction
from typing import Any

from communekit.commission import (
    AssessedLine,
    Assessment,
    Key,
    LeftOut,
    Plan,
    Reversal,
    Standing,
    assess_all,
    reverse,
)
from communekit.orders import Credits, Order, Refund
from tests.commission.model import Memory, Refused, Shared, Sold, sell
from tests.commission.model_refund import Returned, give_back

Booked = dict[str, Any]


def booked_by_engine(line: AssessedLine) -> Booked:
    """Return a line as the engine shared it out."""
    assert len({(accrual.rule, accrual.party) for accrual in line.accruals}) == len(line.accruals)
    return {
        "entries": {
            (accrual.rule, accrual.party): (
                accrual.base,
                accrual.exact_minor,
                Fraction(accrual.before) / accrual.terms.ticks,
                accrual.amount_minor,
                accrual.working.share,
                accrual.working.rolled_from,
                accrual.working.measured
                and (
                    accrual.working.measured.who,
                    accrual.working.measured.label,
                    accrual.working.measured.before,
                    accrual.working.measured.after,
                ),
            )
            for accrual in line.accruals
        },
        "lost": sorted({(lost.rule, lost.reason) for lost in line.lost}),
        "unknown": sorted({(unknown.rule, unknown.fact) for unknown in line.decision.unknown}),
        "rest": (line.distributed_minor, line.tax_minor, line.residual_minor, line.shortfall_minor),
        "parties": (line.residual_party, line.bearer_party),
    }


def booked_by_model(line: Shared) -> Booked:
    """Return a line as the model shared it out."""
    return {
        "entries": {
            (earning.rule.id, earning.party): (
                earning.base,
                earning.exact,
                earning.before,
                earning.amount,
                earning.share,
                earning.rolled_from,
                earning.counted
                and (
                    earning.counted.who,
                    earning.counted.label,
                    earning.counted.before and earning.counted.before.measure,
                    earning.counted.after.measure,
                ),
            )
            for earning in line.earnings
        },
        "lost": sorted(line.lost),
        "unknown": sorted(line.unknown),
        "rest": (line.distributed, line.tax, line.residual, line.shortfall),
        "parties": (line.residual_party, line.bearer_party),
    }


def measured(standing: Standing) -> dict[Key, Fraction]:
    """Return the measures of a standing that count anything."""
    return {key: Fraction(row.measure) for key, row in standing if key.kind == "measure" and row.is_open}


def counted(plan: str, memory: Memory) -> dict[Key, Fraction]:
    """Return the measures that the model remembers."""
    return {
        Key("measure", f"{plan}: {rule}", who, label): count.measure
        for (rule, who, label), count in memory.counts.items()
    }


def taken_by_engine(reversal: Reversal) -> list[Booked]:
    """Return what a refund takes back, line by line."""
    return [
        {
            "taken": {(taken.accrual.rule, taken.accrual.party): taken.amount_minor for taken in line.taken},
            "rest": (
                line.refunded_minor,
                tuple(minor for _, minor in line.funded),
                line.tax_minor,
                line.shortfall_minor,
                line.residual_minor,
            ),
        }
        for line in reversal.lines
    ]


def taken_by_model(returned: Returned) -> list[Booked]:
    """Return the same of the model."""
    return [
        {
            "taken": dict(back.taken),
            "rest": (back.refunded, back.funded, back.tax, back.shortfall, back.residual),
        }
        for back in returned.lines
    ]


class Twins:
    """Engine and model walk the same way: sales and refunds one after another, each step compared."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.standing, self.memory = Standing(), Memory()
        self.sold: dict[str, tuple[Assessment, Sold]] = {}
        self.refunds: dict[str, list[Refund]] = {}

    def sell(self, order: Order, credits_: Credits) -> Assessment | None:
        """Share out an order in both; None where both refuse it."""
        result = next(assess_all(self.plan, [(order, credits_)], standing=self.standing))
        expected = _sold(self.plan, order, credits_, self.memory)
        if isinstance(expected, str):
            assert isinstance(result, LeftOut)
            assert result.code == expected
            return None
        assert isinstance(result, Assessment), result
        assert list(map(booked_by_engine, result.lines)) == list(map(booked_by_model, expected.lines))
        self.standing, self.memory = self.standing.moved(result.moved), expected.memory
        self.sold[order.id], self.refunds[order.id] = (result, expected), []
        assert measured(self.standing) == counted(self.plan.id, self.memory)
        return result

    def refund(self, refund: Refund) -> Reversal:
        """Take back what a refund undoes in both."""
        (assessment, sold), earlier = self.sold[refund.order], self.refunds[refund.order]
        reversal = reverse(assessment, refund, earlier=earlier, standing=self.standing)
        returned = give_back(sold, refund, earlier, self.memory)
        assert taken_by_engine(reversal) == taken_by_model(returned)
        self.standing, self.memory = self.standing.moved(reversal.moved), returned.memory
        earlier.append(refund)
        assert measured(self.standing) == counted(self.plan.id, self.memory)
        return reversal


def _sold(plan: Plan, order: Order, credits_: Credits, memory: Memory) -> Sold | str:
    try:
        return sell(plan, order, credits_, memory)
    except Refused as refused:
        return str(refused)


def assessed(result: Assessment | LeftOut) -> Assessment:
    """Return an assessment that must not have been refused."""
    assert isinstance(result, Assessment), result
    return result
