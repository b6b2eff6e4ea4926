"""A small shop: the plan, the order and the people that most examples need, each written in one line."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any, Final

from communekit.commission import Assessment, Plan, Rule, Standing, assess
from communekit.commission.rule import Pay
from communekit.money import CNY, Money, Rate
from communekit.orders import Credits, Line, Order, Product, Refund, RefundLine
from communekit.parties import Role

NOON: Final = datetime.fromisoformat("2026-03-10T12:00:00+08:00")
LEADER_ONLY: Final = Credits.single(leader="L1")


def cny(minor: int) -> Money:
    """Return fen as money."""
    return Money(minor, CNY)


def share(percent: str = "8", rule_id: str = "base", **words: Any) -> Rule:
    """Return a rule that pays the leader a share of what was paid."""
    return pay(Rate.percent(percent), rule_id, **words)


def pay(rate: Pay, rule_id: str = "base", pays: str = "leader", **words: Any) -> Rule:
    """Return a rule that pays a role, the leader unless said otherwise."""
    return Rule(rule_id, Role(pays), rate, **words)


def plan(*rules: Rule, **words: Any) -> Plan:
    """Return a plan of these rules; the store keeps the rest."""
    return Plan("basket", words.pop("version", 1), "CNY", **{"residual": "store", "rules": rules, **words})


def line(line_id: str = "1", minor: int = 1_000, **words: Any) -> Line:
    """Return a line that was listed and paid at so many fen."""
    product = Product(words.pop("product", "tea"), **words.pop("about", {}))
    return Line(line_id, product, words.pop("quantity", 1), cny(minor), **words)


def order(*lines: Line | int, order_id: str = "O1", at: datetime = NOON, **words: Any) -> Order:
    """Return a paid order; a number stands for a line of so many fen."""
    made = [line(str(n), one) if isinstance(one, int) else one for n, one in enumerate(lines, 1)]
    return Order(order_id, "S1", made or [line()], at, at, **words)


def refund(
    sold: Order, amounts: Mapping[str, int], *, refund_id: str = "R1", freight: int = 0, days: int = 1
) -> Refund:
    """Return a refund of so many fen of each line, with so much freight of each."""
    lines = [RefundLine(line_id, cny(minor), freight=cny(freight)) for line_id, minor in amounts.items()]
    return Refund(refund_id, sold.id, sold.paid_at + timedelta(days=days), lines)


def booked(assessment: Assessment) -> dict[tuple[str, str, str], int]:
    """Return what was booked, in fen, by line, rule and party."""
    return {
        (one.line.id, accrual.rule, accrual.party): accrual.amount_minor
        for one, accrual in assessment.accruals
    }


def earned(of: Plan, sold: Order, credits_: Credits = LEADER_ONLY, party: str = "L1") -> int:
    """Return what a party earns on an order, in fen."""
    return assess(of, sold, credits_).earned_by(party).minor


def run(
    of: Plan, sales: Iterable[Order], credits_: Credits = LEADER_ONLY
) -> tuple[list[Assessment], Standing]:
    """Share out orders one after another, and return what became of them and of the standing."""
    standing = Standing()
    made = []
    for sold in sales:
        made.append(assess(of, sold, credits_, standing=standing))
        standing = standing.moved(made[-1].moved)
    return made, standing


def exact(number: str) -> Fraction:
    """Return a fraction as it is written: "1/3"."""
    return Fraction(number)
