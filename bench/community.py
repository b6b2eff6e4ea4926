"""Benches of a community: what a fact costs, however much is kept."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Final

import attrs

from communekit.attribution import AttributionPolicy, SignIn
from communekit.attribution.bonds import BondPolicy
from communekit.commission import Plan, Rule
from communekit.community import Community, Fact, Received, Sale
from communekit.money import CNY, Money, Rate
from communekit.orders import Refund, RefundLine
from communekit.parties import Touch

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
        rule, bonds = AttributionPolicy("main", 1), BondPolicy(mode="last")
        few, many = (
            Community.open(f"sqlite:///{Path(folder) / name}", plan=_PLAN, attribution=rule, bonds=bonds)
            for name in ("few_led.db", "many_led.db")
        )
        with few, many:
            yield _growth_led(few, many)


def _growth_led(few: Community, many: Community) -> Result:
    told = tuple(_told_after(club, kept, _led()) for club, kept in ((few, FEW), (many, MANY)))
    seconds = [[next(times) for times in told] for _ in range(TURNS)]
    first, second = (sum(each) for each in zip(*seconds, strict=True))
    facts, ratio = TURNS * BATCH, second / first
    return Result(
        "community.attribution_growth",
        ratio,
        "<= 1.3",
        met=ratio <= 1.3,
        how=f"the same of touches, sign-ins and orders without credits, which are attributed, {MANY} orders kept already "
        f"against {FEW}; {facts} facts of each; {facts / second:.0f}/s against {facts / first:.0f}/s",
    )


def _growth(few: Community, many: Community) -> Result:
    told = tuple(_told_after(club, kept, _facts()) for club, kept in ((few, FEW), (many, MANY)))
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


def _told_after(club: Community, kept: int, facts: Iterator[Fact]) -> Iterator[float]:
    """Record orders with all that belongs to them, then batches more; yield the processor time of each of those."""
    for outcome in club.record_all(islice(facts, kept * FACTS_PER_5_ORDERS // 5)):
        assert outcome.refusal is None
    while batch := list(islice(facts, BATCH)):
        begun = process_time()
        assert all(outcome.refusal is None for outcome in club.record_all(batch))
        yield process_time() - begun


def _led() -> Iterator[Fact]:
    """Yield orders of members who came by a link of a leader's, saw another's live, and signed in in between."""
    for number, (order, credits_) in enumerate(sales(2 * MANY * LINES_PER_ORDER)):
        leaders = [credit.party for credit in credits_]
        visitor, member, at = f"V{number}", f"M{number}", order.placed_at
        link = Touch(f"t{number}-1", at - timedelta(hours=9), "link", visitor, leaders[0])
        yield link
        yield SignIn(at - timedelta(hours=8), visitor, member)
        if number % 5 == 0:
            yield Touch(f"t{number}-2", at - timedelta(hours=1), "live", member, leaders[1])
        # Bought again by a member of long standing, now and then.
        whose = member if number % 10 else f"M{number // 2}"
        yield Sale(attrs.evolve(order, member=whose))


def _facts() -> Iterator[Fact]:
    """Yield orders of three lines, each with its receipt, and a refund of every fifth."""
    for number, (order, credits_) in enumerate(sales(2 * MANY * LINES_PER_ORDER)):
        yield Sale(order, credits_)
        yield Received(order.id, order.paid_at + timedelta(days=2))
        if number % 5 == 0:
            back = [RefundLine("1", Money(100, CNY))]
            yield Refund(f"R{order.id}", order.id, order.paid_at + timedelta(days=3), back)


__all__ = ["results"]
