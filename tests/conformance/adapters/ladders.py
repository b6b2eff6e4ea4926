"""Ladders: one price for all, the lower the more have come; paid at once, or in two parts (阶梯团)."""

from communekit.groupbuy.campaign import Below, CutOff, Deposit, PriceTier, ladder, tier_for
from communekit.money import split

from ..answer import Answer
from ..campaigns import GOODS, WEEK, Round, goods
from ..case import UnsupportedError
from ..given import Given, amount

BELOW = {"lowest tier price": Below.FIRST_TIER, "list price": Below.LIST_PRICE, "fail": Below.FAIL}


def tiers(given: Given) -> list[PriceTier]:
    """Return the steps of a ladder."""
    return [PriceTier(int(least), amount(price)) for least, price in given.values("tiers")]


def refund_difference(given: Given) -> Answer:
    """Close a ladder that was paid at the first price: the difference to the final one comes back (退差价)."""
    given.passed_over("unit")
    below = given.choice("below_lowest", BELOW, "lowest tier price")
    item = goods(given.amount("paid_unit"))
    made = closed(
        given,
        given.count("final_quantity"),
        Round(ladder("C", [item], WEEK, {GOODS: tiers(given)}, below=below)),
    )
    return {"unit_price": made.group.prices.get(item.product), "refund": made.live.seat("m").refunded}


def deposit_balance(given: Given) -> Answer:
    """Close a ladder on which a deposit was paid: what is open is the balance (定金 + 尾款)."""
    given.passed_over("unit")
    listed, quantity = given.amount("list_price"), given.count("qty")
    each, *others = split(given.amount("deposit_paid"), [1] * quantity)
    if any(other != each for other in others):
        raise UnsupportedError("a deposit is one amount for each piece")
    item = goods(listed)
    terms = ladder("C", [item], WEEK, {GOODS: tiers(given)}, deposit=Deposit(each, "as the source says"))
    rounds = [closed(given, int(final), Round(terms)) for final in given.values("final_quantity")]
    return {
        "unit_price": [made.group.prices[item.product] for made in rounds],
        "balance_due": [made.live.seat("m").owes for made in rounds],
    }


def closed(given: Given, final: int, made: Round) -> Round:
    """Return a campaign that has closed with so much in all, of which a member has his part."""
    quantity = given.count("qty")
    made.join("m", quantity)
    if final > quantity:
        made.join("others", final - quantity)
    made.tell(CutOff(WEEK.start))
    return made


def wholesale(given: Given) -> Answer:
    """Sell at the highest step that a quantity reaches, and not below the first (批发阶梯价)."""
    given.passed_over("unit")
    reached = [tier_for(tiers(given), int(quantity)) for quantity in given.values("quantities")]
    return {"unit_price": ["error:DO_NOT_MATCH" if tier is None else tier.price for tier in reached]}
