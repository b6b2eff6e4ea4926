"""Trade under a plan (按方案造单): orders, credits and refunds that meet what a plan speaks of.

Categories, products, tags, channels, facts, thresholds and roles are read from the plan's own rules, so that its
conditions hold on some lines and not on others, and its tiers and bounds are reached.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import product
from typing import Any, Final

import attrs
from hypothesis import strategies as st

from communekit.commission import Plan, Tiers
from communekit.commission.condition import Test, tests_of
from communekit.commission.facts import LINE_FACTS, ORDER_FACTS
from communekit.money import Currency, Money, Rate
from communekit.orders import (
    Credit,
    Credits,
    Discount,
    Line,
    Order,
    Product,
    Refund,
    RefundLine,
    RefundsSoFar,
)
from communekit.parties import Role

Sale = tuple[Order, Credits]

SALE_AT: Final = datetime(2026, 3, 30, 9, tzinfo=UTC)
"""Two days before a month and a quarter end in Shanghai."""

FIGURES: Final = (0, 1, 99, 100, 1_000, 2_900, 5_000, 9_999, 10_000, 100_000)
NAMED_BY_FACTS: Final = (Role.STORE, Role.SUPPLIER, Role.MEMBER)


class Market:
    """What the orders under a plan are drawn from (交易素材)."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        tests = [test for rule in plan.every_rule for test in tests_of(rule.when)]
        stores = {"S1", "S2", *_words(tests, "store", "id"), *_words(tests, "order", "store")}
        stores.update(store for override in plan.overrides for store in override.stores)
        self.stores = st.sampled_from(sorted(stores))
        self.products = st.sampled_from(_products(plan, tests))
        self.extras = st.sampled_from(
            [
                Extras(*each)
                for each in product(
                    (None, None, Role.STORE, Role.PLATFORM),
                    (False, True),
                    (False, True),
                    (False, True),
                    ("", *_words(tests, "line", "channel")),
                )
            ]
        )
        self.channels = st.sampled_from(["", *_words(tests, "order", "channel")])
        self.sessions = st.sampled_from([None, "LIVE1", *_words(tests, "session", "id")])
        self.members = st.sampled_from((None, "M1", "M2"))
        self.sizes = st.integers(1, 3)
        self.quantities = st.sampled_from([1, 2, 3, Fraction(1, 2), *_counts(tests)])
        self.minors = st.sampled_from([*FIGURES, *_thresholds(plan, tests)]) | st.integers(0, 20_000)
        self.attributes = _facts([t for t in tests if t.subject == "line" and t.name not in LINE_FACTS])
        others = {t.subject for t in tests} - {"line", "session"}
        self.about = st.fixed_dictionaries(
            {
                who: _facts([t for t in tests if t.subject == who and not _is_known(t)])
                for who in sorted(others)
            }
        )
        start = plan.effective.start if plan.effective else SALE_AT
        end = plan.effective.end if plan.effective else None
        last = 60 if end is None else max(0, min(60, int((end - start) / timedelta(hours=1)) - 1))
        self.moments = st.integers(0, last).map(lambda hours: start + timedelta(hours=hours))
        leaders = [leader for override in plan.overrides for leader in override.leaders]
        leaders += _words(tests, "leader", "id")
        self.credits = [
            _credited(plan, role, leaders if role == Role.LEADER else []) for role in _roles(plan)
        ]


@attrs.frozen
class Extras:
    """What a line may have beside its price."""

    funder: Role | None
    freight: bool
    tax: bool
    cost: bool
    channel: str


def _products(plan: Plan, tests: list[Test]) -> list[Product]:
    """Return products of every category that a plan speaks of, with its words spread over them."""
    categories = ["", *_words(tests, "line", "category")]
    categories += [f"{each}/deep" for each in categories if each]
    ids = ["P1", "P2", *_words(tests, "line", "product")]
    ids += [id_ for override in plan.overrides for id_ in override.products]
    tags = [(), *((tag,) for tag in _words(tests, "line", "tags"))]
    suppliers = ["G1", None, "G2", *_words(tests, "line", "supplier")]
    most = max(len(ids), len(tags), len(suppliers))
    return [
        Product(
            ids[n % len(ids)],
            category=category,
            supplier=suppliers[n % len(suppliers)],
            tags=tags[n % len(tags)],
        )
        for place, category in enumerate(categories)
        for n in range(place, place + most)
    ]


def _credited(plan: Plan, role: Role, names: list[str]) -> st.SearchStrategy[tuple[Credit, ...]]:
    """Draw who stands in a role: mostly one, sometimes nobody, two, or one who is not active."""
    alone = [(Credit(role, party),) for party in (f"{role}-1", f"{role}-2", *names)]
    if role in (plan.residual, plan.bearer, Role.PLATFORM):
        return st.sampled_from(alone)
    two = (Credit(role, f"{role}-1", share=Rate.of("1/3")), Credit(role, f"{role}-3", share=Rate.of("2/3")))
    return st.sampled_from([*alone, *alone, (), two, (Credit(role, f"{role}-1", active=False),)])


def _words(tests: list[Test], subject: str, name: str) -> list[str]:
    """Return the words that a plan asks for in a fact."""
    found: list[str] = []
    for test in tests:
        if (test.subject, test.name) == (subject, name):
            given = test.operand if isinstance(test.operand, tuple) else (test.operand,)
            found += [word for word in given if isinstance(word, str) and word]
    return sorted(set(found))


def _counts(tests: list[Test]) -> Iterator[int | Fraction]:
    for test in tests:
        if test.fact == "line.quantity" and isinstance(test.operand, int | Fraction) and test.operand > 0:
            yield test.operand


def _thresholds(plan: Plan, tests: list[Test]) -> Iterator[int]:
    """Yield amounts at and below what conditions and tiers speak of, in minor units."""
    amounts: list[object] = [test.operand for test in tests]
    for rule in plan.every_rule:
        if isinstance(rule.rate, Tiers):
            amounts += [step.lower for step in rule.rate.steps]
    for amount in amounts:
        if isinstance(amount, Money) and 0 < amount.minor <= 10**9:
            yield from (amount.minor, amount.minor - 1)


def _facts(tests: list[Test]) -> st.SearchStrategy[dict[str, Any]]:
    """Draw open facts: each as the plan asks for it, otherwise, or not at all."""
    values: dict[str, list[Any]] = {}
    for test in tests:
        given = test.operand if isinstance(test.operand, tuple) else (test.operand,)
        values.setdefault(test.name, ["other"]).extend(given)
    return st.fixed_dictionaries({}, optional={name: st.sampled_from(each) for name, each in values.items()})


def _is_known(test: Test) -> bool:
    return test.name == "id" or (test.subject == "order" and test.name in ORDER_FACTS)


def _roles(plan: Plan) -> list[Role]:
    """Return the roles that orders under a plan credit somebody with."""
    paid = [rule.pays for rule in plan.every_rule]
    chained = [role for chain in plan.chains for role in chain.roles]
    needed = [plan.residual, *([plan.bearer] if plan.bearer else [])]
    every = dict.fromkeys([*needed, *paid, *chained])
    return [role for role in every if role not in NAMED_BY_FACTS and role not in plan.parties]


@st.composite
def orders_under(
    draw: st.DrawFn, market: Market, order_id: str, *, currency: Currency | None = None
) -> Order:
    """Draw a paid order, in the plan's currency unless another is named."""
    money = market.plan.currency if currency is None else currency
    placed = draw(market.moments)
    return Order(
        order_id,
        draw(market.stores),
        [draw(lines_under(market, str(number), money)) for number in range(1, draw(market.sizes) + 1)],
        placed,
        placed,
        member=draw(market.members),
        channel=draw(market.channels),
        session=draw(market.sessions),
        about={who: facts for who, facts in draw(market.about).items() if facts},
    )


@st.composite
def lines_under(draw: st.DrawFn, market: Market, line_id: str, currency: Currency) -> Line:
    """Draw a line, sometimes with a discount, freight, tax and a cost."""
    listed, extras = draw(market.minors), draw(market.extras)
    off = listed // 3 if extras.funder else 0
    return Line(
        line_id,
        draw(market.products),
        draw(market.quantities),
        Money(listed, currency),
        discounts=[Discount(extras.funder, Money(off, currency))] if extras.funder and off else (),
        freight=Money(500, currency) if extras.freight else None,
        tax=Money((listed - off) // 11, currency) if extras.tax else None,
        cost=Money(listed // 2, currency) if extras.cost else None,
        channel=extras.channel,
        attributes=draw(market.attributes),
    )


@st.composite
def sales_under(draw: st.DrawFn, market: Market) -> list[Sale]:
    """Draw a stream of orders with their credits, in the order of their payment."""
    sold = [draw(orders_under(market, f"O{number}")) for number in range(1, draw(market.sizes) + 1)]
    sold.sort(key=lambda order: order.paid_at)
    return [(order, Credits([credit for role in market.credits for credit in draw(role)])) for order in sold]


@st.composite
def refunds_of(draw: st.DrawFn, sold: Order, *, whole: bool = False, most: int = 3) -> list[Refund]:
    """Draw refunds one after the other, by money, pieces and freight; up to the whole where that is asked."""
    made: list[Refund] = []
    for number in range(1, draw(st.integers(1, most)) + 1):
        so_far, parts = RefundsSoFar(tuple(made)), list[RefundLine]()
        for line in sold.lines:
            done = so_far.of(line.id)
            amount = draw(st.integers(0, line.paid.minor - done.amount_minor))
            freight = draw(st.sampled_from((0, line.freight.minor - done.freight_minor)))
            quantity = draw(st.sampled_from((0, line.quantity - done.quantity)))
            if amount or freight or quantity:
                given, carried = Money(amount, sold.currency), Money(freight, sold.currency)
                parts.append(RefundLine(line.id, given, quantity=quantity, freight=carried))
        if parts:
            made.append(Refund(f"R{number}", sold.id, sold.paid_at + timedelta(days=number), parts))
    return completed(sold, made) if whole else made


def completed(sold: Order, made: list[Refund]) -> list[Refund]:
    """Return refunds, and one more of all that is left, if anything is."""
    so_far = RefundsSoFar(tuple(made))
    left = any(
        (done.amount_minor, done.quantity, done.freight_minor)
        != (line.paid.minor, line.quantity, line.freight.minor)
        for line in sold.lines
        for done in (so_far.of(line.id),)
    )
    last = sold.paid_at + timedelta(days=30)
    return [*made, Refund.whole("R-last", sold, last, earlier=made)] if left else made


def in_one(refunds: list[Refund]) -> Refund:
    """Return one refund of all that several gave back."""
    parts: dict[str, RefundLine] = {}
    for refund in refunds:
        for part in refund.lines:
            known = parts.get(part.line)
            parts[part.line] = (
                part
                if known is None
                else RefundLine(
                    part.line,
                    known.amount + part.amount,
                    quantity=known.quantity + part.quantity,
                    freight=known.freight + part.freight,
                )
            )
    return attrs.evolve(refunds[-1], id="R-all", lines=list(parts.values()))


__all__ = ["SALE_AT", "Market", "Sale", "completed", "in_one", "orders_under", "refunds_of", "sales_under"]
