"""A small town for tests: few orders, few parties, facts that meet; and what a plain host would book of them."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from hypothesis import strategies as st

from communekit.commission import Measure, Plan, Rule, Tier, TierMode, Tiers, assess, journal, reverse
from communekit.community import AfterSale, Fact, Received, Sale
from communekit.errors import CommunekitError
from communekit.ids import EntryId, PartyId
from communekit.ledger import STRICT, Account, Book, Cashier
from communekit.ledger.claims import HoldPolicy, Milestones
from communekit.money import CNY, Money, Rate
from communekit.orders import Credits, Line, Order, Refund, RefundLine
from communekit.period import instant

COMMUNITY: Final = "riverside"
DAWN: Final = instant("2026-03-01T00:00:00+08:00")
HOLD: Final = HoldPolicy(days=7)

PLAN: Final = Plan(
    "basket",
    1,
    "CNY",
    residual="store",
    rules=[Rule("base", "leader", Rate.percent("8")), Rule("brought", "sponsor", Rate.percent("1.5"))],
)
"""A plan whose orders are independent of one another."""

TIERED: Final = Plan(
    "basket",
    1,
    "CNY",
    residual="store",
    rules=[
        Rule(
            "month",
            "leader",
            Tiers(
                TierMode.GRADUATED,
                Measure("paid", period="month"),
                (Tier(Money.cny("0"), Rate.percent("5")), Tier(Money.cny("100"), Rate.percent("9"))),
            ),
        )
    ],
)
"""A plan that measures a leader's month."""


def at(hours: int) -> datetime:
    """Return a moment so many hours after dawn."""
    return DAWN + timedelta(hours=hours)


def order(number: int, minor: tuple[int, int] = (10_000, 333), hours: int = 9) -> Order:
    """Return an order of two lines."""
    lines = [
        Line.of(str(place), "tea", Money(amount, CNY).text) for place, amount in enumerate(minor, start=1)
    ]
    return Order(f"A{number}", "S1", lines, at(hours), at(hours), member=f"M{number % 2}")


def sale(number: int, leader: str = "zhang", minor: tuple[int, int] = (10_000, 333), hours: int = 9) -> Sale:
    """Return an order that a leader is credited with."""
    return Sale(order(number, minor, hours), Credits.single(leader=leader, sponsor="li"))


def refund(id_: str, number: int, minor: int, hours: int = 40, line: str = "1") -> Refund:
    """Return a refund of part of a line."""
    return Refund(id_, f"A{number}", at(hours), (RefundLine(line, Money(minor, CNY)),))


@st.composite
def days(draw: st.DrawFn) -> list[Fact]:
    """Draw the facts of some orders, in the order of time; refunds are never more than was paid."""
    facts: list[Fact] = []
    for number in range(draw(st.integers(1, 3))):
        minor = (draw(st.integers(1, 20_000)), draw(st.integers(1, 400)))
        hours = draw(st.integers(0, 24))
        facts.append(sale(number, draw(st.sampled_from(("zhang", "wang"))), minor, hours))
        left = minor[0]
        for part in range(draw(st.integers(0, 2))):
            back = draw(st.integers(0, left))
            if back:
                left -= back
                facts.append(refund(f"R{number}{part}", number, back, 30 + draw(st.integers(0, 400))))
        if draw(st.booleans()):
            facts.append(Received(f"A{number}", at(30 + draw(st.integers(0, 48)))))
        if draw(st.booleans()):
            told = at(40 + draw(st.integers(0, 48)))
            until = draw(st.sampled_from((None, told, told + timedelta(days=20))))
            facts.append(AfterSale(f"A{number}", told, until))
    return facts


def balances_of(book: Book) -> dict[Account, Money]:
    """Return every balance that is not zero."""
    return dict(book.balances)


def plain(facts: Iterable[Fact], now: datetime, plan: Plan = PLAN) -> dict[Account, Money]:
    """Return the balances that a plain host comes to, who books with a cashier after all is known, order by order."""
    told = list(facts)
    cashier = Cashier(Book(STRICT))
    for sold in (fact for fact in told if isinstance(fact, Sale)):
        _book(cashier, sold, [fact for fact in told if not isinstance(fact, Sale)], now, plan)
    return balances_of(cashier.book)


def _book(cashier: Cashier, sold: Sale, others: Sequence[Fact], now: datetime, plan: Plan) -> None:
    community, its = PartyId(COMMUNITY), sold.order.id
    result = assess(plan, sold.order, sold.credits)
    entries = cashier.record(journal(result, community=community))
    receipts = [fact for fact in others if isinstance(fact, Received) and fact.order == its]
    cases = [fact for fact in others if isinstance(fact, AfterSale) and fact.order == its]
    refunds = [fact for fact in others if isinstance(fact, Refund) and fact.order == its]
    facts = Milestones(
        paid_at=sold.order.paid_at,
        received_at=receipts[0].at if receipts else None,
        after_sale_until=cases[-1].until if cases else None,
        after_sale_open=bool(cases) and cases[-1].until is None,
    )
    ends = HOLD.ends_at(facts)
    if receipts:
        for entry in entries:
            cashier.confirm(entry.id, receipts[0].at)
    if ends is not None:
        cashier.release_due({EntryId(entry.id): ends for entry in entries}, now)
    earlier: list[Refund] = []
    for each in sorted(refunds, key=lambda fact: fact.at):
        try:
            cashier.take_back(journal(reverse(result, each, earlier=earlier), community=community))
        except CommunekitError:
            continue
        earlier.append(each)


__all__ = [
    "COMMUNITY",
    "DAWN",
    "HOLD",
    "PLAN",
    "TIERED",
    "at",
    "balances_of",
    "days",
    "order",
    "plain",
    "refund",
    "sale",
]
