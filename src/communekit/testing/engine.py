"""The contract of an engine (计佣引擎契约): whoever works out plans in another way books the same, to the unit."""

from hypothesis import given
from hypothesis import strategies as st

from communekit.commission import Plan
from communekit.money import Money
from communekit.orders import Credits, Line, Order, Product

from .agreements import AGREEMENTS, BUSY_DAYS, FIRST_OF_TWO
from .book_commands import shared
from .law import law
from .trade import SALE_AT, Sale, refunds_of
from .trade_opening import START, TradeOpening
from .trade_refund import RefundContract, reversed_amounts
from .trade_sale import SaleContract, amounts


class EngineContract(SaleContract, RefundContract):
    """Laws of commission, held against an engine (计佣引擎契约): override `assess`, `reverse`, or `run` for whole streams.

    The plans are few, and have between them all that goes wrong: shares that do not divide, roundings of several kinds,
    caps on orders and months, tiers over a month, groups, what is kept on a refund. Override `plans` to draw others.
    """

    def plans(self) -> st.SearchStrategy[Plan]:
        """Return plans with all that goes wrong."""
        return st.sampled_from(AGREEMENTS)

    def sales(self, plan: Plan) -> st.SearchStrategy[list[Sale]]:
        """Return streams of orders: the busy days that every plan must bear, and others."""
        return st.just(BUSY_DAYS) | super().sales(plan)

    @law("engines_agree")
    @shared
    @given(data=st.data())
    def test_engines_agree(self, data: st.DataObject) -> None:
        """engines_agree: sales come to what the library's own engine books, amounts and reasons alike."""
        plan, sales = self.draw_sales(data)
        mine, theirs = self.run(plan, sales), _Own().run(plan, sales)
        assert list(map(amounts, mine[0])) == list(map(amounts, theirs[0]))

    @law("engines_agree")
    @shared
    @given(data=st.data())
    def test_engines_agree_on_refunds(self, data: st.DataObject) -> None:
        """engines_agree: a refund takes back what the library's own engine takes back."""
        assessment = self.draw_booked(data)
        if assessment is not None:
            refunds = data.draw(refunds_of(assessment.order))
            mine, theirs = self.refunded(assessment, refunds), _Own().refunded(assessment, refunds)
            assert reversed_amounts(mine) == reversed_amounts(theirs)

    @law("order_of_rules_is_stated")
    @shared
    @given(minor=st.integers(100, 10_000))
    def test_order_of_rules_is_stated(self, minor: int) -> None:
        """order_of_rules_is_stated: of two rules the one stated first counts, whatever they are called."""
        for plan in FIRST_OF_TWO:
            line = Line("1", Product("tea"), 1, Money(minor, plan.currency))
            order = Order("O1", "S1", [line], SALE_AT, SALE_AT)
            result = self.assess(plan, order, Credits.single(leader="L1"), START)
            assert [accrual.rule for _, accrual in result.accruals] == [plan.rules[0].id]


class _Own(TradeOpening):
    """The library's own engine."""


__all__ = ["EngineContract"]
