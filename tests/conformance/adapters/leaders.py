"""Leaders and those beside them: parents, heads of group buys, keepers of pick-up points (团长)."""

from communekit.commission import Base, Flat
from communekit.money import Money, Rate, Rounding
from communekit.orders import Discount
from communekit.parties import Role

from ..answer import Answer
from ..given import Given, percent, unit
from ..trade import PAYEE, balance, booked, earned, line_of, lines_of, rule, sold

NOTHING = Money(0, unit())


def leader(given: Given) -> Answer:
    """Pay a leader on goods after the shop's own discounts, and the freight where he delivers (团长佣金、团长配送)."""
    given.passed_over("unit")
    funders = {"full_reduction": Role.STORE, "coupon": Role.STORE, "points_money": Role.PLATFORM}
    discounts = [Discount(funder, given.amount(name)) for name, funder in funders.items() if name in given]
    rules = [rule(given.percent("leader_percent"), "commission")]
    if given.choice("delivery", {"self_pickup": False, "leader_delivers": True}, "self_pickup"):
        rules.append(rule(Rate.of(1), "freight", base=Base.FREIGHT))
    goods = line_of(given.amount("line_total"), discounts=discounts, freight=given.amount_or_none("freight"))
    made = sold(rules, goods)
    by_rule = {accrual.rule: accrual.amount for _, accrual in made.accruals}
    return {
        "leader": by_rule["commission"],
        "leader_commission": by_rule["commission"],
        "freight_to_leader": by_rule.get("freight", NOTHING),
        "leader_total": made.earned(PAYEE),
    }


def leader_chain(given: Given) -> Answer:
    """Pay a leader and those above him, each his own rate on top (团长上级分佣)."""
    given.passed_over("unit")
    above = given.values("parent_percents")
    rates = [
        given.percent("leader_percent"),
        *map(percent, above[: given.count("levels_enabled", len(above))]),
    ]
    rules = [rule(rate, f"level {place}", pays=f"level{place}") for place, rate in enumerate(rates)]
    made = sold(rules, line_of(given.amount("base")))
    first, *parents = [made.earned(each.pays) for each in rules]
    return {
        "leader": first,
        "parents": parents,
        "total_paid_by_merchant": Money.total([first, *parents], unit()),
    }


def group_head(given: Given) -> Answer:
    """Pay the head of a group buy his share, the rate kept exact (拼团团长返佣)."""
    given.passed_over("unit")
    head = rule(given.percent("head_percent"), rounding=Rounding.DOWN)
    return {"exact": earned(head, line_of(given.amount("pay_price")))}


def pickup_point(given: Given) -> Answer:
    """Pay the keeper of a pick-up point a share of the leader's commission (自提点)."""
    given.passed_over("unit")
    commission = rule(Flat(given.amount("leader_commission")), "leader", pays=Role.LEADER)
    rate = given.percent("pickup_point_percent")
    keeper = rule(rate, "keeper", pays=Role.KEEPER, base=Base.of_rule("leader"))
    return {"pickup_point": sold([commission, keeper], line_of(NOTHING)).earned(Role.KEEPER)}


def accrual(given: Given) -> Answer:
    """Add up the commissions of lines, each once (累计入账)."""
    given.passed_over("unit")
    made = sold(rule(Rate.of(1)), *lines_of(given.amounts("line_commissions")))
    return {"required": balance(booked(made), PAYEE, unit())}
