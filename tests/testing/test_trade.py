"""Orders under a plan meet what it speaks of, and refunds are such as an order bears."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

import attrs
import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from communekit.commission import ALWAYS, Assessment, Plan, Rule, assess_all, read_plan
from communekit.orders import RefundsSoFar, check_refund
from communekit.period import Window
from communekit.testing import PlanContract, broken_laws
from communekit.testing.agreements import CAPS, MONTHS, SHARES
from communekit.testing.trade import SALE_AT, Market, Sale, completed, in_one, refunds_of, sales_under

EXAMPLES = Path(__file__).parents[2] / "examples"
BASKET = read_plan((EXAMPLES / "basket_alliance" / "plan.toml").read_text("utf-8"))
ONLINE = read_plan((EXAMPLES / "online_retail" / "plan.toml").read_text("utf-8"))
PLANS = (SHARES, CAPS, MONTHS, BASKET, ONLINE)


def drawn(plan: Plan, wanted: Callable[[list[Assessment]], bool]) -> None:
    """Find sales under a plan of which something is true."""

    def met(sales: list[Sale]) -> bool:
        return wanted([one for one in assess_all(plan, sales) if isinstance(one, Assessment)])

    quick = settings(
        max_examples=400, database=None, derandomize=True, deadline=None, phases=[Phase.generate]
    )
    find(sales_under(Market(plan)), met, settings=quick)


def pays(made: list[Assessment], rule: Rule) -> set[bool]:
    """Return whether a rule pays on lines: on some, on none, on some and not on others."""
    return {rule.id in {each.rule for each in line.accruals} for one in made for line in one.lines}


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.id)
def test_every_rule_pays_on_some_line_and_conditions_miss_another(plan: Plan) -> None:
    """Conditions are hit and missed: by category, tag, channel, fact and who is credited."""
    for rule in plan.rules:
        wanted = {True} if rule.when == ALWAYS else {True, False}
        drawn(plan, partial(lambda rule, wanted, made: wanted <= pays(made, rule), rule, wanted))


def test_caps_and_tiers_are_reached() -> None:
    """Amounts go up to what bounds and tables speak of."""
    drawn(CAPS, lambda made: any(a.working.cuts for one in made for _, a in one.accruals))
    drawn(
        MONTHS,
        lambda made: any(
            a.working.measured is not None and a.working.measured.after >= 9_999
            for one in made
            for _, a in one.accruals
        ),
    )


@given(st.data())
def test_sales_lie_within_the_plan(data: st.DataObject) -> None:
    """Orders are placed while the plan is in force, in the order of their payment, in its currency, each once."""
    start = SALE_AT + timedelta(days=400)
    plan = attrs.evolve(
        BASKET, effective=Window(start, start + timedelta(hours=data.draw(st.integers(1, 90))))
    )
    sales = data.draw(sales_under(Market(plan)))
    assert plan.effective is not None
    assert all(plan.effective.covers(order.placed_at) for order, _ in sales)
    assert [order.paid_at for order, _ in sales] == sorted(order.paid_at for order, _ in sales)
    assert {order.currency for order, _ in sales} == {plan.currency}
    assert len({order.id for order, _ in sales}) == len(sales)


@given(st.data(), st.booleans())
def test_refunds_are_such_as_an_order_bears(data: st.DataObject, whole: bool) -> None:
    """One after the other they are allowed; together they are one refund that is; up to the whole, nothing is left."""
    [(order, _), *_] = data.draw(sales_under(Market(BASKET)))
    refunds = data.draw(refunds_of(order, whole=whole))
    for number, refund in enumerate(refunds):
        check_refund(order, refund, RefundsSoFar(tuple(refunds[:number])))
    if refunds:
        check_refund(order, in_one(refunds), RefundsSoFar(()))
    assert not whole or completed(order, refunds) == refunds


@pytest.mark.parametrize("plan", [BASKET, ONLINE], ids=lambda plan: plan.id)
def test_plans_of_the_examples_keep_the_laws(plan: Plan) -> None:
    """No false alarm on plans as shops have them."""
    contract = type("TestIt", (PlanContract,), {"plan": plan})()
    assert broken_laws(contract, examples=10) == frozenset()
    contract.test_sales_meet_the_plan()
