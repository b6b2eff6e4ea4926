"""Benches of a community: what a fact costs, however much is kept."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Final

from communekit.commission import Plan, Rule
from communekit.community import Community, Fact, Received, Sale
from communekit.money import CNY, Money, Rate
from communekit.orders import Refund, RefundLine

from .result import Result
from .sales import LINES_PER_ORDER, sales

FEW, MANY = 500, 5_000
"""So many orders are kept when the measuring begins: enough for the accounts of all leaders to be there."""
FACTS_PER_5_ORDERS: Final = 11
TURNS: Final = 5
BATCH: Final = 100
"""So many facts are told together."""

_PLAN: Final = Plan(
    "basket",
    1,
    "CNY",
    residual="store",
    rules=[
        Rule("base", "leader", Rate.percent("8")),
        Rule("sponsor", "sponsor", Rate.percent("2")),
        Rule("host", "host", Rate.percent("1")),
    ],
)


def results() -> Iterator[Result]:
    """Measure, and yield a result at a time."""
    with TemporaryDirectory() as folder:
        few, many = (
            Community.open(f"sqlite:///{Path(folder) / name}", plan=_PLAN) for name in ("few.db", "many.db")
        )
        with few, many:
            yield _growth(few, many)


def _growth(few: Community, many: Community) -> Result:
    told = tuple(_told_after(club, kept) for club, kept in ((few, FEW), (many, MANY)))
    seconds = [[next(times) for times in told] for _ in range(TURNS)]
    first, second = (sum(each) for each in zip(*seconds, strict=True))
    facts, ratio = TURNS * BATCH, second / first
    return Result(
        "community.record_growth",
        ratio,
        "<= 1.3",
        met=ratio <= 1.3,
        how=f"processor time to record a fact in a SQLite file, {MANY} orders kept already against {FEW}; {facts} orders, "
        f"receipts and refunds of each, {BATCH} a transaction, in turns; {facts / second:.0f}/s against {facts / first:.0f}/s",
    )


def _told_after(club: Community, kept: int) -> Iterator[float]:
    """Record orders with all that belongs to them, then batches more; yield the processor time of each of those."""
    facts = _facts()
    for outcome in club.record_all(islice(facts, kept * FACTS_PER_5_ORDERS // 5)):
        assert outcome.refusal is None
    while batch := list(islice(facts, BATCH)):
        begun = process_time()
        assert all(outcome.refusal is None for outcome in club.record_all(batch))
        yield process_time() - begun


def _facts() -> Iterator[Fact]:
    """Yield orders of three lines, each with its receipt, and a refund of every fifth."""
    for number, (order, credits_) in enumerate(sales(2 * MANY * LINES_PER_ORDER)):
        yield Sale(order, credits_)
        yield Received(order.id, order.paid_at + timedelta(days=2))
        if number % 5 == 0:
            back = [RefundLine("1", Money(100, CNY))]
            yield Refund(f"R{order.id}", order.id, order.paid_at + timedelta(days=3), back)


__all__ = ["results"]
