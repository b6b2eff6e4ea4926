"""The contract of a plan (方案契约): a host shows in ten lines that his own agreement keeps the laws.

class TestBasket(PlanContract):
plan = read_plan(text)
"""

from hypothesis import given
from hypothesis import strategies as st

from communekit.commission import Plan, assess, explain, read_plan, write_plan
from communekit.errors import CommunekitError

from .book_commands import shared
from .law import law
from .trade import Sale
from .trade_refund import RefundContract
from .trade_sale import SaleContract


class PlanContract(SaleContract, RefundContract):
    """Laws of commission, held against one plan of the host's (方案契约), with the library's engine.

    Orders are drawn from what the plan speaks of: its roles, categories, tags, channels and thresholds. Override `sales`
    to draw the host's own, `kept` where the plan lies in a table of his, and `plans` for several plans at once.
    """

    plan: Plan
    """The agreement."""

    def plans(self) -> st.SearchStrategy[Plan]:
        """Return the one plan."""
        return st.just(self.plan)

    def kept(self, plan: Plan) -> tuple[Plan, ...]:
        """Return the plan as it is read again from where it is kept: TOML and JSON. Whoever has a table of his own adds it."""
        as_json = write_plan(plan, format="json")
        return read_plan(write_plan(plan)), read_plan(as_json, format="json")

    @law("plan_round_trip")
    @shared
    @given(data=st.data())
    def test_plan_round_trip(self, data: st.DataObject) -> None:
        """plan_round_trip: wherever it is kept, it comes back the same, pays the same and explains the same."""
        plan, sales = self.draw_sales(data)
        for again in self.kept(plan):
            assert again == plan
            assert _explained(again, sales[0]) == _explained(plan, sales[0])


def _explained(plan: Plan, sale: Sale) -> str:
    try:
        return str(explain(assess(plan, *sale)))
    except CommunekitError as reason:
        return reason.code


__all__ = ["PlanContract"]
