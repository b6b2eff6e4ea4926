"""The engine agrees with a plainer, slower reading of the plan, entry for entry, on the way there and back."""

from hypothesis import given
from hypothesis import strategies as st

from communekit.commission import Plan
from communekit.testing.order import Sale, streams
from communekit.testing.plan import plain_plans, plans
from communekit.testing.refund import refunds_of
from tests.commission.agreement import Twins


@given(plan=plans(), sales=streams())
def test_engines_agree(plan: Plan, sales: list[Sale]) -> None:
    """Whatever the plan and the stream, engine and model book the same entries and count the same periods."""
    twins = Twins(plan)
    for order, credits_ in sales:
        twins.sell(order, credits_)


@given(plan=plain_plans(), sales=streams())
def test_engines_agree_on_plain_plans(plan: Plan, sales: list[Sale]) -> None:
    """Orders of the common kind take another way through the engine, and come to the same."""
    twins = Twins(plan)
    for order, credits_ in sales:
        twins.sell(order, credits_)


@given(plan=plans() | plain_plans(), sales=streams(), data=st.data())
def test_engines_agree_on_refunds(plan: Plan, sales: list[Sale], data: st.DataObject) -> None:
    """After the sales, any refunds of them take back the same from everybody, and leave the same periods."""
    twins = Twins(plan)
    for order, credits_ in sales:
        twins.sell(order, credits_)
    for assessment, _ in list(twins.sold.values()):
        for refund in data.draw(refunds_of(assessment.order, whole=data.draw(st.booleans()))):
            twins.refund(refund)
