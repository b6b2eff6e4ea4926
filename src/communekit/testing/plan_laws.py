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
    to draw the host's own, and `plans` for several plans at once.
    """

    plan: Plan
    """The agreement."""

    def plans(self) -> st.SearchStrategy[Plan]:
        """Return the one plan."""
        return st.just(self.plan)

    @law("plan_round_trip")
    @shared
    @given(data=st.data())
    def test_plan_round_trip(self, data: st.DataObject) -> None:
        """plan_round_trip: written and read again, as TOML and as JSON, it is the same, pays the same and explains the same."""
        plan, sales = self.draw_sales(data)
        on_paper = (read_plan(write_plan(plan)), read_plan(write_plan(plan, format="json"), format="json"))
        for again in on_paper:
            assert again == plan
            assert _explained(again, sales[0]) == _explained(plan, sales[0])


def _explained(plan: Plan, sale: Sale) -> str:
    try:
        return str(explain(assess(plan, *sale)))
    except CommunekitError as reason:
        return reason.code


__all__ = ["PlanContract"]
