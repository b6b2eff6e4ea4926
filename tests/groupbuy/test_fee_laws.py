"""Fees of group buys (团购费用): what a plan charges on an order of a campaign touches what it is bound to, and no more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.commission import Base, Flat, InvalidPlanError, Per, Plan, Rule, assess, line
from communekit.groupbuy.campaign import (
    CAMPAIGN_LIFE,
    CutOff,
    Item,
    Join,
    Live,
    Pay,
    Publish,
    join_list,
    order_of,
)
from communekit.ids import PartyId
from communekit.money import CNY, Money, Rate
from communekit.orders import Order
from communekit.parties import Role
from communekit.period import Window

WEEK = Window.parse("2026-03-01T00:00:00Z/2026-03-08T00:00:00Z")
PRODUCTS = ("eggs", "leek", "rice", "tea")
HUB, FEE, STORE = Role("hub"), Role("carrier"), Role.STORE
PARTIES = {HUB: PartyId("hub"), FEE: PartyId("carrier")}

baskets = st.dictionaries(st.sampled_from(PRODUCTS), st.integers(1, 9), min_size=1)
fees = st.sampled_from([Rate.percent("7"), Flat(Money.cny("0.30")), Flat(Money.cny("1.00"), Per.ORDER)])


def order_of_list(wanted: dict[str, int]) -> Order:
    """Return the order of one member who joined a list and paid."""
    items = [Item(product, Money.cny(f"{place}.90")) for place, product in enumerate(PRODUCTS, 3)]
    _, state = CAMPAIGN_LIFE.handle(
        Publish(join_list("C1", items, WEEK, store="S1"), WEEK.start), CAMPAIGN_LIFE.initial
    )
    _, state = CAMPAIGN_LIFE.handle(Join("s1", "li", wanted, WEEK.start), state)
    assert isinstance(state, Live)
    _, state = CAMPAIGN_LIFE.handle(Pay("p1", "s1", state.seat("s1").owes, WEEK.start), state)
    _, state = CAMPAIGN_LIFE.handle(CutOff(WEEK.start), state)
    assert isinstance(state, Live)
    return order_of(state, "s1", WEEK.start)


def charged(order: Order, *rules: Rule) -> dict[tuple[str, str], Money]:
    """Return what each rule takes of each line, where it takes anything."""
    plan = Plan("fees", 1, CNY, rules=rules, residual=STORE, parties=PARTIES, zone="UTC")
    return {
        (accrual.rule, assessed.line.id): accrual.amount
        for assessed, accrual in assess(plan, order).accruals
        if accrual.amount
    }


@given(wanted=baskets, carried=st.sets(st.sampled_from(PRODUCTS), min_size=1), fee=fees)
def test_p9_a_fee_touches_only_the_products_of_its_exchange(
    wanted: dict[str, int], carried: set[str], fee: Rate | Flat
) -> None:
    """A carrier's fee on what he carries leaves every other line, and what others earn, as they are."""
    hub = Rule("hub", HUB, Rate.percent("5"))
    order = order_of_list(wanted)
    fees = charged(order, hub, Rule("carrier", FEE, fee, when=line.product.in_(*sorted(carried))))
    touched = {order.line(at).product.id for rule, at in fees if rule == "carrier"}
    assert touched <= carried
    assert {at: amount for at, amount in fees.items() if at[0] == "hub"} == charged(order, hub)
    mine = {product: quantity for product, quantity in wanted.items() if product in carried}
    assert bool(touched) == bool(mine)
    if mine:
        alone = charged(order_of_list(mine), Rule("carrier", FEE, fee))
        assert Money.total(alone.values(), CNY) == Money.total(
            (amount for (rule, _), amount in fees.items() if rule == "carrier"), CNY
        )


@given(wanted=baskets, carried=st.sets(st.sampled_from(PRODUCTS), min_size=1))
def test_p11_a_fee_per_order_is_charged_once_and_never_by_the_item(
    wanted: dict[str, int], carried: set[str]
) -> None:
    """However many lines and pieces it is bound to, a fee per order is one; where an item's base is asked, it is refused."""
    fee = Flat(Money.cny("1.00"), Per.ORDER)
    fees = charged(order_of_list(wanted), Rule("carrier", FEE, fee, when=line.product.in_(*sorted(carried))))
    assert Money.total(fees.values(), CNY) == (fee.amount if carried & wanted.keys() else Money.zero(CNY))
    with pytest.raises(InvalidPlanError):
        Rule("carrier", FEE, fee, base=Base.LISTED)
