"""Trade: the plan, the order and the refund of a case, written as short as a case has it.

A case knows neither stores nor parties nor times. Here everybody who is paid stands in a role of his own name, the
shop keeps the rest, and the house bears what is promised beyond the price, so that a fee may stand without a sale.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from communekit.commission import (
    Assessment,
    Flat,
    LeftOut,
    PerUnit,
    Plan,
    Reversal,
    Rule,
    Tiers,
    assess,
    assess_all,
    journal,
    reverse,
)
from communekit.ids import PartyId
from communekit.ledger import Account, Book, Entry, Posting
from communekit.money import Currency, Factor, Money, Rate, Rounding
from communekit.orders import Credits, Line, Order, Product, Refund, RefundLine
from communekit.parties import Role
from communekit.period import instant

from .given import unit

SHOP = "shop"
HOUSE = Role("house")
PAYEE = Role("payee")
AT = "2026-03-01T09:00:00Z"
LATER = "2026-03-02T09:00:00Z"
EVERYBODY = PartyId("commons")


def rule(rate: Rate | PerUnit | Flat | Tiers, name: str = "rule", *, pays: str = PAYEE, **more: Any) -> Rule:
    """Return a rule; results are rounded half up where a case names no other way."""
    return Rule(name, Role(pays), rate, **{"rounding": Rounding.HALF_UP, **more})


def plan_of(rules: Iterable[Rule], currency: Currency, **more: Any) -> Plan:
    """Return a plan of rules, with a party in every role that it pays."""
    rules = tuple(rules)
    overridden = [other for override in more.get("overrides", ()) for other in override.rules]
    roles = {HOUSE, *(each.pays for each in (*rules, *overridden))}
    parties = {role: PartyId(role) for role in roles}
    terms = {"residual": Role.STORE, "bearer": HOUSE, "parties": parties, "zone": "UTC", **more}
    return Plan("conformance", 1, currency, rules=rules, **terms)


def line_of(listed: Money, quantity: int | Fraction = 1, *, id: str = "1", **more: Any) -> Line:  # noqa: A002 - the field's own name
    """Return a line of goods."""
    product = more.pop("product", None) or Product(f"goods {id}")
    return Line(id, product, quantity, listed, **more)


def lines_of(listed: Iterable[Money]) -> list[Line]:
    """Return lines of one piece each, numbered from 0."""
    return [line_of(amount, id=str(place)) for place, amount in enumerate(listed)]


def order_of(*lines: Line, id: str = "sale", about: Mapping[str, Any] | None = None) -> Order:  # noqa: A002 - the field's own name
    """Return an order of lines."""
    return Order(id, SHOP, lines, AT, AT, about=about or {})


def sold(
    rules: Rule | Iterable[Rule], *lines: Line, credits_: Credits | None = None, **more: Any
) -> Assessment:
    """Assess an order of lines under a plan of rules."""
    rules = (rules,) if isinstance(rules, Rule) else tuple(rules)
    about = more.pop("about", None)
    return assess(plan_of(rules, lines[0].currency, **more), order_of(*lines, about=about), credits_)


def earned(rules: Rule | Iterable[Rule], *lines: Line, **more: Any) -> Money:
    """Return what the payee earns on an order of lines."""
    return sold(rules, *lines, **more).earned(PAYEE)


def earned_in_turn(rules: Rule | Iterable[Rule], lines: Sequence[Line | None], **more: Any) -> list[Money]:
    """Return what the payee earns on each of several orders of one month; None is "nothing sold", and earns nothing."""
    rules = (rules,) if isinstance(rules, Rule) else tuple(rules)
    currency = next((line.currency for line in lines if line is not None), unit())
    run = assess_all(
        plan_of(rules, currency, **more),
        ((order_of(line, id=str(place)), Credits()) for place, line in enumerate(lines) if line is not None),
    )
    return [Money.zero(currency) if line is None else _assessed(next(run)).earned(PAYEE) for line in lines]


def _assessed(result: Assessment | LeftOut) -> Assessment:
    if isinstance(result, LeftOut):
        raise result.reason
    return result


def taken_back(assessment: Assessment, amounts: Iterable[tuple[str, Money]] | None = None) -> list[Reversal]:
    """Reverse refunds of lines, one after another; none named is the refund of all that was sold."""
    if amounts is None:
        return [reverse(assessment, Refund.whole("all", assessment.order, LATER))]
    refunds = [
        Refund(f"refund {place}", assessment.order.id, LATER, (RefundLine(line, amount),))
        for place, (line, amount) in enumerate(amounts)
    ]
    return [reverse(assessment, refund, earlier=refunds[:place]) for place, refund in enumerate(refunds)]


def booked(*results: Assessment | Reversal) -> Book:
    """Return the book of assessments and reversals."""
    entries: list[Entry] = []
    for result in results:
        entries += journal(result, community=EVERYBODY)
    return Book.of(entries)


def balance(book: Book, party: str, currency: Currency, *, bucket: str = "pending") -> Money:
    """Return what a party may claim."""
    return book.balance(Account(PartyId(party), bucket, currency))


def moved(book: Book, party: str, amount: Money, fact: str, *, bucket: str = "pending") -> Book:
    """Return the book after an amount moved to a party, or from it where it is below zero; nothing is no entry."""
    if not amount:
        return book
    legs = [Posting.of(party, bucket, amount), Posting.of(SHOP, "pending", -amount)]
    return book.post(Entry.derived("case.moved", instant(AT), legs, fact=(party, fact)))


def rounded(exact: Money, places: int = 2, mode: Rounding = Rounding.HALF_UP) -> Money:
    """Return a finely kept amount with so many digits, rounded once."""
    return Factor.of(1).convert(exact, to=unit(places), rounding=mode)
