"""Rules: which one holds, in the order that the operator states (规则匹配)."""

from collections.abc import Mapping
from functools import reduce
from operator import or_

from communekit.commission import ALWAYS, Base, Bound, Condition, Fact, Flat, Rule, Stacking
from communekit.commission import line as line_fact
from communekit.money import Rate
from communekit.orders import Product, Value

from ..answer import Answer
from ..case import UnsupportedError
from ..given import FINE, Given, amount
from ..trade import PAYEE, line_of, rule, sold

FIRST = {"": Stacking.FIRST}


def rate_resolution(given: Given) -> Answer:
    """Find the first rate, in the operator's order, whose targets a sale meets."""
    sale = {name: fact_of(value) for name, value in given.table("sale").items() if value is not None}
    rules: list[Rule] = []
    for place, rate in enumerate(given.each("rates_in_order")):
        targets = rate.table("rules")
        currencies = [rate["currency"]] if "currency" in rate else [*rate.table("amounts")]
        if (
            currencies and rate.word("kind", "fixed") == "fixed"
        ):  # A share is of any currency, an amount is not.
            targets |= {"currency": currencies}
        made = rule(Rate.of(1), f"rate {place}", title=rate.word("name"), when=meets(sale, targets))
        if "enabled" not in rate or rate.flag("enabled"):
            rules.append(made)
    stacking = FIRST if rules else {}
    paid = sold(rules, line_of(amount("1.00")), about={"sale": sale}, stacking=stacking)
    return {"rate": next((accrual.terms.rule.title for _, accrual in paid.accruals), None)}


def fact_of(value: object) -> Value:
    """Return a fact of a sale: words stay words, lists are sets of words."""
    match value:
        case list():
            return tuple(map(str, value))
        case bool() | str() | int():
            return value
        case _:
            raise UnsupportedError(f"not a fact: {value!r}")


def meets(sale: Mapping[str, Value], targets: Mapping[str, object]) -> Condition:
    """Return the condition that a sale meets all targets, each of which lists the words that will do."""
    condition = ALWAYS
    for name, words in targets.items():
        fact = Fact("sale", name)
        if not isinstance(words, list):
            raise UnsupportedError(f"a target that is not a list of words: {words!r}")
        if not words:
            return ~ALWAYS  # A target that was lost targets nothing: it must not become a catch-all.
        if isinstance(sale.get(name), tuple):
            condition &= reduce(or_, (fact.has(str(word)) for word in words))
        else:
            condition &= fact.in_(*map(str, words))
    return condition


def plan_line_match(given: Given) -> Answer:
    """Pay by the first line of a plan that names the product's category or one above it, or names none."""
    goods = Product("goods", tags=map(str, given.values("product_categories_with_parents")))
    rules: list[Rule] = []
    for place, row in enumerate(given.each("lines")):
        when = line_fact.tags.has(row.word("category")) if "category" in row else ALWAYS
        rules.append(rule(Rate(row.number("factor")), f"line {place}", when=when))
    made = sold(rules, line_of(given.amount("amount", FINE), product=goods), stacking=FIRST if rules else {})
    return {"amount": next((accrual.amount for _, accrual in made.accruals), None)}


def promotion_priority(given: Given) -> Answer:
    """Take promotions off a price, the highest priority first; an exclusive one runs alone."""
    rules: list[Rule] = []
    promotions = enumerate(given.each("promotions"))
    for place, promotion in sorted(promotions, key=lambda each: -each[1].count("priority", 0)):
        promotion.passed_over("name")
        group = {"group": "exclusive"} if promotion.flag("exclusive") else {}
        left = Base.PAID.less(*(earlier.id for earlier in rules))
        if "fixed" in promotion:
            rules.append(rule(Flat(promotion.amount("fixed")), f"promotion {place}", **group))
        else:
            rules.append(rule(promotion.percent("percent"), f"promotion {place}", base=left, **group))
    stacking = {"exclusive": Stacking.EXCLUSIVE} if any(each.group for each in rules) else {}
    whole = Bound(role=PAYEE, per="line", at_most=Rate.of(1))
    made = sold(rules, line_of(given.amount("price")), stacking=stacking, bounds=[whole])
    return {"total": made.residual}
