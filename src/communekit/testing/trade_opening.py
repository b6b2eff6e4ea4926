"""How a contract comes by plans, sales and engines (计佣契约的入口), in one place for all laws of commission."""

from functools import lru_cache

from hypothesis import strategies as st

from communekit.commission import (
    Assessment,
    LeftOut,
    Plan,
    Reversal,
    Standing,
    assess,
    reverse,
)
from communekit.errors import CommunekitError
from communekit.orders import Credits, Order, Refund

from .trade import Market, Sale, sales_under

Results = list[Assessment | LeftOut]
START = Standing()


@lru_cache(maxsize=64)
def market_of(plan: Plan) -> Market:
    """Return what orders under a plan are drawn from; the last plans are kept."""
    return Market(plan)


class TradeOpening:
    """What a host or another engine hands to the contract; by default the library's own engine works out the plan."""

    def plans(self) -> st.SearchStrategy[Plan]:
        """Return the plans that are worked out."""
        raise NotImplementedError  # the contract's own

    def sales(self, plan: Plan) -> st.SearchStrategy[list[Sale]]:
        """Return streams of orders with their credits, as they come under a plan; from the plan's own words by default."""
        return sales_under(market_of(plan))

    def assess(self, plan: Plan, order: Order, credits_: Credits, standing: Standing) -> Assessment:
        """Share out one order, as `communekit.commission.assess` does."""
        return assess(plan, order, credits_, standing=standing)

    def reverse(
        self, assessment: Assessment, refund: Refund, earlier: list[Refund], standing: Standing
    ) -> Reversal:
        """Take back what a refund undoes, as `communekit.commission.reverse` does."""
        return reverse(assessment, refund, earlier=earlier, standing=standing)

    def run(self, plan: Plan, sales: list[Sale], standing: Standing = START) -> tuple[Results, Standing]:
        """Share out a stream, and return a result for each order, and the standing after it."""
        made: Results = []
        for order, credits_ in sales:
            try:
                assessment = self.assess(plan, order, credits_, standing)
            except CommunekitError as reason:
                made.append(LeftOut(order.id, reason))
            else:
                made.append(assessment)
                standing = standing.moved(assessment.moved)
        return made, standing

    def refunded(self, assessment: Assessment, refunds: list[Refund]) -> list[Reversal]:
        """Take back refunds one after the other, of an order that was the first of its period."""
        standing, made = START.moved(assessment.moved), list[Reversal]()
        for number, refund in enumerate(refunds):
            made.append(self.reverse(assessment, refund, refunds[:number], standing))
            standing = standing.moved(made[-1].moved)
        return made

    def draw_sales(self, data: st.DataObject) -> tuple[Plan, list[Sale]]:
        """Draw a plan and sales under it."""
        plan = data.draw(self.plans(), "plan")
        return plan, data.draw(self.sales(plan), "sales")

    def draw_assessed(self, data: st.DataObject) -> tuple[Plan, list[Assessment]]:
        """Draw a plan and what becomes of sales under it, without what is left out."""
        plan, sales = self.draw_sales(data)
        return plan, [one for one in self.run(plan, sales)[0] if isinstance(one, Assessment)]

    def draw_booked(self, data: st.DataObject) -> Assessment | None:
        """Draw a sale that the library has booked, so that the refund alone is judged; None where it is left out."""
        plan, sales = self.draw_sales(data)
        try:
            return assess(plan, *sales[0])
        except CommunekitError:
            return None


__all__ = ["START", "Results", "TradeOpening", "market_of"]
